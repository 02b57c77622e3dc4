using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.People;
using Dedal.Web.Shared;
using Dedal.Web.Workshop.Reports.Pages;

namespace Dedal.Web.Workshop.Reports;

/// <summary>La quincena: everybody reads who gets what, then it is accepted and written as it was read.</summary>
public static class PayRoutes
{
    /// <summary>A passbook is hers; the treasurer, who pays her, may open it, and nobody else.</summary>
    public static readonly IReadOnlyList<string> PassbookReaders = [Who.Member, Who.Treasurer];

    /// <summary>What each gets is read by all before it is paid, and by who reads the books.</summary>
    public static readonly IReadOnlyList<string> PayReaders = [.. Who.Readers, Who.Member];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<PayPage>("pay").AllowRoles(PayReaders);
        routes.MapForm<PayPage>("pay", "pay-run", Read, "pay").AllowRoles(Who.Recorders);
        routes.MapPage<AdvancePage>("advance").AllowRoles(Who.Recorders);
        routes.MapForm<AdvancePage>("advance", "advance-paid", Advance).AllowRoles(Who.Recorders);
        routes.MapPage<PassbookPage>("passbook").AllowRoles(PassbookReaders).AddEndpointFilter(SurelyHers);
    }

    /// <summary>On a phone of several her PIN is asked for once more, and leads back here.</summary>
    private static async ValueTask<object?> SurelyHers(
        EndpointFilterInvocationContext c,
        EndpointFilterDelegate next
    ) =>
        Session.Of(c.HttpContext).IsSurelyHers(c.HttpContext.RequestServices.GetRequiredService<TimeProvider>())
            ? await next(c)
            : Results.Redirect($"/pin?to=passbook#{Caller.Of(c.HttpContext).Org!.Id:D}");

    /// <summary>Name of the field with what a member keeps as savings.</summary>
    public static string SavingOf(Guid member) => $"save-{member:D}";

    /// <summary>What a member saves, as it was typed; refuses what cannot be read or is more than she gets.</summary>
    public static long SavedIn(Form form, PayLine line, int scale)
    {
        var most = line.Paid + line.Saved + line.Rest;
        var saved = form.AmountOrNothing(SavingOf(line.Member), scale);
        if (saved >= 0 && saved <= most)
        {
            return saved;
        }

        form.Refuse(new("pay-saves-too-much", SavingOf(line.Member), most));
        return 0;
    }

    /// <summary>
    /// The lines travel with the form: what is written is what was read, whatever arrived since. Savings typed after
    /// the page was drawn changed what is handed out, so it is drawn again first.
    /// </summary>
    private static PayRunBody Read(Form form, Caller caller)
    {
        var org = caller.Org!;
        if (Body<PayRunBody>(form["run"]) is not { Lines.Count: > 0 } run || run.Lines.Contains(null!))
        {
            form.Refuse(new("pay-without-members", "lines"));
            return new(default, default, []);
        }

        // All are read, so that the first that is wrong is said before that anything changed.
        var typed = run.Lines.Select(l => SavedIn(form, l, org.Scale)).ToList();
        if (!typed.SequenceEqual(run.Lines.Select(l => l.Saved)))
        {
            form.Refuse(new("pay-read-again", "lines"));
        }

        return run with
        {
            How = form["how"],
        };
    }

    /// <summary>What a page put into a hidden field; null when somebody changed it into nonsense.</summary>
    internal static T? Body<T>(string text)
        where T : class
    {
        try
        {
            return (T?)JsonSerializer.Deserialize(text, typeof(T), BodyJson.Default);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AdvancePaidBody Advance(Form form, Caller caller) =>
        new(MemberIn(form), form.Amount("amount", caller.Org!.Scale), form["how"]);

    /// <summary>The member a form names; refuses when there is none.</summary>
    internal static Guid MemberIn(Form form)
    {
        if (form.IdIn("member") is { } member)
        {
            return member;
        }

        form.Refuse(new("pay-without-members", "member"));
        return Guid.Empty;
    }
}
