using System.Globalization;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>Instants as a person reads them where she is.</summary>
internal static class Moments
{
    /// <summary><c>14/03/2026</c></summary>
    public static string Day(long unixMs, string timeZone) =>
        Format.Day(DateOnly.FromDateTime(At(unixMs, timeZone).DateTime));

    /// <summary><c>14/03/2026 15:04</c></summary>
    public static string DayAndTime(long unixMs, string timeZone) =>
        $"{Day(unixMs, timeZone)} {At(unixMs, timeZone).ToString("HH:mm", CultureInfo.InvariantCulture)}";

    private static DateTimeOffset At(long unixMs, string timeZone) =>
        TimeZoneInfo.ConvertTime(
            DateTimeOffset.FromUnixTimeMilliseconds(unixMs),
            TimeZoneInfo.FindSystemTimeZoneById(timeZone)
        );
}
