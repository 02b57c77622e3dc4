namespace Dedal.Domain.Workshop.Costing;

/// <summary>What one piece costs in full.</summary>
/// <param name="Overhead">Its part of what the workshop pays whether it works or not.</param>
public sealed record FullCost(decimal Materials, decimal Labour, decimal Overhead)
{
    public decimal Total => Materials + Labour + Overhead;
}

/// <summary>
/// Full unit cost = materials (1 + waste) + hours × rate of an hour + hours × overhead of a productive hour, over good
/// units (workshop reference §4; cases UC1-UC4). An analysis, never a posting.
/// </summary>
public static class UnitCost
{
    /// <summary>Cost of a piece from its parts (case UC4: 40.66 + 25.12 + 4.45 = 70.23).</summary>
    public static FullCost Full(decimal materials, decimal minutes, decimal hourRate, decimal overheadRate) =>
        new(materials, Work(minutes, hourRate), Work(minutes, overheadRate));

    /// <summary>What minutes cost at a rate for an hour (case UC2: components + minutes / 60 × rate).</summary>
    public static decimal Work(decimal minutes, decimal hourRate) => minutes * hourRate / 60;

    /// <summary>Cost of a material with what is cut away (case UC4: 1.6 m, 5 % waste, at 22).</summary>
    public static decimal Material(decimal quantity, decimal price, decimal waste = 0) =>
        quantity * (1 + waste) * price;

    /// <summary>What a good unit of a batch costs (cases UC1 and UC3: 418.50 / 700 = 0.5979).</summary>
    public static decimal Each(decimal cost, decimal goodUnits) => cost / goodUnits;

    /// <summary>What an hour is worth at the minimum wage (case UC4: 3,300 / 208 = 15.8654).</summary>
    public static decimal HourRate(decimal monthlyWage, decimal hoursPerMonth) => monthlyWage / hoursPerMonth;

    /// <summary>Overhead of a productive hour (case UC4: 1,180 / 420); nothing while no hour was worked.</summary>
    public static decimal OverheadRate(decimal overhead, decimal productiveHours) =>
        productiveHours > 0 ? overhead / productiveHours : 0;

    /// <summary>Price that leaves a share of itself over the cost (case UC4: 20 % gives 87.79).</summary>
    public static decimal PriceForMargin(decimal cost, decimal marginOnPrice) => cost / (1 - marginOnPrice);
}
