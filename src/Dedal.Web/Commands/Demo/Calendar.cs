namespace Dedal.Web.Commands.Demo;

/// <summary>The year of Potosí, as far as it moves what is sewn, baked and bought.</summary>
internal static class Calendar
{
    /// <summary>Nobody works: Sundays are not among these.</summary>
    public static bool IsHoliday(DateOnly day) =>
        (day.Month, day.Day) is (1, 1) or (1, 22) or (5, 1) or (8, 6) or (11, 2) or (12, 25)
        || day.DayNumber - Easter(day.Year).DayNumber is -48 or -47 or -2 or 60;

    /// <summary>Alasitas, 24 January: small things of everything.</summary>
    public static bool IsAlasitas(DateOnly day) => day is { Month: 1, Day: >= 15 and <= 26 };

    /// <summary>School begins in the first days of February: pinafores.</summary>
    public static bool IsSchoolStart(DateOnly day) => day is { Month: 1, Day: >= 20 } or { Month: 2, Day: <= 12 };

    /// <summary>The three weeks before Carnival: skirts and costumes.</summary>
    public static bool IsBeforeCarnival(DateOnly day) =>
        day.DayNumber - Easter(day.Year).DayNumber is >= -68 and <= -49;

    /// <summary>Ch’utillos, the end of August: the dancers of the town.</summary>
    public static bool IsBeforeChutillos(DateOnly day) => day is { Month: 8, Day: >= 8 and <= 24 };

    /// <summary>Todos Santos: bread for the dead.</summary>
    public static bool IsTodosSantos(DateOnly day) => day is { Month: 10, Day: >= 25 } or { Month: 11, Day: 1 };

    public static bool IsBeforeChristmas(DateOnly day) => day is { Month: 12, Day: >= 8 and <= 24 };

    /// <summary>Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).</summary>
    public static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var day = h + l - (7 * m) + 114;
        return new(year, day / 31, (day % 31) + 1);
    }
}
