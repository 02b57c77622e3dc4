using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Costing;
using Dedal.Web.Books;
using Dedal.Web.Books.Reports;
using Dedal.Web.Parameters;

namespace Dedal.Web.Workshop.Reports;

/// <summary>
/// ¿Nos alcanza? What must be sold a week at the present mix, how cash goes on, which months are poor, and whether the
/// workshop carries itself with and without gifts and unpaid hours. Minor units.
/// </summary>
/// <param name="WithoutHours">Break-even of a week when hours are not paid from it.</param>
/// <param name="WithHours">The same when every hour is worth the minimum wage.</param>
/// <param name="SoldWeek">What is sold in a week, with or without a product.</param>
/// <param name="Uncosted">Products sold whose cost is not known: they are not in the break-even.</param>
/// <param name="Season">Index of each month, January first; null before a year of sales.</param>
public sealed record Viability(
    CostSheet Costs,
    Activity Activity,
    BreakEvenPoint WithoutHours,
    BreakEvenPoint WithHours,
    decimal SoldWeek,
    int Uncosted,
    CashWeeks Cash,
    IReadOnlyList<decimal>? Season,
    SelfSufficiency Carries
)
{
    /// <summary>Weeks that say what is sold at present.</summary>
    public const int MixWeeks = 13;

    /// <summary>Of a week's sales, those of no product or of one whose cost is not known.</summary>
    public decimal OutsideMix => Math.Max(0, SoldWeek - WithoutHours.Sales);

    /// <summary>How far sales may fall before hours are not paid, if what is outside the mix leaves as much.</summary>
    public decimal Safety => SoldWeek <= 0 ? 0 : 1 - (WithHours.BreakEvenSales / SoldWeek);

    public static Viability Of(BookReading book, DatedValues values, DateOnly day)
    {
        var activity = Activity.Of(book, day.AddYears(-1).AddDays(1), day);
        var costs = CostSheet.Of(book, values, day, activity);
        var changes = Balances
            .ResultByMonth(book, costs.From, day)
            .FindAll(c => c.Account.Currency == book.Org.Currency);
        var weeks = WeeksOf(book, costs);
        var (bare, paid, uncosted) = BreakEvens(costs, activity, day, weeks);
        var months = SalesByMonth(book, day);
        var season = months is null ? null : Dedal.Domain.Workshop.Costing.Season.Index(months);
        return new(
            costs,
            activity,
            bare,
            paid,
            Sold(book, day.AddDays((-7 * MixWeeks) + 1), day) / Math.Min(MixWeeks, weeks),
            uncosted,
            CashWeeks.Of(book, day, Swing(season, months, paid.Ratio)),
            season,
            SelfSufficiencyOf(book, costs, changes)
        );
    }

    /// <summary>Weeks of the last year in which the book was kept.</summary>
    private static decimal WeeksOf(BookReading book, CostSheet costs)
    {
        var begins = book.Sql.First(
            "select min(posted_on) from entry where org_id = $1 and posted_on >= $2",
            r => r.IsDBNull(0) ? (DateOnly?)null : r.GetFieldValue<DateOnly>(0),
            book.Org.Id,
            costs.From
        );
        return Math.Max(1, (costs.To.DayNumber - (begins ?? costs.To).DayNumber + 1) / 7m);
    }

    private static (BreakEvenPoint Bare, BreakEvenPoint Paid, int Uncosted) BreakEvens(
        CostSheet costs,
        Activity activity,
        DateOnly day,
        decimal weeks
    )
    {
        var from = day.AddDays(-7 * MixWeeks);
        var span = Math.Min(MixWeeks, weeks);
        var sold = activity.Sales.Where(s => s.Day > from).GroupBy(s => s.Item).ToList();
        var byItem = costs.Products.ToDictionary(p => p.Item.Item);
        var (bare, paid, uncosted) = (new List<MixItem>(), new List<MixItem>(), 0);
        foreach (var of in sold)
        {
            var (pieces, amount) = (of.Sum(s => s.Pieces), of.Sum(s => s.Amount));
            if (pieces <= 0 || byItem.GetValueOrDefault(of.Key) is not { HasMaterials: true } product)
            {
                uncosted += pieces > 0 ? 1 : 0;
                continue;
            }

            var (price, units) = ((decimal)amount / pieces, pieces / span);
            bare.Add(new(price, product.Planned.Materials, units));
            paid.Add(new(price, product.Planned.Materials + product.Planned.Labour, units));
        }

        var fixedWeek = costs.Overhead / weeks;
        return (BreakEven.Of(bare, fixedWeek), BreakEven.Of(paid, fixedWeek), uncosted);
    }

    /// <summary>Sales of the last twelve whole months by calendar month; null when one is missing.</summary>
    private static List<decimal>? SalesByMonth(BookReading book, DateOnly day)
    {
        var last = new DateOnly(day.Year, day.Month, 1).AddDays(-1);
        var first = new DateOnly(last.Year, last.Month, 1).AddMonths(-11);
        var sales = Balances
            .ResultByMonth(book, first, last)
            .Where(c => IsSale(c.Account) && c.Account.Currency == book.Org.Currency)
            .GroupBy(c => c.Month % 100)
            .ToDictionary(g => g.Key, g => (decimal)g.Sum(c => c.Credit - c.Debit));
        return sales.Count == 12 ? [.. Enumerable.Range(1, 12).Select(m => sales[m])] : null;
    }

    /// <summary>Sales less returns between two days.</summary>
    private static decimal Sold(BookReading book, DateOnly from, DateOnly to) =>
        Balances
            .ResultByMonth(book, from, to)
            .Where(c => IsSale(c.Account) && c.Account.Currency == book.Org.Currency)
            .Sum(c => c.Credit - c.Debit);

    /// <summary>Sales and alterations less returns; no gifts, no interest.</summary>
    internal static bool IsSale(Account account) =>
        account.Kind == AccountKind.Income && account.Code.StartsWith("41", StringComparison.Ordinal);

    /// <summary>
    /// What more (or less) a week leaves in a month: sales beyond the usual × what stays of them; one year counts for a
    /// third (case SE2).
    /// </summary>
    private static Func<DateOnly, decimal> Swing(IReadOnlyList<decimal>? season, List<decimal>? months, decimal ratio)
    {
        if (season is null)
        {
            return _ => 0;
        }

        var week = months!.Sum() * 7 / 365;
        return day =>
            week * (Dedal.Domain.Workshop.Costing.Season.Shrunk(season[day.Month - 1], 1) - 1) * Math.Max(0, ratio);
    }

    private static SelfSufficiency SelfSufficiencyOf(BookReading book, CostSheet costs, List<Change> changes)
    {
        var chart = Charts.Named(book.Org.Chart);
        decimal Of(string role) =>
            changes.Where(c => c.Account.Code == chart.CodeOf(role)).Sum(c => c.Credit - c.Debit);
        var sales = changes.Where(c => IsSale(c.Account)).Sum(c => c.Credit - c.Debit);
        var given = Of(Role.GrantRecognised);
        var spent = changes.Where(c => c.Account.Kind == AccountKind.Expense).Sum(c => c.Debit - c.Credit);
        var earned = Earned(book, costs.From.AddDays(-1), DateOnly.MaxValue) ?? 0;
        var unpaid = Math.Max(0, (costs.Hours * (costs.HourRate ?? 0)) - earned);
        return new(sales, spent - given, given, unpaid);
    }

    /// <summary>
    /// What members earned after a day and until another, minor units; null where the chart has no pay. What was
    /// undone counts neither as it was nor as it was undone, and a surplus that was voted is not earned by the hour.
    /// </summary>
    internal static decimal? Earned(BookReading book, DateOnly after, DateOnly to)
    {
        var chart = Charts.Named(book.Org.Chart);
        if (chart.CodeOf(Role.Pay) is not { } code || book.FindAccount(code, null) is not { } pay)
        {
            return null;
        }

        return book.Sql.First(
            """
            select coalesce(sum(l.amount), 0) from line l
            join entry e on e.org_id = l.org_id and e.seq = l.seq
            where l.org_id = $1 and l.credit = $2 and l.posted_on > $3 and l.posted_on <= $4
              and l.debit <> $5 and e.reverses is null
              and not exists (select 1 from entry r where r.org_id = l.org_id and r.reverses = l.seq)
            """,
            r => Convert.ToDecimal(r.GetValue(0), System.Globalization.CultureInfo.InvariantCulture),
            book.Org.Id,
            pay.Number,
            after,
            to,
            chart.CodeOf(Role.Surplus) is { } left && book.FindAccount(left, null) is { } surplus ? surplus.Number : 0
        );
    }
}
