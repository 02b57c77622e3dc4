using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>What is undone after others have built on it: nobody pays twice, nobody loses her pay.</summary>
public class UndoneLaterTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task What_she_paid_of_a_hand_over_that_was_none_stands_on_account(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Take(shop, 10_000, []);
        var handed = await shop.Accept(
            "order-handed-over",
            new OrderHandedOverBody(order, [new(Paying.Credit, 10_000)])
        );
        await shop.Accept("order-paid", new OrderPaidBody(order, TestWorkshop.Cash(4_000)));
        await shop.Accept("fiado-payment", new FiadoPaymentBody(shop.Customer, 6_000));
        // What she paid for the order on its account, what she paid as her debt under her own name.
        await shop.Accept("reversal", new ReversalBody(handed.Id));
        Assert.Equal((0, -4_000), Owes(shop, order));
        Assert.Equal(-6_000, shop.About("2102", Subject.Party(shop.Customer)));

        await shop.Accept("order-handed-over", new OrderHandedOverBody(order));
        Assert.Equal((0, 0), Owes(shop, order));
        Assert.Equal((-10_000, 10_000), (shop.Book.Balance("4101"), shop.Book.Balance("1101")));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_QR_that_never_came_is_not_on_account_of_its_order(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Take(shop, 10_000, [new(Paying.Qr, 5_000)]);
        var taken = shop.Book.Reading(sql => Things.Find(sql, shop.Book.Org.Id, Subject.Order(order)))!.Facts[0].Id;
        var disputed = await shop.Accept("qr-disputed", new QrDisputedBody(taken, shop.Customer));
        Assert.Equal((0, 0), Owes(shop, order));
        Assert.Equal(0, shop.Book.Balance("1104"));
        Assert.Equal(0, State(shop, order).Paid);

        // It came after all.
        await shop.Accept("reversal", new ReversalBody(disputed.Id));
        Assert.Equal((0, -5_000), Owes(shop, order));
        Assert.Equal(5_000, State(shop, order).Paid);
        await shop.Accept("qr-disputed", new QrDisputedBody(taken, shop.Customer));
        await shop.Accept("order-cancelled", new OrderCancelledBody(order));
        Assert.Equal((0, 0), Owes(shop, order));
        Assert.Equal(0, shop.Book.Balance("4202"));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_left_for_a_QR_that_never_came_and_is_brought_back_is_owed_no_more(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Take(shop, 10_000, []);
        var handed = await shop.Accept("order-handed-over", new OrderHandedOverBody(order, [new(Paying.Qr, 10_000)]));
        await shop.Accept("qr-disputed", new QrDisputedBody(handed.Id, shop.Customer));
        Assert.Equal((10_000, 0), Owes(shop, order));
        await shop.Accept("order-cancelled", new OrderCancelledBody(order));
        Assert.Equal((0, 0), Owes(shop, order));
        Assert.Equal((-10_000, 10_000), (shop.Book.Balance("4101"), shop.Book.Balance("4109")));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_payment_that_was_none_lessens_what_was_kept_of_a_cancelled_order(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Take(shop, 10_000, []);
        var first = await shop.Accept("order-paid", new OrderPaidBody(order, TestWorkshop.Cash(4_000)));
        var twice = await shop.Accept("order-paid", new OrderPaidBody(order, TestWorkshop.Cash(4_000)));
        await shop.Accept("order-cancelled", new OrderCancelledBody(order, 1_000));
        Assert.Equal(-7_000, shop.Book.Balance("4202"));
        await shop.Accept("reversal", new ReversalBody(twice.Id));
        Assert.Equal((0, 0), Owes(shop, order));
        Assert.Equal(-3_000, shop.Book.Balance("4202"));

        // She had paid nothing, and 1,000 were given to her.
        await shop.Accept("reversal", new ReversalBody(first.Id));
        Assert.Equal((1_000, 0), Owes(shop, order));
        Assert.Equal((0, -1_000), (shop.Book.Balance("4202"), shop.Book.Balance("1101")));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_deposit_that_is_free_again_pays_what_the_other_end_left_owed(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Take(shop, 10_000, TestWorkshop.Cash(4_000));
        var cancelled = await shop.Accept("order-cancelled", new OrderCancelledBody(order, 4_000));
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order, TestWorkshop.Cash(6_000)));
        Assert.Equal((4_000, 0), Owes(shop, order));
        await shop.Accept("reversal", new ReversalBody(cancelled.Id));
        Assert.Equal((0, 0), Owes(shop, order));
        Assert.Equal((-10_000, 10_000), (shop.Book.Balance("4101"), shop.Book.Balance("1101")));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_her_pay_gave_back_of_an_advance_that_was_none_is_owed_to_her(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Take(shop, 10_000, []);
        await shop.Accept("order-worked", new OrderWorkedBody(order, "sew", [new(shop.Rosa, 60, 1)]));
        var advance = await shop.Accept("advance-paid", new AdvancePaidBody(shop.Rosa, 500));
        var run = new PayRunBody(new(2026, 3, 14), new(2026, 3, 14), [new(shop.Rosa, 60, 2_512, Advance: 500)]);
        var paid = await shop.Accept("pay-run", run);
        Assert.Equal((0, -2_012), Pay(shop));
        await shop.Accept("reversal", new ReversalBody(advance.Id));
        Assert.Equal((0, -2_512), Pay(shop));
        await shop.Accept("reversal", new ReversalBody(paid.Id));
        Assert.Equal((500, -3_012), Pay(shop));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_she_took_out_of_savings_that_were_none_is_taken_back_by_her_next_pay(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var order = await Take(shop, 10_000, []);
        await shop.Accept("order-worked", new OrderWorkedBody(order, "sew", [new(shop.Rosa, 60, 1)]));
        PayLine line = new(shop.Rosa, 60, 2_512, Paid: 2_000, Saved: 512);
        var paid = await shop.Accept("pay-run", new PayRunBody(new(2026, 3, 14), new(2026, 3, 14), [line]));
        await shop.Accept("savings-moved", new SavingsMovedBody(shop.Rosa, 500, Out: true));
        await shop.Accept("reversal", new ReversalBody(paid.Id));
        Assert.Equal((500, -2_512), Pay(shop));
        Assert.Equal(0, shop.About("2104", Subject.Member(shop.Rosa)));
        line = line with { Advance = 500, Paid = 2_000, Saved = 12 };
        await shop.Accept("pay-run", new PayRunBody(new(2026, 3, 14), new(2026, 3, 14), [line]));
        Assert.Equal((0, 0), Pay(shop));
        Assert.Equal((-2_500, -12), (shop.Book.Balance("1101"), shop.Book.Balance("2104")));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_really_sewed_is_paid_when_who_did_not_is_undone(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var elena = TestBook.Id();
        await shop.Book.MakeMembers(elena);

        // The pieces said, or left to be what is left for the step.
        foreach (var pieces in new int?[] { 1, null })
        {
            var order = await Take(shop, 10_000, []);
            var wrong = await Sewn(order, shop.Rosa, 1);
            var right = await Sewn(order, elena, pieces);
            Assert.Equal("undo-later-first", await shop.Refusal("reversal", new ReversalBody(wrong.Id)));
            await shop.Accept("reversal", new ReversalBody(right.Id));
            await shop.Accept("reversal", new ReversalBody(wrong.Id));
            Assert.Equal((0, 0), Pay(shop));
            var again = await Sewn(order, elena, pieces);
            Assert.Equal(-2_512, shop.About("2103", Subject.Member(elena)));
            await shop.Accept("reversal", new ReversalBody(again.Id));
        }

        shop.Book.AssertSound();

        Task<Document> Sewn(Guid order, Guid who, int? pieces) =>
            shop.Accept("order-worked", new OrderWorkedBody(order, "sew", [new(who, 60, pieces)]));
    }

    private static async Task<Guid> Take(TestWorkshop shop, long price, IReadOnlyList<Payment> paid)
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
                new(2026, 3, 20),
                Item: shop.Smock,
                Paid: paid.Count > 0 ? paid : null
            )
        );
        return order;
    }

    private static OrderState State(TestWorkshop shop, Guid order) =>
        OrderState.Of(shop.Book.Reading(s => Things.Find(s, shop.Book.Org.Id, Subject.Order(order)))!.Facts)!;

    private static (long Owed, long OnAccount) Owes(TestWorkshop shop, Guid order) =>
        (shop.About("1201", Subject.Party(shop.Customer)), shop.About("2102", Subject.Order(order)));

    private static (long Advances, long Owed) Pay(TestWorkshop shop) =>
        (shop.About("1202", Subject.Member(shop.Rosa)), shop.About("2103", Subject.Member(shop.Rosa)));
}
