namespace Dedal.Domain.Workshop.Costing;

/// <summary>What must be sold at the present mix so that nothing is lost.</summary>
/// <param name="Reachable">The mix leaves something; otherwise selling more only loses more.</param>
/// <param name="Sales">What is sold now.</param>
/// <param name="Margin">What that leaves before fixed costs.</param>
/// <param name="Fixed">What is paid whether anything is sold or not.</param>
public sealed record BreakEvenPoint(bool Reachable, decimal Sales, decimal Margin, decimal Fixed)
{
    /// <summary>Share of sales that stays (case BE4: 0.3959).</summary>
    public decimal Ratio => Contribution.Ratio(Margin, Sales);

    /// <summary>fixed / ratio, computed without rounding the ratio (case BE3: 539,348.84).</summary>
    public decimal BreakEvenSales => Reachable ? Fixed * Sales / Margin : 0;

    /// <summary>Part of today's units that is enough (case BE4: 0.6763).</summary>
    public decimal Scale => Reachable ? Fixed / Margin : 0;

    /// <summary>What is left at today's sales (case BE4: 469).</summary>
    public decimal Profit => Margin - Fixed;

    /// <summary>How far sales may fall before something is lost (case BE4: 0.3237).</summary>
    public decimal Safety => Sales == 0 ? 0 : 1 - (BreakEvenSales / Sales);
}

/// <summary>
/// Break-even of several goods at the present mix: scale = fixed / total contribution (workshop reference §4; cases
/// BE1-BE4).
/// </summary>
public static class BreakEven
{
    public static BreakEvenPoint Of(decimal sales, decimal margin, decimal fixedCosts) =>
        new(margin > 0, sales, margin, fixedCosts);

    public static BreakEvenPoint Of(IEnumerable<MixItem> mix, decimal fixedCosts)
    {
        var (sales, margin) = (0m, 0m);
        foreach (var item in mix)
        {
            sales += item.Sales;
            margin += item.Margin;
        }

        return Of(sales, margin, fixedCosts);
    }

    /// <summary>Shares of sales with a ratio each: the mixed ratio is their weighted sum (case BE2).</summary>
    public static decimal MixedRatio(IEnumerable<(decimal Share, decimal Ratio)> mix) =>
        mix.Sum(m => m.Share * m.Ratio);

    /// <summary>Whole units of a good that are enough, rounded up (case BE4: 1,624 of 2,400).</summary>
    public static long Units(decimal unitsNow, BreakEvenPoint point) =>
        point.Reachable ? (long)decimal.Ceiling(unitsNow * point.Fixed / point.Margin) : 0;
}
