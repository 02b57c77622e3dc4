using System.Globalization;
using System.Text;
using Dedal.Domain;

namespace Dedal.Web.Shared;

/// <summary>
/// The one way amounts and days are written and read. No culture of the system takes part: server and phone would
/// differ (workshop reference §2.1).
/// </summary>
public static class Format
{
    /// <summary>A space that does not break.</summary>
    public const char Nbsp = '\u00a0';

    /// <summary>1234,50 as <c>1.234,50</c>; a minus sign before negative amounts.</summary>
    public static string Amount(long minor, int scale = 2)
    {
        var digits = (minor < 0 ? (UInt128)(-(Int128)minor) : (UInt128)minor)
            .ToString(CultureInfo.InvariantCulture)
            .PadLeft(scale + 1, '0');
        var whole = digits[..^scale];
        var text = new StringBuilder(digits.Length + 8);
        if (minor < 0)
        {
            text.Append('−');
        }

        for (var i = 0; i < whole.Length; i++)
        {
            if (i > 0 && (whole.Length - i) % 3 == 0)
            {
                text.Append('.');
            }

            text.Append(whole[i]);
        }

        return scale == 0 ? text.ToString() : text.Append(',').Append(digits[^scale..]).ToString();
    }

    /// <summary>−1234,50 as <c>-1234.50</c>, for files that programs read.</summary>
    public static string Plain(long minor, int scale)
    {
        var digits = Int128.Abs(minor).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var number = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return minor < 0 ? "-" + number : number;
    }

    /// <summary><c>Bs 1.234,50</c> or <c>EUR 12,00</c>.</summary>
    public static string Money(Money money, string currency, int scale = 2) =>
        $"{Symbol(currency)}{Nbsp}{Amount(money.Minor, scale)}";

    public static string Symbol(string currency) => currency == "BOB" ? "Bs" : currency;

    /// <summary>14/03/2026.</summary>
    public static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>
    /// What a person typed as an amount, in minor units: comma or dot for the decimals, the other one, spaces or
    /// apostrophes between thousands. Null when it is not an amount with at most <paramref name="scale"/> decimals.
    /// </summary>
    public static long? ParseAmount(string? text, int scale = 2)
    {
        var s = new string([.. (text ?? "").Where(c => c is not (' ' or Nbsp or '\'' or '\u202f'))]);
        var negative = s.StartsWith('-') || s.StartsWith('−');
        s = negative ? s[1..] : s;
        if (s.Length is 0 or > 24 || !s.All(c => char.IsAsciiDigit(c) || c is '.' or ','))
        {
            return null;
        }

        var mark = s.LastIndexOfAny(['.', ',']);
        var decimals = mark < 0 ? 0 : s.Length - mark - 1;

        // "1.500" is how thousands are written here; "12,345" alone is a slip that must not become twelve thousand.
        var isGroup = decimals == 3 && scale != 3 && s[0] != '0';
        var grouped = mark >= 0 && isGroup && (s[mark] == '.' || s.IndexOfAny(['.', ',']) < mark);
        var whole = mark < 0 || grouped ? s : s[..mark];
        var fraction = mark < 0 || grouped ? "" : s[(mark + 1)..];
        var groups = whole.Split('.', ',');
        if (fraction.Length > scale || groups.Skip(1).Any(g => g.Length != 3) || groups[0].Length == 0)
        {
            return null;
        }

        var digits = string.Concat(groups) + fraction.PadRight(scale, '0');
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? negative
                ? -minor
                : minor
            : null;
    }

    /// <summary>
    /// A number that is no amount, of at most four decimals, written as amounts are; null when it is none.
    /// </summary>
    public static decimal? ParseNumber(string? text) => ParseAmount(text, 4) / 10_000m;
}
