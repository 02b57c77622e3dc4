namespace Dedal.Domain.Workshop.Costing;

/// <summary>
/// Dividing money among people so that nothing is lost: largest remainder in steps of what can be paid in cash, ties to
/// the earlier (workshop reference §4 "Sharing"; cases SH1, SH2).
/// </summary>
public static class Sharing
{
    /// <summary>
    /// Shares of a total by weight, in whole steps; what is left is given step by step to the largest remainders, the
    /// earlier first. A total that is no multiple of the step leaves its odd part with the last who gets something.
    /// The shares always sum to the total. At least one weight is above zero and none is below.
    /// </summary>
    public static IReadOnlyList<long> LargestRemainder(long total, IReadOnlyList<decimal> weights, long step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        var sum = weights.Sum();
        if (sum <= 0 || weights.Any(w => w < 0))
        {
            throw new ArgumentException("Shares need weights that are not negative and not all zero.", nameof(weights));
        }

        var magnitude = Math.Abs(total);
        var shares = new long[weights.Count];
        var remainders = new decimal[weights.Count];
        for (var i = 0; i < shares.Length; i++)
        {
            // Whole steps by exact multiplication first, so that equal weights have equal remainders.
            var exact = magnitude * weights[i] / sum;
            shares[i] = (long)(exact / step) * step;
            remainders[i] = exact - shares[i];
        }

        var left = magnitude - shares.Sum();
        foreach (var i in Enumerable.Range(0, shares.Length).OrderByDescending(i => remainders[i]))
        {
            var given = Math.Min(step, left);
            shares[i] += given;
            left -= given;
        }

        return total < 0 ? [.. shares.Select(s => -s)] : shares;
    }
}
