namespace Dedal.Domain.Workshop.Costing;

/// <summary>
/// Rounding of results: halves away from zero, and only at the end (worked examples: money 2 decimals, unit cost and
/// ratios 4, intermediate values unrounded).
/// </summary>
public static class Rounding
{
    /// <summary>A value with so many decimals, halves away from zero.</summary>
    public static decimal To(decimal value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);

    /// <summary>A value in minor units as money that can be posted, halves away from zero.</summary>
    public static long Minor(decimal value) => (long)To(value, 0);

    /// <summary>Square root to the precision of decimals: the double's, improved once by Newton's step.</summary>
    public static decimal Root(decimal value)
    {
        if (value <= 0)
        {
            return value == 0 ? 0 : throw new ArgumentOutOfRangeException(nameof(value));
        }

        var guess = (decimal)Math.Sqrt((double)value);
        return guess == 0 ? 0 : (guess + (value / guess)) / 2;
    }
}
