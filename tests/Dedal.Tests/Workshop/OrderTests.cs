using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>Sewing to order: deposit, work, hand-over; what two phones say of one order; undoing.</summary>
public class OrderTests
{
    private static readonly DateOnly Due = new(2026, 3, 20);

    [Theory, ClassData(typeof(Engines))]
    public async Task A_deposit_is_owed_until_the_hand_over_which_brings_income_and_cost(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Buy(shop.Cloth, 10_000, 20_000, "m");
        var order = await Take(shop, 32_000, 20_000);
        Assert.Equal(-20_000, shop.Book.Balance("2102"));
        Assert.Equal(0, shop.Book.Balance("4101"));

        await shop.Accept(
            "order-worked",
            new OrderWorkedBody(order, "sew", [new(shop.Rosa, 95, 1)], [new(shop.Cloth, 1_600)])
        );
        Assert.Equal(3_200 + 2_512, shop.About("1302", Subject.Order(order)));
        Assert.Equal(-2_512, shop.About("2103", Subject.Member(shop.Rosa)));
        await shop.Accept("order-worked", new OrderWorkedBody(order, "ready"));
        Assert.Equal(0, shop.About("1302", Subject.Order(order)));

        await shop.Accept("order-handed-over", new OrderHandedOverBody(order, TestWorkshop.Cash(12_000)));
        Assert.Equal(-32_000, shop.Book.Balance("4101"));
        Assert.Equal(0, shop.Book.Balance("2102"));
        Assert.Equal(5_712, shop.Book.Balance("5101"));
        Assert.Equal(0, shop.Book.Balance("1303"));
        Assert.Equal("handed-over", State(shop, order).Status);
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_deposits_and_one_hand_over_of_two_phones_come_to_the_same_in_any_order(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Take(shop, 30_000, 10_000);

        // This phone hands over for what it knows; the other phone's 5,000 arrive later.
        await shop.Accept(
            "order-handed-over",
            new OrderHandedOverBody(order, [new(Paying.Cash, 10_000), new(Paying.Credit, 10_000)])
        );
        Assert.Equal(10_000, shop.About("1201", Subject.Party(shop.Customer)));
        await shop.Accept("order-paid", new OrderPaidBody(order, TestWorkshop.Cash(5_000)));
        Assert.Equal(5_000, shop.About("1201", Subject.Party(shop.Customer)));

        // Both phones handed over: sold once, the money is owed back or settles what she owes.
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order, TestWorkshop.Cash(8_000)));
        Assert.Equal(-30_000, shop.Book.Balance("4101"));
        Assert.Equal(0, shop.About("1201", Subject.Party(shop.Customer)));
        Assert.Equal(-3_000, shop.About("2102", Subject.Order(order)));
        Assert.Equal(2, State(shop, order).HandOvers);
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_cancelled_order_gives_back_or_keeps_and_leaves_no_work_in_progress(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Buy(shop.Cloth, 10_000, 20_000, "m");
        var order = await Take(shop, 30_000, 10_000);
        await shop.Accept("order-worked", new OrderWorkedBody(order, "cut", null, [new(shop.Cloth, 1_000)]));
        await shop.Accept("order-cancelled", new OrderCancelledBody(order, 7_000, Keep: true));
        Assert.Equal(0, shop.Book.Balance("2102"));
        Assert.Equal(-3_000, shop.Book.Balance("4202"));
        Assert.Equal(0, shop.Book.Balance("1302"));
        Assert.Equal((1_000, new(2_000)), Held(shop.Stock("1303", Subject.Item(shop.Smock))));

        // Somebody hands it over all the same: it happened.
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order, TestWorkshop.Cash(30_000)));
        Assert.Equal(-30_000, shop.Book.Balance("4101"));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_she_brings_back_is_owed_no_more_and_stands_on_the_shelf(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Take(shop, 20_000, 10_000);
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order, [new(Paying.Credit, 10_000)]));
        // Of another sale she goes on owing.
        await shop.Accept("sale", new SaleBody(700, [new(Paying.Credit, 700)], Party: shop.Customer));
        var back = new OrderCancelledBody(order, 10_000, Keep: true);
        await shop.Accept("order-cancelled", back);
        Assert.Equal(700, shop.About("1201", Subject.Party(shop.Customer)));
        Assert.Equal(20_000, shop.Book.Balance("4109"));
        Assert.Equal(1_000, shop.Stock("1303", Subject.Item(shop.Smock)).Quantity);

        // The other phone says the same: the money went out twice, so she owes it, and the sale is none only once.
        await shop.Accept("order-cancelled", back);
        Assert.Equal(10_700, shop.About("1201", Subject.Party(shop.Customer)));
        Assert.Equal(20_000, shop.Book.Balance("4109"));
        Assert.Equal(1_000, shop.Stock("1303", Subject.Item(shop.Smock)).Quantity);
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_there_is_no_coin_for_is_rounding_and_neither_a_deposit_nor_a_debt(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Take(shop, 10_000, 4_995, Paying.Qr);
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order, TestWorkshop.Cash(5_010)));
        Assert.Equal((0, -5), (shop.Book.Balance("2102"), shop.Book.Balance("5208")));

        order = await Take(shop, 10_000, 4_995, Paying.Qr);
        await shop.Accept("order-cancelled", new OrderCancelledBody(order, 5_000));
        Assert.Equal((0, 0), (shop.Book.Balance("2102"), shop.Book.Balance("5208")));
        Assert.Equal(0, shop.Book.Balance("1201"));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Undoing_a_hand_over_opens_the_order_again_and_undoing_work_gives_the_cloth_back(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Buy(shop.Cloth, 10_000, 20_000, "m");
        var order = await Take(shop, 30_000, 10_000);
        var cut = await shop.Accept("order-worked", new OrderWorkedBody(order, "cut", null, [new(shop.Cloth, 4_000)]));
        var handed = await shop.Accept("order-handed-over", new OrderHandedOverBody(order, TestWorkshop.Cash(20_000)));
        Assert.Empty(shop.Book.Reading(sql => Things.Open(sql, shop.Book.Org.Id, "order")));
        await shop.Accept("reversal", new ReversalBody(handed.Id));
        Assert.Single(shop.Book.Reading(sql => Things.Open(sql, shop.Book.Org.Id, "order")));
        Assert.Equal(-10_000, shop.Book.Balance("2102"));
        await shop.Accept("reversal", new ReversalBody(cut.Id));
        Assert.Equal("taken", State(shop, order).Status);
        Assert.Equal((10_000, new(20_000)), Held(shop.Stock("1301", Subject.Item(shop.Cloth))));
        Assert.Equal(0, shop.Book.Balance("1302"));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task More_on_account_than_the_price_stays_on_account_and_a_rebate_lessens_what_is_owed(
        EngineKind engine
    )
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Take(shop, 30_000, 31_000);
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order, Rebate: 2_000));
        Assert.Equal(-28_000, shop.Book.Balance("4101"));
        Assert.Equal(-3_000, shop.About("2102", Subject.Order(order)));
        Assert.Equal(
            "rebate-above-price",
            await shop.Refusal("order-handed-over", new OrderHandedOverBody(order, null, 40_000))
        );
    }

    [Fact]
    public async Task What_is_wrong_in_itself_is_refused()
    {
        await using var shop = await TestWorkshop.Open(EngineKind.Sqlite);
        var good = new OrderTakenBody(TestBook.Id(), shop.Customer, "Pollera", 1, 30_000, Due);
        Assert.Equal("due-before-taken", await shop.Refusal("order-taken", good with { DueOn = new(2026, 3, 1) }));
        Assert.Equal("fitting-after-due", await shop.Refusal("order-taken", good with { FittingOn = Due.AddDays(1) }));
        Assert.Equal("item-quantity-absurd", await shop.Refusal("order-taken", good with { Pieces = -1 }));
        Assert.Equal(
            "order-unknown",
            await shop.Refusal("order-paid", new OrderPaidBody(TestBook.Id(), TestWorkshop.Cash(10)))
        );
        Assert.Equal("step-unknown", await shop.Refusal("order-worked", new OrderWorkedBody(good.Order, "iron")));
    }

    private static (long, Dedal.Domain.Money) Held(Stock stock) => (stock.Quantity, stock.Value);

    private static OrderState State(TestWorkshop shop, Guid order) =>
        OrderState.Of(shop.Book.Reading(sql => Things.Find(sql, shop.Book.Org.Id, Subject.Order(order)))!.Facts)!;

    private static async Task<Guid> Take(TestWorkshop shop, long price, long deposit, string how = Paying.Cash)
    {
        var order = TestBook.Id();
        await shop.Accept(
            "order-taken",
            new OrderTakenBody(
                order,
                shop.Customer,
                "Guardapolvo",
                1,
                price,
                Due,
                null,
                shop.Smock,
                Paid: [new(how, deposit)]
            )
        );
        return order;
    }
}
