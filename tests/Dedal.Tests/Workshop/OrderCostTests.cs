using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.Parameters;
using Dedal.Web.Workshop.Reports;

namespace Dedal.Tests.Workshop;

/// <summary>What a garment costs by the orders of the year: only what was made counts, with what it took.</summary>
public class OrderCostTests
{
    private static readonly DateOnly Due = new(2026, 4, 30);

    [Theory, ClassData(typeof(Engines))]
    public async Task Orders_that_are_open_cut_cancelled_or_of_her_own_cloth_do_not_change_what_a_piece_costs(
        EngineKind engine
    )
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Buy(shop.Cloth, 1_000_000, 100_000, "m");
        var first = await Take(shop, 10);
        await Work(shop, first, "cut", 406_600, 0);
        Assert.Null(Cost(shop).Actual);
        await Work(shop, first, "ready", 0, 950);
        var cost = Cost(shop);
        Assert.Equal((4066m, 4066m), (cost.Planned.Materials, cost.Actual?.Materials));
        Assert.Equal(95m, Made(shop).Minutes / (decimal)Made(shop).Pieces);

        // Thirty more are only ordered; five were cancelled, and four are cut.
        await Take(shop, 30);
        var cancelled = await Take(shop, 5);
        await shop.Accept("order-cancelled", new OrderCancelledBody(cancelled));
        var cut = await Take(shop, 4);
        await Work(shop, cut, "cut", 162_640, 120);
        Same();

        // Of her own cloth only the thread is ours; its pieces are made all the same.
        var own = await Take(shop, 20, ownCloth: true);
        await Work(shop, own, "sew", 1_000, 1_000);
        await Work(shop, own, "ready", 0, 0);
        Same();
        Assert.Equal((30, 10), (Made(shop).Pieces, Made(shop).OfOurs));

        // The four count with their cloth when they leave, and once however often it is said.
        await shop.Accept("order-handed-over", new OrderHandedOverBody(cut));
        await Work(shop, cut, "ready", 0, 0);
        await Work(shop, cut, "ready", 0, 0);
        Same();
        Assert.Equal((34, 14, 2070), (Made(shop).Pieces, Made(shop).OfOurs, Made(shop).Minutes));
        shop.Book.AssertSound();

        void Same() => Assert.Equal((4066m, 4066m), (Cost(shop).Planned.Materials, Cost(shop).Actual?.Materials));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_big_order_does_not_hide_a_price_below_cost(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Buy(shop.Cloth, 1_000_000, 100_000, "m");
        var first = await Take(shop, 10);
        await Work(shop, first, "cut", 600_000, 0);
        await Work(shop, first, "ready", 0, 950);
        Assert.True(Cost(shop).IsBelowCost);
        await Take(shop, 30);
        Assert.True(Cost(shop).IsBelowCost);
    }

    private static async Task<Guid> Take(TestWorkshop shop, int pieces, bool ownCloth = false)
    {
        var order = TestBook.Id();
        var price = 6_000 * pieces;
        await shop.Accept(
            "order-taken",
            new OrderTakenBody(
                order,
                shop.Customer,
                "Guardapolvo",
                pieces,
                price,
                Due,
                Item: shop.Smock,
                OwnCloth: ownCloth
            )
        );
        return order;
    }

    private static Task Work(TestWorkshop shop, Guid order, string step, long cloth, int minutes) =>
        shop.Accept(
            "order-worked",
            new OrderWorkedBody(
                order,
                step,
                minutes == 0 ? null : [new(shop.Rosa, minutes)],
                cloth == 0 ? null : [new Used(shop.Cloth, cloth)]
            )
        );

    private static Made Made(TestWorkshop shop)
    {
        using var book = shop.Book.Read();
        return Activity.Of(book, new(2026, 1, 1), Due).Made[shop.Smock];
    }

    private static ProductCost Cost(TestWorkshop shop)
    {
        using var book = shop.Book.Read();
        var sheet = CostSheet.Of(book, DatedValues.Read(book.Sql), new(2026, 3, 31));
        return sheet.Products.Single(p => p.Item.Item == shop.Smock);
    }
}
