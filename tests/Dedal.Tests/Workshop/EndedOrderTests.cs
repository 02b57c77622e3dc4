using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>What comes, or is undone, after an order was brought back or cancelled: nobody pays for nothing.</summary>
public class EndedOrderTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Money_given_back_for_a_garment_leaves_what_she_owes_for_other_things(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Accept("sale", new SaleBody(6_000, [new(Paying.Credit, 6_000)], Party: shop.Customer));
        var order = await Taken(shop, []);
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order, [new(Paying.Credit, 10_000)]));
        await shop.Accept("fiado-payment", new FiadoPaymentBody(shop.Customer, 10_000));
        await shop.Accept("order-cancelled", new OrderCancelledBody(order, 10_000));
        Assert.Equal((6_000, 0), Owes(shop, order));
        Assert.Equal((10_000, 0), (shop.Book.Balance("4109"), shop.Book.Balance("1101")));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_hand_over_is_undone_after_the_return_that_stands_on_it(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Taken(shop, TestWorkshop.Cash(5_000));
        var handed = await shop.Accept("order-handed-over", new OrderHandedOverBody(order));
        var back = await shop.Accept("order-cancelled", new OrderCancelledBody(order, 5_000));
        Assert.Equal((0, 0), Owes(shop, order));
        Assert.Equal("undo-later-first", await shop.Refusal("reversal", new ReversalBody(handed.Id)));
        await shop.Accept("reversal", new ReversalBody(back.Id));
        await shop.Accept("reversal", new ReversalBody(handed.Id));
        Assert.Equal((0, -5_000), Owes(shop, order));
        Assert.Equal((0, 0), (shop.Book.Balance("4101"), shop.Book.Balance("4109")));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_QR_that_never_came_is_not_asked_for_where_the_order_came_to_nothing(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var kept = TestBook.Id();
        var taken = await Take(shop, kept, [new(Paying.Qr, 5_000)]);
        var cancelled = await shop.Accept("order-cancelled", new OrderCancelledBody(kept));
        Assert.Equal(-5_000, shop.Book.Balance("4202"));
        var disputed = await shop.Accept("qr-disputed", new QrDisputedBody(taken, shop.Customer));
        Assert.Equal((0, 0), Owes(shop, kept));
        Assert.Equal((0, 0), (shop.Book.Balance("4202"), shop.Book.Balance("1104")));
        Assert.Equal("undo-later-first", await shop.Refusal("reversal", new ReversalBody(cancelled.Id)));
        await shop.Accept("reversal", new ReversalBody(disputed.Id));
        Assert.Equal((-5_000, 5_000), (shop.Book.Balance("4202"), shop.Book.Balance("1104")));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_QR_that_never_came_is_owed_as_far_as_it_was_given_back_in_cash(EngineKind engine)
    {
        foreach (var (refund, owed) in new[] { (0L, 0L), (3_000L, 3_000L), (10_000L, 10_000L) })
        {
            await using var shop = await TestWorkshop.Open(engine);
            var order = await Taken(shop, []);
            var paid = new OrderHandedOverBody(order, [new(Paying.Qr, 10_000)]);
            var handed = await shop.Accept("order-handed-over", paid);
            await shop.Accept("order-cancelled", new OrderCancelledBody(order, refund));
            await shop.Accept("qr-disputed", new QrDisputedBody(handed.Id, shop.Customer));
            Assert.Equal((owed, 0), Owes(shop, order));
            Assert.Equal((-10_000, 10_000), (shop.Book.Balance("4101"), shop.Book.Balance("4109")));
            shop.Book.AssertSound();
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_two_that_cancelled_one_order_the_later_is_undone_first_and_then_it_is_open(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Taken(shop, TestWorkshop.Cash(5_000));
        var first = await shop.Accept("order-cancelled", new OrderCancelledBody(order));
        var second = await shop.Accept("order-cancelled", new OrderCancelledBody(order));
        Assert.Equal("undo-later-first", await shop.Refusal("reversal", new ReversalBody(first.Id)));
        await shop.Accept("reversal", new ReversalBody(second.Id));
        Assert.Equal(-5_000, shop.Book.Balance("4202"));
        await shop.Accept("reversal", new ReversalBody(first.Id));
        Assert.Equal((0, -5_000), Owes(shop, order));
        Assert.Equal(0, shop.Book.Balance("4202"));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_garment_brought_back_leaves_her_what_she_had_on_account(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Accept("fiado-payment", new FiadoPaymentBody(shop.Customer, 3_000));
        var order = await Taken(shop, []);
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order, [new(Paying.Credit, 10_000)]));
        Assert.Equal((7_000, 0), Owes(shop, order));
        await shop.Accept("order-cancelled", new OrderCancelledBody(order));
        Assert.Equal((0, -3_000), (Owes(shop, order).Owed, shop.About("2102", Subject.Party(shop.Customer))));
        Assert.Equal(10_000, shop.Book.Balance("4109"));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Cancelled_by_mistake_and_handed_over_after_it_was_not_brought_back(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Taken(shop, []);
        await shop.Accept("order-cancelled", new OrderCancelledBody(order));
        var handed = await shop.Accept("order-handed-over", new OrderHandedOverBody(order, [new(Paying.Qr, 10_000)]));
        await shop.Accept("qr-disputed", new QrDisputedBody(handed.Id, shop.Customer));
        Assert.Equal((10_000, 0), Owes(shop, order));
        Assert.Equal(0, shop.Book.Balance("4109"));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_she_paid_under_the_name_that_stays_is_hers_when_the_hand_over_is_undone(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Taken(shop, []);
        var other = TestBook.Id();
        await shop.Accept("party-added", new PartyAddedBody(other, "customer"));
        await shop.Accept("party-merged", new PartyMergedBody(shop.Customer, other));
        var handed = await shop.Accept(
            "order-handed-over",
            new OrderHandedOverBody(order, [new(Paying.Credit, 10_000)])
        );
        await shop.Accept("fiado-payment", new FiadoPaymentBody(other, 10_000));
        await shop.Accept("reversal", new ReversalBody(handed.Id));
        Assert.Equal(0, shop.About("2102", Subject.Order(order)));
        Assert.Equal(
            (0, -10_000),
            (shop.About("1201", Subject.Party(other)), shop.About("2102", Subject.Party(other)))
        );
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_buyer_has_on_account_pays_what_she_comes_to_owe(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var party = Subject.Party(shop.Customer);
        await shop.Accept("fiado-payment", new FiadoPaymentBody(shop.Customer, 2_000));
        Assert.Equal(-2_000, shop.About("2102", party));
        var sale = await shop.Accept("sale", new SaleBody(10_000, [new(Paying.Credit, 10_000)], Party: shop.Customer));
        Assert.Equal((8_000, 0), (shop.About("1201", party), shop.About("2102", party)));
        await shop.Accept("fiado-payment", new FiadoPaymentBody(shop.Customer, 8_000));
        Assert.Equal((0, 0), (shop.About("1201", party), shop.About("2102", party)));

        // What she paid for a sale that was none is hers again.
        await shop.Accept("reversal", new ReversalBody(sale.Id));
        Assert.Equal((0, -10_000), (shop.About("1201", party), shop.About("2102", party)));
        shop.Book.AssertSound();
    }

    private static async Task<Guid> Taken(TestWorkshop shop, IReadOnlyList<Payment> paid)
    {
        var order = TestBook.Id();
        await Take(shop, order, paid);
        return order;
    }

    private static async Task<Guid> Take(TestWorkshop shop, Guid order, IReadOnlyList<Payment> paid)
    {
        var body = new OrderTakenBody(order, shop.Customer, "Guardapolvo", 1, 10_000, new(2026, 3, 20));
        var taken = await shop.Accept(
            "order-taken",
            body with
            {
                Item = shop.Smock,
                Paid = paid.Count > 0 ? paid : null,
            }
        );
        return taken.Id;
    }

    private static (long Owed, long OnAccount) Owes(TestWorkshop shop, Guid order) =>
        (shop.About("1201", Subject.Party(shop.Customer)), shop.About("2102", Subject.Order(order)));
}
