using System.Globalization;

namespace Dedal.Web.Shared;

/// <summary>Days in words; the names of days and months are texts of ours, not of the system.</summary>
public static class Days
{
    /// <summary><c>jueves 14</c>.</summary>
    public static string WeekdayAndDay(DateOnly day, Words words) =>
        words["days.weekday-day", Weekdays(words)[(int)day.DayOfWeek], day.Day.ToString(CultureInfo.InvariantCulture)];

    /// <summary><c>jueves 14 de marzo</c>.</summary>
    public static string WeekdayDayMonth(DateOnly day, Words words) =>
        words["days.weekday-day-month", Weekdays(words)[(int)day.DayOfWeek], day.Day, MonthNames(words)[day.Month - 1]];

    /// <summary><c>marzo 2026</c>, from 202603.</summary>
    public static string Month(int period, Words words) =>
        words[
            "days.month-year",
            MonthNames(words)[(period % 100) - 1],
            (period / 100).ToString(CultureInfo.InvariantCulture)
        ];

    private static string[] Weekdays(Words words) => words["days.weekdays"].Split(' ');

    private static string[] MonthNames(Words words) => words["days.months"].Split(' ');
}
