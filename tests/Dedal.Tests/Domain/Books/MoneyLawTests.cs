using CsCheck;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Tests.Support;

namespace Dedal.Tests.Domain.Books;

/// <summary>Laws of the small things everything is made of: money, months, moments, pairs.</summary>
public class MoneyLawTests
{
    private static readonly Gen<Money> Amounts = Gen.Long[-1_000_000_000_000, 1_000_000_000_000]
        .Select(m => new Money(m));

    [Fact]
    public void Sums_are_exact_whatever_their_order_and_have_opposites() =>
        Gen.Select(Amounts, Amounts, Amounts)
            .Always(
                (a, b, c) =>
                {
                    Assert.Equal(a + b, b + a);
                    Assert.Equal(a + (b + c), a + b + c);
                    Assert.Equal(a, a + b - b);
                    Assert.Equal(Money.Zero, a + -a);
                    Assert.Equal(a < b, b > a);
                    Assert.Equal(a.CompareTo(b) < 0, a - b < Money.Zero);
                    Assert.Equal(a.Abs(), (-a).Abs());
                    Assert.False(a.Abs().IsNegative);
                }
            );

    [Fact]
    public void A_sum_that_runs_over_throws_instead_of_turning_round()
    {
        var most = new Money(long.MaxValue);
        var least = new Money(long.MinValue);
        Assert.Throws<OverflowException>(() => most + new Money(1));
        Assert.Throws<OverflowException>(() => least - new Money(1));
        Assert.Throws<OverflowException>(() => -least);
        Assert.Throws<OverflowException>(() => least.Abs());
        Assert.Throws<OverflowException>(() => most.RoundTo(10));
        Assert.Throws<OverflowException>(() => least.RoundTo(10));
    }

    [Fact]
    public void Rounding_moves_by_half_a_step_at_most_and_alike_on_both_sides_of_zero() =>
        Gen.Select(Amounts, Gen.Long[1, 1000])
            .Always(
                (a, step) =>
                {
                    var rounded = a.RoundTo(step);
                    Assert.Equal(0, rounded.Minor % step);
                    Assert.True((rounded - a).Abs().Minor * 2 <= step);
                    Assert.Equal(-rounded, (-a).RoundTo(step));
                    Assert.Equal(rounded, rounded.RoundTo(step));
                }
            );

    [Fact]
    public void Every_day_is_between_the_first_and_the_last_of_its_month_and_months_follow_each_other() =>
        Gen.Int[0, 3_000_000]
            .Select(n => DateOnly.FromDayNumber(n))
            .Always(day =>
            {
                var period = Period.Of(day);
                Assert.True(Period.FirstDay(period) <= day && day <= Period.LastDay(period));
                Assert.Equal(Period.LastDay(period).AddDays(1), Period.FirstDay(Period.Next(period)));
                Assert.True(Period.Next(period) > period);
                Assert.True(
                    Period.YearClose(day.Year) > period
                        && Period.YearClose(day.Year) < Period.Of(new(day.Year + 1, 1, 1))
                );
                Assert.False(Period.IsYearClose(period));
            });

    [Fact]
    public void Moments_are_in_one_order()
    {
        var moments = Gen.Select(Gen.Int[1, 3], Gen.Long[0, 3], Gen.Long[0, 3])
            .Select(m => new Moment(new(2026, 1, m.Item1), m.Item2, m.Item3));
        Gen.Select(moments, moments, moments)
            .Always(
                (a, b, c) =>
                {
                    Assert.Equal(a == b, a.CompareTo(b) == 0);
                    Assert.Equal(a < b, b > a);
                    Assert.True(!(a < b && b < c) || a < c);
                    Assert.True(a <= new Moment(a.Day, a.CapturedMs));
                }
            );
    }

    [Fact]
    public void Pairs_keep_what_every_account_and_subject_gets_and_are_few() =>
        Gen.Select(Gen.Int[1, 5], Gen.Long[-500, 500], Gen.Int[0, 2])
            .Array[1, 12]
            .Always(parts =>
            {
                var legs = parts
                    .Select(p => new Leg(p.Item1, new(p.Item2), p.Item3 == 0 ? null : $"s{p.Item3}"))
                    .ToList();
                legs.Add(new(9, -new Money(legs.Sum(l => l.Amount.Minor))));
                if (Pairing.TryPair(legs, Fund.Own) is not { } lines)
                {
                    var debits = legs.Where(l => l.Amount > Money.Zero).GroupBy(l => l.Account);
                    Assert.Contains(debits, d => legs.Exists(l => l.Account == d.Key && l.Amount.IsNegative));
                    return;
                }

                Assert.True(lines.Count < legs.Count);
                Assert.All(lines, l => Assert.True(l.Amount > Money.Zero && l.Debit != l.Credit));
                Assert.Equal(
                    Sums(legs.Select(l => (l.Account, l.Subject, l.Amount.Minor))),
                    Sums(
                        lines.SelectMany(l =>
                            new[]
                            {
                                (l.Debit, l.DebitSubject, l.Amount.Minor),
                                (l.Credit, l.CreditSubject, -l.Amount.Minor),
                            }
                        )
                    )
                );
            });

    [Fact]
    public void Legs_that_do_not_add_up_are_a_fault() =>
        Assert.Throws<InvalidOperationException>(() => Pairing.Pair([new(1, new(5)), new(2, new(-4))], Fund.Own));

    private static SortedDictionary<string, long> Sums(IEnumerable<(int Account, string? Subject, long Amount)> legs) =>
        new(
            legs.GroupBy(l => $"{l.Account} {l.Subject}", StringComparer.Ordinal)
                .Where(g => g.Sum(l => l.Amount) != 0)
                .ToDictionary(g => g.Key, g => g.Sum(l => l.Amount), StringComparer.Ordinal),
            StringComparer.Ordinal
        );
}
