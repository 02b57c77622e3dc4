using Dedal.Web.Shared;

namespace Dedal.Web.Workshop.Reports;

/// <summary>Quantities of things in words: <c>2,5 kilo</c>.</summary>
public static class QuantityText
{
    /// <param name="quantity">Thousandths of the unit.</param>
    public static string Of(long quantity, string unit, Words words) =>
        $"{Bare(quantity)}{Format.Nbsp}{Unit(unit, words)}";

    /// <summary>As a field shows it: no more decimals than it needs.</summary>
    public static string Bare(long quantity)
    {
        var text = Format.Amount(quantity, 3);
        return text.TrimEnd('0').TrimEnd(',');
    }

    /// <summary>Name of a unit; one that nobody translated is called as it was typed.</summary>
    public static string Unit(string unit, Words words) =>
        words.Has("shop.unit." + unit) ? words["shop.unit." + unit] : unit;
}
