using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>An order's end that is undone after something it stood on was undone, or after more work came.</summary>
public class UndoneBetweenTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_cancellation_undone_brings_no_deposit_back_that_was_undone_since(EngineKind engine)
    {
        foreach (var refund in new[] { 0L, 2_000, 5_000 })
        {
            await using var shop = await TestWorkshop.Open(engine);
            var order = await Taken(shop);
            var paid = await shop.Accept("order-paid", new OrderPaidBody(order, TestWorkshop.Cash(5_000)));
            var cancelled = await shop.Accept("order-cancelled", new OrderCancelledBody(order, refund));
            await Undo(shop, paid);
            Assert.Equal((refund, 0), Owes(shop, order));
            await Undo(shop, cancelled);
            Assert.Equal((0, 0), Owes(shop, order));
            Assert.Equal((0, 0), (shop.Book.Balance("4202"), shop.Book.Balance("1101")));

            // All of it is still to be paid.
            await shop.Accept("order-handed-over", new OrderHandedOverBody(order, TestWorkshop.Cash(5_000)));
            Assert.Equal((5_000, 0), Owes(shop, order));
            shop.Book.AssertSound();
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_cancellation_undone_brings_no_work_back_that_was_undone_since(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Taken(shop);
        var sewn = await Sewn(shop, order);
        var cancelled = await shop.Accept("order-cancelled", new OrderCancelledBody(order));
        Assert.Equal(2_512, shop.Book.Balance("5102"));
        await Undo(shop, sewn);
        await Undo(shop, cancelled);
        Assert.Equal((0, 0), (shop.About("1302", Subject.Order(order)), shop.Book.Balance("5102")));

        await Sewn(shop, order);
        await shop.Accept("order-cancelled", new OrderCancelledBody(order, Keep: true));
        Assert.Equal((1_000, 2_512), OnShelf(shop));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Ready_and_cancelled_what_was_undone_of_it_is_missing_where_it_stands_ready(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Taken(shop);
        var sewn = await Sewn(shop, order);
        await shop.Accept("order-worked", new OrderWorkedBody(order, "ready"));
        var cancelled = await shop.Accept("order-cancelled", new OrderCancelledBody(order));
        await Undo(shop, sewn);
        await Undo(shop, cancelled);
        Assert.Equal((0, 0), (shop.About("1302", Subject.Order(order)), shop.About("1303", Subject.Order(order))));
        Assert.Equal(0, shop.Book.Balance("5102"));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_hand_over_undone_after_its_deposit_turned_out_to_be_none_leaves_nothing(EngineKind engine)
    {
        foreach (var how in new[] { Paying.Qr, Paying.Cash })
        {
            await using var shop = await TestWorkshop.Open(engine);
            var order = await Taken(shop);
            var paid = await shop.Accept("order-paid", new OrderPaidBody(order, [new(how, 5_000)]));
            var handed = await shop.Accept(
                "order-handed-over",
                new OrderHandedOverBody(order, TestWorkshop.Cash(5_000))
            );
            await (
                how == Paying.Qr
                    ? shop.Accept("qr-disputed", new QrDisputedBody(paid.Id, shop.Customer))
                    : Undo(shop, paid)
            );
            Assert.Equal((5_000, 0), Owes(shop, order));
            await Undo(shop, handed);
            Assert.Equal((0, 0), Owes(shop, order));
            await shop.Accept("order-cancelled", new OrderCancelledBody(order));
            Assert.Equal((0, 0), Owes(shop, order));
            Assert.Equal((0, 0), (shop.Book.Balance("4202"), shop.Book.Balance("1101")));
            shop.Book.AssertSound();
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_QR_that_came_after_all_is_on_account_of_the_order_that_is_open_again(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Taken(shop);
        var paid = await shop.Accept("order-paid", new OrderPaidBody(order, [new(Paying.Qr, 5_000)]));
        var handed = await shop.Accept("order-handed-over", new OrderHandedOverBody(order));
        var disputed = await shop.Accept("qr-disputed", new QrDisputedBody(paid.Id, shop.Customer));
        Assert.Equal((10_000, 0), Owes(shop, order));
        await Undo(shop, handed);
        Assert.Equal((0, 0), Owes(shop, order));
        await Undo(shop, disputed);
        Assert.Equal((0, -5_000), Owes(shop, order));
        Assert.Equal(0, shop.About("2102", Subject.Party(shop.Customer)));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_she_paid_as_her_debt_and_did_not_pay_after_all_is_owed_for_nothing_by_nobody(
        EngineKind engine
    )
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Taken(shop);
        var handed = await shop.Accept("order-handed-over", new OrderHandedOverBody(order));
        var paid = await shop.Accept("fiado-payment", new FiadoPaymentBody(shop.Customer, 10_000));
        await Undo(shop, handed);
        Assert.Equal((0, 0), Owes(shop, order));
        Assert.Equal(-10_000, shop.About("2102", Subject.Party(shop.Customer)));
        await Undo(shop, paid);
        await shop.Accept("order-cancelled", new OrderCancelledBody(order));
        Assert.Equal((0, 0), Owes(shop, order));
        Assert.Equal((0, 0), (shop.Book.Balance("4202"), shop.About("2102", Subject.Party(shop.Customer))));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Brought_back_nobody_owes_the_payment_that_was_none_before_the_hand_over_or_after_it(
        EngineKind engine
    )
    {
        foreach (var isAfter in new[] { false, true })
        {
            await using var shop = await TestWorkshop.Open(engine);
            var order = await Taken(shop);
            var pay = new OrderPaidBody(order, TestWorkshop.Cash(5_000));
            var before = isAfter ? null : await shop.Accept("order-paid", pay);
            await shop.Accept("order-handed-over", new OrderHandedOverBody(order));
            var paid = before ?? await shop.Accept("order-paid", pay);
            var back = await shop.Accept("order-cancelled", new OrderCancelledBody(order));
            Assert.Equal((0, 5_000), (Owes(shop, order).Owed, shop.Book.Balance("4109")));
            await Undo(shop, paid);
            Assert.Equal((0, 0), Owes(shop, order));
            Assert.Equal((-10_000, 10_000), (shop.Book.Balance("4101"), shop.Book.Balance("4109")));

            // She did not bring it back: she owes all of it.
            await Undo(shop, back);
            Assert.Equal((10_000, 0), Owes(shop, order));
            Assert.Equal((-10_000, 0), (shop.Book.Balance("4101"), shop.Book.Balance("4109")));
            shop.Book.AssertSound();
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Work_that_came_after_a_cancellation_that_was_none_is_in_the_order(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Taken(shop);
        var cancelled = await shop.Accept("order-cancelled", new OrderCancelledBody(order));
        var sewn = await Sewn(shop, order);
        Assert.Equal(2_512, shop.Book.Balance("5102"));
        await Undo(shop, cancelled);
        Assert.Equal((2_512, 0), (shop.About("1302", Subject.Order(order)), shop.Book.Balance("5102")));
        var handed = await shop.Accept("order-handed-over", new OrderHandedOverBody(order));
        Assert.Equal((2_512, 0), (shop.Book.Balance("5101"), shop.Book.Balance("1302")));
        await Undo(shop, handed);
        await Undo(shop, sewn);
        string[] codes = ["1302", "5101", "5102", "2103"];
        Assert.All(codes, code => Assert.Equal(0, shop.Book.Balance(code)));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_kept_for_sale_is_what_was_made_of_it_and_the_rest_is_waste(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Buy(shop.Cloth, 10_000, 20_000, "m");
        var order = await Taken(shop, 5);
        await shop.Accept("order-worked", new OrderWorkedBody(order, "cut", null, [new(shop.Cloth, 10_000)]));
        await Sewn(shop, order);
        var cancelled = await shop.Accept("order-cancelled", new OrderCancelledBody(order, Keep: true));
        Assert.Equal((1_000, 6_512), OnShelf(shop));
        Assert.Equal((16_000, 0), (shop.Book.Balance("5102"), shop.Book.Balance("1302")));
        await Undo(shop, cancelled);
        Assert.Equal((0, 0), OnShelf(shop));
        Assert.Equal((0, 22_512), (shop.Book.Balance("5102"), shop.Book.Balance("1302")));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_ready_and_kept_for_sale_stands_on_the_shelf_though_nobody_wrote_what_it_took(
        EngineKind engine
    )
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Taken(shop, 2);
        await shop.Accept("order-worked", new OrderWorkedBody(order, "ready"));
        var cancelled = await shop.Accept("order-cancelled", new OrderCancelledBody(order, Keep: true));
        Assert.Equal((2_000, 12_000), OnShelf(shop));
        Assert.Equal(-12_000, shop.Book.Balance("5102"));

        // A second phone says the same, and there are no more of them.
        var again = await shop.Accept("order-cancelled", new OrderCancelledBody(order, Keep: true));
        Assert.Equal((2_000, 12_000), OnShelf(shop));
        await Undo(shop, again);
        await Undo(shop, cancelled);
        Assert.Equal((0, 0), OnShelf(shop));
        Assert.Equal((0, 0), (shop.Book.Balance("5102"), shop.Book.Balance("1302")));
        shop.Book.AssertSound();
    }

    private static async Task<Guid> Taken(TestWorkshop shop, int pieces = 1)
    {
        var order = TestBook.Id();
        await shop.Accept(
            "order-taken",
            new OrderTakenBody(order, shop.Customer, "Guardapolvo", pieces, 10_000, new(2026, 3, 20), Item: shop.Smock)
        );
        return order;
    }

    private static Task<Document> Sewn(TestWorkshop shop, Guid order) =>
        shop.Accept("order-worked", new OrderWorkedBody(order, "sew", [new(shop.Rosa, 60, 1)]));

    private static Task<Document> Undo(TestWorkshop shop, Document document) =>
        shop.Accept("reversal", new ReversalBody(document.Id));

    private static (long Owed, long OnAccount) Owes(TestWorkshop shop, Guid order) =>
        (shop.About("1201", Subject.Party(shop.Customer)), shop.About("2102", Subject.Order(order)));

    private static (long, long) OnShelf(TestWorkshop shop)
    {
        var stock = shop.Stock("1303", Subject.Item(shop.Smock));
        return (stock.Quantity, stock.Value.Minor);
    }
}
