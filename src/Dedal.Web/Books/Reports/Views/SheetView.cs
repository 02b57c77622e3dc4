namespace Dedal.Web.Books.Reports.Views;

/// <summary>Balance sheet: what there is on one side; what is owed and what is left on the other.</summary>
public static class SheetView
{
    public static Statement Of(BookReading book, Asked asked, Tell tell)
    {
        var sheet = BalanceSheet.Of(book, asked);
        return new(
            tell.Words["reports.sheet"],
            tell.AsOf(asked),
            [.. sheet.Parts.Select(p => Table(p, sheet.Parts.Count, asked with { From = null }, tell))],
            DataOf(sheet, tell)
        );
    }

    private static Table Table(SheetPart part, int parts, Asked asked, Tell tell)
    {
        var w = tell.Words;
        var rows = new List<Row>();
        Group(w["reports.assets"], part.Assets);
        rows.Add(Sum(w["reports.total-assets"], part.TotalAssets));
        Group(w["reports.liabilities"], part.Liabilities);
        rows.Add(Sum(w["reports.total-liabilities"], part.TotalLiabilities));
        Group(w["reports.equity"], part.Equity);
        Extra(w["reports.result-open"], part.Result);
        Extra(w["reports.exchange"], part.Exchange);
        rows.Add(Sum(w["reports.total-equity"], part.TotalEquity));
        rows.Add(Sum(w["reports.total-both"], part.TotalLiabilities + part.TotalEquity));
        return new(
            tell.Currency(part.Currency, parts),
            [new(w["reports.account"]), new(w["reports.amount"], true)],
            rows
        );

        void Group(string title, IReadOnlyList<SheetRow> accounts)
        {
            rows.Add(new(RowKind.Group, [new(title)]));
            rows.AddRange(
                accounts.Select(r => new Row(
                    RowKind.Plain,
                    [
                        new(tell.Account(r.Account)),
                        new(Minor: r.Amount, Scale: part.Scale, Href: tell.Register(r.Account, asked)),
                    ]
                ))
            );
        }

        void Extra(string title, long amount)
        {
            if (amount != 0)
            {
                var href = tell.Link(
                    "reports/balance",
                    [("to", Tell.Day(asked.To)), ("known", Tell.Day(asked.Known)), ("trading", "yes")]
                );
                rows.Add(new(RowKind.Plain, [new(title), new(Minor: amount, Scale: part.Scale, Href: href)]));
            }
        }

        Row Sum(string title, long amount) => new(RowKind.Sum, [new(title), new(Minor: amount, Scale: part.Scale)]);
    }

    private static Data DataOf(BalanceSheet sheet, Tell tell)
    {
        return new(["section", "account", "name", "currency", "amount"], sheet.Parts.SelectMany(Rows));

        IEnumerable<object?[]> Rows(SheetPart part)
        {
            foreach (
                var (section, rows) in new[]
                {
                    ("asset", part.Assets),
                    ("liability", part.Liabilities),
                    ("equity", part.Equity),
                }
            )
            {
                foreach (var row in rows)
                {
                    yield return
                    [
                        section,
                        row.Account.Code,
                        tell.Name(row.Account),
                        part.Currency,
                        new Amount(row.Amount, part.Scale),
                    ];
                }
            }

            foreach (var (section, amount) in new[] { ("result", part.Result), ("exchange", part.Exchange) })
            {
                if (amount != 0)
                {
                    yield return [section, "", "", part.Currency, new Amount(amount, part.Scale)];
                }
            }
        }
    }
}
