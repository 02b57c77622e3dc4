namespace Dedal.Domain.Workshop.Costing;

/// <summary>What published tips say for an altitude.</summary>
public sealed record AltitudeTips(decimal LiquidLow, decimal LiquidHigh, decimal Flour, decimal Yeast);

/// <summary>
/// Air and boiling water at an altitude (workshop reference §4 "Altitude"; cases AL1-AL4). To be read, never to change
/// a recipe: the recipe of record is the one that was tried on site.
/// </summary>
public static class Altitude
{
    private const double SeaLevel = 101325;

    /// <summary>Pressure in pascal: 101325 (1 − 2.25577e-5 h)^5.25588 (case AL3: 60.92 kPa at 4,090 m).</summary>
    public static decimal Pressure(decimal metres) =>
        (decimal)(SeaLevel * Math.Pow(1 - (2.25577e-5 * (double)metres), 5.25588));

    /// <summary>Share of the pressure at sea level (case AL3: 0.601).</summary>
    public static decimal ShareOfSeaLevel(decimal metres) => Pressure(metres) / 101325m;

    /// <summary>Boiling water in °C by Antoine's equation (case AL3: 86.4 at 4,090 m).</summary>
    public static decimal Boiling(decimal metres)
    {
        var mercury = (double)Pressure(metres) * 760 / SeaLevel;
        return (decimal)((1730.63 / (8.07131 - Math.Log10(mercury))) - 233.426);
    }

    /// <summary>
    /// Tablespoons of liquid and flour and the factor of yeast as published tips extrapolate (case AL4): outside what
    /// they were tried for, so they are shown to warn, never applied.
    /// </summary>
    public static AltitudeTips Tips(decimal feet)
    {
        var more = 0.5m * (feet - 3000) / 1000;
        return new(1 + more, 2 + more, 1 + ((feet - 3500) / 1500), 0.75m);
    }
}
