namespace Dedal.Domain.Workshop.Costing;

/// <summary>Sharing an amount so that nothing is lost (worked examples SH1-SH3).</summary>
public static class Sharing
{
    /// <summary>
    /// Largest remainder: everyone gets her share cut down to the step, and the steps that are left go to those who
    /// were cut most; of alike ones the earlier. What is smaller than a step goes to the first of them.
    /// </summary>
    /// <param name="total">Minor units, not below zero.</param>
    /// <param name="weights">Not below zero; not all zero.</param>
    /// <param name="step">Smallest part handed out, minor units.</param>
    public static IReadOnlyList<long> LargestRemainder(long total, IReadOnlyList<decimal> weights, long step)
    {
        var sum = weights.Sum();
        var steps = total / step;
        var exact = weights.Select(w => steps * w / sum).ToList();
        var shares = exact.Select(e => (long)decimal.Floor(e) * step).ToArray();
        var left = (int)(steps - (shares.Sum() / step));
        var order = Enumerable
            .Range(0, shares.Length)
            .OrderByDescending(i => exact[i] - decimal.Floor(exact[i]))
            .ThenBy(i => i)
            .ToList();
        foreach (var i in order.Take(left))
        {
            shares[i] += step;
        }

        shares[order[0]] += total % step;
        return shares;
    }
}
