using System.Text.Json;
using CsCheck;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.Workshop.Reports;

namespace Dedal.Tests.Workshop;

/// <summary>A stop that two tabs or two phones wrote down: both are kept, somebody is told, one is undone.</summary>
public class RepeatedStopTests
{
    private static readonly Guid Run = TestBook.Id();
    private static readonly Guid[] Things = [TestBook.Id(), TestBook.Id()];
    private static readonly Guid[] Buyers = [TestBook.Id(), TestBook.Id(), TestBook.Id()];

    private static readonly Gen<StopClosedBody> Stops = Gen.Select(
            Gen.Int[-1, 2],
            Gen.Select(Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[0, 1]).List[0, 3],
            Gen.Bool
        )
        .Select(
            (who, rows, cash) =>
                new StopClosedBody(
                    Run,
                    [.. rows.Select(r => new StopItem(Things[r.Item1], r.Item2, r.Item3, 70 * r.Item2))],
                    who < 0 ? null : Buyers[who],
                    [new(cash ? Paying.Cash : Paying.Credit, 70)]
                )
        );

    [Fact]
    public void In_whatever_order_they_come_all_but_one_of_the_same_stops_are_repeated() =>
        Gen.Select(Stops.List[0, 12], Gen.Int[0, 1000])
            .Always(
                (stops, seed) =>
                {
                    var named = stops.Where(s => s.Party is not null && What(s).Count > 0).ToList();
                    var distinct = named.Select(s => $"{s.Party} {string.Join(' ', What(s))}").Distinct().Count();
                    var mixed = stops.ToArray();
                    new Random(seed).Shuffle(mixed);
                    return Fold(stops).Repeated.Count == named.Count - distinct
                        && Fold(mixed).Repeated.Count == named.Count - distinct
                        && Fold(stops).Repeated.All(r => r.First < r.Again && Same(stops, r));
                }
            );

    [Theory, ClassData(typeof(Engines))]
    public async Task A_stop_written_twice_is_kept_and_undoing_one_leaves_boxes_and_goods_as_if_written_once(
        EngineKind engine
    )
    {
        await using var shop = await TestWorkshop.Open(engine);
        var (run, stop) = await Loaded(shop);
        await shop.Accept("stop-closed", stop);
        var again = await shop.Accept("stop-closed", stop with { Items = [.. stop.Items.Reverse()] });
        var row = shop.Book.Reading(sql => RunBook.Find(sql, shop.Book.Org.Id, run))!;
        Assert.True(row.IsOdd);
        Assert.Equal(shop.Customer, Assert.Single(row.State.Repeated).Party);

        // The rider brings the cash and the bread of one stop.
        await shop.Accept("run-closed", new RunClosedBody(run, [new(shop.Bread, 60, 0)], 3_500, "1102", "1101"));
        Assert.Equal(3_500, shop.Book.Balance("5208"));
        await shop.Accept("reversal", new ReversalBody(again.Id));
        row = shop.Book.Reading(sql => RunBook.Find(sql, shop.Book.Org.Id, run))!;
        Assert.False(row.IsOdd);
        string[] codes = ["1102", "1304", "4102", "5102", "5208"];
        Assert.Equal([0, 0, -3_500, 0, 0], codes.Select(shop.Book.Balance));
        Assert.Equal(60_000, shop.Stock("1303", Subject.Item(shop.Bread)).Quantity);
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_the_rider_owed_for_it_goes_and_a_stop_that_never_was_leaves_what_she_brought_too_much(
        EngineKind engine
    )
    {
        await using var shop = await TestWorkshop.Open(engine);
        var (run, stop) = await Loaded(shop);
        var once = await shop.Accept("stop-closed", stop);
        var again = await shop.Accept("stop-closed", stop);
        var close = new RunClosedBody(run, [new(shop.Bread, 60, 0)], 3_500, "1102", "1101", RiderOwes: true);
        await shop.Accept("run-closed", close);
        Assert.Equal(3_500, shop.About("1202", Subject.Member(shop.Rosa)));
        await shop.Accept("reversal", new ReversalBody(again.Id));
        Assert.Equal((0, 0), (shop.About("1202", Subject.Member(shop.Rosa)), shop.Book.Balance("1102")));

        await shop.Accept("reversal", new ReversalBody(once.Id));
        Assert.Equal((0, -3_500), (shop.Book.Balance("1102"), shop.Book.Balance("4203")));

        // What came after the close was never handed in: it is in her box, and goes from there.
        var late = await shop.Accept("stop-closed", stop);
        Assert.Equal(3_500, shop.Book.Balance("1102"));
        await shop.Accept("reversal", new ReversalBody(late.Id));
        Assert.Equal((0, -3_500), (shop.Book.Balance("1102"), shop.Book.Balance("4203")));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_close_undone_after_its_stops_leaves_in_the_box_what_the_stops_that_hold_brought(
        EngineKind engine
    )
    {
        foreach (var (owes, handedIn) in new[] { (true, 3_500), (false, 3_500), (true, 0), (true, 9_000) })
        {
            await using var shop = await TestWorkshop.Open(engine);
            var (run, stop) = await Loaded(shop);
            var once = await shop.Accept("stop-closed", stop);
            var again = await shop.Accept("stop-closed", stop);
            var close = new RunClosedBody(run, [new(shop.Bread, 60, 0)], handedIn, "1102", "1101", owes);
            var before = Boxes(shop);
            foreach (var (undone, holds) in new[] { (again, 3_500), (once, 0) })
            {
                var closed = await shop.Accept("run-closed", close);
                var second = await shop.Accept("run-closed", close);
                await shop.Accept("reversal", new ReversalBody(undone.Id));
                Assert.Equal(0, shop.Book.Balance("1102"));
                await shop.Accept("reversal", new ReversalBody(second.Id));
                Assert.Equal(0, shop.Book.Balance("1102"));
                await shop.Accept("reversal", new ReversalBody(closed.Id));
                Assert.Equal((holds, before), (shop.Book.Balance("1102"), Boxes(shop)));
            }

            // Closed again, only what she hands in now is moved.
            await shop.Accept("run-closed", close);
            Assert.Equal((0, -handedIn), (shop.Book.Balance("1102"), shop.Book.Balance("4203")));
            shop.Book.AssertSound();
        }

        static (long, long, long, long) Boxes(TestWorkshop shop) =>
            (
                shop.Book.Balance("1101"),
                shop.About("1202", Subject.Member(shop.Rosa)),
                shop.Book.Balance("4203"),
                shop.Book.Balance("5208")
            );
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_stop_written_once_under_each_name_of_one_buyer_is_repeated(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var (run, stop) = await Loaded(shop);
        var twin = TestBook.Id();
        await shop.Accept("party-added", new PartyAddedBody(twin, "customer"));
        await shop.Accept("stop-closed", stop);
        await shop.Accept("stop-closed", stop with { Party = twin });
        Assert.Empty(Row().State.Repeated);
        var merge = await shop.Accept("party-merged", new PartyMergedBody(twin, shop.Customer));
        Assert.True(Row().IsOdd);
        Assert.Equal(twin, Assert.Single(Row().State.Repeated).Party);
        await shop.Accept("reversal", new ReversalBody(merge.Id));
        Assert.Empty(Row().State.Repeated);

        RunRow Row() =>
            shop.Book.Reading(sql => RunBook.Latest(sql, shop.Book.Org.Id, 1)).Single(r => r.Thing.Id == run);
    }

    /// <summary>A hundred breads on a run, and a stop that takes forty of them, less one that comes back.</summary>
    private static async Task<(Guid Run, StopClosedBody Stop)> Loaded(TestWorkshop shop)
    {
        await shop.Buy(shop.Flour, 100_000, 6_000, "kg");
        await shop.Accept("batch-made", new BatchMadeBody(shop.Bread, 100, Materials: [new(shop.Flour, 100_000)]));
        var run = TestBook.Id();
        var loaded = new RunLoadedBody(run, new(2026, 3, 14), "tarde", [new(shop.Bread, 100)], shop.Rosa);
        await shop.Accept("run-loaded", loaded);
        StopItem[] items = [new(shop.Bread, 30, 0, 2_600), new(shop.Bread, 11, 1, 900)];
        return (run, new(run, items, shop.Customer, TestWorkshop.Cash(3_500, "1102")));
    }

    private static RunState Fold(IReadOnlyList<StopClosedBody> stops)
    {
        Fact loaded = new(
            1,
            TestBook.Id(),
            "run-loaded",
            JsonSerializer.Serialize(
                new RunLoadedBody(Run, new(2026, 3, 14), "tarde", []),
                BodyJson.Default.RunLoadedBody
            ),
            new(2026, 3, 14),
            Run
        );
        var facts = stops.Select(
            (s, i) =>
                loaded with
                {
                    Seq = 2 + i,
                    Kind = "stop-closed",
                    Body = JsonSerializer.Serialize(s, BodyJson.Default.StopClosedBody),
                }
        );
        return RunState.Of([loaded, .. facts])!;
    }

    private static bool Same(List<StopClosedBody> stops, RepeatedStop repeated)
    {
        var (first, again) = (stops[(int)repeated.First - 2], stops[(int)repeated.Again - 2]);
        return first.Party == again.Party && What(first).SequenceEqual(What(again));
    }

    /// <summary>The rows in which something changed hands, in one order.</summary>
    private static List<string> What(StopClosedBody stop) =>
        [
            .. stop
                .Items.Where(i => i.Left + i.Returned > 0)
                .Select(i => $"{i.Item} {i.Left} {i.Returned} {i.Amount}")
                .Order(StringComparer.Ordinal),
        ];
}
