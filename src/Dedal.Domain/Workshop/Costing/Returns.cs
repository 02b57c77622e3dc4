namespace Dedal.Domain.Workshop.Costing;

/// <summary>What a delivery came to.</summary>
/// <param name="Delivered">Units left at the stop.</param>
/// <param name="Returned">Units that came back.</param>
/// <param name="Resold">Of those, units that were sold all the same.</param>
public readonly record struct Delivery(
    decimal Delivered,
    decimal Returned,
    decimal Resold,
    decimal Price,
    decimal ResalePrice,
    decimal UnitCost
)
{
    public decimal Sold => Delivered - Returned;

    public decimal Revenue => Sold * Price;

    public decimal Cost => Sold * UnitCost;

    public decimal ResaleRevenue => Resold * ResalePrice;

    public decimal ResaleCost => Resold * UnitCost;

    public decimal Waste => Returned - Resold;

    public decimal WasteCost => Waste * UnitCost;

    /// <summary>Sold and resold less all that was delivered, at cost (case DR2: 81).</summary>
    public decimal Contribution => Revenue + ResaleRevenue - (Delivered * UnitCost);

    public decimal ReturnRate => Delivered == 0 ? 0 : Returned / Delivered;
}

/// <summary>Bread that comes back (workshop reference §4 "Returns"; cases DR1-DR3).</summary>
public static class Returns
{
    /// <summary>
    /// The newsvendor's ratio: what one more may win over what it may win or lose (case DR3: 0.4316).
    /// </summary>
    public static decimal Ratio(decimal price, decimal cost, decimal salvage) =>
        price - salvage == 0 ? 0 : (price - cost) / (price - salvage);

    /// <summary>
    /// How many to bake: the demand that was not exceeded in so many cases (case DR3: the fifth of ten, 100).
    /// </summary>
    public static (int Rank, decimal Bake) ToBake(IEnumerable<decimal> demand, decimal ratio)
    {
        var ordered = demand.Order().ToList();
        var rank = Math.Clamp((int)decimal.Ceiling(ratio * ordered.Count), 1, ordered.Count);
        return (rank, ordered[rank - 1]);
    }
}
