using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.Parameters;
using Dedal.Web.Workshop.Reports;

namespace Dedal.Tests.Workshop;

/// <summary>What bread costs by its batches: seconds and accidents bear their part, as they do in the books.</summary>
public class BatchCostTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Seconds_bear_their_part_of_material_and_minutes_by_what_they_are_sold_for(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Buy(shop.Flour, 92_000, 120_00, "kg");
        await Bake(shop, new(shop.Bread, 100, Second: 100, SecondItem: shop.Second));

        // Flour of 60.00 for bread at 0.70 and seconds at 0.35: 0.40 and 0.20, as the books have them.
        Assert.Equal((40_00, 20_00), (Worth(shop, shop.Bread), Worth(shop, shop.Second)));
        Assert.Equal((40m, 40m), Materials(shop, shop.Bread));
        Assert.Equal(20m, Materials(shop, shop.Second).Planned);

        // Three hundred minutes for as much as 150 loaves; a batch of seconds alone is as much as half of it.
        await Bake(shop, new(shop.Bread, 0, Second: 200, SecondItem: shop.Second, Work: [new(shop.Rosa, 300)]), 40_00);
        using var book = shop.Book.Read();
        var made = Activity.Of(book, new(2026, 1, 1), new(2026, 3, 31)).Made[shop.Bread];
        Assert.Equal((250m, 250m, 300L), (made.Pieces, made.OfOurs, made.Minutes));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_lost_by_an_accident_makes_the_rest_no_dearer_and_the_usual_loss_does(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Buy(shop.Flour, 92_000, 120_00, "kg");
        await Bake(shop, new(shop.Bread, 100, Abnormal: 100));
        Assert.Equal((30_00, 30_00), (Worth(shop, shop.Bread), shop.Book.Balance("5102")));
        Assert.Equal((30m, 30m), Materials(shop, shop.Bread));

        // 60.00 for 100 that are good and 20 that never are, as in case BA3: those carry nothing.
        await Bake(shop, new(shop.Bread, 100, Waste: 20));
        Assert.Equal(90_00, Worth(shop, shop.Bread));
        Assert.Equal((40m, 40m), Materials(shop, shop.Bread));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task With_a_recipe_what_it_really_took_counts_seconds_too_and_without_prices_they_count_by_pieces(
        EngineKind engine
    )
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Buy(shop.Flour, 92_000, 120_00, "kg");
        await shop.Accept("recipe-kept", new RecipeKeptBody(TestBook.Id(), shop.Bread, [new(shop.Flour, 46_000)], 200));
        await Bake(shop, new(shop.Bread, 100, Second: 100, SecondItem: shop.Second));
        Assert.Equal((30m, 40m), Materials(shop, shop.Bread));
        await shop.Keep(shop.Second, "Pan de segunda", ItemSort.Product, "piece", 25);
        Assert.Equal((30m, 30m), Materials(shop, shop.Bread));
    }

    /// <summary>A batch that took flour of 60.00, or of another amount in minor units.</summary>
    private static Task Bake(TestWorkshop shop, BatchMadeBody batch, long flour = 60_00) =>
        shop.Accept("batch-made", batch with { Materials = [new(shop.Flour, flour * 46_000 / 60_00)] });

    private static long Worth(TestWorkshop shop, Guid item) => shop.Stock("1303", $"item:{item:D}").Value.Minor;

    private static (decimal Planned, decimal? Actual) Materials(TestWorkshop shop, Guid item)
    {
        using var book = shop.Book.Read();
        var sheet = CostSheet.Of(book, DatedValues.Read(book.Sql), new(2026, 3, 31));
        var cost = sheet.Products.Single(p => p.Item.Item == item);
        return (Math.Round(cost.Planned.Materials, 6), cost.Actual is { } took ? Math.Round(took.Materials, 6) : null);
    }
}
