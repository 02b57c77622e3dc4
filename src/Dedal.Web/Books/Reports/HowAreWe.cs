using System.Globalization;
using Dedal.Domain.Books;

namespace Dedal.Web.Books.Reports;

/// <summary>What the page ¿Cómo vamos? says of a month.</summary>
/// <param name="Documents">How many documents the month has; few say little.</param>
/// <param name="HasMaterial">What was sold or made carries its material, or material was bought as an expense.</param>
/// <param name="HasHours">What was sold carries the hours of those who made it.</param>
/// <param name="YearAgo">The same month a year before; null when nothing happened in it.</param>
/// <param name="Boxes">Where the money was at the end of the month.</param>
public sealed record HowAreWe(
    int Month,
    int Documents,
    IReadOnlyList<Trend> Trend,
    bool HasMaterial,
    bool HasHours,
    IReadOnlyList<Total> Boxes,
    long OweUs,
    int Debtors,
    long WeOwe,
    Trend? YearAgo
)
{
    /// <summary>Months of the trend.</summary>
    private const int Months = 6;

    public Trend Now => Trend[^1];

    /// <summary>The month before, when something happened in it.</summary>
    public Trend? LastMonth => Trend.Count > 1 && !Trend[^2].IsEmpty ? Trend[^2] : null;

    public DateOnly First => Period.FirstDay(Month);

    public DateOnly Last => Period.LastDay(Month);

    public int Before => Period.Of(First.AddDays(-1));

    public static HowAreWe Of(BookReading book, int month)
    {
        var (first, last) = (Period.FirstDay(month), Period.LastDay(month));
        var debts = Owing.Of(book, new(To: last, Currency: book.Org.Currency));
        return new(
            month,
            CountDocuments(book, first, last),
            Reports.Trend.Of(book, month, Months),
            Has(book, first, last, "cost-of-sales", "materials-used"),
            Has(book, first, last, "cost-of-sales"),
            [
                .. book.InOrder(
                    Balances.AsOf(book, last).Where(t => t.Account.Box != BoxKind.None && t.Balance != 0),
                    t => t.Account
                ),
            ],
            debts.OweUs.Sum(r => r.Amount),
            debts.OweUs.Select(r => r.Subject).Distinct(StringComparer.Ordinal).Count(),
            -debts.WeOwe.Sum(r => r.Amount),
            Reports.Trend.Of(book, month - 100, 1).Find(t => !t.IsEmpty)
        );
    }

    private static int CountDocuments(BookReading book, DateOnly first, DateOnly last) =>
        book.Sql.First(
            "select count(*) from entry where org_id = $1 and posted_on >= $2 and posted_on <= $3",
            r => Convert.ToInt32(r.GetValue(0), CultureInfo.InvariantCulture),
            book.Org.Id,
            first,
            last
        );

    private static bool Has(BookReading book, DateOnly first, DateOnly last, params string[] roles)
    {
        var codes = roles.Select(Charts.Named(book.Org.Chart).CodeOf).ToList();
        return Balances.ResultByMonth(book, first, last).Exists(c => codes.Contains(c.Account.Code));
    }
}
