using Dedal.Web.Shared;

namespace Dedal.Web.Books.Reports.Views;

/// <summary>Who owes us and whom we owe, the oldest first.</summary>
public static class OwingView
{
    public static Statement Of(BookReading book, Asked asked, Tell tell)
    {
        var owing = Owing.Of(book, asked);
        var currencies = owing
            .OweUs.Concat(owing.WeOwe)
            .Select(r => (r.Account.Currency, r.Account.Scale))
            .Distinct()
            .ToList();
        return new(
            tell.Words["reports.owing"],
            tell.AsOf(asked),
            [.. currencies.SelectMany(c => Tables(owing, c.Currency, c.Scale, currencies.Count, asked, tell))],
            DataOf(owing)
        );
    }

    /// <summary>A name, or that there is none any more.</summary>
    public static string Who(OwingRow row, Words words) =>
        row.Name
        ?? (row.Subject.StartsWith("party:", StringComparison.Ordinal) ? words["reports.no-name"] : row.Subject);

    private static IEnumerable<Table> Tables(Owing owing, string currency, int scale, int parts, Asked asked, Tell tell)
    {
        foreach (
            var (title, rows) in new[]
            {
                (tell.Words["reports.owe-us"], owing.OweUs),
                (tell.Words["reports.we-owe"], owing.WeOwe),
            }
        )
        {
            var own = rows.Where(r => r.Account.Currency == currency).ToList();
            if (own.Count > 0)
            {
                var caption = $"{title} {tell.Currency(currency, parts)}".TrimEnd();
                yield return Table(caption, scale, own, asked with { From = null }, tell);
            }
        }
    }

    private static Table Table(string caption, int scale, List<OwingRow> owed, Asked asked, Tell tell)
    {
        var w = tell.Words;
        var rows = owed.Select(r => new Row(
                RowKind.Plain,
                [
                    new(Who(r, w)),
                    new(r.Since is { } day ? Format.Day(day) : ""),
                    new(
                        Minor: Math.Abs(r.Amount),
                        Scale: scale,
                        Href: tell.Register(r.Account, asked, ("subject", r.Subject))
                    ),
                ]
            ))
            .ToList();
        rows.Add(
            new(
                RowKind.Sum,
                [new(w["reports.total"]), Cell.Empty, new(Minor: owed.Sum(r => Math.Abs(r.Amount)), Scale: scale)]
            )
        );
        return new(caption, [new(w["reports.who"]), new(w["reports.oldest"]), new(w["reports.amount"], true)], rows);
    }

    private static Data DataOf(Owing owing) =>
        new(
            ["subject", "name", "account", "currency", "balance", "since"],
            owing
                .OweUs.Concat(owing.WeOwe)
                .Select(r =>
                    new object?[]
                    {
                        r.Subject,
                        r.Name,
                        r.Account.Code,
                        r.Account.Currency,
                        new Amount(r.Amount, r.Account.Scale),
                        r.Since,
                    }
                )
        );
}
