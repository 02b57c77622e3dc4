using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Costing;
using Dedal.Web.Books.Reports;

namespace Dedal.Web.Workshop.Reports;

/// <summary>What came in and went out in a week of seven days, minor units.</summary>
public readonly record struct OwnWeek(DateOnly First, long In, long Out)
{
    public long Net => In - Out;
}

/// <summary>
/// Cash of the next 13 weeks out of the workshop's own weeks (workshop reference §4). Machines, loans, grants and
/// members' contributions are left out: they do not come every week. What was undone did not happen in any.
/// </summary>
/// <param name="Weeks">Own whole weeks up to the day, the oldest first, 52 at most.</param>
/// <param name="Opening">In boxes and bank today; what nobody has seen arrive is not there yet.</param>
/// <param name="Starts">First day of the first week looked at.</param>
/// <param name="Band">Minor units; null while there are less than two weeks.</param>
/// <param name="Ever">Share of paths below zero in any week; null while too few weeks are there to draw from.</param>
public sealed record CashWeeks(
    IReadOnlyList<OwnWeek> Weeks,
    long Opening,
    DateOnly Starts,
    CashBand? Band,
    decimal? Ever
)
{
    private static readonly string[] NotWeekly = ["1401", "2201", "2301", "3101", "3105"];

    public bool FewData => Weeks.Count < CashForecast.EnoughWeeks;

    /// <param name="swing">How much more than usual (or less) a week leaves on that day.</param>
    public static CashWeeks Of(BookReading book, DateOnly day, Func<DateOnly, decimal> swing)
    {
        var weeks = Read(book, day);
        var opening = Balances
            .AsOf(book, day)
            .Where(t => t.Account.Box is not (BoxKind.None or BoxKind.QrPending))
            .Where(t => t.Account.Currency == book.Org.Currency)
            .Sum(t => t.Balance);
        var starts = day.AddDays(1);
        if (weeks.Count < 2)
        {
            return new(weeks, opening, starts, null, null);
        }

        var nets = weeks.ConvertAll(w => (decimal)w.Net);
        var (mean, sigma) = CashForecast.Spread(nets);
        var expected = Enumerable
            .Range(0, CashForecast.Weeks)
            .Select(i => mean + swing(starts.AddDays((7 * i) + 3)))
            .ToList();
        if (weeks.Count < CashForecast.EnoughWeeks)
        {
            var spread = Enumerable.Repeat(sigma, expected.Count).ToList();
            return new(weeks, opening, starts, CashForecast.Closed(opening, expected, spread), null);
        }

        var drawn = CashForecast.Simulate(opening, expected, nets.ConvertAll(n => n - mean));
        return new(weeks, opening, starts, drawn.Band, drawn.EverBelowZero);
    }

    private static List<OwnWeek> Read(BookReading book, DateOnly day)
    {
        var first = day.AddDays(-(52 * 7) + 1);
        // What a count found and what undoing a mistake took out of it again belong to the day of the count.
        var counts = book
            .Sql.Query(
                "select id, moment_day from cash_count where org_id = $1",
                r => (Id: r.GetGuid(0), Day: r.GetFieldValue<DateOnly>(1)),
                book.Org.Id
            )
            .ToDictionary(c => Subject.Count(c.Id), c => c.Day, StringComparer.Ordinal);
        var days = book.Sql.Query(
            """
            select l.posted_on, d.box, d.code, c.code, sum(l.amount),
              case when l.debit_subject like 'count:%' then l.debit_subject
                when l.credit_subject like 'count:%' then l.credit_subject else '' end
            from line l join entry e on e.org_id = l.org_id and e.seq = l.seq
            join account d on d.org_id = l.org_id and d.account = l.debit
            join account c on c.org_id = l.org_id and c.account = l.credit
            where l.org_id = $1 and l.posted_on >= $2 and l.posted_on <= $3 and d.currency = $4
              and (d.box <> 0) <> (c.box <> 0)
              and (l.debit_subject like 'count:%' or l.credit_subject like 'count:%' or (e.reverses is null
                and not exists (select 1 from entry r where r.org_id = l.org_id and r.reverses = l.seq)))
            group by 1, 2, 3, 4, 6
            """,
            r =>
                (
                    Day: counts.GetValueOrDefault(r.GetString(5), r.GetFieldValue<DateOnly>(0)),
                    In: r.GetInt32(1) != 0,
                    Other: r.GetInt32(1) != 0 ? r.GetString(3) : r.GetString(2),
                    Amount: Convert.ToInt64(r.GetValue(4), System.Globalization.CultureInfo.InvariantCulture)
                ),
            book.Org.Id,
            first,
            day,
            book.Org.Currency
        );
        days.RemoveAll(d => d.Day < first || NotWeekly.Contains(d.Other));
        if (days.Count == 0)
        {
            return [];
        }

        // Whole weeks that end today; the one in which the book begins is not whole.
        var count = ((day.DayNumber - days.Min(d => d.Day).DayNumber) + 1) / 7;
        var weeks = new OwnWeek[count];
        for (var i = 0; i < count; i++)
        {
            var begins = day.AddDays(-7 * (count - i) + 1);
            var inside = days.Where(d => d.Day >= begins && d.Day < begins.AddDays(7)).ToList();
            weeks[i] = new(
                begins,
                inside.Where(d => d.In).Sum(d => d.Amount),
                inside.Where(d => !d.In).Sum(d => d.Amount)
            );
        }

        return [.. weeks];
    }
}
