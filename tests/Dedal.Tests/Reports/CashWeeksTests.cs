using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.Workshop.Reports;

namespace Dedal.Tests.Reports;

/// <summary>The workshop's own weeks, out of which the next ones are drawn.</summary>
public class CashWeeksTests
{
    private static readonly DateOnly Day = new(2026, 3, 14);

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mistyped_sale_that_was_undone_changes_nothing_of_what_is_coming(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        await book.Accept("contribution", new ContributionBody(300_00, "cash"), Day.AddDays((-7 * 30) + 1));
        for (var week = 30; week >= 1; week--)
        {
            var day = Day.AddDays((-7 * week) + 1);
            await book.Accept("sale", Sale(100_00), day);
            await book.Accept("expense", new SpendingBody(100_00, "5201", [new("cash", 100_00)]), day);
        }

        Quiet();

        // 20,000 for 200, seen three weeks later; and one from before any week was whole.
        foreach (var (typed, seen) in new[] { (60, 40), (30 * 7 + 10, 30 * 7 - 2) })
        {
            var sale = await book.Accept("sale", Sale(20_000_00), Day.AddDays(-typed));
            await book.Accept("reversal", new ReversalBody(sale.Id), Day.AddDays(-seen));
            Quiet();
        }

        void Quiet()
        {
            using var reading = book.Read();
            var cash = CashWeeks.Of(reading, Day, _ => 0);
            Assert.Equal(30, cash.Weeks.Count);
            Assert.All(cash.Weeks, w => Assert.Equal((100_00L, 100_00L), (w.In, w.Out)));
            Assert.Equal((300_00L, 0m), (cash.Opening, cash.Ever));
            Assert.All(cash.Band!.Low, low => Assert.Equal(300_00m, low));
        }
    }

    /// <summary>Mistakes are mostly found by counting: what was missed is there again once they are undone.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task A_mistyped_sale_that_a_count_found_changes_only_the_week_of_the_sale(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        await book.Accept("sale", Sale(300_00), Day.AddDays(-69));
        var typed = await book.Accept("sale", Sale(20_000_00), Day.AddDays(-30));
        await book.Accept("cash-count", new CashCountBody(300_00), Day.AddDays(-30));
        await book.Accept("reversal", new ReversalBody(typed.Id), Day.AddDays(-20));
        using var reading = book.Read();
        var cash = CashWeeks.Of(reading, Day, _ => 0);
        Assert.Equal(300_00, cash.Opening);
        Assert.Equal(10, cash.Weeks.Count);
        Assert.All(cash.Weeks.Skip(1), w => Assert.Equal(0, w.Net));
    }

    private static SaleBody Sale(long amount) => new(amount, [new("cash", amount)]);
}
