using CsCheck;
using Dedal.Domain.Workshop.Costing;
using Dedal.Tests.Support;

namespace Dedal.Tests.Domain.Workshop;

/// <summary>Laws of dividing money and of the joint cost of a batch.</summary>
public class SharingTests
{
    private static readonly Gen<decimal[]> Weights = Gen.Int[0, 1_000_000]
        .Select(n => n / 100m)
        .Array[1, 40]
        .Where(w => w.Any(x => x > 0));

    [Fact]
    public void Shares_sum_to_the_total_and_stay_within_a_step_of_what_is_due() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Weights, Gen.Long[1, 60])
            .Always(
                (total, weights, step) =>
                {
                    var shares = Sharing.LargestRemainder(total, weights, step);
                    Assert.Equal(total, shares.Sum());
                    foreach (var (share, weight) in shares.Zip(weights))
                    {
                        Assert.True(Math.Abs(share - (total * weight / weights.Sum())) <= step);
                        Assert.True(weight > 0 || share == 0);
                    }
                }
            );

    [Fact]
    public void Equal_weights_differ_by_a_step_at_most_and_the_earlier_get_it() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Int[1, 40])
            .Always(
                (tens, people) =>
                {
                    var shares = Sharing.LargestRemainder(tens * 10, [.. Enumerable.Repeat(7m, people)], 10);
                    Assert.Equal(shares.OrderDescending(), shares);
                    Assert.True(shares[0] - shares[^1] <= 10);
                }
            );

    [Fact]
    public void A_hundred_for_seven_gives_six_ten_centavos_more() =>
        Assert.Equal(
            [1430, 1430, 1430, 1430, 1430, 1430, 1420],
            Sharing.LargestRemainder(10000, [1, 1, 1, 1, 1, 1, 1], 10)
        );

    [Fact]
    public void A_total_with_odd_centavos_loses_none_of_them() =>
        Assert.Equal([3337, 3330, 3340], Sharing.LargestRemainder(10007, [1, 1, 1.002m], 10));

    [Fact]
    public void Shares_without_any_weight_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Sharing.LargestRemainder(100, [0, 0], 10));
        Assert.Throws<ArgumentException>(() => Sharing.LargestRemainder(100, [2, -1], 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sharing.LargestRemainder(100, [1], 0));
    }

    [Fact]
    public void The_cost_of_a_batch_is_all_in_its_good_pieces_and_seconds() =>
        Gen.Select(Gen.Long[0, 10_000_000], Gen.Int[0, 5000], Gen.Int[0, 5000], Gen.Int[0, 5000], Gen.Int[0, 5000])
            .Where((_, good, _, second, _) => good + second > 0)
            .Always(
                (cost, good, goodPrice, second, secondPrice) =>
                {
                    var (a, b) = Baking.UnitCosts(cost, good, goodPrice, second, secondPrice);
                    Assert.Equal(cost, Rounding.To((a * good) + (b * second), 6));
                    Assert.True(a >= 0 && b >= 0);
                }
            );

    [Fact]
    public void Seconds_at_half_the_price_carry_half_the_cost_of_a_good_piece()
    {
        var (good, second) = Baking.UnitCosts(41850, 658, 70, 28, 35);
        Assert.Equal(good, 2 * second);
        Assert.Equal((25m, 25m), Baking.UnitCosts(1000, 30, 0, 10, 0));
        Assert.Throws<ArgumentException>(() => Baking.UnitCosts(1000, 0, 70, 0, 35));
    }
}
