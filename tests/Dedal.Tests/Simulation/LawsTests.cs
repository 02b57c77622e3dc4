using CsCheck;
using Dedal.Tests.Support;

namespace Dedal.Tests.Simulation;

public class LawsTests
{
    [Fact]
    public void A_broken_law_is_made_small_and_its_seed_is_named()
    {
        var fault = Assert.ThrowsAny<Exception>(() =>
            Gen.Int[0, 1_000_000].Always(drawn => Assert.True(drawn < 100), iter: 1_000)
        );
        Assert.Contains("seed", fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("shrinks", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_law_that_breaks_once_and_not_again_is_broken()
    {
        var times = 0;
        var fault = Assert.ThrowsAny<Exception>(() =>
            Gen.Int[0, 9].Always(_ => Assert.NotEqual(50, ++times), threads: 1)
        );
        Assert.Contains("seed", fault.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_same_is_drawn_each_time_but_in_a_soak()
    {
        Assert.SkipWhen(Histories.Times(1) > 1, "A soak draws fresh.");
        Assert.Equal(Drawn(), Drawn());
    }

    private static List<string> Drawn()
    {
        var all = new List<string>();
        Gen.String.Always(all.Add, threads: 1);
        return all;
    }
}
