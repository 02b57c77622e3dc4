namespace Dedal.Domain.Workshop.Costing;

/// <summary>
/// Stock as value and quantity; what is taken costs its part of the value, never the rounded average (workshop
/// reference §4 "Stock"; cases IN1-IN4). For analysis, in unrounded decimals: the books do the same in whole centavos
/// (<see cref="Books.Stock"/>).
/// </summary>
public readonly record struct MovingAverage(decimal Quantity, decimal Value)
{
    /// <summary>What one unit is worth; nothing when there is none.</summary>
    public decimal Average => Quantity == 0 ? 0 : Value / Quantity;

    public MovingAverage Buy(decimal quantity, decimal value) => new(Quantity + quantity, Value + value);

    /// <summary>Takes a quantity out at the average (case IN1: 300 at 2.40, later 250 at 2.7667).</summary>
    public (MovingAverage After, decimal Cost) Issue(decimal quantity)
    {
        var cost =
            quantity == Quantity ? Value
            : Quantity == 0 ? 0
            : Value * quantity / Quantity;
        return (new(Quantity - quantity, Value - cost), cost);
    }
}
