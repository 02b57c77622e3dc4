using System.Net;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>Recipes, standing orders, the plan of a day, runs and buyers on the laptop, over HTTP.</summary>
public class BakingPageTests
{
    private static readonly DateOnly Day = new(2026, 3, 14);

    [Theory, ClassData(typeof(Engines))]
    public async Task A_recipe_is_scaled_to_pieces_and_to_a_quintal(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var bakery = await Bakery.Open(app);
        var kept = await bakery.KeepRecipe(("yield", "150"));
        Assert.Equal(HttpStatusCode.SeeOther, kept.Status);
        var page = await bakery.Browser.Page($"{bakery.At}/recipes?n-{bakery.Recipe:D}=300");
        Assert.Contains("Salen 150 piezas de 50 gramos", page, StringComparison.Ordinal);
        // 6 kg of flour for 150: a quintal of 46 kg makes 1150, 300 take 12 kg, and water is 62.0 of 100.
        Assert.Contains("Un quintal: 1150", page, StringComparison.Ordinal);
        Assert.Contains("12\u00a0kilo", page, StringComparison.Ordinal);
        Assert.Contains("62,0 %", page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_recipe_without_yield_and_a_standing_order_that_ends_first_are_refused(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var bakery = await Bakery.Open(app);
        var recipe = await bakery.KeepRecipe(("yield", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, recipe.Status);
        Assert.Contains("Falta decir cuántas piezas salen", recipe.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"3,72\"", recipe.Text, StringComparison.Ordinal);
        var standing = await bakery.KeepStanding(("from", "2026-03-10"), ("to", "2026-03-01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, standing.Status);
        Assert.Contains("value=\"40\"", standing.Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_plan_waits_until_somebody_confirms_it(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var bakery = await Bakery.Open(app);
        await bakery.KeepRecipe(("yield", "150"));
        Assert.Equal(HttpStatusCode.SeeOther, (await bakery.KeepStanding(("from", "2026-03-10"))).Status);

        var day = await bakery.Browser.Page($"{bakery.At}/day");
        Assert.Contains("El plan no está confirmado", day, StringComparison.Ordinal);
        Assert.Contains("Hornear antes de las 14:00", day, StringComparison.Ordinal);
        // 40 of 150 of 6 kg, and nothing in stock.
        Assert.Contains("falta 1,6\u00a0kilo", day, StringComparison.Ordinal);
        Assert.Contains(
            "Falta confirmar la tarde",
            await bakery.Browser.Page($"{bakery.At}/shop"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Falta confirmar la tarde",
            await bakery.Browser.Page($"{bakery.At}/hoy"),
            StringComparison.Ordinal
        );

        await bakery.Browser.Fill(
            $"{bakery.At}/day",
            ("planned", "2026-03-14"),
            ("window", "tarde"),
            ($"extra-{bakery.Bread:D}", "10")
        );
        day = await bakery.Browser.Page($"{bakery.At}/day");
        Assert.DoesNotContain("El plan no está confirmado", day, StringComparison.Ordinal);
        Assert.Contains("Tarde · 50", day, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_day_without_a_phone_goes_from_the_batch_to_the_closed_run(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var bakery = await Bakery.Open(app);
        await bakery.KeepRecipe(("yield", "150"));
        await bakery.KeepStanding(("from", "2026-03-10"));
        await bakery.Browser.Fill($"{bakery.At}/day", ("planned", "2026-03-14"), ("window", "tarde"));
        (string, string)[] batch =
        [
            ("item", $"{bakery.Bread}"),
            ("recipe", $"{bakery.Recipe}"),
            ($"used-{bakery.Flour:D}", "6"),
        ];

        var light = await bakery.Browser.Fill($"{bakery.At}/made", [.. batch, ("good", "50")]);
        Assert.Contains("name=\"sure\"", light.Text, StringComparison.Ordinal);
        var made = await bakery.Browser.Fill($"{bakery.At}/made", [.. batch, ("good", "150")]);
        Assert.Equal(HttpStatusCode.SeeOther, made.Status);

        var run = TestBook.Id();
        var loaded = await bakery.Browser.Fill(
            $"{bakery.At}/runs",
            ("id", $"{run}"),
            ("loaded", "2026-03-14"),
            ("window", "tarde"),
            ($"pieces-{bakery.Bread:D}", "40")
        );
        Assert.Equal(HttpStatusCode.SeeOther, loaded.Status);
        var at = $"{bakery.At}/runs/{run:D}";
        var page = await bakery.Browser.Page(at);
        Assert.Contains($"name=\"left-{bakery.Bread:D}\"", page, StringComparison.Ordinal);
        var stop = await bakery.Browser.Fill(
            at + "/stop",
            ("run", $"{run}"),
            ("party", $"{bakery.Buyer}"),
            ($"price-{bakery.Bread:D}", "70"),
            ($"for-{bakery.Bread:D}", "1"),
            ($"left-{bakery.Bread:D}", "40"),
            ($"back-{bakery.Bread:D}", "3"),
            ("how", "cash")
        );
        Assert.Equal(HttpStatusCode.SeeOther, stop.Status);
        var lost = await bakery.Browser.Fill(
            at + "/close",
            ("run", $"{run}"),
            ($"home-{bakery.Bread:D}", "3"),
            ($"waste-{bakery.Bread:D}", "4"),
            ("handedIn", "20"),
            ("short", "rider")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, lost.Status);
        Assert.Contains("value=\"4\"", lost.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"20\"", lost.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await bakery.Browser.GetAsync(at + "/close")).StatusCode);
        var closed = await bakery.Browser.Fill(
            at + "/close",
            ("run", $"{run}"),
            ($"home-{bakery.Bread:D}", "3"),
            ($"waste-{bakery.Bread:D}", "1"),
            ("handedIn", "25,90")
        );
        Assert.Equal(HttpStatusCode.SeeOther, closed.Status);
        page = await bakery.Browser.Page(at);
        Assert.Contains("dejó 40 · volvió 3", page, StringComparison.Ordinal);
        // 37 at Bs 0.70, and all of it is in the box.
        Assert.Contains("25,90", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"handedIn\"", page, StringComparison.Ordinal);
        Assert.Contains("cerrado", await bakery.Browser.Page($"{bakery.At}/runs"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Cash_of_a_stop_told_after_its_run_is_said_to_be_in_the_box_or_nowhere(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var bakery = await Bakery.Open(app);
        var run = TestBook.Id();
        await bakery.Record("run-loaded", new RunLoadedBody(run, Day, "tarde", [new(bakery.Bread, 40)]));
        await bakery.Late(run, 14_00);
        var runs = $"{bakery.At}/runs";
        const string Holds = "En la caja de reparto quedan 14 bolivianos.";
        // On her way it is hers to carry.
        Assert.DoesNotContain(Holds, await bakery.Browser.Page(runs), StringComparison.Ordinal);
        await bakery.Record("run-closed", new RunClosedBody(run, [new(bakery.Bread, 20, 0)], 14_00, "1102", "1101"));
        Assert.DoesNotContain(Holds, await bakery.Browser.Page(runs), StringComparison.Ordinal);

        await bakery.Late(run, 14_00);
        Assert.Contains(Holds, await bakery.Browser.Page($"{bakery.At}/hoy"), StringComparison.Ordinal);
        Assert.Contains("name=\"amount\" value=\"14,00\"", await bakery.Browser.Page(runs), StringComparison.Ordinal);
        var handed = await bakery.Browser.Fill(runs + "/rider", ("amount", "14,00"));
        Assert.Equal(HttpStatusCode.SeeOther, handed.Status);
        Assert.DoesNotContain("En la caja de reparto", await bakery.Browser.Page(runs), StringComparison.Ordinal);

        await bakery.Late(run, 7_00);
        var none = await bakery.Browser.Fill(runs + "/rider-empty");
        Assert.Equal(HttpStatusCode.SeeOther, none.Status);
        Assert.DoesNotContain("En la caja de reparto", await bakery.Browser.Page(runs), StringComparison.Ordinal);
        var boxes = app.Reading(sql => Boxes.All(sql, bakery.Org.Id));
        Assert.Equal(28_00, boxes.Single(b => b.Account.Code == "1101").Balance.Minor);

        // A late stop that was not, after its cash was put into the box: the box of the rider lacks it.
        var stop = await bakery.Late(run, 7_00);
        await bakery.Browser.Fill(runs + "/rider", ("amount", "7,00"));
        await bakery.Record("reversal", new ReversalBody(stop, "did-not-happen"));
        Assert.Contains(
            "En la caja de reparto faltan 7 bolivianos.",
            await bakery.Browser.Page(runs),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.SeeOther, (await bakery.Browser.Fill(runs + "/rider-empty")).Status);
        Assert.DoesNotContain("En la caja de reparto", await bakery.Browser.Page(runs), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task On_a_holiday_nothing_stands(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var bakery = await Bakery.Open(app);
        await bakery.KeepStanding(("from", "2026-03-10"));
        var day = await bakery.Browser.Page($"{bakery.At}/day?day=2026-05-01");
        Assert.Contains("Es feriado", day, StringComparison.Ordinal);
        Assert.DoesNotContain("Hornear antes", day, StringComparison.Ordinal);
        Assert.Contains(
            "Hornear antes",
            await bakery.Browser.Page($"{bakery.At}/day?day=2026-05-02"),
            StringComparison.Ordinal
        );
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_buyer_who_returns_three_times_is_brought_less(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var bakery = await Bakery.Open(app);
        for (var i = 0; i < 5; i++)
        {
            var run = TestBook.Id();
            await bakery.Record("run-loaded", new RunLoadedBody(run, Day, "tarde", [new(bakery.Bread, 40)]));
            var back = i < 3 ? 8 : 0;
            await bakery.Record(
                "stop-closed",
                new StopClosedBody(
                    run,
                    [new(bakery.Bread, 40, back, (40 - back) * 70L)],
                    bakery.Buyer,
                    [new(Paying.Credit, (40 - back) * 70L)]
                )
            );
            await bakery.Record("run-closed", new RunClosedBody(run, [new(bakery.Bread, back, 0)]));
        }

        var page = await bakery.Browser.Page($"{bakery.At}/buyers");
        // Kept 32 three times and 40 twice: 40 is enough four times of five, so she keeps her forty…
        Assert.DoesNotContain("sobró", page, StringComparison.Ordinal);
        var late = TestBook.Id();
        await bakery.Record("run-loaded", new RunLoadedBody(late, Day, "noche", [new(bakery.Bread, 400)]));
        for (var i = 0; i < 5; i++)
        {
            await bakery.Record("stop-closed", new StopClosedBody(late, [new(bakery.Bread, 40, 8, 0)], bakery.Buyer));
        }

        // …until eight of ten times 32 were enough.
        page = await bakery.Browser.Page($"{bakery.At}/buyers");
        Assert.Contains("sobró 8 veces. Con 32 le alcanza.", page, StringComparison.Ordinal);
        Assert.Contains("debe Bs\u00a0123,20", page, StringComparison.Ordinal);

        var runs = await bakery.Browser.Page($"{bakery.At}/runs/{late:D}");
        Assert.Contains("volvió 8", runs, StringComparison.Ordinal);
    }

    private sealed record Bakery(TestApp App, Organisation Org, Guid Treasurer, HttpClient Browser)
    {
        public Guid Bread { get; } = TestBook.Id();
        public Guid Flour { get; } = TestBook.Id();
        public Guid Water { get; } = TestBook.Id();
        public Guid Buyer { get; } = TestBook.Id();
        public Guid Recipe { get; } = TestBook.Id();

        public string At => $"/o/{Org.Id:D}";

        public static async Task<Bakery> Open(TestApp app)
        {
            var org = await app.Workshop("Horno");
            var treasurer = await app.Person(org.Id, Who.Treasurer);
            var bakery = new Bakery(app, org, treasurer, await app.SignedIn(treasurer));
            await bakery.Record("party-added", new PartyAddedBody(bakery.Buyer, "customer"));
            await bakery.Keep(bakery.Bread, "Pan", ItemSort.Product, "piece", 30, 70);
            await bakery.Keep(bakery.Flour, "Harina", ItemSort.Material, "kg", 700, null);
            await bakery.Keep(bakery.Water, "Agua", ItemSort.Material, "l", 1, null);
            return bakery;
        }

        public Task<Guid> Record(string kind, object body) => App.Record(Org.Id, Treasurer, kind, body);

        /// <summary>A stop that paid the rider in cash, at Bs 0.70 a piece.</summary>
        public Task<Guid> Late(Guid run, long cash) =>
            Record(
                "stop-closed",
                new StopClosedBody(run, [new(Bread, (int)(cash / 70), 0, cash)], Buyer, [new("cash", cash, "1102")])
            );

        public Task<(HttpStatusCode Status, string Text)> KeepRecipe(params (string, string)[] fields) =>
            Browser.Fill(
                $"{At}/recipes",
                [
                    ("id", $"{Recipe}"),
                    ("item", $"{Bread}"),
                    ($"line-{Flour:D}", "6"),
                    ($"line-{Water:D}", "3,72"),
                    ("flour", $"{Flour}"),
                    ("pieceGrams", "50"),
                    ("altitude", "4090"),
                    .. fields,
                ]
            );

        public Task<(HttpStatusCode Status, string Text)> KeepStanding(params (string, string)[] fields) =>
            Browser.Fill(
                $"{At}/standing",
                [
                    ("party", $"{Buyer}"),
                    .. Enumerable.Range(1, 7).Select(d => ($"on-{d}", "yes")),
                    ("window", "tarde"),
                    ("at", "14:30"),
                    ($"pieces-{Bread:D}", "40"),
                    ($"price-{Bread:D}", "0,70"),
                    ($"for-{Bread:D}", "1"),
                    .. fields,
                ]
            );

        private Task Keep(Guid id, string name, string sort, string unit, long cost, long? price) =>
            Record(
                "item-kept",
                new ItemKeptBody(id, name, "bread", price, Sort: sort, Unit: unit, Stocked: true, Cost: cost)
            );
    }
}
