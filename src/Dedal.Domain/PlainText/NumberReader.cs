using System.Globalization;

namespace Dedal.Domain.PlainText;

/// <summary>
/// Reads written numbers by hledger's rules (manual, "Amounts"): a decimal mark is a point or a comma; digit groups are
/// separated by the other one, a space or an apostrophe. Where the programs would read different numbers (<c>1,000</c>
/// with nothing that says what the comma is) the number is refused instead of guessed.
/// </summary>
internal static class NumberReader
{
    internal const string Malformed = "journal-number-malformed";
    internal const string Ambiguous = "journal-number-ambiguous";
    internal const string TooManyDigits = "journal-number-too-many-digits";

    /// <summary>Length of the number that starts the text: digits, marks, and single spaces between digits.</summary>
    public static int Measure(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i];
            var inside =
                char.IsAsciiDigit(c)
                || c is '.' or ','
                || ((c == '\'' || IsGroupSpace(c)) && IsDigitAt(text, i - 1) && IsDigitAt(text, i + 1));
            if (!inside)
            {
                break;
            }

            i++;
        }

        return i;
    }

    /// <summary>Length of an exponent (<c>e3</c>, <c>E-6</c>) that starts the text, or 0.</summary>
    public static int MeasureExponent(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] is not ('e' or 'E'))
        {
            return 0;
        }

        var start = text[1] is '+' or '-' ? 2 : 1;
        var i = start;
        while (IsDigitAt(text, i))
        {
            i++;
        }

        return i > start ? i : 0;
    }

    /// <summary>
    /// The number, or the code of the refusal. <paramref name="style"/> learns from numbers that are clear.
    /// </summary>
    /// <param name="mayCut">May decimals beyond 18 digits be dropped (costs)? Says afterwards whether they
    /// were.</param>
    public static string? Read(
        ReadOnlySpan<char> number,
        ReadOnlySpan<char> exponent,
        char decimalMark,
        ref NumberStyle style,
        ref bool mayCut,
        out Quantity quantity
    )
    {
        quantity = default;
        var declared = decimalMark != '\0' ? decimalMark : style.DecimalMark;
        var problem = FindDecimalMark(number, declared, ref style, out var mark);
        var whole = mark < 0 ? number : number[..mark];
        if (exponent.Length > 0 && whole.ContainsAnyExceptInRange('0', '9'))
        {
            return Malformed;
        }

        return problem ?? ReadDigits(number, mark, exponent, ref mayCut, out quantity);
    }

    private static string? FindDecimalMark(
        ReadOnlySpan<char> number,
        char declared,
        ref NumberStyle style,
        out int mark
    )
    {
        mark = -1;
        var first = number.IndexOfAnyExceptInRange('0', '9');
        if (first < 0)
        {
            return null;
        }

        var last = number.LastIndexOfAnyExceptInRange('0', '9');
        if (first == last)
        {
            return ReadSingle(number, first, declared, ref style, out mark);
        }

        if (number[first] == number[last])
        {
            // The same separator twice can only separate groups.
            style = style with
            {
                SeenPointGroup = style.SeenPointGroup || number[first] == '.',
            };
            return CheckGroups(number, number.Length);
        }

        if (number[last] is not ('.' or ','))
        {
            return Malformed;
        }

        mark = last;
        Learn(number[last], number[first], ref style);
        return CheckGroups(number, last);
    }

    /// <summary>One separator: a decimal mark or a group separator?</summary>
    private static string? ReadSingle(
        ReadOnlySpan<char> number,
        int at,
        char declared,
        ref NumberStyle style,
        out int mark
    )
    {
        var c = number[at];
        var decimals = number.Length - at - 1;
        mark = c is '.' or ',' ? at : -1;
        if (mark < 0 || c == declared)
        {
            return null;
        }

        if (declared != '\0')
        {
            // A directive says that this is no decimal mark, so it must separate a group, unless it stands at an end.
            mark = decimals == 3 && at > 0 ? -1 : mark;
            return mark < 0 || decimals == 0 || at == 0 ? null : Ambiguous;
        }

        // One to three digits, a mark and three digits look like a group; "0,123" does not.
        var looksGrouped = decimals > 0 && decimals % 3 == 0 && at is >= 1 and <= 3 && number[0] != '0';
        if (c == '.')
        {
            return looksGrouped && (style.SeenPointGroup || style.SeenCommaDecimal) ? Ambiguous : null;
        }

        if (looksGrouped && !style.SeenCommaDecimal)
        {
            return Ambiguous;
        }

        style = style with { SeenCommaDecimal = true };
        return null;
    }

    private static void Learn(char mark, char group, ref NumberStyle style)
    {
        if (mark == ',')
        {
            style = style with { SeenCommaDecimal = true, SeenPointGroup = style.SeenPointGroup || group == '.' };
        }
    }

    /// <summary>One kind of separator, none at an end, none beside another.</summary>
    private static string? CheckGroups(ReadOnlySpan<char> number, int end)
    {
        var whole = number[..end];
        var separator = whole.IndexOfAnyExceptInRange('0', '9');
        if (separator < 0)
        {
            return null;
        }

        var kind = whole[separator];
        var previous = -1;
        for (var i = 0; i <= end; i++)
        {
            if (i < end && char.IsAsciiDigit(number[i]))
            {
                continue;
            }

            if ((i < end && number[i] != kind) || i == previous + 1)
            {
                return Malformed;
            }

            previous = i;
        }

        return null;
    }

    private static string? ReadDigits(
        ReadOnlySpan<char> number,
        int mark,
        ReadOnlySpan<char> exponent,
        ref bool mayCut,
        out Quantity quantity
    )
    {
        quantity = default;
        var (allowed, cut) = (mayCut, false);
        mayCut = false;
        var body = mark >= 0 ? TrimSurplusZeros(number, mark) : number;
        ulong mantissa = 0;
        int digits = 0,
            significant = 0,
            decimals = 0;
        for (var i = 0; i < body.Length; i++)
        {
            if (!char.IsAsciiDigit(body[i]))
            {
                continue;
            }

            digits++;
            var isDecimal = mark >= 0 && i > mark;
            if (isDecimal && allowed && (significant >= Quantity.MaxDigits || decimals >= Quantity.MaxDigits))
            {
                cut |= body[i] != '0';
                continue;
            }

            decimals += isDecimal ? 1 : 0;
            significant += significant > 0 || body[i] != '0' ? 1 : 0;
            if (significant > Quantity.MaxDigits)
            {
                return TooManyDigits;
            }

            mantissa = (mantissa * 10) + (uint)(body[i] - '0');
        }

        mayCut = cut;
        return digits == 0 ? Malformed : Finish((long)mantissa, decimals, exponent, out quantity);
    }

    /// <summary>
    /// Zeros at the end of the decimals go when the number would not fit otherwise; else they are kept.
    /// </summary>
    private static ReadOnlySpan<char> TrimSurplusZeros(ReadOnlySpan<char> number, int mark)
    {
        var end = number.Length;
        while (end - 1 > mark + 1 && number.Length > Quantity.MaxDigits && number[end - 1] == '0')
        {
            end--;
        }

        return number[..end];
    }

    private static string? Finish(long mantissa, int decimals, ReadOnlySpan<char> exponent, out Quantity quantity)
    {
        quantity = new(mantissa, (byte)Math.Min(decimals, Quantity.MaxDigits));
        if (exponent.IsEmpty && decimals <= Quantity.MaxDigits)
        {
            return null;
        }

        var power = 0;
        if (
            exponent.Length > 0
            && (exponent.Length > 5 || !int.TryParse(exponent[1..], CultureInfo.InvariantCulture, out power))
        )
        {
            return TooManyDigits;
        }

        var scale = decimals - power;
        if (scale < 0)
        {
            if (scale < -Quantity.MaxDigits)
            {
                return TooManyDigits;
            }

            return Quantity.TryFromMinor(mantissa * Decimals.Power(-scale), 0, out quantity) ? null : TooManyDigits;
        }

        return Quantity.TryFromMinor(mantissa, scale, out quantity) ? null : TooManyDigits;
    }

    private static bool IsDigitAt(ReadOnlySpan<char> text, int i) =>
        i >= 0 && i < text.Length && char.IsAsciiDigit(text[i]);

    // Space, no-break space and the typographic spaces that programs print between digit groups.
    private static bool IsGroupSpace(char c) => c is ' ' or '\u00a0' or '\u202f' or '\u2009' or '\u2007';
}
