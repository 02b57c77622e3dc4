using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Web.Shared;

namespace Dedal.Web.Books.Reports.Views;

/// <summary>Income statement: what was earned and what it cost, whole or month by month.</summary>
public static class IncomeView
{
    public static Statement Of(IncomeStatement income, Asked asked, Tell tell) =>
        new(
            tell.Words["reports.income"],
            tell.Between(income.From, income.To, asked),
            [.. income.Parts.Select(p => Table(income, p, asked, tell))],
            DataOf(income, tell)
        );

    private static Table Table(IncomeStatement income, IncomePart part, Asked asked, Tell tell)
    {
        var w = tell.Words;
        var byMonth = income.Months.Count > 1;
        var columns = new List<Column> { new(w["reports.account"]) };
        if (byMonth)
        {
            columns.AddRange(income.Months.Select(m => new Column(tell.Month(m), true)));
        }

        columns.Add(new(byMonth ? w["reports.total"] : w["reports.amount"], true));
        var rows = new List<Row>();
        Group(w["reports.earned"], w["reports.total-earned"], part.Income);
        Group(w["reports.spent"], w["reports.total-spent"], part.Expenses);
        var results = income.Months.Select((_, i) => part.Result(i)).ToList();
        rows.Add(Sum(w["reports.result"], results, byMonth, part.Scale));
        return new(tell.Currency(part.Currency, income.Parts.Count), columns, rows);

        void Group(string title, string total, IReadOnlyList<IncomeRow> accounts)
        {
            rows.Add(new(RowKind.Group, [new(title)]));
            rows.AddRange(accounts.Select(r => Line(income, r, asked, tell, byMonth)));
            var sums = income.Months.Select((_, i) => accounts.Sum(r => r.Amounts[i])).ToList();
            rows.Add(Sum(total, sums, byMonth, part.Scale));
        }
    }

    private static Row Line(IncomeStatement income, IncomeRow row, Asked asked, Tell tell, bool byMonth)
    {
        var cells = new List<Cell> { new(tell.Account(row.Account)) };
        if (byMonth)
        {
            for (var i = 0; i < income.Months.Count; i++)
            {
                var month = income.Months[i];
                var from = Later(income.From, Period.FirstDay(month));
                var to = Earlier(income.To, Period.LastDay(month));
                cells.Add(row.Amounts[i] == 0 ? Cell.Empty : Money(row.Amounts[i], from, to));
            }
        }

        cells.Add(Money(row.Total, income.From, income.To));
        return new(RowKind.Plain, cells);

        Cell Money(long minor, DateOnly from, DateOnly to) =>
            new(
                Minor: minor,
                Scale: row.Account.Scale,
                Href: tell.Register(row.Account, asked with { From = from, To = to }, ("closes", "no"))
            );
    }

    private static Row Sum(string title, List<long> amounts, bool byMonth, int scale)
    {
        var cells = new List<Cell> { new(title) };
        if (byMonth)
        {
            cells.AddRange(amounts.Select(a => a == 0 ? Cell.Empty : new Cell(Minor: a, Scale: scale)));
        }

        cells.Add(new(Minor: amounts.Sum(), Scale: scale));
        return new(RowKind.Sum, cells);
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static Data DataOf(IncomeStatement income, Tell tell)
    {
        var months = income.Months.Count > 1 ? income.Months : [];
        string[] keys = ["section", "account", "name", "currency", .. months.Select(MonthKey), "amount"];
        return new(keys, income.Parts.SelectMany(p => Rows("income", p.Income).Concat(Rows("expense", p.Expenses))));

        IEnumerable<object?[]> Rows(string section, IReadOnlyList<IncomeRow> rows) =>
            rows.Select(r =>
                (object?[])
                    [
                        section,
                        r.Account.Code,
                        tell.Name(r.Account),
                        r.Account.Currency,
                        .. months.Select((_, i) => (object)new Amount(r.Amounts[i], r.Account.Scale)),
                        new Amount(r.Total, r.Account.Scale),
                    ]
            );
    }

    private static string MonthKey(int month) =>
        string.Create(CultureInfo.InvariantCulture, $"{month / 100}-{month % 100:00}");
}
