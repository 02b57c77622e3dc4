namespace Dedal.Domain.PlainText;

/// <summary>Dates of journals: year-month-day or month-day, separated by one kind of hyphen, slash or dot.</summary>
internal static class JournalDates
{
    /// <summary>
    /// Reads a date at <paramref name="at"/> and moves behind it. Fails (without a place to go on) when there is none,
    /// when it is
    /// not in the calendar, or when the year is left out and <paramref name="defaultYear"/> is null.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<char> text, ref int at, int? defaultYear, out DateOnly date)
    {
        date = default;
        var i = at;
        if (!ReadNumber(text, ref i, 9, out var first, out var firstDigits) || !ReadMark(text, ref i, out var mark))
        {
            return false;
        }

        if (!ReadNumber(text, ref i, 2, out var second, out _))
        {
            return false;
        }

        int year,
            month,
            day;
        if (firstDigits >= 4)
        {
            if (i >= text.Length || text[i] != mark)
            {
                return false;
            }

            i++;
            if (!ReadNumber(text, ref i, 2, out day, out _))
            {
                return false;
            }

            (year, month) = (first, second);
        }
        else if (defaultYear is { } assumed)
        {
            (year, month, day) = (assumed, first, second);
        }
        else
        {
            return false;
        }

        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new(year, month, day);
        at = i;
        return true;
    }

    private static bool ReadMark(ReadOnlySpan<char> text, ref int i, out char mark)
    {
        mark = i < text.Length ? text[i] : '\0';
        i++;
        return mark is '-' or '/' or '.';
    }

    private static bool ReadNumber(ReadOnlySpan<char> text, ref int i, int most, out int number, out int digits)
    {
        number = 0;
        digits = 0;
        while (i < text.Length && char.IsAsciiDigit(text[i]) && digits < most)
        {
            number = (number * 10) + (text[i] - '0');
            digits++;
            i++;
        }

        return digits > 0;
    }
}
