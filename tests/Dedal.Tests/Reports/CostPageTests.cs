using System.Net;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Dedal.Tests.Reports;

/// <summary>What things cost and whether it is enough, as a reader gets it; figures worked by hand.</summary>
public class CostPageTests
{
    private static readonly Guid Flour = TestBook.Id();
    private static readonly Guid Bread = TestBook.Id();
    private static readonly Guid Smock = TestBook.Id();

    [Theory, ClassData(typeof(Engines))]
    public async Task A_product_shows_its_full_cost_by_recipe_usual_minutes_and_share_of_rent(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var shop = await Shop.Open(app);
        await shop.Month();
        var page = await shop.Read("costs");

        // Smock: 40.66 + 95 min at 3,300 / 208 + 95 min at 420 / 5 h. Bread: 300 / 700, 300 min, for 700.
        Assert.Contains("Cuesta Bs\u00a0198,78, se vende a Bs\u00a075,00: faltan Bs\u00a0123,78.", page);
        Assert.Contains("Cuesta Bs\u00a01,14, se vende a Bs\u00a00,33: faltan Bs\u00a00,81.", page);
        Assert.Contains("Se vende por menos de lo que cuesta", page);
        Assert.Contains("El precio está fijado: Ordenanza 1", page);
        Assert.Contains("Cada hora carga Bs\u00a084,00 de alquiler", page);
        Assert.Contains("A Bs\u00a0200,00 quedan Bs\u00a01,22", await shop.Read($"costs?item={Smock}&price=200"));
        Assert.Contains("A Bs\u00a0100,00 se pierden Bs\u00a098,78", await shop.Read($"costs?item={Smock}&price=100"));
        Assert.DoesNotContain("quedan", await shop.Read($"costs?item=nobody&price=-1"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_must_be_sold_is_said_at_the_present_mix_and_an_undone_sale_does_not_count(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var shop = await Shop.Open(app);
        await shop.Month();
        var extra = await shop.Send("sale", Sale(7500, new SoldItem(Smock, 1, 7500)));
        await shop.Send("reversal", new ReversalBody(extra));
        var page = await shop.Read("alcanza");

        // 2 smocks leave 68.68, 300 loaves lose 28.57; rent 420 in the one week there is.
        Assert.Contains("Ahora se vende Bs\u00a0250,00 por semana.", page);
        Assert.Contains("Para pagar material y gastos hacen falta Bs\u00a02.617,8", page);
        Assert.Contains("Lo vendido no paga el material y las horas.", page);
        Assert.Contains("Faltan semanas anotadas para calcular.", page);
        Assert.Contains("Las ventas pagan 35 de cada 100 de lo gastado.", page);

        // What is sold without saying what is sold in the week too; what it leaves nobody knows.
        Assert.DoesNotContain("Bs\u00a0350,00", page);
        await shop.Send("sale", Sale(10000));
        var free = await shop.Read("alcanza");
        Assert.Contains("Ahora se vende Bs\u00a0350,00 por semana.", free);
        Assert.Contains("Bs\u00a0100,00 por semana no tiene costo conocido", free);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Before_half_a_year_few_data_are_said_and_after_it_own_weeks_are_drawn(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var shop = await Shop.Open(app);
        await Weeks(10, 1);
        var few = await shop.Read("alcanza");
        Assert.Contains("Pocos datos: 10 semanas; con 26 se sabrá mejor", few);
        Assert.DoesNotContain("Que falte plata alguna semana", few);
        await Weeks(30, 11);
        var enough = await shop.Read("alcanza");
        Assert.DoesNotContain("Pocos datos", enough);
        Assert.Contains("Que falte plata alguna semana", enough);
        Assert.Equal(enough, await shop.Read("alcanza"));

        // 30 weeks of 100, 140, 180 less 120 each: 600 are there. A QR that nobody has seen is not.
        Assert.Contains("Hoy hay Bs\u00a0600,00 en cajas y banco.", enough);
        await shop.Send("sale", new SaleBody(5000, [new("qr", 5000)]));
        Assert.Contains("Hoy hay Bs\u00a0600,00 en cajas y banco.", await shop.Read("alcanza"));

        async Task Weeks(int last, int first)
        {
            for (var week = last; week >= first; week--)
            {
                var day = shop.Today.AddDays(-(7 * week) + 1);
                await shop.Send("sale", Sale(10000 + (week % 3 * 4000)), day);
                await shop.Send("expense", new SpendingBody(12000, "5201", [new("cash", 12000)]), day);
            }
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_empty_workshop_says_what_is_missing(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var shop = await Shop.Open(app);
        Assert.Contains("Todavía no hay productos.", await shop.Read("costs"));
        var page = await shop.Read("alcanza");
        Assert.Contains("Faltan ventas con producto para decirlo.", page);
        Assert.Contains("Todavía no hay gastos anotados.", page);
        Assert.Contains("¿Nos alcanza?", page);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task One_advice_a_day_is_given_and_stays_away_once_it_was_heard(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var shop = await Shop.Open(app);
        await shop.Month();
        var page = await shop.Read("alcanza");
        Assert.Contains("Guardapolvo: se vende a Bs\u00a075,00 y cuesta Bs\u00a0198,78.", page);
        Assert.Contains("Pruebe otro precio", page);
        Assert.Contains("data-lesson=\"6\"", page);
        Assert.DoesNotContain("Ya lo vimos", page);

        var seen = await shop.Send("advice-dismissed", new AdviceDismissedBody("below-cost", "later"));
        Assert.DoesNotContain("Un consejo", await shop.Read("alcanza"));
        await shop.Send("reversal", new ReversalBody(seen));
        Assert.Contains("Un consejo", await shop.Read("alcanza"));
        Assert.Equal("advice-unknown", await shop.Refused("advice-dismissed", new AdviceDismissedBody("x", "later")));
        Assert.Equal("advice-reason", await shop.Refused("advice-dismissed", new AdviceDismissedBody("cash", "")));
    }

    private static SaleBody Sale(long total, params SoldItem[] items) =>
        new(total, [new("cash", total)], Items: items.Length == 0 ? null : items);

    /// <summary>A workshop that bakes and sews, and a mentor who reads its pages.</summary>
    private sealed class Shop(TestApp app, Organisation org, HttpClient client)
    {
        private long sent;

        public DateOnly Today => org.DayOf(app.Clock.Now);

        public static async Task<Shop> Open(TestApp app)
        {
            var org = await app.Workshop("Taller de costos");
            return new(app, org, await app.SignedIn(org.Id, Who.Mentor));
        }

        /// <summary>Rent, a quintal of flour, a batch of bread, loaves and smocks sold, all today.</summary>
        public async Task Month()
        {
            var member = await app.Person(org.Id, Who.Member);
            await Send(
                "item-kept",
                new ItemKeptBody(Flour, "Harina", "bag", Sort: "material", Unit: "kg", Stocked: true, Cost: 600)
            );
            await Send(
                "item-kept",
                new ItemKeptBody(Bread, "Pan", "bread", 100, 3, Regulated: new("Ordenanza 1", new(2017, 7, 1)))
            );
            await Send("item-kept", new ItemKeptBody(Smock, "Guardapolvo", "apron", 7500, Cost: 4066, Minutes: 95));
            await Send(
                "materials-bought",
                new MaterialsBoughtBody([new(Flour, 92_000, "kg", 92_000, 60000)], [new("cash", 60000)])
            );
            await Send(
                "recipe-kept",
                new RecipeKeptBody(TestBook.Id(), Bread, [new(Flour, 46_000)], 700, Minutes: [new("all", 300)])
            );
            await Send(
                "batch-made",
                new BatchMadeBody(Bread, 700, Materials: [new(Flour, 46_000)], Work: [new(member, 300)])
            );
            await Send("sale", Sale(25000, new(Smock, 2, 15000), new(Bread, 300, 10000)));
            await Send("expense", new SpendingBody(42000, "5201", [new("cash", 42000)]));
        }

        public async Task<string?> Refused(string kind, object body) =>
            (await Record(kind, body, null)).Recording.Refusal?.Code;

        public async Task<Guid> Send(string kind, object body, DateOnly? on = null)
        {
            var (id, recording) = await Record(kind, body, on);
            Assert.True(recording.Answer == Answer.Accepted, $"{kind}: {recording.Refusal}");
            return id;
        }

        private async Task<(Guid Id, Recording Recording)> Record(string kind, object body, DateOnly? on)
        {
            var record = app.Services.GetRequiredService<RecordDocument>();
            var json = JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default);
            var ms = app.Clock.Now.ToUnixTimeMilliseconds() + ++sent;
            var document = new Document(TestBook.Id(), kind, 1, json, on ?? Today, ms, 0, TestBook.Id(), "test", sent);
            return (document.Id, await app.Writer.Do(s => record.Handle(s, org.Id, document, Who.All)));
        }

        public async Task<string> Read(string page) =>
            WebUtility.HtmlDecode(await client.GetStringAsync(new Uri($"/o/{org.Id}/{page}", UriKind.Relative)));
    }
}
