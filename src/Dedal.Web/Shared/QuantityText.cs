namespace Dedal.Web.Shared;

/// <summary>Quantities of things in words: <c>2,5 kilos</c>.</summary>
public static class QuantityText
{
    /// <param name="quantity">Thousandths of the unit.</param>
    public static string Of(long quantity, string unit, Words words) =>
        $"{Bare(quantity)}{Format.Nbsp}{(IsOne(quantity, words) ? Unit(unit, words) : Units(unit, words))}";

    /// <summary>As a field shows it: no more decimals than it needs.</summary>
    public static string Bare(long quantity)
    {
        var text = Format.Amount(quantity, 3);
        return text.TrimEnd('0').TrimEnd(',');
    }

    /// <summary>Name of a unit; one that nobody translated is called as it was typed.</summary>
    public static string Unit(string unit, Words words) =>
        words.Has("shop.unit." + unit) ? words["shop.unit." + unit] : unit;

    private static string Units(string unit, Words words) =>
        words.Has("units." + unit) ? words["units." + unit] : Unit(unit, words);

    /// <summary>French says one for everything below two.</summary>
    private static bool IsOne(long quantity, Words words) =>
        words.Language == "fr" ? Math.Abs(quantity) < 2000 : Math.Abs(quantity) == 1000;
}
