using CsCheck;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Simulation;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>A stock count holds for its moment, whatever arrives after it.</summary>
public class StockCountTests
{
    private static readonly Guid Bread = Scribe.Id(7, 1);
    private static readonly DateOnly Later = new(2030, 1, 1);

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_phone_without_line_had_sold_before_the_count_is_not_lost_twice(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await Count(shop, 50, "start");
        var sale = shop.Book.Document("sale", Sold(shop.Bread, 30));
        var more = shop.Book.Document("sale", Sold(shop.Bread, 4));
        var count = await Count(shop, 20, "waste");
        Assert.Equal((20_000, 1_500), (There(shop), shop.Book.Balance("5102")));

        await shop.Book.Send(sale);
        Assert.Equal((20_000, 1_000), (There(shop), shop.Book.Balance("1303")));
        Assert.Equal((0, 1_500), (shop.Book.Balance("5102"), shop.Book.Balance("5101")));

        // What is sold after the count leaves the shelf as ever; what was sold before and was not missing was found.
        await shop.Accept("sale", Sold(shop.Bread, 5));
        await shop.Book.Send(more);
        Assert.Equal((15_000, -200), (There(shop), shop.Book.Balance("5102")));

        // Without the sale the bread is missing again; without the count nothing is.
        await shop.Accept("reversal", new ReversalBody(sale.Id));
        Assert.Equal((15_000, 1_300, 450), (There(shop), shop.Book.Balance("5102"), shop.Book.Balance("5101")));
        await shop.Accept("reversal", new ReversalBody(count.Id));
        Assert.Equal((41_000, 0, 450), (There(shop), shop.Book.Balance("5102"), shop.Book.Balance("5101")));
        Assert.Equal(2_050, shop.Book.Balance("1303"));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_count_that_arrives_late_is_compared_with_the_shelf_as_it_stood_then(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        await Count(shop, 50, "start");
        var late = shop.Book.Document("stock-counted", new StockCountedBody([new(shop.Bread, 48_000)], "waste"));
        await shop.Accept("sale", Sold(shop.Bread, 10));
        var last = await Count(shop, 35, "theft");
        await shop.Book.Send(late);
        Assert.Equal((35_000, 250), (There(shop), shop.Book.Balance("5102")));
        Assert.Equal(2_000, Taken(shop, late.Id));
        Assert.Equal(3_000, Taken(shop, last.Id));

        await shop.Accept("reversal", new ReversalBody(late.Id));
        Assert.Equal((35_000, 5_000), (There(shop), Taken(shop, last.Id)));
        shop.Book.AssertSound();
    }

    [Fact]
    public void Every_order_of_arrival_leaves_what_was_counted_and_wastes_what_was_missing() =>
        Gen.Select(Documents, Gen.Int[0, int.MaxValue - 1])
            .Always(
                (documents, seed) =>
                {
                    var dice = new Random(seed);
                    var undone = documents.Where(_ => dice.Next(6) == 0).ToList();
                    var shuffled = documents.ToArray();
                    dice.Shuffle(shuffled);
                    var mixed = Received([.. shuffled, .. undone.Select(Undo)]);
                    var told = Told(documents.Except(undone));
                    Assert.Equal(told.Left, mixed.Stock(1303, Subject.Item(Bread)).Quantity);
                    Assert.Equal(told.Left * 50 / Quantities.One, mixed.Balance(1303).Minor);
                    Assert.Equal(told.Missing, Missing(mixed, documents.Except(undone)));
                    Assert.Equal(told.Missing.Values.Sum() * 50 / Quantities.One, mixed.Balance(5102).Minor);
                    Assert.Equal(told.Sold * 50 / Quantities.One, mixed.Balance(5101).Minor);
                },
                iter: Histories.Times(300),
                threads: 1
            );

    [Theory, ClassData(typeof(Engines))]
    public async Task The_servers_book_says_the_same_and_is_rebuilt_the_same(EngineKind engine)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            await using var book = new TestBook(engine);
            book.Clock.Now = new(2029, 12, 31, 12, 0, 0, TimeSpan.Zero);
            var dice = new Random(seed);
            var documents = Enumerable
                .Range(0, 40)
                .Select(i => Document(i, dice.Next(5), dice.Next(1, 60), i))
                .ToArray();
            var undone = documents.Where(_ => dice.Next(6) == 0).ToList();
            dice.Shuffle(documents);
            Document[] all = [.. documents, .. undone.Select(Undo)];
            foreach (var document in all.Prepend(Kept()))
            {
                var recording = await book.Send(document);
                Assert.True(recording.Answer == Answer.Accepted, $"{document.Kind}: {recording.Refusal}");
            }

            var memory = Received(all);
            Assert.Equal(Told(documents.Except(undone)).Left, memory.Stock(1303, Subject.Item(Bread)).Quantity);
            Assert.Equal(
                memory.Stock(1303, Subject.Item(Bread)),
                book.Reading(sql => StockBook.At(sql, book.Org.Id, 1303))[Subject.Item(Bread)]
            );
            Assert.Equal(memory.Balance(5102).Minor, book.Balance("5102"));
            book.AssertSound();
        }
    }

    /// <summary>Loaves found, sold, given away and counted, each at a moment of its own.</summary>
    private static readonly Gen<Document[]> Documents = Gen.Select(Gen.Int[0, 4], Gen.Int[1, 60], Gen.Int[0, 2000])
        .Array[1, 25]
        .Select(parts =>
            parts.DistinctBy(p => p.Item3).Select((p, i) => Document(i, p.Item1, p.Item2, p.Item3)).ToArray()
        );

    private static Document Document(int i, int kind, int pieces, int hours) =>
        (
            kind switch
            {
                0 => Make("stock-counted", new StockCountedBody([new(Bread, pieces * Quantities.One)], "waste"), hours),
                1 => Make("stock-counted", new StockCountedBody([new(Bread, pieces * Quantities.One)], "start"), hours),
                2 => Make("given-away", new GivenAwayBody([new(Bread, pieces * Quantities.One)], "home"), hours),
                _ => Make("sale", Sold(Bread, pieces), hours),
            }
        ) with
        {
            Id = Scribe.Id(5, i),
            DeviceSeq = i + 10,
        };

    private static Document Make(string kind, object body, int hoursAgo = 0) =>
        new Scribe(new(Charts.Named("workshop"))).Make(kind, body, hoursAgo);

    private static Document Kept()
    {
        var bread = new ItemKeptBody(Bread, "Pan", "bread", 70, Unit: "piece", Stocked: true, Cost: 50);
        return Make("item-kept", bread, 3000) with { Id = Scribe.Id(6, 0) };
    }

    private static Document Undo(Document document, int i) =>
        Make("reversal", new ReversalBody(document.Id)) with
        {
            Id = Scribe.Id(8, i),
            DeviceSeq = 1000 + i,
        };

    private static MemoryBook Received(IEnumerable<Document> documents)
    {
        var all = documents.Prepend(Kept()).ToList();
        var book = Histories.Replay("workshop", all.Select(d => (d, Later)));
        Assert.Equal(all.Count, book.Written.Count);
        return book;
    }

    /// <summary>The same told from the first to the last: left, sold, and missing by count.</summary>
    private static (long Left, long Sold, Dictionary<Guid, long> Missing) Told(IEnumerable<Document> documents)
    {
        var (left, sold, missing) = (0L, 0L, new Dictionary<Guid, long>());
        foreach (var document in documents.OrderBy(d => d.Moment))
        {
            var body = System.Text.Json.JsonDocument.Parse(document.Body).RootElement.GetProperty("items")[0];
            var quantity = body.GetProperty("quantity").GetInt64();
            if (document.Kind == "stock-counted")
            {
                if (document.Body.Contains("waste", StringComparison.Ordinal))
                {
                    missing[document.Id] = left - quantity;
                }

                left = quantity;
            }
            else
            {
                var pieces = document.Kind == "sale" ? quantity * Quantities.One : quantity;
                left -= pieces;
                sold += document.Kind == "sale" ? pieces : 0;
            }
        }

        return (left, sold, missing);
    }

    private static Dictionary<Guid, long> Missing(MemoryBook book, IEnumerable<Document> documents) =>
        documents
            .Where(d => d.Kind == "stock-counted" && d.Body.Contains("waste", StringComparison.Ordinal))
            .OrderBy(d => d.Moment)
            .ToDictionary(d => d.Id, d => book.Stock(5102, $"{Subject.Count(d.Id)}:{Bread:D}").Quantity);

    private static SaleBody Sold(Guid bread, int pieces) =>
        new(pieces * 70, TestWorkshop.Cash(pieces * 70), Items: [new(bread, pieces, pieces * 70)]);

    private static Task<Document> Count(TestWorkshop shop, int loaves, string reason) =>
        shop.Accept("stock-counted", new StockCountedBody([new(shop.Bread, loaves * Quantities.One)], reason));

    private static long There(TestWorkshop shop) => shop.Stock("1303", Subject.Item(shop.Bread)).Quantity;

    private static long Taken(TestWorkshop shop, Guid count) =>
        shop.Stock("5102", $"{Subject.Count(count)}:{shop.Bread:D}").Quantity;
}
