using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Shared;
using Dedal.Web.Workshop.Reports.Pages;

namespace Dedal.Web.Workshop.Reports;

/// <summary>La quincena: everybody reads who gets what, then it is accepted and written as it was read.</summary>
public static class PayRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<PayPage>("pay").AllowRoles(Who.Readers);
        routes.MapForm<PayPage>("pay", "pay-run", Read).AllowRoles(Who.Recorders);
        routes.MapPage<AdvancePage>("advance").AllowRoles(Who.Recorders);
        routes.MapForm<AdvancePage>("advance", "advance-paid", Advance).AllowRoles(Who.Recorders);
    }

    /// <summary>The lines travel with the form: what is written is what was read, whatever arrived since.</summary>
    private static PayRunBody Read(Form form, Caller caller)
    {
        var org = caller.Org!;
        if (Run(form["run"]) is not { Lines.Count: > 0 } run)
        {
            form.Refuse(new("pay-without-members", "lines"));
            return new(default, default, []);
        }

        var coin = Accounts.SmallestCoinOf(org.Currency);
        var lines = run.Lines.Select(line =>
            PayPreview.Saving(line, form.AmountOrNothing($"save-{line.Member:D}", org.Scale), coin)
        );
        return run with { Lines = [.. lines], How = form["how"] };
    }

    private static PayRunBody? Run(string text)
    {
        try
        {
            return (PayRunBody?)JsonSerializer.Deserialize(text, typeof(PayRunBody), BodyJson.Default);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AdvancePaidBody Advance(Form form, Caller caller)
    {
        if (form.IdIn("member") is not { } member)
        {
            form.Refuse(new("pay-without-members", "member"));
            member = Guid.Empty;
        }

        return new(member, form.Amount("amount", caller.Org!.Scale), form["how"]);
    }
}
