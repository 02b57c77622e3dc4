using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>Baking, loading, stops, returns: the delivery account is empty when a run is closed.</summary>
public class RunTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_from_oven_to_close_leaves_nothing_on_the_delivery_account(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var run = await Load(shop, 420);
        Assert.Equal(23_400, shop.Book.Balance("1304"));
        await Stop(shop, run, 388, 0, 34_920, TestWorkshop.Cash(20_000, "1102"), 14_920);
        Assert.Equal(21_617, shop.Book.Balance("5101"));

        await shop.Accept("run-closed", new RunClosedBody(run, [new(shop.Bread, 20, 12)], 20_000, "1102", "1101"));
        Assert.Equal(0, shop.Book.Balance("1304"));
        Assert.Equal(0, shop.Book.Balance("1102"));
        Assert.Equal(669, shop.Book.Balance("5102"));
        Assert.Equal(300_000, shop.Stock("1303", Subject.Item(shop.Bread)).Quantity);
        Assert.Equal(39_000 - 23_400 + 1_114, shop.Book.Balance("1303"));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_comes_late_after_the_close_keeps_the_delivery_account_empty(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var run = await Load(shop, 100);
        await shop.Accept("run-closed", new RunClosedBody(run, [new(shop.Bread, 40, 0)]));
        var missing = shop.Book.Balance("5102");
        await Stop(shop, run, 60, 0, 5_400, TestWorkshop.Cash(5_400, "1102"), 0);
        Assert.Equal(0, shop.Book.Balance("1304"));
        Assert.Equal(0, shop.Book.Balance("5102"));
        Assert.Equal(missing, shop.Book.Balance("5101"));

        // Two phones closed it.
        await shop.Accept("run-closed", new RunClosedBody(run, [new(shop.Bread, 40, 0)]));
        Assert.Equal(640_000, shop.Stock("1303", Subject.Item(shop.Bread)).Quantity);
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task More_back_than_was_left_happened_and_more_given_than_loaded_is_taken_from_the_shelf(
        EngineKind engine
    )
    {
        await using var shop = await TestWorkshop.Open(engine);
        var run = await Load(shop, 10);
        await Stop(shop, run, 3, 5, 0, null, 0);
        await Stop(shop, run, 20, 0, 1_800, TestWorkshop.Cash(1_800, "1102"), 0);
        await shop.Accept("run-closed", new RunClosedBody(run, [], 1_800, "1102", "1101"));
        Assert.Equal(0, shop.Book.Balance("1304"));
        Assert.Equal(0, shop.Stock("1304", Subject.OnRun(run, shop.Bread)).Quantity);
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_batch_shares_its_cost_by_sales_value_and_an_accident_is_waste(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Buy(shop.Flour, 1_000_000, 41_850, "kg");
        await shop.Accept(
            "batch-made",
            new BatchMadeBody(shop.Bread, 658, 28, 14, 0, shop.Second, null, null, [new(shop.Flour, 1_000_000)])
        );

        // Worked example BA3: 0.6228 a good piece, 0.3114 a second, all of 418.50.
        Assert.Equal(40_978, shop.Stock("1303", Subject.Item(shop.Bread)).Value.Minor);
        Assert.Equal(872, shop.Stock("1303", Subject.Item(shop.Second)).Value.Minor);
        Assert.Equal(0, shop.Book.Balance("1302"));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Sold_before_it_was_baked_is_costed_at_a_guess_and_trued_up_by_the_batch(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Accept("sale", new SaleBody(700, TestWorkshop.Cash(700), Items: [new(shop.Bread, 10, 700)]));
        Assert.Equal(500, shop.Book.Balance("5101"));
        Assert.Equal(-10_000, shop.Stock("1303", Subject.Item(shop.Bread)).Quantity);
        await shop.Buy(shop.Flour, 10_000, 1_200, "kg");
        await shop.Accept("batch-made", new BatchMadeBody(shop.Bread, 20, Materials: [new(shop.Flour, 10_000)]));
        Assert.Equal(600, shop.Book.Balance("5101"));
        Assert.Equal(600, shop.Book.Balance("1303"));
        shop.Book.AssertSound();
    }

    [Fact]
    public async Task Odd_bread_is_asked_about_and_broken_plans_are_refused()
    {
        await using var shop = await TestWorkshop.Open(EngineKind.Sqlite);
        var recipe = new RecipeKeptBody(
            TestBook.Id(),
            shop.Bread,
            [new(shop.Flour, 46_000)],
            700,
            shop.Flour,
            46_000,
            85
        );
        Assert.Equal("recipe-without-yield", await shop.Refusal("recipe-kept", recipe with { Yield = 0 }));
        await shop.Accept("recipe-kept", recipe);
        var batch = new BatchMadeBody(shop.Bread, 400, Recipe: recipe.Recipe, Materials: [new(shop.Flour, 46_000)]);
        Assert.Equal("bread-weight-odd", await shop.Refusal("batch-made", batch));
        await shop.Accept("batch-made", batch with { Sure = true });
        await shop.Accept("batch-made", batch with { Good = 700 });
        var standing = new StandingOrderKeptBody(
            TestBook.Id(),
            shop.Customer,
            [1, 3],
            "tarde",
            "14:30",
            [new(shop.Bread, 40, 90)],
            new(2026, 3, 1)
        );
        Assert.Equal(
            "standing-ends-before",
            await shop.Refusal("standing-order-kept", standing with { To = new(2026, 2, 1) })
        );
        Assert.Equal("time-unreadable", await shop.Refusal("standing-order-kept", standing with { At = "25:99" }));
        await shop.Accept("standing-order-kept", standing);
        Assert.True(standing.On(new(2026, 3, 2)));
        Assert.False(standing.On(new(2026, 3, 3)));
    }

    private static async Task<Guid> Load(TestWorkshop shop, int pieces)
    {
        await shop.Buy(shop.Flour, 5_500_000, 55_000, "kg");
        await shop.Accept(
            "batch-made",
            new BatchMadeBody(shop.Bread, 700, Materials: [new(shop.Flour, 3_100_000)], Work: [new(shop.Rosa, null, 1)])
        );
        Assert.Equal(39_000, shop.Book.Balance("1303"));
        var run = TestBook.Id();
        await shop.Accept(
            "run-loaded",
            new RunLoadedBody(run, new(2026, 3, 14), "tarde", [new(shop.Bread, pieces)], shop.Rosa)
        );
        return run;
    }

    private static Task Stop(
        TestWorkshop shop,
        Guid run,
        int left,
        int returned,
        long amount,
        IReadOnlyList<Payment>? paid,
        long fiado
    )
    {
        if (fiado > 0)
        {
            paid = [.. paid!, new(Paying.Credit, fiado)];
        }

        return shop.Accept(
            "stop-closed",
            new StopClosedBody(run, [new(shop.Bread, left, returned, amount)], shop.Customer, paid)
        );
    }
}
