using CsCheck;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Tests.Support;

namespace Dedal.Tests.Domain.Books;

public sealed class PairingTests
{
    [Fact]
    public void Lines_move_exactly_what_the_legs_say_in_at_most_one_line_less_than_there_are_legs()
    {
        Gen.Select(Gen.Int[0, 5], Gen.Long[-1000, 1000])
            .Array[0, 30]
            .Always(drawn =>
            {
                var legs = drawn.Select(d => new Leg(d.Item1, new(d.Item2))).ToList();
                legs.Add(new(6, -new Money(legs.Sum(l => l.Amount.Minor))));
                var lines = Pairing.Pair(legs, Fund.Own);
                Assert.All(lines, l => Assert.True(l.Amount > Money.Zero && l.Debit != l.Credit));
                foreach (var account in legs.Select(l => l.Account).Distinct())
                {
                    var moved =
                        lines.Where(l => l.Debit == account).Sum(l => l.Amount.Minor)
                        - lines.Where(l => l.Credit == account).Sum(l => l.Amount.Minor);
                    Assert.Equal(legs.Where(l => l.Account == account).Sum(l => l.Amount.Minor), moved);
                }

                Assert.True(lines.Count <= Math.Max(0, legs.Count(l => !l.Amount.IsZero) - 1));
            });
    }
}
