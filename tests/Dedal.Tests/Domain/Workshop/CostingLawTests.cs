using CsCheck;
using Dedal.Domain.Workshop.Costing;
using Dedal.Tests.Support;

namespace Dedal.Tests.Domain.Workshop;

/// <summary>What must hold of the formulas whatever the figures.</summary>
public class CostingLawTests
{
    private static readonly Gen<decimal> Amount = Gen.Int[0, 10_000_000].Select(n => n / 100m);

    [Fact]
    public void At_the_sales_of_break_even_nothing_is_won_and_nothing_lost() =>
        Gen.Select(
                Gen.Select(Gen.Int[1, 5000], Gen.Int[0, 4000], Gen.Int[0, 900])
                    .Select((price, variable, units) => new MixItem(price / 100m, variable / 100m, units))
                    .Array[1, 8],
                Amount
            )
            .Always(
                (mix, fixedCosts) =>
                {
                    var point = BreakEven.Of(mix, fixedCosts);
                    if (!point.Reachable)
                    {
                        Assert.True(point.Margin <= 0);
                        return;
                    }

                    Assert.Equal(fixedCosts, Rounding.To(point.BreakEvenSales * point.Margin / point.Sales, 6));
                    var whole = mix.Sum(m => Contribution.Of(m.Price, m.Variable) * m.Units * point.Scale);
                    Assert.Equal(fixedCosts, Rounding.To(whole, 6));
                    Assert.True(point.Profit >= 0 == point.Safety >= 0);
                }
            );

    [Fact]
    public void Buying_and_taking_never_loses_a_value() =>
        Gen.Select(Gen.Int[1, 1000], Amount, Gen.Int[0, 100])
            .Array[1, 60]
            .Always(events =>
            {
                var (stock, bought, taken) = (default(MovingAverage), 0m, 0m);
                foreach (var (quantity, value, part) in events)
                {
                    stock = stock.Buy(quantity, value);
                    bought += value;
                    (stock, var cost) = stock.Issue(decimal.Floor(stock.Quantity * part / 100));
                    taken += cost;
                    Assert.True(cost >= 0 && stock.Value >= -0.000001m);
                }

                Assert.Equal(bought, Rounding.To(taken + stock.Value, 6));
                Assert.Equal(0, stock.Issue(stock.Quantity).After.Value);
            });

    [Fact]
    public void A_schedule_repays_what_was_lent_to_the_centavo() =>
        Gen.Select(Gen.Int[100, 5_000_000], Gen.Int[0, 6000], Gen.Int[1, 60])
            .Always(
                (principal, rate, months) =>
                {
                    var rows = DebtService.Schedule(principal / 100m, rate / 10_000m, months);
                    Assert.Equal(principal / 100m, rows.Sum(r => r.Principal));
                    Assert.Equal(0, rows[^1].Balance);
                    Assert.Equal(months, rows.Count);
                    Assert.All(rows, r => Assert.Equal(r.Payment, r.Interest + r.Principal));
                    Assert.All(rows, r => Assert.True(r.Balance >= 0));
                }
            );

    [Fact]
    public void The_true_rate_of_a_flat_offer_pays_it_off_and_is_dearer_than_it_says() =>
        Gen.Select(Gen.Int[100, 100_000], Gen.Int[1, 1500], Gen.Int[2, 48])
            .Always(
                (principal, flat, months) =>
                {
                    var rate = DebtService.OfFlat(principal, flat / 10_000m, months);
                    var payment = DebtService.Payment(principal, rate.Monthly, months);
                    Assert.Equal(Rounding.To(rate.Instalment, 6), Rounding.To(payment, 6));
                    Assert.True(rate.Monthly > flat / 10_000m);
                    Assert.True(rate.Effective > rate.Nominal);
                }
            );

    [Fact]
    public void Twelve_indices_sum_to_twelve() =>
        Amount.Array[12].Always(months => Assert.Equal(12, Rounding.To(Season.Index(months).Sum(), 9)));

    [Fact]
    public void What_is_put_aside_in_good_months_carries_the_poor_ones_when_it_can() =>
        Gen.Select(Amount.Array[12], Amount)
            .Always(
                (months, need) =>
                {
                    var aside = Season.SetAside(months, need);
                    Assert.Equal(aside.Feasible, months.Sum() >= need * 12);
                    if (aside.Surpluses > 0)
                    {
                        Assert.Equal(aside.Deficits, Rounding.To(months.Sum(m => aside.Of(m, need)), 6));
                    }
                }
            );

    [Fact]
    public void The_bad_case_is_never_over_what_is_expected_nor_the_good_one_under() =>
        Gen.Select(
                Gen.Int[-1_000_000, 1_000_000].Array[13],
                Gen.Int[0, 100_000].Array[30],
                Gen.Int[0, 100],
                Gen.Int[-100_000, 100_000]
            )
            .Always(
                (net, spread, rho, opening) =>
                {
                    var nets = Array.ConvertAll(net, n => (decimal)n);
                    var sigma = spread.Take(13).Select(s => (decimal)s).ToList();
                    var closed = CashForecast.Closed(opening, nets, sigma, rho / 100m);
                    InOrder(closed);
                    var (mean, _) = CashForecast.Spread([.. spread.Select(s => (decimal)s)]);
                    var drawn = CashForecast.Simulate(opening, nets, [.. spread.Select(s => s - mean)], 200);
                    InOrder(drawn.Band);
                    Assert.Equal(closed.Expected, drawn.Band.Expected);
                    Assert.InRange(drawn.EverBelowZero, 0, 1);
                },
                iter: 300
            );

    private static void InOrder(CashBand band)
    {
        for (var week = 0; week < band.Expected.Count; week++)
        {
            Assert.True(band.Low[week] <= band.Expected[week] && band.Expected[week] <= band.High[week]);
        }
    }

    [Fact]
    public void The_same_weeks_always_give_the_same_paths_and_weeks_apart_agree_with_the_closed_form()
    {
        var net = Enumerable.Repeat(100m, 13).ToList();
        decimal[] own = [-300, -150, -50, 0, 50, 150, 300];
        var deviations = Enumerable.Range(0, 28).Select(i => own[i % own.Length]).ToList();
        var first = CashForecast.Simulate(1000, net, deviations);
        var again = CashForecast.Simulate(1000, net, deviations);
        Assert.Equal(first.Band.Low, again.Band.Low);
        Assert.Equal(first.EverBelowZero, again.EverBelowZero);
        var sigma = Rounding.Root(own.Sum(o => o * o) / own.Length);
        var closed = CashForecast.Closed(1000, net, [.. Enumerable.Repeat(sigma, 13)], rho: 0);
        // Drawn sums come in steps of 50, and two thousand paths are no more.
        Assert.InRange(first.Band.Low[12], closed.Low[12] - 100, closed.Low[12] + 100);
    }

    [Fact]
    public void Pay_is_never_under_the_floor_and_what_is_added_is_the_difference() =>
        Gen.Select(Gen.Int[0, 500], Amount, Gen.Int[1, 300], Amount)
            .Always(
                (pieces, rate, hours, hourRate) =>
                {
                    var pay = PieceRate.WithFloor(pieces, rate, hours, hourRate / 100);
                    Assert.True(pay.Pay >= pay.Floor && pay.Pay >= pay.Earned && pay.TopUp >= 0);
                    Assert.Equal(pay.Pay, pay.Earned + pay.TopUp);
                }
            );

    [Fact]
    public void Both_figures_of_self_sufficiency_are_those_of_the_reference_when_gifts_count()
    {
        var both = new SelfSufficiency(1000, 800, 150, 50);
        Assert.Equal(125, both.Operational);
        Assert.Equal(100, both.Full);
        Assert.Null(default(SelfSufficiency).Full);
    }
}
