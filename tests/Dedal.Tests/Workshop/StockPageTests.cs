using System.Net;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>What there is of each thing: read, bought, counted, given away.</summary>
public class StockPageTests
{
    private static readonly Guid Flour = TestBook.Id();
    private static readonly Guid Bread = TestBook.Id();

    [Theory, ClassData(typeof(Engines))]
    public async Task A_quintal_bought_stands_in_kilos_with_its_value_and_its_documents(EngineKind engine)
    {
        await using var shop = await Open(engine);
        var form = await shop.Read($"stock/bought?item={Flour}");
        Assert.Contains("Harina, por quintal de 46 kilos", form);
        (string, string)[] bought =
        [
            ("what", $"{Flour} quintal"),
            ("quantity", "1,5"),
            ("total", "450"),
            ("how", "cash"),
            ("party", ""),
        ];
        Assert.Contains("Salió 450 bolivianos", await shop.Save("stock/bought", bought));
        var page = await shop.Read("stock");
        Assert.Contains("69 kilos", page);
        Assert.Contains("1 kilo vale Bs 6,52.", page);
        Assert.Contains($"reports/register?account=1301&subject=item:{Flour}", page);
        Assert.Contains("450,00", await shop.Read($"reports/register?account=1301&subject=item:{Flour}"));
        Assert.Equal((45_000, -45_000), (shop.Balance("1301"), shop.Balance("1101")));
        Assert.Contains("No se lleva la cuenta de: Hilo.", page);
        shop.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_used_before_it_was_written_is_a_task_until_it_is_bought(EngineKind engine)
    {
        await using var shop = await Open(engine);
        await shop.Send("given-away", new GivenAwayBody([new(Flour, 12_500)], "waste"));
        const string Task = "De Harina se usó más de lo anotado: faltan 12,5 kilos.";
        Assert.Contains(Task, await shop.Read("stock"));
        (string, string)[] bought = [("what", $"{Flour} kg"), ("quantity", "20"), ("total", "120"), ("how", "cash")];
        await shop.Save("stock/bought", bought);
        Assert.DoesNotContain(Task, await shop.Read("stock"));
        Assert.Contains("7,5 kilos", await shop.Read("stock"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_count_takes_only_what_was_filled_in_and_zero_is_an_answer(EngineKind engine)
    {
        await using var shop = await Open(engine);
        await shop.Save("stock/count", (There(Flour), "46"), (There(Bread), "100"), ("reason", "start"));
        Assert.Equal((29_900, 5_000, -34_900), (shop.Balance("1301"), shop.Balance("1303"), shop.Balance("3105")));

        await shop.Save("stock/count", (There(Flour), ""), (There(Bread), "0"), ("reason", "waste"));
        Assert.Equal((29_900, 0, 5_000), (shop.Balance("1301"), shop.Balance("1303"), shop.Balance("5102")));
        var (status, page) = await shop.Post("stock/count", (There(Flour), "-1"), ("reason", "waste"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Escriba cuánto hay: cero o más.", page);
        (_, page) = await shop.Post("stock/count", (There(Flour), ""), ("reason", "waste"));
        Assert.Contains("Escriba por lo menos una cantidad.", page);
        shop.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Yapa_is_a_cost_of_its_own_and_what_went_home_is_no_expense(EngineKind engine)
    {
        await using var shop = await Open(engine);
        await shop.Save("stock/count", (There(Bread), "100"), ("reason", "start"));
        await shop.Save("stock/given", ("item", $"{Bread}"), ("quantity", "4"), ("why", "yapa"));
        await shop.Save("stock/given", ("item", $"{Bread}"), ("quantity", "6"), ("why", "home"));
        Assert.Equal((200, 300, 4_500), (shop.Balance("5210"), shop.Balance("3104"), shop.Balance("1303")));
        var (status, page) = await shop.Post("stock/given", ("item", $"{Bread}"), ("quantity", "x"), ("why", "yapa"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("aria-describedby=\"f-quantity-err\"", page);
        (_, page) = await shop.Post("stock/given", ("item", ""), ("quantity", "1"), ("why", "yapa"));
        Assert.Contains("Falta elegir qué es.", page);
    }

    [Fact]
    public async Task Nothing_counted_yet_leads_to_the_items()
    {
        await using var shop = await ShopPages.Open(EngineKind.Sqlite);
        Assert.Contains("Todavía no se lleva la cuenta de nada.", await shop.Read("stock"));
        Assert.Contains("Todavía no hay materiales.", await shop.Read("stock/bought"));
        var (status, page) = await shop.Post("stock/bought", ("what", $"{Flour} saco"), ("quantity", "1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Todavía no hay materiales.", page);
    }

    private static string There(Guid item) => $"there-{item}";

    private static async Task<ShopPages> Open(EngineKind engine)
    {
        var shop = await ShopPages.Open(engine);
        var flour = new ItemKeptBody(
            Flour,
            "Harina",
            "bag",
            Sort: ItemSort.Material,
            Unit: "kg",
            Units: [new("quintal", 46_000)],
            Stocked: true,
            Cost: 650
        );
        await shop.Send("item-kept", flour);
        await shop.Send("item-kept", new ItemKeptBody(Bread, "Pan", "bread", 100, 3, Stocked: true, Cost: 50));
        await shop.Send("item-kept", new ItemKeptBody(TestBook.Id(), "Hilo", "thread", Sort: ItemSort.Material));
        return shop;
    }
}
