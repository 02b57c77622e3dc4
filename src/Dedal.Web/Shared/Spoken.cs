using System.Globalization;
using Dedal.Domain;

namespace Dedal.Web.Shared;

/// <summary>
/// Amounts as people say them: <c>25 bolivianos</c>, <c>670 con 40</c>. For sentences, never for tables.
/// </summary>
public static class Spoken
{
    /// <summary>
    /// <c>25 bolivianos con 50</c>, <c>1 boliviano</c>, <c>50 centavos</c>; figures for currencies without a word.
    /// </summary>
    public static string Money(Money money, string currency, int scale, Words words) =>
        Say(money, currency, scale, words, bare: false);

    /// <summary>The same where the currency was just said: <c>670 con 40</c>.</summary>
    public static string Bare(Money money, string currency, int scale, Words words) =>
        Say(money, currency, scale, words, bare: true);

    private static string Say(Money money, string currency, int scale, Words words, bool bare)
    {
        if (scale != 2 || !words.Has($"spoken.{currency}.many"))
        {
            return Format.Money(money, currency, scale);
        }

        if (money.IsNegative)
        {
            return words["spoken.minus", Say(-money, currency, scale, words, bare)];
        }

        var whole = money.Minor / 100;
        var cents = (money.Minor % 100).ToString("00", CultureInfo.InvariantCulture);
        var unit = words[whole == 1 ? $"spoken.{currency}.one" : $"spoken.{currency}.many"];
        var figure = Format.Amount(whole, 0);
        return (whole, cents) switch
        {
            (_, "00") => bare ? words["spoken.bare-whole", figure, unit] : words["spoken.whole", figure, unit],
            (0, _) => words["spoken.whole", cents.TrimStart('0'), words[$"spoken.{currency}.cents"]],
            _ => bare ? words["spoken.bare-both", figure, unit, cents] : words["spoken.both", figure, unit, cents],
        };
    }
}
