using CsCheck;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.Workshop.Reports;

namespace Dedal.Tests.Workshop;

/// <summary>What buyers give back days after a stop counts at the stop where it was left.</summary>
public class LaterReturnTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void A_return_belongs_to_the_latest_stop_with_enough_of_it_else_to_the_latest()
    {
        Served[] stops = [new(Day, 40, 0), new(Day.AddDays(2), 10, 6), new(Day.AddDays(9), 40, 0)];
        var (placed, before) = LaterReturns.Placed(stops, [(Day.AddDays(4), 5), (Day.AddDays(3), 4)]);
        // Four were still there from the second stop; of the next five there was room only at the first.
        Assert.Equal([5, 10, 0], placed.Select(s => s.Returned));
        Assert.Empty(before);

        (placed, before) = LaterReturns.Placed(stops, [(Day.AddDays(8), 60), (Day.AddDays(-1), 3)]);
        Assert.Equal([0, 66, 0], placed.Select(s => s.Returned));
        Assert.Equal([(Day.AddDays(-1), 3)], before);
    }

    [Fact]
    public void Every_piece_that_came_back_is_counted_once_and_at_no_stop_that_was_still_to_come() =>
        Gen.Select(
                Gen.Select(Gen.Int[0, 9], Gen.Int[0, 40], Gen.Int[0, 5]).List[0, 8],
                Gen.Select(Gen.Int[0, 9], Gen.Int[1, 50]).List[0, 6]
            )
            .Always(
                (stops, returns) =>
                {
                    var served = stops.Select(s => new Served(Day.AddDays(s.Item1), s.Item2, s.Item3)).ToList();
                    var (placed, before) = LaterReturns.Placed(
                        served,
                        returns.Select(r => (Day.AddDays(r.Item1), r.Item2))
                    );
                    var first = served.Select(s => s.Day).DefaultIfEmpty(DateOnly.MaxValue).Min();
                    return placed.Sum(s => s.Returned) + before.Sum(b => b.Pieces)
                            == served.Sum(s => s.Returned) + returns.Sum(r => r.Item2)
                        && placed.Sum(s => s.Left) == served.Sum(s => s.Left)
                        && before.All(b => b.Day < first);
                }
            );

    [Theory, ClassData(typeof(Engines))]
    public async Task A_buyers_figures_count_what_came_back_later(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        for (var i = 0; i < 5; i++)
        {
            var day = Day.AddDays(2 * i);
            await Stop(shop, day, 40);
            if (i < 4)
            {
                await shop.Book.Accept("returned-later", Back(shop, 8), day.AddDays(1));
            }
        }

        var buyer = Assert.Single(Buyers(shop));
        Assert.Equal(new(shop.Bread, 5, 200, 32, 4, 32, 0, buyer.Items[0].Later), Assert.Single(buyer.Items));
        Assert.True(buyer.Items[0].BringLess);
        Assert.False(buyer.IsOdd);

        // What came back and was undone did not come back.
        var wrong = await shop.Accept("returned-later", Back(shop, 300));
        Assert.Equal(132, Assert.Single(Buyers(shop)).Items[0].Above);
        await shop.Accept("reversal", new ReversalBody(wrong.Id));
        Assert.False(Assert.Single(Buyers(shop)).IsOdd);
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_advice_and_the_buyers_page_count_it_at_the_same_stop(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var cakes = TestBook.Id();
        await shop.Accept("item-kept", new ItemKeptBody(cakes, "Queque", "bread", 2_00));
        for (var i = 0; i < 2; i++)
        {
            var (run, day) = (TestBook.Id(), Day.AddDays(i));
            await shop.Book.Accept("run-loaded", new RunLoadedBody(run, day, "tarde", [new(shop.Bread, 40)]), day);
            // All cakes of the second stop came back at once: what comes back later is of the first.
            StopItem[] items = [new(shop.Bread, 40, 0, 0), new(cakes, 20, i * 20, 0)];
            await shop.Book.Accept("stop-closed", new StopClosedBody(run, items, shop.Customer), day);
        }

        var back = new ReturnedLaterBody(shop.Customer, [new(cakes, 8, 8)], Paying.Credit, "waste");
        await shop.Book.Accept("returned-later", back, Day.AddDays(1));
        using var book = shop.Book.Read();
        var stops = Activity.Of(book, Day, Day.AddDays(9)).Stops;
        Assert.Equal([(60L, 8L), (60L, 20L)], stops.Select(s => (s.Left, s.Returned)));
        var often = Assert.Single(Buyers(shop)).Items.Single(i => i.Item == cakes).Often;
        Assert.Equal(stops.Count(s => s.Returned * 10 > s.Left), often);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_left_under_one_name_and_came_back_under_the_other_is_one_buyers(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await Stop(shop, Day, 40);
        var stays = TestBook.Id();
        await shop.Accept("party-added", new PartyAddedBody(stays, "customer"));
        await shop.Accept("party-merged", new PartyMergedBody(shop.Customer, stays));
        await shop.Accept("returned-later", Back(shop, 30) with { Party = stays });
        var buyer = Assert.Single(Buyers(shop));
        Assert.Equal((stays, 700), (buyer.Party, buyer.Owes));
        Assert.Equal((40, 30, false), (buyer.Left, buyer.Returned, buyer.IsOdd));

        // What she had made under the first name, or bought, is hers to bring back too.
        var (order, due) = (TestBook.Id(), new DateOnly(2026, 3, 20));
        await shop.Accept(
            "order-taken",
            new OrderTakenBody(order, shop.Customer, "Pan", 8, 800, due, Item: shop.Bread)
        );
        await shop.Accept("order-handed-over", new OrderHandedOverBody(order, [new(Paying.Credit, 800)]));
        var sale = new SaleBody(140, [new(Paying.Cash, 140)], Party: shop.Customer, Items: [new(shop.Bread, 2, 140)]);
        await shop.Accept("sale", sale);
        await shop.Accept("returned-later", Back(shop, 20));
        Assert.False(Assert.Single(Buyers(shop)).IsOdd);
        await shop.Accept("returned-later", Back(shop, 1));
        Assert.Equal(1, Assert.Single(Buyers(shop)).Items[0].Above);
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task More_back_than_was_left_is_taken_and_waits_to_be_looked_at(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var (party, bread) = (TestBook.Id(), TestBook.Id());
        await shop.Record("party-added", new PartyAddedBody(party, "customer"));
        await shop.Record(
            "item-kept",
            new ItemKeptBody(bread, "Pan", "bread", 70, Sort: ItemSort.Product, Unit: "piece")
        );
        var sale = new SaleBody(2_800, [new(Paying.Cash, 2_800)], Party: party, Items: [new(bread, 40, 2_800)]);
        await shop.Record("sale", sale);
        (string, string)[] back =
        [
            ("party", party.ToString()),
            ("item", bread.ToString()),
            ("amount", "7"),
            ("how", "cash"),
            ("to", "waste"),
        ];
        // She bought them at the counter: that they come back is no wonder.
        await shop.Taken("buyers", [.. back, ("pieces", "40")]);
        Assert.DoesNotContain("devolvió más", await shop.Page("shop"), StringComparison.Ordinal);

        await shop.Taken("buyers", [.. back, ("pieces", "2")]);
        Assert.Contains(
            "devolvió más de lo que se le dejó. Revise.",
            await shop.Page("shop"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Pan: en estas semanas volvió 2 más de lo que se le dejó.",
            await shop.Page("buyers"),
            StringComparison.Ordinal
        );
    }

    private static List<Buyer> Buyers(TestWorkshop shop) =>
        shop.Book.Reading(sql => BuyerBook.Of(sql, shop.Book.Org, 1201, new(2026, 3, 14)));

    private static ReturnedLaterBody Back(TestWorkshop shop, int pieces) =>
        new(shop.Customer, [new(shop.Bread, pieces, 70L * pieces)], Paying.Credit, "waste");

    private static async Task Stop(TestWorkshop shop, DateOnly day, int left)
    {
        var (run, amount) = (TestBook.Id(), 70L * left);
        await shop.Book.Accept("run-loaded", new RunLoadedBody(run, day, "tarde", [new(shop.Bread, left)]), day);
        StopItem[] items = [new(shop.Bread, left, 0, amount)];
        var stop = new StopClosedBody(run, items, shop.Customer, [new(Paying.Credit, amount)]);
        await shop.Book.Accept("stop-closed", stop, day);
    }
}
