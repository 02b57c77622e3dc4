namespace Dedal.Domain;

/// <summary>
/// An amount in the smallest unit of its currency (centavos for bolivianos, cents for euros). Whole numbers only: sums
/// are exact, and an overflow throws instead of wrapping round. The currency stands beside it (account, organisation),
/// not in it.
/// </summary>
/// <param name="Minor">The amount in minor units; may be negative.</param>
public readonly record struct Money(long Minor) : IComparable<Money>
{
    public static readonly Money Zero = new(0);

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.Minor));

    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.Minor));

    public static Money operator -(Money a) => new(checked(-a.Minor));

    public static bool operator <(Money a, Money b) => a.Minor < b.Minor;

    public static bool operator >(Money a, Money b) => a.Minor > b.Minor;

    public static bool operator <=(Money a, Money b) => a.Minor <= b.Minor;

    public static bool operator >=(Money a, Money b) => a.Minor >= b.Minor;

    public bool IsZero => Minor == 0;

    public bool IsNegative => Minor < 0;

    public Money Abs() => IsNegative ? -this : this;

    public int CompareTo(Money other) => Minor.CompareTo(other.Minor);

    /// <summary>
    /// Nearest multiple of <paramref name="step"/>, halves away from zero. Cash in Bolivia comes in steps of 10
    /// centavos (workshop reference §2.1, case CC3).
    /// </summary>
    public Money RoundTo(long step)
    {
        var magnitude = Math.Abs(Minor);
        var rounded = checked((magnitude + (step / 2)) / step * step);
        return new(Minor < 0 ? -rounded : rounded);
    }
}
