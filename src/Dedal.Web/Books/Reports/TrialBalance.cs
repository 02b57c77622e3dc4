namespace Dedal.Web.Books.Reports;

/// <summary>Every account's balance at a day, by fund; accounts at zero are left out.</summary>
public sealed record TrialBalance(IReadOnlyList<Total> Rows)
{
    public static TrialBalance Of(BookReading book, Asked asked) =>
        new([
            .. book.InOrder(
                    Balances
                        .AsOf(book, asked.To, asked.Known)
                        .Where(t => t.Balance != 0 && BookReading.Shows(t.Account, asked)),
                    t => t.Account
                )
                .ThenByFund(),
        ]);
}

internal static class TotalOrder
{
    /// <summary>Keeps the order of accounts and puts the funds of one account by name.</summary>
    public static IEnumerable<Total> ThenByFund(this IEnumerable<Total> totals) =>
        totals.GroupBy(t => t.Account.Number).SelectMany(g => g.OrderBy(t => t.Fund, StringComparer.Ordinal));
}
