using Dedal.Domain.Books;

namespace Dedal.Web.Books.Reports;

/// <summary>One account of the balance sheet, positive on its usual side.</summary>
public sealed record SheetRow(Account Account, long Amount);

/// <summary>What there is, what is owed and what is left in one currency.</summary>
/// <param name="Result">Earned and not yet moved to equity by a year close.</param>
/// <param name="Exchange">Counter-value of exchanges with other currencies; zero in a book of one currency.</param>
public sealed record SheetPart(
    string Currency,
    int Scale,
    IReadOnlyList<SheetRow> Assets,
    IReadOnlyList<SheetRow> Liabilities,
    IReadOnlyList<SheetRow> Equity,
    long Result,
    long Exchange
)
{
    public long TotalAssets => Assets.Sum(r => r.Amount);

    public long TotalLiabilities => Liabilities.Sum(r => r.Amount);

    /// <summary>Equity with the result and the exchange: what would be left if everything owed were paid.</summary>
    public long TotalEquity => Equity.Sum(r => r.Amount) + Result + Exchange;
}

/// <summary>
/// Balance sheet at the end of a day. In every currency assets = liabilities + equity + result not yet moved +
/// exchange: a law, because every line has one currency.
/// </summary>
public sealed record BalanceSheet(IReadOnlyList<SheetPart> Parts)
{
    public static BalanceSheet Of(BookReading book, Asked asked) =>
        new([
            .. book.InOrder(Balances.AsOf(book, asked.To, asked.Known), t => t.Account)
                .Where(t => asked.Currency is null || t.Account.Currency == asked.Currency)
                .GroupBy(t => (t.Account.Currency, t.Account.Scale))
                .Select(g => Part(g.Key.Currency, g.Key.Scale, [.. g]))
                .Where(p =>
                    p.Assets.Count + p.Liabilities.Count + p.Equity.Count > 0 || p.Result != 0 || p.Exchange != 0
                ),
        ]);

    private static SheetPart Part(string currency, int scale, List<Total> totals) =>
        new(
            currency,
            scale,
            Rows(totals, AccountKind.Asset, 1),
            Rows(totals, AccountKind.Liability, -1),
            Rows(totals, AccountKind.Equity, -1),
            -totals.Where(t => t.Account.IsResult).Sum(t => t.Balance),
            -totals.Where(t => t.Account.Kind == AccountKind.Trading).Sum(t => t.Balance)
        );

    private static List<SheetRow> Rows(List<Total> totals, AccountKind kind, int sign) =>
        [
            .. totals
                .Where(t => t.Account.Kind == kind)
                .GroupBy(t => t.Account)
                .Select(g => new SheetRow(g.Key, sign * g.Sum(t => t.Balance)))
                .Where(r => r.Amount != 0),
        ];
}
