using System.Net;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.Workshop.Reports;

namespace Dedal.Tests.Workshop;

/// <summary>What stands behind pay: work, rules, savings, surplus.</summary>
public class WorkPagesTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Work_of_several_is_written_at_once_by_hours_pieces_and_shift(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var felipa = await shop.Named("Felipa Prueba", Who.Member);
        var idle = await shop.Named("Nieves Prueba", Who.Member);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_200));
        await shop.Taken(
            "work",
            ("what", "other"),
            ("begins", "22:30"),
            ("ends", "01:00"),
            ($"h-{shop.Rosa:D}", "3"),
            ($"m-{shop.Rosa:D}", "10"),
            ($"did-{shop.Julia:D}", "yes"),
            ($"n-{felipa:D}", "12"),
            ($"h-{idle:D}", "")
        );
        var work = shop.App.Reading(sql => new PayBook(sql, shop.Org).Work(new(2026, 3, 1), new(2026, 3, 31)));
        Assert.Equal(
            [(felipa, 0, 12, 0L), (shop.Julia, 150, 0, 3_000L), (shop.Rosa, 190, 0, 3_800L)],
            work.Select(w => (w.Member, w.Minutes, w.Pieces, w.Earned)).OrderBy(w => w.Minutes)
        );
        var page = await shop.Page("work");
        Assert.Contains("Otro trabajo · 3 h 10", page, StringComparison.Ordinal);
        Assert.Contains("Otro trabajo · 12 piezas", page, StringComparison.Ordinal);
        Assert.Contains("Otro trabajo · 2 h 30", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_says_nothing_is_refused_with_what_to_do()
    {
        await using var shop = await ShopApp.Start(EngineKind.Sqlite);
        var did = ($"did-{shop.Rosa:D}", "yes");
        await Refused(shop, "work", "Elija por lo menos a una que trabajó.", ("what", "other"));
        await Refused(shop, "work", "Diga las horas o piezas, o ponga el turno.", ("what", "other"), did);
        await Refused(shop, "work", "La hora del turno no se entiende.", ("what", "other"), did, ("begins", "25:10"));
        await Refused(shop, "work", "no pueden ser tantos", ("what", "other"), ($"h-{shop.Rosa:D}", "25"));
        await Refused(
            shop,
            "work",
            "un número entero, sin coma ni signo",
            ("what", "other"),
            ($"h-{shop.Rosa:D}", "-3")
        );
    }

    [Fact]
    public async Task A_pay_rule_changes_and_the_one_before_stays_to_be_read()
    {
        await using var shop = await ShopApp.Start(EngineKind.Sqlite);
        await shop.Taken("pay-rules", ("method", "hours"), ("hour", "11"), ("floor", "yes"));
        await shop.Taken(
            "pay-rules",
            ("method", "mixed"),
            ("hour", "5"),
            ("rate-1", "2,50"),
            ("step-1", "sew"),
            ("member", shop.Rosa.ToString())
        );
        await shop.Taken("pay-rules", ("method", "share"), ("by", "hours"), ("hour", "9"));
        var page = await shop.Page("pay-rules?for=" + shop.Rosa);
        foreach (
            var said in new[]
            {
                "Bs 11,00 por hora",
                "Se completa hasta el salario mínimo.",
                "Todo, Coser: Bs 2,50 por pieza",
                "Por partes, según las horas",
                "Rosa Prueba",
                "Vale ahora",
                "Antes",
                "value=\"2,50\"",
            }
        )
        {
            Assert.Contains(said, page, StringComparison.Ordinal);
        }

        var rules = shop.App.Reading(sql => new PayBook(sql, shop.Org).Rules());
        Assert.Equal((PayMethod.Mixed, 500), (rules(shop.Rosa)!.Method, rules(shop.Rosa)!.HourRate));
        Assert.Equal(
            (PayMethod.Share, 0, true),
            (rules(shop.Julia)!.Method, rules(shop.Julia)!.HourRate, rules(shop.Julia)!.ShareByHours)
        );
        await Refused(shop, "pay-rules", "Escriba cuánto se paga por pieza.", ("method", "piece"));
        await Refused(shop, "pay-rules", "Elija cómo se paga", ("method", ""));
        var more = await shop.Send("pay-rules", ("more", "1"), ("method", "piece"), ("rate-1", "3,00"), ("rows", "3"));
        Assert.Contains("name=\"rate-6\"", await ShopApp.Text(more), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Savings_come_and_go_by_member_and_never_more_than_there_is()
    {
        await using var shop = await ShopApp.Start(EngineKind.Sqlite);
        var who = ("member", shop.Rosa.ToString());
        await shop.Taken("savings", ("way", "in"), who, ("amount", "70,50"), ("how", "cash"));
        await shop.Taken("savings", ("way", "out"), who, ("amount", "20"), ("how", "cash"));
        await Refused(
            shop,
            "savings",
            "No hay tanto ahorro. Hay Bs 50,50.",
            ("way", "out"),
            who,
            ("amount", "51"),
            ("how", "cash")
        );
        var page = await shop.Page("savings");
        Assert.Contains("Bs 50,50", page, StringComparison.Ordinal);
        Assert.Contains("1 de 50, 1 de 0,50", page, StringComparison.Ordinal);
        Assert.Contains("▼ 20,00", page, StringComparison.Ordinal);
        Assert.Equal((5_050, -5_050), (shop.Balance("1101"), shop.Balance("2104")));
    }

    [Fact]
    public async Task Surplus_is_read_in_parts_then_voted()
    {
        await using var shop = await ShopApp.Start(EngineKind.Sqlite);
        await shop.Record("sale", new SaleBody(50_000, [new("cash", 50_000)]), new(2025, 12, 5));
        await shop.Record(
            "work-done",
            new WorkDoneBody("other", [new(shop.Rosa, 60), new(shop.Julia, 120)]),
            new(2025, 12, 6)
        );
        await shop.Record("month-close", new MonthCloseBody(202512));
        await shop.Record("year-close", new YearCloseBody(2025));
        const string Asked = "surplus?total=90&reserve=10&by=hours";
        var page = await shop.Page(Asked);
        Assert.Contains("Quedó para repartir", page, StringComparison.Ordinal);
        Assert.Contains("Bs 60,00", page, StringComparison.Ordinal);
        var vote = ("vote", await shop.Hidden(Asked, "vote"));
        var (paid, saved) = (($"way-{shop.Rosa:D}", "paid"), ($"way-{shop.Julia:D}", "saved"));
        await Refused(shop, Asked, "Marque quiénes votaron a favor.", vote, paid, saved, ("how", "cash"));
        var voted = ($"voted-{shop.Rosa:D}", "yes");
        await shop.Taken(Asked, vote, paid, saved, voted, ("how", "cash"));
        Assert.Equal((47_000, -6_000, -40_000), (shop.Balance("1101"), shop.Balance("2104"), shop.Balance("3103")));
        page = await shop.Page("surplus");
        Assert.Contains("Votaron a favor 1. Según las horas.", page, StringComparison.Ordinal);
        Assert.Contains("Julia Prueba · La guarda", page, StringComparison.Ordinal);
        await Refused(shop, Asked, "Elija a quién se paga", ("vote", "nonsense"), ("how", "cash"));
    }

    [Fact]
    public async Task A_group_keeps_all_of_it_and_an_amount_that_cannot_be_read_is_said_at_its_field()
    {
        await using var shop = await ShopApp.Start(EngineKind.Sqlite);
        await shop.Record("sale", new SaleBody(50_000, [new("cash", 50_000)]), new(2025, 12, 5));
        await shop.Record("month-close", new MonthCloseBody(202512));
        await shop.Record("year-close", new YearCloseBody(2025));
        foreach (var wrong in new[] { "total=doce&reserve=10", "total=90&reserve=1o", "total=90&education=12,345" })
        {
            var asked = await shop.Page("surplus?" + wrong);
            Assert.Contains("No se entiende el monto.", asked, StringComparison.Ordinal);
            Assert.Contains($"value=\"{wrong[(wrong.LastIndexOf('=') + 1)..]}\"", asked, StringComparison.Ordinal);
            Assert.DoesNotContain("name=\"vote\"", asked, StringComparison.Ordinal);
        }

        Assert.Contains("más que cero", await shop.Page("surplus?reserve=-5"), StringComparison.Ordinal);
        const string Kept = "surplus?reserve=400&education=100";
        var page = await shop.Page(Kept);
        Assert.Contains("Lo votamos: guardar", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Cómo se paga", page, StringComparison.Ordinal);
        var vote = ("vote", await shop.Hidden(Kept, "vote"));
        await Refused(shop, Kept, "Marque quiénes votaron a favor.", vote);
        await shop.Taken(Kept, vote, ($"voted-{shop.Rosa:D}", "yes"));
        Assert.Equal((-40_000, -10_000, 0), (shop.Balance("3102"), shop.Balance("2106"), shop.Balance("3103")));
        Assert.Contains("Votaron a favor 1.", await shop.Page("surplus"), StringComparison.Ordinal);
        Assert.Contains("Se guardó lo que quedó", await shop.Page("cuaderno"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vote_on_more_than_there_is_says_so_and_keeps_what_was_chosen()
    {
        await using var shop = await ShopApp.Start(EngineKind.Sqlite);
        await shop.Record("sale", new SaleBody(50_000, [new("cash", 50_000)]), new(2025, 12, 5));
        await shop.Record("month-close", new MonthCloseBody(202512));
        await shop.Record("year-close", new YearCloseBody(2025));
        const string Asked = "surplus?total=600";
        var vote = await shop.Hidden(Asked, "vote");
        var (voted, way) = ($"voted-{shop.Rosa:D}", $"way-{shop.Julia:D}");
        var answer = await shop.Send(
            Asked,
            ("vote", vote),
            (voted, "yes"),
            (way, "saved"),
            ("how", "cash"),
            ("note", "Acta 7")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(vote, await ShopApp.Hidden(answer, "vote"));
        var page = await ShopApp.Text(answer);
        Assert.Contains("Acta 7", page, StringComparison.Ordinal);
        foreach (var (name, value) in new[] { (voted, "yes"), (way, "saved") })
        {
            var input = page.Split('<').Single(t => t.Contains($"name=\"{name}\" value=\"{value}\""));
            Assert.Contains(" checked", input, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_sum_to_share_that_cannot_be_read_pays_nobody()
    {
        await using var shop = await ShopApp.Start(EngineKind.Sqlite);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Share));
        await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Rosa, 60)]));
        Assert.Contains("name=\"run\"", await shop.Page("pay?pool=30,50"), StringComparison.Ordinal);
        var page = await shop.Page("pay?pool=30,5x");
        Assert.Contains("No se entiende el monto.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"30,5x\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"run\"", page, StringComparison.Ordinal);
    }

    private static async Task Refused(ShopApp shop, string path, string sentence, params (string, string)[] fields)
    {
        var answer = await shop.Send(path, fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(sentence, await ShopApp.Text(answer), StringComparison.Ordinal);
    }
}
