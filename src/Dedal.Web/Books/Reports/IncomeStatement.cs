using Dedal.Domain.Books;

namespace Dedal.Web.Books.Reports;

/// <summary>One account of the income statement, by column; income and expense both positive where usual.</summary>
public sealed record IncomeRow(Account Account, IReadOnlyList<long> Amounts)
{
    public long Total => Amounts.Sum();
}

/// <summary>What was earned and spent in one currency.</summary>
public sealed record IncomePart(
    string Currency,
    int Scale,
    IReadOnlyList<IncomeRow> Income,
    IReadOnlyList<IncomeRow> Expenses
)
{
    /// <summary>Income less expenses of a column.</summary>
    public long Result(int column) => Income.Sum(r => r.Amounts[column]) - Expenses.Sum(r => r.Amounts[column]);

    public long TotalResult => Income.Sum(r => r.Total) - Expenses.Sum(r => r.Total);
}

/// <summary>What was earned and spent between two days, whole or by month; currencies side by side.</summary>
/// <param name="Months">The columns; one column (0) when not by month.</param>
public sealed record IncomeStatement(
    DateOnly From,
    DateOnly To,
    IReadOnlyList<int> Months,
    IReadOnlyList<IncomePart> Parts
)
{
    public static IncomeStatement Of(BookReading book, DateOnly from, DateOnly to, Asked asked, bool byMonth)
    {
        var months = byMonth ? MonthsBetween(from, to) : [0];
        var column = months.Select((m, i) => (m, i)).ToDictionary(x => x.m, x => x.i);
        var rows = Balances
            .ResultByMonth(book, from, to, asked.Known)
            .Where(c => BookReading.Shows(c.Account, asked))
            .GroupBy(c => c.Account)
            .Select(g =>
            {
                var amounts = new long[months.Count];
                foreach (var change in g)
                {
                    var balance = change.Debit - change.Credit;
                    amounts[byMonth ? column[change.Month] : 0] += g.Key.GrowsByDebit ? balance : -balance;
                }

                return new IncomeRow(g.Key, amounts);
            })
            .Where(r => r.Amounts.Any(a => a != 0));
        return new(from, to, months, [.. ByCurrency(book.InOrder(rows, r => r.Account))]);
    }

    public static List<int> MonthsBetween(DateOnly from, DateOnly to)
    {
        var months = new List<int>();
        for (var month = Period.Of(from); month <= Period.Of(to); month = Period.Next(month))
        {
            months.Add(month);
        }

        return months;
    }

    private static IEnumerable<IncomePart> ByCurrency(IEnumerable<IncomeRow> rows) =>
        rows.GroupBy(r => (r.Account.Currency, r.Account.Scale))
            .Select(g => new IncomePart(
                g.Key.Currency,
                g.Key.Scale,
                [.. g.Where(r => r.Account.Kind == AccountKind.Income)],
                [.. g.Where(r => r.Account.Kind == AccountKind.Expense)]
            ));
}
