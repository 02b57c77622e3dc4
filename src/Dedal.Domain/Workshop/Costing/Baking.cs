namespace Dedal.Domain.Workshop.Costing;

/// <summary>What the batch of a recipe in baker's percentages comes to.</summary>
/// <param name="Total">Weight of the dough, unit of the flour.</param>
/// <param name="Usable">Dough after what sticks to bowl and table.</param>
/// <param name="Pieces">Whole pieces that can be cut.</param>
/// <param name="Baked">Weight of a piece out of the oven, unit of the piece.</param>
public sealed record Dough(decimal Total, decimal Usable, long Pieces, decimal Baked);

/// <summary>
/// Recipes by the weight of flour, and the cost of what came out of the oven (workshop reference §4 "Batch").
/// </summary>
public static class Baking
{
    /// <summary>Baked weight against flour weight outside this is asked again (reference §4 "Plausibility").</summary>
    public static readonly (decimal From, decimal To) Plausible = (1.2m, 1.5m);

    /// <summary>
    /// Baker's percentages: every part is a share of the flour. dough = flour (1 + sum of parts); usable = dough (1 -
    /// dough loss); pieces = whole pieces of the usable dough; a piece loses the bake loss in the oven (case BA2).
    /// </summary>
    /// <param name="flour">Weight of flour; <paramref name="piece"/> is in the same unit.</param>
    public static Dough FromPercentages(
        decimal flour,
        IEnumerable<decimal> parts,
        decimal doughLoss,
        decimal piece,
        decimal bakeLoss
    )
    {
        var dough = flour * (1 + parts.Sum());
        var usable = dough * (1 - doughLoss);
        return new(dough, usable, (long)decimal.Floor(usable / piece), piece * (1 - bakeLoss));
    }

    /// <summary>How many times the recipe: flour at hand over the recipe's own flour (case BA1).</summary>
    public static decimal Factor(decimal flour, decimal recipeFlour) => flour / recipeFlour;

    /// <summary>Whole pieces of a scaled recipe (case BA1: 700 at 46 kg are 612 at 3.5 arrobas).</summary>
    public static long Pieces(long recipePieces, decimal factor) => (long)decimal.Floor(recipePieces * factor);

    /// <summary>Smallest factor in thousandths that yields the pieces asked for.</summary>
    public static long ThousandthsFor(long pieces, long recipePieces) =>
        (long)decimal.Ceiling(pieces * 1000m / recipePieces);

    /// <summary>
    /// What a good piece and a second cost: one batch's cost by what they sell for; normal waste carries none (case
    /// BA3, the rule of Tryton: 0.6228 and 0.3114). Without prices a piece is a piece. Unrounded; the posting shares
    /// whole centavos by the same weights (<see cref="Kinds.BatchMade"/>).
    /// </summary>
    public static (decimal Good, decimal Second) UnitCosts(
        decimal cost,
        long good,
        decimal goodPrice,
        long second,
        decimal secondPrice
    )
    {
        var value = (good * goodPrice) + (second * secondPrice);
        if (value == 0)
        {
            (goodPrice, secondPrice, value) = (1, 1, good + second);
        }

        return value > 0
            ? (cost * goodPrice / value, cost * secondPrice / value)
            : throw new ArgumentException("A batch without pieces has no unit cost: all of it is waste.", nameof(good));
    }

    /// <summary>Share of the pieces that came out good (case BA3: 658 of 700).</summary>
    public static decimal YieldRate(long good, long second, long waste) => (decimal)good / (good + second + waste);

    /// <summary>
    /// Baked weight against flour weight as it should be. Case UC1 gives 0.91 (700 loaves of 60 g from 46 kg): a wrong
    /// count or a wrong weight.
    /// </summary>
    public static bool IsPlausible(decimal baked, decimal flour) =>
        baked >= Plausible.From * flour && baked <= Plausible.To * flour;
}
