using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Simulation;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>
/// Half a year of a workshop that sews and bakes, on three phones whose line loses, doubles and delays: at every step
/// the laws hold, and at the end the server's book is the memory book's. DEDAL_SHOP_SEED is the first of
/// DEDAL_SHOP_SEASONS that are played in memory alone.
/// </summary>
public class HalfYearTests(ITestOutputHelper output)
{
    private const int Days = 182;

    [Theory]
    [InlineData(EngineKind.Sqlite, 1UL)]
    [InlineData(EngineKind.Sqlite, 2UL)]
    [InlineData(EngineKind.Postgres, 3UL)]
    public async Task Whatever_the_phones_send_the_laws_hold_at_every_step_and_the_rebuild_is_equal(
        EngineKind engine,
        ulong seed
    )
    {
        await using var shop = await TestWorkshop.Open(engine);
        var memory = new MemoryBook(Charts.Named("workshop"));
        foreach (var document in shop.Book.Reading(sql => Documents(sql, shop.Book.Org.Id)))
        {
            memory.Receive(document, new(2026, 12, 31));
        }

        var season = new ShopSeason(seed, shop);
        shop.Book.Clock.Now = new(2026, 12, 31, 12, 0, 0, TimeSpan.Zero);
        var laws = new ShopLaws(memory);
        var (accepted, refused) = (0, 0);
        foreach (var document in season.Arrivals(Days))
        {
            var expected = memory.Receive(document, new(2026, 12, 31));
            var recording = await shop.Book.Send(document, Who.All.ToArray());
            Assert.Equal((expected.Answer, expected.Refusal?.Code), (recording.Answer, recording.Refusal?.Code));
            accepted += recording.Answer == Answer.Accepted ? 1 : 0;
            refused += recording.Answer == Answer.Refused ? 1 : 0;
            laws.After(document, $"seed {seed}, {accepted} accepted, {document.Kind}");
        }

        output.WriteLine($"seed {seed}: {accepted} accepted, {refused} refused ({season.Seen()})");
        Assert.True(accepted > 800, $"{accepted} documents prove little");
        shop.Book.AssertSound();
    }

    [Fact]
    public async Task More_seasons_in_memory()
    {
        var first = Setting("DEDAL_SHOP_SEED", 10);
        for (var seed = first; seed < first + Setting("DEDAL_SHOP_SEASONS", 2); seed++)
        {
            await using var shop = await TestWorkshop.Open(EngineKind.Sqlite);
            var memory = new MemoryBook(Charts.Named("workshop"));
            foreach (var document in shop.Book.Reading(sql => Documents(sql, shop.Book.Org.Id)))
            {
                memory.Receive(document, new(2026, 12, 31));
            }

            var laws = new ShopLaws(memory);
            foreach (var document in new ShopSeason((ulong)seed, shop).Arrivals(Days))
            {
                memory.Receive(document, new(2026, 12, 31));
                laws.After(document, $"DEDAL_SHOP_SEED={seed}, {document.Kind}");
            }
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(name),
            System.Globalization.CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : otherwise;

    private static List<Document> Documents(Statements sql, Guid org) =>
        sql.Query(
            $"select {JournalColumns.List} from journal where org_id = $1 order by seq",
            JournalColumns.ReadDocument,
            org
        );
}

/// <summary>Makes the documents of three phones and lets them arrive late, twice and out of order.</summary>
public sealed class ShopSeason(ulong seed, TestWorkshop shop)
{
    private readonly Random dice = new((int)seed);
    private readonly List<(int At, Document Document)> sent = [];
    private readonly List<Guid> orders = [];
    private readonly SortedDictionary<string, int> kinds = new(StringComparer.Ordinal);
    private readonly long[] counts = new long[3];
    private int made;

    public string Seen() => string.Join(' ', kinds.Select(k => $"{k.Key} {k.Value}"));

    public IEnumerable<Document> Arrivals(int days)
    {
        for (var day = 0; day < days; day++)
        {
            Day(new DateOnly(2026, 4, 1).AddDays(day), day * 100);
        }

        return sent.OrderBy(s => s.At).Select(s => s.Document);
    }

    private void Day(DateOnly on, int at)
    {
        if (dice.Next(4) == 0)
        {
            var cloth = dice.Next(1, 20) * 1000L;
            Send(on, at, "materials-bought", Bought(shop.Cloth, cloth, dice.Next(50, 400) * 100L, "m"));
            Send(on, at, "materials-bought", Bought(shop.Flour, 46_000, dice.Next(280, 420) * 100L, "kg"));
        }

        if (dice.Next(3) == 0)
        {
            Order(on, at);
        }

        Orders(on, at + 10);
        if (dice.Next(2) == 0)
        {
            Bake(on, at);
        }

        if (dice.Next(2) == 0)
        {
            var pieces = dice.Next(1, 40);
            Send(
                on,
                at + 60,
                "sale",
                new SaleBody(
                    pieces * 70L,
                    TestWorkshop.Cash(pieces * 70L),
                    Items: [new(shop.Bread, pieces, pieces * 70L)]
                )
            );
        }

        if (dice.Next(15) == 0)
        {
            Send(on, at + 70, "stock-counted", new StockCountedBody([new(shop.Flour, dice.Next(60_000))], "waste"));
        }

        if (dice.Next(6) == 0 && sent.Count > 0)
        {
            Send(
                on,
                at + 80,
                "reversal",
                new ReversalBody(sent[dice.Next(Math.Max(0, sent.Count - 60), sent.Count)].Document.Id)
            );
        }
    }

    private void Bake(DateOnly on, int at)
    {
        var run = Guid.CreateVersion7();
        var good = dice.Next(100, 700);
        Send(
            on,
            at + 20,
            "batch-made",
            new BatchMadeBody(
                shop.Bread,
                good,
                dice.Next(20),
                dice.Next(9),
                dice.Next(3),
                shop.Second,
                Materials: [new(shop.Flour, good * 60L)],
                Work: [new(shop.Rosa, 120, 1)]
            )
        );
        Send(
            on,
            at + 30,
            "run-loaded",
            new RunLoadedBody(run, on, "tarde", [new(shop.Bread, dice.Next(50, 400))], shop.Rosa)
        );
        Stops(on, at + 40, run);
        Send(
            on,
            at + 50,
            "run-closed",
            new RunClosedBody(
                run,
                [new(shop.Bread, dice.Next(20), dice.Next(5))],
                dice.Next(1, 300) * 10L,
                "1102",
                "1101"
            )
        );
    }

    private static MaterialsBoughtBody Bought(Guid item, long quantity, long amount, string unit) =>
        new([new(item, quantity, unit, quantity, amount)], TestWorkshop.Cash(amount));

    private void Order(DateOnly on, int at)
    {
        var order = Guid.CreateVersion7();
        orders.Add(order);
        var price = dice.Next(50, 400) * 100L;
        Send(
            on,
            at,
            "order-taken",
            new OrderTakenBody(
                order,
                shop.Customer,
                "Guardapolvo",
                dice.Next(1, 4),
                price,
                on.AddDays(10),
                null,
                shop.Smock,
                Paid: TestWorkshop.Cash(price / 20 * 10)
            )
        );
    }

    private void Orders(DateOnly on, int at)
    {
        foreach (var order in orders.TakeLast(8))
        {
            var (kind, body) = dice.Next(14) switch
            {
                0 => ("order-paid", new OrderPaidBody(order, TestWorkshop.Cash(dice.Next(1, 90) * 100L))),
                1 or 2 => (
                    "order-worked",
                    new OrderWorkedBody(
                        order,
                        "sew",
                        [new(shop.Rosa, 95, 1)],
                        [new(shop.Cloth, dice.Next(1, 4) * 1000L)]
                    )
                ),
                3 => (
                    "order-worked",
                    new OrderWorkedBody(order, dice.Next(2) == 0 ? "alteration" : "ready", [new(shop.Rosa, 20, 1)])
                ),
                4 => (
                    "order-handed-over",
                    new OrderHandedOverBody(
                        order,
                        [new(Paying.Cash, dice.Next(1, 300) * 100L), new(Paying.Credit, 5_000)]
                    )
                ),
                5 when dice.Next(5) == 0 => (
                    "order-cancelled",
                    new OrderCancelledBody(order, dice.Next(50) * 100L, Keep: dice.Next(2) == 0)
                ),
                _ => ("", (object)""),
            };
            if (kind.Length > 0)
            {
                Send(on, at, kind, body);
            }
        }
    }

    private void Stops(DateOnly on, int at, Guid run)
    {
        for (var stop = 0; stop < 3; stop++)
        {
            var left = dice.Next(10, 120);
            var returned = dice.Next(3) == 0 ? dice.Next(12) : 0;
            var amount = Math.Max(0, left - returned) * 90L;
            IReadOnlyList<Payment> paid =
                amount == 0 ? []
                : dice.Next(2) == 0 ? TestWorkshop.Cash(amount, "1102")
                : [new(Paying.Credit, amount)];
            Send(
                on,
                at + stop,
                "stop-closed",
                new StopClosedBody(
                    run,
                    [new(shop.Bread, left, returned, amount)],
                    shop.Customer,
                    amount == 0 ? null : paid
                )
            );
        }
    }

    private void Send(DateOnly on, int at, string kind, object body)
    {
        var phone = dice.Next(3);
        var document = new Document(
            Guid.CreateVersion7(),
            kind,
            1,
            JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default),
            on,
            1_775_000_000_000 + ++made * 1000L,
            0,
            shop.Rosa,
            $"phone-{phone}",
            ++counts[phone]
        );
        kinds[kind] = kinds.GetValueOrDefault(kind) + 1;

        // One in ten comes days later, one in twelve comes twice.
        sent.Add((dice.Next(10) == 0 ? at + dice.Next(100, 900) : at + dice.Next(15), document));
        if (dice.Next(12) == 0)
        {
            sent.Add((at + dice.Next(500), document));
        }
    }
}
