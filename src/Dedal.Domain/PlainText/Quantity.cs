using System.Globalization;

namespace Dedal.Domain.PlainText;

/// <summary>
/// A decimal number of at most 18 digits: <see cref="Mantissa"/> / 10^<see cref="Scale"/>. The scale is the one written
/// (<c>10.00</c> has 2), because the number of decimals says how exactly a transaction must balance.
/// </summary>
/// <param name="Mantissa">The digits without the decimal mark; |mantissa| &lt; 10^18.</param>
/// <param name="Scale">How many of the digits are decimals, 0 to 18.</param>
public readonly record struct Quantity(long Mantissa, byte Scale)
{
    /// <summary>No number has more digits than this, so that every number fits a 64-bit integer.</summary>
    public const int MaxDigits = 18;

    public static readonly Quantity Zero = new(0, 0);

    public bool IsZero => Mantissa == 0;

    public Quantity Negated => new(-Mantissa, Scale);

    /// <summary>
    /// The number in units of 10^-<paramref name="scale"/>; false when that would lose decimals or overflow.
    /// </summary>
    public bool TryToMinor(int scale, out long minor)
    {
        minor = 0;
        var wide = (Int128)Mantissa;
        if (scale >= Scale)
        {
            wide *= Decimals.Power(scale - Scale);
        }
        else
        {
            var divisor = Decimals.Power(Scale - scale);
            if (wide % divisor != 0)
            {
                return false;
            }

            wide /= divisor;
        }

        if (wide > long.MaxValue || wide < -long.MaxValue)
        {
            return false;
        }

        minor = (long)wide;
        return true;
    }

    /// <summary>The number from minor units, with <paramref name="scale"/> decimals; false beyond 18 digits.</summary>
    public static bool TryFromMinor(Int128 minor, int scale, out Quantity quantity)
    {
        while (scale > 0 && (scale > MaxDigits || Int128.Abs(minor) >= Decimals.Power(MaxDigits)) && minor % 10 == 0)
        {
            minor /= 10;
            scale--;
        }

        var fits = scale <= MaxDigits && Int128.Abs(minor) < Decimals.Power(MaxDigits);
        quantity = fits ? new((long)minor, (byte)scale) : Zero;
        return fits;
    }

    /// <summary>
    /// Reads the form that <see cref="ToString"/> writes: optional minus, digits, optional point and digits.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Quantity quantity)
    {
        quantity = Zero;
        var negative = text.Length > 0 && text[0] == '-';
        var digits = negative ? text[1..] : text;
        long mantissa = 0;
        int scale = 0,
            count = 0;
        var seenPoint = false;
        foreach (var c in digits)
        {
            if (c == '.' && !seenPoint)
            {
                seenPoint = true;
            }
            else if (char.IsAsciiDigit(c) && (mantissa != 0 || c != '0' ? ++count : count) <= MaxDigits)
            {
                mantissa = (mantissa * 10) + (c - '0');
                scale += seenPoint ? 1 : 0;
            }
            else
            {
                return false;
            }
        }

        if (digits.Length == 0 || scale > MaxDigits || digits is ".")
        {
            return false;
        }

        quantity = new(negative ? -mantissa : mantissa, (byte)scale);
        return true;
    }

    /// <summary>Decimal point, no grouping, the written decimals: <c>-1234.50</c>.</summary>
    public override string ToString()
    {
        Span<char> buffer = stackalloc char[24];
        return buffer[..Format(buffer)].ToString();
    }

    /// <summary>
    /// Writes <see cref="ToString"/> into a buffer of at least 24 characters and says how many it took.
    /// </summary>
    public int Format(Span<char> buffer)
    {
        var at = 0;
        if (Mantissa < 0)
        {
            buffer[at++] = '-';
        }

        var magnitude = (ulong)Math.Abs(Mantissa);
        if (Scale == 0)
        {
            magnitude.TryFormat(buffer[at..], out var whole, default, CultureInfo.InvariantCulture);
            return at + whole;
        }

        Span<char> digits = stackalloc char[24];
        magnitude.TryFormat(digits, out var count, default, CultureInfo.InvariantCulture);
        var wholeDigits = Math.Max(count - Scale, 0);
        if (wholeDigits == 0)
        {
            buffer[at++] = '0';
        }

        digits[..wholeDigits].CopyTo(buffer[at..]);
        at += wholeDigits;
        buffer[at++] = '.';
        for (var zeros = Scale - count; zeros > 0; zeros--)
        {
            buffer[at++] = '0';
        }

        digits[wholeDigits..count].CopyTo(buffer[at..]);
        return at + count - wholeDigits;
    }
}

/// <summary>Exact sums of decimals of different scales in 128 bits; every step says when it would overflow.</summary>
internal static class Decimals
{
    private static readonly Int128[] Powers = MakePowers();

    public static Int128 Power(int exponent) => Powers[exponent];

    /// <summary>Adds a number to a sum, both moved to the finer scale. False when that does not fit 128 bits.</summary>
    public static bool TryAdd(ref Int128 sum, ref int sumScale, Int128 number, int scale)
    {
        if (scale != sumScale)
        {
            var finer = Math.Max(scale, sumScale);
            if (!TryRescale(ref sum, finer - sumScale) || !TryRescale(ref number, finer - scale))
            {
                return false;
            }

            sumScale = finer;
        }

        var total = unchecked(sum + number);
        if ((sum < 0) == (number < 0) && (total < 0) != (sum < 0))
        {
            return false;
        }

        sum = total;
        return true;
    }

    private static bool TryRescale(ref Int128 number, int digits)
    {
        if (number == 0 || digits == 0)
        {
            return true;
        }

        if (digits >= Powers.Length || Int128.Abs(number) > Int128.MaxValue / Powers[digits])
        {
            return false;
        }

        number *= Powers[digits];
        return true;
    }

    private static Int128[] MakePowers()
    {
        var powers = new Int128[39];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
