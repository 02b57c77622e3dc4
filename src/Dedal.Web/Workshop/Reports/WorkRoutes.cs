using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Shared;
using Dedal.Web.Workshop.Reports.Pages;

namespace Dedal.Web.Workshop.Reports;

/// <summary>What stands behind pay: who worked, how each is paid, savings, and what the group shares.</summary>
public static class WorkRoutes
{
    /// <summary>Rows for rates of pieces that a form has to begin with.</summary>
    public const int Rates = 3;

    /// <summary>Most rows it grows to.</summary>
    public const int MostRates = 24;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<WorkPage>("work").AllowRoles(Who.Readers);
        routes.MapForm<WorkPage>("work", "work-done", Work, "work").AllowRoles(Who.Recorders);
        routes.MapPage<PayRulesPage>("pay-rules").AllowRoles(Who.Readers);
        routes.MapForm<PayRulesPage>("pay-rules", "pay-rule-kept", Rule, "pay-rules").AllowRoles(Who.Recorders);
        routes.MapPage<SavingsPage>("savings").AllowRoles(Who.Readers);
        routes.MapForm<SavingsPage>("savings", "savings-moved", Savings, "savings").AllowRoles(Who.Recorders);
        routes.MapPage<SurplusPage>("surplus").AllowRoles(Who.Readers);
        routes.MapForm<SurplusPage>("surplus", "surplus-shared", Surplus, "surplus").AllowRoles(Who.Recorders);
    }

    /// <summary>
    /// Every member with a number in her row; one who is only ticked worked the shift that stands above all.
    /// </summary>
    private static WorkDoneBody Work(Form form, Caller caller)
    {
        var shift = Spans.Shift(form["begins"], form["ends"]);
        if (shift is not > 0 && form["begins"].Length + form["ends"].Length > 0)
        {
            form.Refuse(new("shift-unreadable", "begins"));
        }

        var work = new List<Worked>();
        foreach (var member in Marked(form, "h-", "m-", "n-", "did-"))
        {
            var (hours, minutes) = (form.WholeOrNothing($"h-{member:D}"), form.WholeOrNothing($"m-{member:D}"));
            var pieces = form.WholeOrNothing($"n-{member:D}");
            // No more than a number holds: the rule says what is too many.
            var all = Math.Min(((hours ?? 0) * 60L) + (minutes ?? 0), int.MaxValue);
            var typed = hours is null && minutes is null ? null : (int?)all;
            var did = form[$"did-{member:D}"] == "yes";
            if (did && typed is null && pieces is null && shift is null)
            {
                form.Refuse(new("shift-missing", "begins"));
            }

            work.Add(new(member, typed ?? (did ? shift : null), pieces));
        }

        if (work.Count == 0)
        {
            form.Refuse(new("work-of-nobody", "work"));
        }

        return new(form["what"], work);
    }

    private static PayRuleKeptBody Rule(Form form, Caller caller)
    {
        var scale = caller.Org!.Scale;
        var rates = new List<PieceRate>();
        for (var row = 1; row <= MostRates; row++)
        {
            if (form[$"rate-{row}"].Trim().Length > 0)
            {
                rates.Add(new(form.Amount($"rate-{row}", scale), form.IdIn($"item-{row}"), form.Text($"step-{row}")));
            }
        }

        var byPiece = form["method"] is PayMethod.Piece or PayMethod.Mixed;
        if (byPiece && rates.Count == 0)
        {
            form.Refuse(new("rate-missing", "rate-1"));
        }

        return new(
            form["method"],
            form["method"] is PayMethod.Hours or PayMethod.Mixed ? form.Amount("hour", scale) : 0,
            byPiece ? rates : null,
            form["floor"] == "yes",
            form.IdIn("member"),
            form["method"] == PayMethod.Share && form["by"] == "hours"
        );
    }

    private static SavingsMovedBody Savings(Form form, Caller caller) =>
        new(PayRoutes.MemberIn(form), form.Amount("amount", caller.Org!.Scale), form["way"] == "out", form["how"]);

    /// <summary>The parts travel with the form, as the pay run's lines do: what is written is what was read.</summary>
    private static SurplusSharedBody Surplus(Form form, Caller caller)
    {
        if (
            PayRoutes.Body<SurplusSharedBody>(form["vote"]) is not { Parts: not null } vote
            || vote.Parts.Contains(null!)
        )
        {
            form.Refuse(new("pay-without-members", "parts"));
            return new([], []);
        }

        return vote with
        {
            Parts = [.. vote.Parts.Select(p => p with { Way = form[$"way-{p.Member:D}"] })],
            Voted = [.. Marked(form, "voted-")],
            How = vote.Parts.Count > 0 ? form["how"] : vote.How,
            Note = form.Text("note"),
        };
    }

    /// <summary>Members in whose fields something stands, in the order of their ids.</summary>
    private static IEnumerable<Guid> Marked(Form form, params string[] fields) =>
        fields.SelectMany(form.Rows).Distinct().Order();
}
