using CsCheck;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Tests.Support;

namespace Dedal.Tests.Domain.Books;

/// <summary>Moving average: value and quantity are carried, nothing is costed at zero, what is taken too early is trued
/// up.</summary>
public class StockTests
{
    [Fact]
    public void What_is_taken_costs_its_share_of_the_value_and_not_of_a_rounded_average()
    {
        // Worked example IN1: 500 at 2.40, 300 out, 100 at 3.50, 250 out, 300 at 4.00.
        var stock = default(Stock).After(500_000, new(120_000));
        Assert.Equal(new(72_000), stock.CostOf(300_000, 0));
        stock = stock.After(-300_000, new(-72_000)).After(100_000, new(35_000));
        var cost = stock.CostOf(250_000, 0);
        Assert.Equal(new(69_167), cost);
        stock = stock.After(-250_000, -cost).After(300_000, new(120_000));
        Assert.Equal((350_000, new(133_833)), (stock.Quantity, stock.Value));
    }

    [Fact]
    public void Nothing_there_costs_the_last_average_and_never_seen_the_estimate()
    {
        var stock = default(Stock).After(2_000, new(500)).After(-2_000, new(-500));
        Assert.Equal(new(750), stock.CostOf(3_000, 1));
        Assert.Equal(new(120), default(Stock).CostOf(3_000, 40));
    }

    [Fact]
    public void Taking_everything_leaves_nothing() =>
        Gen.Select(Gen.Long[1, 1_000_000], Gen.Long[1, 10_000_000])
            .Always(
                (quantity, value) =>
                {
                    var stock = default(Stock).After(quantity, new(value));
                    return stock.CostOf(quantity, 0) == new Money(value);
                }
            );

    [Fact]
    public void A_share_is_rounded_half_away_from_zero_and_the_parts_are_the_whole() =>
        Gen.Select(Gen.Long[-1_000_000_000, 1_000_000_000], Gen.Long[0, 1_000_000], Gen.Long[1, 1_000_000])
            .Always(
                (amount, part, whole) =>
                {
                    var exact = (decimal)amount * part / whole;
                    return Stock.Share(amount, part, whole).Minor
                        == (long)Math.Round(exact, MidpointRounding.AwayFromZero);
                }
            );
}
