using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Web.Shared;
using Dedal.Web.Shared.Charts;

namespace Dedal.Web.Books.Reports.Views;

/// <summary>What every view needs to say a statement: the organisation, the language, where figures lead.</summary>
/// <param name="links">False where nothing can be followed: in a terminal.</param>
public sealed class Tell(Organisation org, Words words, bool links)
{
    public Words Words => words;

    public string OwnCurrency => org.Currency;

    /// <summary>Code and name; an imported account is its path.</summary>
    public string Account(Account account)
    {
        var name = Name(account);
        return name.Length == 0 ? account.Code : $"{account.Code} {name}";
    }

    /// <summary>Name in the language, empty where the code says it all.</summary>
    public string Name(Account account)
    {
        var name = account.Name ?? Charts.NameOf(org.Chart, account.Code, words.Language);
        return name == account.Code ? "" : name;
    }

    public string Box(BoxKind box) =>
        box switch
        {
            BoxKind.Cash => words["reports.box.cash"],
            BoxKind.Bank => words["reports.box.bank"],
            _ => words["reports.box.qr"],
        };

    /// <summary>What a document is, in a word or two.</summary>
    public string Kind(string kind) => words.Has("kind." + kind) ? words["kind." + kind] : kind;

    /// <summary><c>mar 26</c>, from 202603: heads a column.</summary>
    public string Month(int period) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{words["reports.months"].Split(' ')[(period % 100) - 1]} {period / 100 % 100:00}"
        );

    /// <summary>The two bars of a month.</summary>
    public BarRow InAndOut(Trend trend) =>
        new(
            Month(trend.Month),
            [new(trend.In, "in", "▲", words["reports.came-in"]), new(trend.Out, "out", "▼", words["reports.went-out"])]
        );

    /// <summary>The bar of what a month left.</summary>
    public BarRow Result(Trend trend) =>
        new(Month(trend.Month), [new(trend.Result, trend.Result < 0 ? "out" : "in", "", "")]);

    /// <summary>Caption of a table in a currency; nothing to say where there is only the own one.</summary>
    public string Currency(string currency, int parts) =>
        parts > 1 || currency != org.Currency ? words["reports.in-currency", Format.Symbol(currency)] : "";

    /// <summary>As of a day, as known on a day.</summary>
    public string AsOf(Asked asked) =>
        Known(asked.To is { } to ? words["reports.as-of", Format.Day(to)] : words["reports.as-of-all"], asked);

    /// <summary>Between two days, as known on a day.</summary>
    public string Between(DateOnly? from, DateOnly? to, Asked asked) =>
        Known(
            (from, to) switch
            {
                (null, null) => words["reports.as-of-all"],
                (null, { } t) => words["reports.through", Format.Day(t)],
                ({ } f, null) => words["reports.since", Format.Day(f)],
                ({ } f, { } t) => words["reports.between", Format.Day(f), Format.Day(t)],
            },
            asked
        );

    /// <summary>The register of an account in the same light: same days, same "known on".</summary>
    public string? Register(Account account, Asked asked, params ReadOnlySpan<(string Key, string Value)> more)
    {
        List<(string, string?)> parts = [("account", account.Code)];
        if (account.Currency != org.Currency)
        {
            parts.Add(("currency", account.Currency));
        }

        parts.AddRange([("from", Day(asked.From)), ("to", Day(asked.To)), ("known", Day(asked.Known))]);
        foreach (var (key, value) in more)
        {
            parts.Add((key, value));
        }

        return Link("reports/register", parts);
    }

    /// <summary>A page of the organisation, or null where nothing can be followed.</summary>
    public string? Link(string path, IEnumerable<(string Key, string? Value)> query)
    {
        if (!links)
        {
            return null;
        }

        var parts = query
            .Where(q => !string.IsNullOrEmpty(q.Value))
            .Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value!)}");
        var text = string.Join('&', parts);
        return $"/o/{org.Id:D}/{path}" + (text.Length == 0 ? "" : "?" + text);
    }

    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Known(string text, Asked asked) =>
        asked.Known is { } known ? $"{text} · {words["reports.as-known", Format.Day(known)]}" : text;
}
