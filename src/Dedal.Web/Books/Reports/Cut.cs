using Dedal.Domain.Books;

namespace Dedal.Web.Books.Reports;

/// <summary>
/// Everything posted up to the end of a day, as whole months (read from month totals) and the days of a month that is
/// not over (read from lines). The year close stands in month 13: it is not yet in a cut at 31 December, so that the
/// closing year still shows its result there, and it is in every cut from 1 January on.
/// </summary>
/// <param name="Before">Whole periods below this one.</param>
/// <param name="First">First day to read from lines; after <paramref name="Last"/> when there is none.</param>
/// <param name="Last">The day itself; never the last day of a month, therefore never the day of a year close.</param>
public readonly record struct Cut(int Before, DateOnly First, DateOnly Last)
{
    /// <summary>Everything.</summary>
    public static readonly Cut All = new(int.MaxValue, DateOnly.MaxValue, DateOnly.MinValue);

    public bool HasDays => First <= Last;

    /// <param name="day">Null: everything.</param>
    public static Cut At(DateOnly? day) =>
        day is not { } d ? All
        : IsMonthEnd(d) ? new(Period.Of(d) + 1, DateOnly.MaxValue, DateOnly.MinValue)
        : new(Period.Of(d), FirstOfMonth(d), d);

    public static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

    public static bool IsMonthEnd(DateOnly day) => day.Day == DateTime.DaysInMonth(day.Year, day.Month);

    /// <summary>
    /// Condition on lines <c>l</c> that leaves out the year close of the last day asked for; needed at 31 December.
    /// </summary>
    /// <param name="day">Parameter that holds the day, or null to leave out every year close.</param>
    public static string YearCloseOut(string? day = null)
    {
        const string IsNone = """
            not exists (select 1 from entry e where e.org_id = l.org_id and e.seq = l.seq and e.period % 100 = 13)
            """;
        return day is null ? $" and {IsNone}" : $" and (l.posted_on < {day} or {IsNone})";
    }
}
