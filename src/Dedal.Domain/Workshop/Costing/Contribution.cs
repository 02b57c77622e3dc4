namespace Dedal.Domain.Workshop.Costing;

/// <summary>One good of the mix: what it is sold for, what each more of it costs, how many.</summary>
public readonly record struct MixItem(decimal Price, decimal Variable, decimal Units)
{
    public decimal Sales => Price * Units;

    /// <summary>What all its units leave.</summary>
    public decimal Margin => Contribution.Of(Price, Variable) * Units;
}

/// <summary>
/// What a sale leaves for rent, light and the people: price less variable cost (workshop reference §4; cases CM1-CM3).
/// </summary>
public static class Contribution
{
    /// <summary>Price less variable cost (case CM3: 6 − 2 and 18 − 10).</summary>
    public static decimal Of(decimal price, decimal variable) => price - variable;

    /// <summary>Contribution as a share of sales (case CM1: 77.50 / 490); nothing without sales.</summary>
    public static decimal Ratio(decimal margin, decimal sales) => sales == 0 ? 0 : margin / sales;

    /// <summary>Average of what a unit leaves, by units (case CM2).</summary>
    public static decimal Weighted(IReadOnlyCollection<MixItem> mix) => mix.Sum(m => m.Margin) / mix.Sum(m => m.Units);
}
