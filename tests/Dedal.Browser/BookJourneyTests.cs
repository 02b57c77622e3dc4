using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>A treasurer's acts on the phone, one after the other, as she taps them. The pages need no script.</summary>
public sealed partial class BookJourneyTests(Chromium chromium, Demonstration demo) : IClassFixture<Demonstration>
{
    [Fact]
    public async Task She_sells_sees_the_sentence_finds_it_in_the_notebook_and_undoes_it()
    {
        await using var context = await chromium.Phone(demo.Url);
        var page = await context.NewPageAsync();
        await demo.Enter(page);
        var before = await InTheBox(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Vendí", Exact = false }).First.ClickAsync();
        await page.GetByLabel("¿Cuánto?").FillAsync("25");
        await Save(page, "Guardar");
        await Said(page, "Entró 25 bolivianos. En la caja hay");
        Assert.Equal(before + 25, await InTheBox(page));

        await page.GetByRole(AriaRole.Navigation).GetByText("Cuaderno").ClickAsync();
        await page.WaitForURLAsync("**/cuaderno");
        var newest = page.Locator("main li a").First;
        Assert.Contains("Vendí", await newest.InnerTextAsync(), StringComparison.Ordinal);
        await newest.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Anular" }).ClickAsync();
        await page.GetByText("Monto equivocado").ClickAsync();
        await Save(page, "Anular");
        await Said(page, "Anulado. En la caja hay");
        await Assertions.Expect(page.Locator("li.gone").First).ToContainTextAsync("anulado");
        await Look.NoBarriers(page);

        await page.GetByRole(AriaRole.Navigation).GetByText("Hoy").ClickAsync();
        await page.WaitForURLAsync("**/hoy");
        Assert.Equal(before, await InTheBox(page));
    }

    [Fact]
    public async Task She_pays_the_light_takes_money_home_and_counts_the_box()
    {
        await using var context = await chromium.Phone(demo.Url);
        var page = await context.NewPageAsync();
        var workshop = await demo.Enter(page);
        await page.GotoAsync(workshop + "sale");
        await page.GetByLabel("¿Cuánto?").FillAsync("300");
        await Save(page, "Guardar");
        var before = await InTheBox(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Salió" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Pagué" }).ClickAsync();
        await page.GetByLabel("¿Cuánto costó?").FillAsync("96,50");
        await page.GetByText("Luz, agua, gas").ClickAsync();
        await Save(page, "Guardar");
        await Said(page, "Salió 96 bolivianos con 50. En la caja hay");

        await page.GetByRole(AriaRole.Link, new() { Name = "Salió" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "A mi casa" }).ClickAsync();
        await page.GetByLabel("¿Cuánto se lleva?").FillAsync("50");
        await Save(page, "Llevar a la casa");
        await Said(page, "Salió 50 bolivianos. En la caja hay");
        Assert.Equal(before - 146.5m, await InTheBox(page));

        await page.GetByRole(AriaRole.Link, new() { Name = "Contar caja" }).ClickAsync();
        await page.GetByLabel("¿Cuántos de 100?").FillAsync("1");
        await page.GetByLabel("¿Cuántos de 0,50?").FillAsync("1");
        await Save(page, "Ya conté");
        await Said(page, "Contó 100 bolivianos con 50.");
        Assert.Equal(100.5m, await InTheBox(page));
    }

    [Fact]
    public async Task What_was_typed_stays_when_it_is_refused()
    {
        await using var context = await chromium.Phone(demo.Url);
        var page = await context.NewPageAsync();
        var workshop = await demo.Enter(page);
        await page.GotoAsync(workshop + "sale");
        await page.GetByLabel("¿Cuánto?").FillAsync("80");
        await page.GetByText("Fiado").ClickAsync();
        await Save(page, "Guardar");
        await Assertions.Expect(page.GetByText("Falta la persona. Elija a quién.")).ToBeVisibleAsync();
        await Look.NoBarriers(page);
        await Assertions.Expect(page.GetByLabel("¿Cuánto?")).ToHaveValueAsync("80");
        await page.Locator("select[name=party]").SelectOptionAsync("new");
        await page.GetByLabel("¿Cómo se llama?").FillAsync("Doña Petrona");
        await Save(page, "Guardar");
        await Said(page, "Doña Petrona debe 80 bolivianos.");
    }

    [Fact]
    public async Task A_sale_typed_before_the_session_ended_is_sent_again_after_signing_in()
    {
        await using var context = await chromium.Phone(demo.Url);
        var page = await context.NewPageAsync();
        var workshop = await demo.Enter(page);
        await page.GotoAsync(workshop + "sale");
        await page.GetByLabel("¿Cuánto?").FillAsync("35");
        await context.ClearCookiesAsync();
        await Save(page, "Guardar");
        await Assertions.Expect(page.GetByText("Su sesión terminó.")).ToBeVisibleAsync();
        await Look.Picture(page, "phone-session-over");
        await Look.FitsTheWidth(page);
        await Look.NoBarriers(page);
        await demo.Enter(await context.NewPageAsync());
        await Save(page, "Mandar otra vez");
        await Said(page, "Entró 35 bolivianos.");
    }

    private static Task Save(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static Task Said(IPage page, string sentence) =>
        Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync(sentence);

    /// <summary>The balance on the home page, in bolivianos.</summary>
    private static async Task<decimal> InTheBox(IPage page)
    {
        var text = NotDigits().Replace(await page.Locator(".big").First.InnerTextAsync(), "");
        return decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture) / 100;
    }

    [GeneratedRegex("[^0-9]", RegexOptions.None, 10_000)]
    private static partial Regex NotDigits();
}
