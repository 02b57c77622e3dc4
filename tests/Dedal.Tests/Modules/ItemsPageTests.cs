using System.Net;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Modules;

/// <summary>Items kept by the form: the short one for a product with its price, the whole one for a material.</summary>
public class ItemsPageTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_form_keeps_what_it_has_no_field_for(EngineKind engine)
    {
        await using var shop = await ShopPages.Open(engine);
        var flour = new ItemKeptBody(
            TestBook.Id(),
            "Harina",
            "bag",
            Sort: ItemSort.Material,
            Unit: "kg",
            Units: [new("quintal", 46_000)],
            Stocked: true,
            Cost: 652,
            Minutes: 3,
            Regulated: new("Ordenanza 1", new(2017, 7, 1))
        );
        await shop.Send("item-kept", flour);
        await shop.Save(
            "items",
            ("item", $"{flour.Item}"),
            ("name", "Harina blanca"),
            ("icon", "bag"),
            ("price", ""),
            ("quantity", "1"),
            ("income", "")
        );
        var now = Kept(shop, flour.Item);
        Assert.Equal([new("quintal", 46_000)], now.Units!);
        Assert.Equal(flour with { Name = "Harina blanca" }, now with { Units = flour.Units });
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_material_gets_its_units_cost_and_stock_and_can_lose_a_unit_again(EngineKind engine)
    {
        await using var shop = await ShopPages.Open(engine);
        Assert.Contains("1 quintal trae", await shop.Read("items"));
        Assert.Contains("Lo usual: 11,5.", await shop.Read("items"));
        var id = TestBook.Id();
        await shop.Save("items", [.. Whole(id), ("factor-quintal", "46"), ("factor-arroba", "11,5")]);
        var flour = Kept(shop, id);
        Assert.Equal((ItemSort.Material, "kg", true, 652, 12), Seen(flour));
        Assert.Equal([new("arroba", 11_500), new("quintal", 46_000), new("bolsa", 5_000)], flour.Units!);
        Assert.Equal(new("Ordenanza 1", new(2017, 7, 1)), flour.Regulated);

        var page = await shop.Read($"items?item={id}");
        Assert.Matches("name=\"factor-arroba\"[^>]*value=\"11,5\"", page);
        Assert.Matches("name=\"factor-bolsa\"[^>]*value=\"5\"", page);
        await shop.Save(
            "items",
            [.. Whole(id), ("factor-quintal", "50"), ("measure-hip", "yes"), ("measure-waist", "yes")]
        );
        Assert.Equal(["waist", "hip"], Kept(shop, id).Measures!);
        await shop.Save("items", [.. Whole(id), ("factor-quintal", "50"), ("factor-arroba", "")]);
        Assert.Null(Kept(shop, id).Measures);
        Assert.Equal([new("quintal", 50_000), new("bolsa", 5_000)], Kept(shop, id).Units!);
    }

    [Theory]
    [InlineData("factor-quintal", "mucho", "La cantidad tiene que ser de 1 en adelante.")]
    [InlineData("newUnit", "una bolsa!", "La unidad no se entiende.")]
    [InlineData("cost", "", "Escriba cuánto cuesta más o menos")]
    [InlineData("minutes", "un rato", "Escriba un número entero, sin coma ni signo.")]
    [InlineData("normSince", "", "Corrija la fecha.")]
    public async Task What_makes_no_sense_is_said_at_its_field_and_what_was_typed_stays(
        string field,
        string typed,
        string said
    )
    {
        await using var shop = await ShopPages.Open(EngineKind.Sqlite);
        var form = Whole(TestBook.Id()).Where(f => f.Name != field).Append((field, typed));
        var (status, page) = await shop.Post("items", [.. form]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(said, page);
        Assert.Contains($"aria-describedby=\"f-{field}-err\"", page);
        Assert.Matches("name=\"norm\"[^>]*value=\"Ordenanza 1\"", page);
        Assert.Matches("<details class=\"more\" open", page);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Every_price_is_read_with_its_day_and_what_is_no_longer_sold_can_come_back(EngineKind engine)
    {
        await using var shop = await ShopPages.Open(engine);
        var bread = new ItemKeptBody(TestBook.Id(), "Pan", "bread", 100, 3);
        await shop.Send("item-kept", bread, new(2026, 1, 5));
        await shop.Send("item-kept", bread with { Name = "Pan redondo" }, new(2026, 2, 1));
        await shop.Send("item-kept", bread with { Name = "Pan redondo", Price = 50, Quantity = 1 }, new(2026, 3, 2));
        var page = await shop.Read($"items?item={bread.Item}");
        Assert.Contains("Precios de Pan redondo", page);
        Assert.Contains("3 por Bs 1,00", page);
        Assert.Contains("desde el 05/01/2026", page);
        Assert.DoesNotContain("desde el 01/02/2026", page);
        Assert.Contains("desde el 02/03/2026", page);

        (string, string)[] form = [("item", $"{bread.Item}"), ("name", "Pan"), ("icon", "bread"), ("price", "0,50")];
        await shop.Save("items", [.. form, ("archived", "yes")]);
        Assert.True(Kept(shop, bread.Item).Archived);
        Assert.Contains("Lo que ya no vendemos", await shop.Read("items"));
        Assert.Matches("name=\"archived\" value=\"yes\" checked", await shop.Read($"items?item={bread.Item}"));
        await shop.Save("items", form);
        Assert.DoesNotContain("Lo que ya no vendemos", await shop.Read("items"));
    }

    private static (string, string, bool, long?, int?) Seen(ItemKeptBody i) =>
        (i.Sort, i.Unit, i.Stocked, i.Cost, i.Minutes);

    private static ItemKeptBody Kept(ShopPages shop, Guid item) =>
        shop.App.Reading(sql => Items.Find(sql, shop.Org.Id, item))!;

    /// <summary>The form of flour with all its fields, and a bag of five kilos.</summary>
    private static (string Name, string Value)[] Whole(Guid item) =>
        [
            ("item", $"{item}"),
            ("name", "Harina"),
            ("icon", "bag"),
            ("price", ""),
            ("quantity", "1"),
            ("income", ""),
            ("sort", "material"),
            ("unit", "kg"),
            ("newUnit", "bolsa"),
            ("newFactor", "5"),
            ("stocked", "yes"),
            ("cost", "6,52"),
            ("minutes", "12"),
            ("norm", "Ordenanza 1"),
            ("normSince", "2017-07-01"),
        ];
}
