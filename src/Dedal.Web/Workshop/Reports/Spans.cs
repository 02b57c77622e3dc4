using System.Globalization;
using Dedal.Web.Shared;

namespace Dedal.Web.Workshop.Reports;

/// <summary>How long somebody worked, as it is written and as it is typed.</summary>
public static class Spans
{
    private const int Day = 24 * 60;

    /// <summary>190 minutes as <c>3:10</c>.</summary>
    public static string Hours(int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");

    /// <summary>190 minutes as <c>3 h 10</c>, 180 as <c>3 h</c>, 10 as <c>10 min</c>.</summary>
    public static string Said(int minutes, Words w) =>
        minutes < 60 ? w["work.span-minutes", minutes]
        : minutes % 60 == 0 ? w["work.span-hours", minutes / 60]
        : w["work.span", minutes / 60, (minutes % 60).ToString("00", CultureInfo.InvariantCulture)];

    /// <summary>
    /// Minutes from the beginning to the end of a shift; one that ends the next day goes over midnight. Null when one
    /// of them is no time.
    /// </summary>
    public static int? Shift(string from, string to) =>
        Time(from) is { } begins && Time(to) is { } ends ? ((int)(ends - begins).TotalMinutes + Day) % Day : null;

    private static TimeOnly? Time(string typed) =>
        TimeOnly.TryParseExact(typed, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
}
