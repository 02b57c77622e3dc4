namespace Dedal.Domain.Workshop.Costing;

/// <summary>What to put aside in good months for the poor ones.</summary>
/// <param name="Rate">Share of what is over in a good month; above 1 the year does not carry itself.</param>
public sealed record SetAside(decimal Deficits, decimal Surpluses, decimal Rate, bool Feasible)
{
    /// <summary>What to put aside of a month.</summary>
    public decimal Of(decimal month, decimal need) => Math.Max(0, month - need) * Rate;
}

/// <summary>Good months and poor ones (workshop reference §4 "Season"; cases SE1-SE3, CF3).</summary>
public static class Season
{
    /// <summary>Years that one own year weighs against: with few years an index stays near 1.</summary>
    public const decimal Shrinking = 2;

    /// <summary>index = month / mean; twelve of them sum to 12 (case SE1). All 1 when nothing was sold.</summary>
    public static IReadOnlyList<decimal> Index(IReadOnlyList<decimal> months)
    {
        var total = months.Sum();
        return [.. months.Select(m => total == 0 ? 1 : m * months.Count / total)];
    }

    /// <summary>With few years an index is drawn towards 1: (n × index + k) / (n + k) (case SE2).</summary>
    public static decimal Shrunk(decimal index, decimal years, decimal k = Shrinking) =>
        ((years * index) + k) / (years + k);

    /// <summary>rate = Σ deficits / Σ surpluses against what is needed (case SE3: 0.5745).</summary>
    public static SetAside SetAside(IReadOnlyList<decimal> months, decimal need)
    {
        var deficits = months.Sum(m => Math.Max(0, need - m));
        var surpluses = months.Sum(m => Math.Max(0, m - need));
        var rate = surpluses == 0 ? 0 : deficits / surpluses;
        return new(deficits, surpluses, rate, deficits <= surpluses);
    }
}
