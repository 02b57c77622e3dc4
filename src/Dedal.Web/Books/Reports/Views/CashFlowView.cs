using Dedal.Domain.Books;

namespace Dedal.Web.Books.Reports.Views;

/// <summary>Direct cash flow: what came into and went out of boxes and banks, and what for.</summary>
public static class CashFlowView
{
    public static Statement Of(BookReading book, Asked asked, Tell tell)
    {
        var flow = CashFlow.Of(book, asked);
        return new(
            tell.Words["reports.cash"],
            tell.Between(asked.From, asked.To, asked),
            [.. flow.Parts.Select(p => Table(p, flow.Parts.Count, asked, tell))],
            DataOf(flow, tell)
        );
    }

    private static Table Table(CashPart part, int parts, Asked asked, Tell tell)
    {
        var w = tell.Words;
        var kinds = part.Boxes.Select(b => b.Box).ToList();
        var columns = new List<Column> { new(w["reports.purpose"]) };
        columns.AddRange(kinds.Select(k => new Column(tell.Box(k), true)));
        if (kinds.Count > 1)
        {
            columns.Add(new(w["reports.total"], true));
        }

        var rows = new List<Row> { Boxes(RowKind.Sum, w["reports.opening"], b => b.Opening) };
        rows.Add(new(RowKind.Group, [new(w["reports.came-in"])]));
        rows.AddRange(Purposes(part, kinds, f => f.In, asked, tell));
        rows.Add(Boxes(RowKind.Sum, w["reports.total-in"], b => b.In));
        rows.Add(new(RowKind.Group, [new(w["reports.went-out"])]));
        rows.AddRange(Purposes(part, kinds, f => f.Out, asked, tell));
        rows.Add(Boxes(RowKind.Sum, w["reports.total-out"], b => b.Out));
        if (part.Boxes.Any(b => b.MovedIn != 0 || b.MovedOut != 0))
        {
            rows.Add(Boxes(RowKind.Plain, w["reports.moved"], b => b.MovedIn - b.MovedOut));
        }

        rows.Add(Boxes(RowKind.Sum, w["reports.closing"], b => b.Closing));
        return new(tell.Currency(part.Currency, parts), columns, rows);

        Row Boxes(RowKind kind, string title, Func<BoxFlow, long> figure) =>
            WithTotal(kind, new(title), [.. part.Boxes.Select(b => new Cell(Minor: figure(b), Scale: part.Scale))]);
    }

    private static IEnumerable<Row> Purposes(
        CashPart part,
        List<BoxKind> kinds,
        Func<Flow, long> figure,
        Asked asked,
        Tell tell
    )
    {
        foreach (var purpose in part.Flows.Where(f => figure(f) != 0).GroupBy(f => f.Purpose))
        {
            yield return WithTotal(
                RowKind.Plain,
                new(tell.Account(purpose.Key)),
                [.. kinds.Select(k => Of(k, purpose.FirstOrDefault(f => f.Box == k)))]
            );

            Cell Of(BoxKind kind, Flow? flow) =>
                flow is null
                    ? Cell.Empty
                    : new(
                        Minor: figure(flow),
                        Scale: part.Scale,
                        Href: tell.Register(purpose.Key, asked, ("against", Name(kind)))
                    );
        }
    }

    private static Row WithTotal(RowKind kind, Cell title, List<Cell> cells) =>
        new(
            kind,
            cells.Count > 1
                ? [title, .. cells, new(Minor: cells.Sum(c => c.Minor ?? 0), Scale: cells[0].Scale)]
                : [title, .. cells]
        );

    /// <summary>Name of a kind of box in addresses and data.</summary>
    public static string Name(BoxKind box) =>
        box switch
        {
            BoxKind.Cash => "cash",
            BoxKind.Bank => "bank",
            _ => "qr",
        };

    private static Data DataOf(CashFlow flow, Tell tell)
    {
        return new(
            ["section", "box", "account", "name", "currency", "amount"],
            flow.Parts.SelectMany(p => p.Boxes.SelectMany(b => Rows(p, b)))
        );

        IEnumerable<object?[]> Rows(CashPart part, BoxFlow box)
        {
            yield return Row("opening", null, box.Opening);
            foreach (var f in part.Flows.Where(f => f.Box == box.Box && f.In != 0))
            {
                yield return Row("in", f.Purpose, f.In);
            }

            foreach (var f in part.Flows.Where(f => f.Box == box.Box && f.Out != 0))
            {
                yield return Row("out", f.Purpose, f.Out);
            }

            yield return Row("moved-in", null, box.MovedIn);
            yield return Row("moved-out", null, box.MovedOut);
            yield return Row("closing", null, box.Closing);

            object?[] Row(string section, Account? account, long amount) =>
                [
                    section,
                    Name(box.Box),
                    account?.Code ?? "",
                    account is null ? "" : tell.Name(account),
                    part.Currency,
                    new Amount(amount, part.Scale),
                ];
        }
    }
}
