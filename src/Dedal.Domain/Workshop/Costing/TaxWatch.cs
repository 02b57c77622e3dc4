namespace Dedal.Domain.Workshop.Costing;

/// <summary>Limits of the simplified regime (RTS) as a decree has them.</summary>
public sealed record TaxLimits(decimal CapitalFrom, decimal CapitalTo, decimal Sales, decimal UnitPrice);

/// <summary>
/// Whether a trader is within the simplified regime (workshop reference §2.2; cases TX1-TX3): capital, yearly sales and
/// unit price against the limits in force. A watch, no advice on tax.
/// </summary>
public static class TaxWatch
{
    /// <summary>From this share of a limit on, it is said.</summary>
    public const decimal Near = 0.8m;

    /// <summary>Names of the limits that are passed, in the order of the decree; empty when none is.</summary>
    public static IReadOnlyList<string> Passed(TaxLimits limits, decimal capital, decimal sales, decimal unitPrice)
    {
        var passed = new List<string>(3);
        if (capital > limits.CapitalTo)
        {
            passed.Add("capital");
        }

        if (sales > limits.Sales)
        {
            passed.Add("sales");
        }

        if (unitPrice > limits.UnitPrice)
        {
            passed.Add("unit_price");
        }

        return passed;
    }

    /// <summary>Under the least capital nobody needs to register, unless another limit is passed.</summary>
    public static bool IsBelowMinimum(TaxLimits limits, decimal capital) => capital < limits.CapitalFrom;

    /// <summary>The highest of the three as a share of its limit.</summary>
    public static decimal HighestShare(TaxLimits limits, decimal capital, decimal sales, decimal unitPrice) =>
        Math.Max(capital / limits.CapitalTo, Math.Max(sales / limits.Sales, unitPrice / limits.UnitPrice));
}
