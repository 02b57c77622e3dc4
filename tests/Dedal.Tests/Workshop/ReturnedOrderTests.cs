using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.Parameters;
using Dedal.Web.Workshop.Reports;

namespace Dedal.Tests.Workshop;

/// <summary>What the pages say of an order that was cancelled or brought back: nothing asked, nothing twice.</summary>
public class ReturnedOrderTests
{
    private static readonly DateOnly Today = new(2026, 3, 14);

    [Theory, ClassData(typeof(Engines))]
    public async Task Nothing_is_asked_for_what_came_back_though_she_owes_for_something_else(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Accept("sale", new SaleBody(60_00, [new(Paying.Credit, 60_00)], Party: shop.Customer));
        var order = await Take(shop);
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order));
        Assert.Equal(100_00, Owed(shop, order, 160_00));
        await shop.Accept("order-cancelled", new OrderCancelledBody(order));
        Assert.Equal(60_00, shop.Book.Balance("1201"));
        Assert.Equal(0, Owed(shop, order, 60_00));

        // One that was cancelled first and taken after all is owed.
        order = await Take(shop);
        await shop.Accept("order-cancelled", new OrderCancelledBody(order));
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order));
        Assert.Equal(100_00, Owed(shop, order, 160_00));

        // What she paid before it was cancelled is none of it, what she paid at the hand-over and after is.
        order = await Take(shop, 40_00);
        await shop.Accept("order-cancelled", new OrderCancelledBody(order, 40_00, "cash"));
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order, [new(Paying.Cash, 30_00)]));
        Assert.Equal(70_00, Owed(shop, order, 300_00));
        await shop.Accept("order-paid", new OrderPaidBody(order, [new(Paying.Cash, 20_00)]));
        Assert.Equal(50_00, Owed(shop, order, 300_00));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_an_order_took_is_the_same_after_it_was_ready_and_cancelled(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Buy(shop.Cloth, 10_000, 100_00, "m");
        var order = await Take(shop);
        await shop.Accept("order-worked", new OrderWorkedBody(order, "cut", null, [new(shop.Cloth, 4_000)]));
        await shop.Accept("order-worked", new OrderWorkedBody(order, "sew", [new(shop.Rosa, 95)]));
        await shop.Accept("order-worked", new OrderWorkedBody(order, "ready"));
        Assert.Equal((40_00, 25_12), Cost());
        await shop.Accept("order-cancelled", new OrderCancelledBody(order, Keep: true));
        Assert.Equal((40_00, 25_12), Cost());

        (long, long) Cost()
        {
            using var book = shop.Book.Read();
            var orders = new OrderBook(book.Sql, book.Org);
            var cost = orders.Cost(orders.Find(order)!, 0);
            return (cost.Materials, cost.Labour);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_brought_back_is_not_sold(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await shop.Accept("expense", new SpendingBody(50_00, "5201", [new(Paying.Cash, 50_00)]));
        var order = await Take(shop);
        var money = TestWorkshop.Cash(100_00);
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order, money));
        Assert.Equal((100_00m, 100_00m, 1L), Sold(shop));

        // A second phone said the same: it is one sale and one return.
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order));
        Assert.Equal((100_00m, 100_00m, 1L), Sold(shop));
        await shop.Accept("order-cancelled", new OrderCancelledBody(order, 100_00, Keep: true));
        Assert.Equal((0m, 0m, 0L), Sold(shop));
        await shop.Accept("order-cancelled", new OrderCancelledBody(order));
        Assert.Equal((0m, 0m, 0L), Sold(shop));

        // What was cancelled before it left takes nothing off what else was sold.
        var other = await Take(shop);
        await shop.Accept("order-handed-over", new OrderHandedOverBody(other, money));
        var cancelled = await Take(shop);
        await shop.Accept("order-cancelled", new OrderCancelledBody(cancelled));
        Assert.Equal((100_00m, 100_00m, 1L), Sold(shop));
    }

    private static async Task<Guid> Take(TestWorkshop shop, long deposit = 0)
    {
        var order = TestBook.Id();
        await shop.Accept(
            "order-taken",
            new OrderTakenBody(order, shop.Customer, "Guardapolvo", 1, 100_00, new(2026, 4, 30), Item: shop.Smock)
            {
                Paid = deposit > 0 ? TestWorkshop.Cash(deposit) : null,
            }
        );
        return order;
    }

    private static long Owed(TestWorkshop shop, Guid order, long debt)
    {
        using var book = shop.Book.Read();
        return new OrderBook(book.Sql, book.Org).Find(order)!.OwedOf(debt, 10);
    }

    /// <summary>A week's sales by the book and in the mix, and the pieces.</summary>
    private static (decimal Week, decimal Mix, long Pieces) Sold(TestWorkshop shop)
    {
        using var book = shop.Book.Read();
        var viability = Viability.Of(book, DatedValues.Read(book.Sql), Today);
        return (viability.SoldWeek, viability.WithHours.Sales, viability.Activity.Sales.Sum(s => s.Pieces));
    }
}
