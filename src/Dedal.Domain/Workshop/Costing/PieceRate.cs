namespace Dedal.Domain.Workshop.Costing;

/// <summary>Pay by the piece with a floor by the hour.</summary>
/// <param name="Earned">Pieces at the rounded rate of a piece.</param>
/// <param name="Floor">The hours at the minimum wage.</param>
/// <param name="Exact">The higher of both, the floor unrounded.</param>
public sealed record FlooredPay(decimal Earned, decimal Floor, decimal Exact)
{
    public decimal Pay => Math.Max(Earned, Floor);

    /// <summary>What the floor adds.</summary>
    public decimal TopUp => Pay - Earned;
}

/// <summary>
/// Pay by the piece: standard minutes × rate of a minute (workshop reference §4 "Piece rate"; cases PR1-PR4).
/// </summary>
public static class PieceRate
{
    /// <summary>Minutes in one TMU, the unit of predetermined times.</summary>
    public const decimal MinutesPerTmu = 0.0006m;

    /// <summary>Rate of a minute: wage over hours over 60 (case PR4: 3,300 / 208 / 60).</summary>
    public static decimal Minute(decimal wage, decimal hours) => wage / (hours * 60);

    /// <summary>Rate of a piece: standard minutes × rate of a minute (cases PR1, PR3).</summary>
    public static decimal Piece(decimal standardMinutes, decimal minuteRate) => standardMinutes * minuteRate;

    /// <summary>Minutes of a measured work (case PR2: 450 TMU are 0.270 minutes).</summary>
    public static decimal Basic(decimal tmu) => tmu * MinutesPerTmu;

    /// <summary>Standard minutes: basic ones with allowances (case PR2: 0.351 with 10 % and 20 %).</summary>
    public static decimal Standard(decimal basic, params ReadOnlySpan<decimal> allowances)
    {
        var factor = 1m;
        foreach (var allowance in allowances)
        {
            factor += allowance;
        }

        return basic * factor;
    }

    /// <summary>
    /// The higher of pieces and hours at the minimum (case PR4: 214.18, of which 66.67 top-up). The rate of a piece is
    /// said to people, so it is rounded to centavos first.
    /// </summary>
    public static FlooredPay WithFloor(decimal pieces, decimal pieceRate, decimal hours, decimal hourRate)
    {
        var earned = pieces * Rounding.To(pieceRate, 2);
        var floor = hours * hourRate;
        return new(earned, Rounding.To(floor, 2), Math.Max(earned, floor));
    }

    /// <summary>Standard minutes made over minutes worked (case PR4: 0.6889).</summary>
    public static decimal Efficiency(decimal pieces, decimal standardMinutes, decimal hours) =>
        pieces * standardMinutes / (hours * 60);
}
