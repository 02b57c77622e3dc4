using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>Both trades of a workshop on its phone, without signal first.</summary>
public sealed class WorkshopJourneyTests(Chromium chromium, Demonstration demo, ITestOutputHelper output)
    : IClassFixture<Demonstration>
{
    [Fact]
    public async Task An_order_goes_from_measures_to_hand_over_with_two_part_payments_and_an_alteration()
    {
        await using var phone = await WithWorkshop();
        await phone.Context.SetOfflineAsync(true);
        await phone.FromHome();
        var before = await phone.InTheBox();
        await phone.Tap("Pedido");
        await phone.Tap("Pedido nuevo");
        await Assertions.Expect(phone.Page.Locator("[data-part=people] button").First).ToBeVisibleAsync();
        // Whoever of them owes has a line more: with all of them it must fit as well.
        await phone.Page.EvaluateAsync(
            "() => document.querySelectorAll('.halves .line .soft').forEach(e => (e.textContent = 'debe Bs 1.250,00'))"
        );
        await Look.FitsTheHeight(phone.Page);
        await phone.Tap("Ver todas");
        await phone.Tap("Casera Ejemplo Uno");
        await Look.FitsTheHeight(phone.Page);
        await phone.Tap("Falda inventada");
        await phone.Page.GetByLabel("Cintura").FillAsync("82");
        await phone.Page.GetByLabel("Cadera").FillAsync("104");
        await phone.Tap("Seguir");
        await Assertions.Expect(phone.Page.Locator("summary")).ToContainTextAsync("Medidas de hoy");
        await Look.FitsTheHeight(phone.Page);
        await Look.Picture(phone.Page, "phone-order-new");
        await phone.Tap("Guardar");
        await phone.Said("Anotado: Falda inventada para el");
        Within(8, phone.Taps, "Pedido, two measures typed besides");
        await Look.Picture(phone.Page, "phone-orders");

        await phone.Tap("Falda inventada");
        await Step(phone, "Cortar");
        await Step(phone, "Coser");
        await phone.Tap("Dio una parte");
        await phone.Keys("50");
        await phone.Tap("Guardar");
        await phone.Said("Saldo");
        await Look.Picture(phone.Page, "phone-order");
        await Look.FitsTheWidth(phone.Page);
        await Look.NoBarriers(phone.Page);
        await phone.Send();
        await phone.Context.SetOfflineAsync(true);

        await phone.FromHome();
        await phone.Tap("Pedido");
        await phone.Tap("Falda inventada");
        await Assertions.Expect(phone.Page.Locator("[data-part=measures]")).ToContainTextAsync("82");
        await Step(phone, "Arreglo");
        await Step(phone, "Prueba");
        await Step(phone, "Listo");
        await phone.FromHome();
        await phone.Tap("Pedido");
        await phone.Tap("Falda inventada");
        await phone.Tap("Cobrar saldo y entregar");
        await phone.Said("Entregado: Falda inventada.");
        Within(3, phone.Taps, "Pay the balance and hand over");

        await phone.Send();
        await Assertions.Expect(phone.Page.Locator("[data-part=unsent]")).ToBeHiddenAsync();
        await phone.Shows(before + 32_000);
        await phone.Tap("Pedido");
        await Assertions.Expect(phone.Page.Locator("main")).ToContainTextAsync("Pedido nuevo");
        await Assertions.Expect(phone.Page.Locator("main")).Not.ToContainTextAsync("Falda inventada");
        await AfterTheHandOver(phone, before + 32_000);
    }

    /// <summary>An alteration of what left; two pieces that leave on credit and are paid later.</summary>
    private async Task AfterTheHandOver(EnrolledPhone phone, long box)
    {
        var main = phone.Page.Locator("main");
        await phone.Context.SetOfflineAsync(true);
        await phone.FromHome();
        await phone.Tap("Pedido");
        await phone.Tap("Entregados y anulados");
        await phone.Tap("Falda inventada");
        await Assertions.Expect(main).ToContainTextAsync("82");
        await phone.Tap("Arreglo por garantía");
        await Assertions
            .Expect(phone.Page.Locator("[data-part=guarantee]"))
            .ToHaveAttributeAsync("aria-pressed", "true");
        await phone.Tap("Guardar");
        await phone.Said("Arreglo");
        Within(5, phone.Taps, "Alteration of what was handed over");

        await phone.FromHome();
        await phone.Tap("Pedido");
        await phone.Tap("Pedido nuevo");
        await phone.Tap("Casera Ejemplo Uno");
        await phone.Tap("Falda inventada");
        await More(phone, "Piezas", 1);
        await Assertions.Expect(phone.Page.Locator("[data-part=reprice]")).ToContainTextAsync("640,00");
        await phone.Tap("Nada");
        await phone.Tap("Guardar");
        await phone.Said("Anotado: 2 Falda inventada para el");
        Within(8, phone.Taps, "Pedido of two pieces, nothing on account");
        await phone.Tap("2 Falda inventada");
        await phone.Tap("Fiado");
        await phone.Tap("Cobrar saldo y entregar");
        await phone.Said("Casera Ejemplo Uno debe");
        await phone.Tap("Entregados y anulados");
        await Look.Picture(phone.Page, "phone-orders-ended");
        await phone.Tap("2 Falda inventada");
        await Look.Picture(phone.Page, "phone-order-ended");
        await Look.NoBarriers(phone.Page);
        await phone.Tap("Me pagaron");
        await phone.Tap("Guardar");
        await phone.Said("Entró 640 bolivianos.");
        await Assertions.Expect(phone.Page.GetByText("Me pagaron")).ToBeHiddenAsync();
        await phone.Send();
        await Assertions.Expect(phone.Page.Locator("[data-part=unsent]")).ToBeHiddenAsync();
        await phone.Shows(box + 64_000);
    }

    [Fact]
    public async Task An_amount_and_a_day_of_her_own_stay_when_the_price_changes()
    {
        await using var phone = await WithWorkshop();
        var chosen = phone.Page.Locator("[aria-pressed=true]");
        await phone.Context.SetOfflineAsync(true);
        await phone.Page.GotoAsync(phone.Workshop + "orders#new");
        await phone.Tap("Ver todas");
        await phone.Tap("Casera Ejemplo Dos");
        await phone.Tap("Falda inventada");
        if (await phone.Page.GetByText("Seguir").IsVisibleAsync())
            await phone.Tap("Seguir");
        await phone.Press(phone.Page.Locator("[data-part=deposits] button", new() { HasText = "Otro" }));
        await phone.Keys("70");
        await phone.Press(phone.Page.Locator("[data-part=days] button", new() { HasText = "Otro" }));
        var last = phone.Page.Locator("[data-part=days] button").Last;
        var day = await last.InnerTextAsync();
        await phone.Press(last);
        await More(phone, "Piezas", 1);
        await phone.Press(phone.Page.Locator("[data-part=reprice]"));
        await phone.Keys("600");
        await phone.Tap("Seguir");
        await Assertions.Expect(phone.Page.Locator("[data-part=days]").Locator(chosen)).ToHaveTextAsync(day);
        await Assertions.Expect(phone.Page.Locator("[data-part=deposits]").Locator(chosen)).ToHaveTextAsync("Otro");
        await phone.Tap("Guardar");
        await phone.Said("Entró 70 bolivianos.");
        await phone.Said(day);
        await phone.Said("Saldo Bs 530,00.");

        // One of the two is sewn today, and that alone is paid; by two women in 101 minutes, none of which is lost.
        await phone.Tap("2 Falda inventada");
        await phone.Tap("Coser");
        var pieces = phone.Page.Locator(".counter", new() { HasText = "Piezas" });
        await phone.Press(pieces.Locator("[data-part=less]"));
        await phone.Press(phone.Page.Locator("[data-part=team] button[aria-pressed=false]").First);
        await phone.Page.Locator(".counter", new() { HasText = "Minutos" }).Locator("input").FillAsync("101");
        await phone.Tap("Guardar");
        await phone.Said("Coser");
        var said = await phone.Page.EvaluateAsync<string>(
            "async o => { const { pieces, work } = (await (await import('/phone/store.js')).waiting(o)).at(-1).body;"
                + " return [pieces, ...work.map(w => w.minutes)].join(' ') }",
            phone.Org
        );
        Assert.Equal("1 51 50", said);
    }

    [Fact]
    public async Task A_bakery_day_goes_from_plan_to_closed_run_with_returns()
    {
        NotOnAHoliday();
        await using var phone = await WithWorkshop();
        await phone.Context.SetOfflineAsync(true);
        await phone.FromHome();
        var before = await phone.InTheBox();
        await phone.Tap("Reparto");
        await Assertions.Expect(phone.Page.GetByText("El plan no está confirmado.")).ToBeVisibleAsync();
        await Assertions.Expect(phone.Page.Locator("main")).ToContainTextAsync("Hornear antes de las 14:00");
        await Assertions.Expect(phone.Page.Locator("main")).ToContainTextAsync("Falta Harina");
        await Look.Picture(phone.Page, "phone-route-plan");
        await Look.NoBarriers(phone.Page);
        await phone.Tap("Confirmar 100");
        await phone.Said("El plan está confirmado.");

        await phone.FromHome();
        await phone.Tap("Hicimos");
        await phone.Tap("Pan redondo");
        await Look.Picture(phone.Page, "phone-made");
        await phone.Tap("Guardar");
        await phone.Said("Anotado: 150 Pan redondo.");
        Within(5, phone.Taps, "Hicimos");

        await phone.FromHome();
        await phone.Tap("Reparto");
        await phone.Tap("Cargar 100");
        await phone.Said("Salen 100 panes.");
        Within(2, phone.Taps, "Reparto, load");

        var taps = phone.Taps;
        await phone.Tap("Entregué al siguiente");
        await Look.Picture(phone.Page, "phone-stop");
        await phone.Tap("Guardar");
        await phone.Said("Quedaron 40 con Restaurante Prueba Uno.");
        Within(2, phone.Taps - taps, "Reparto, a stop as planned");

        taps = phone.Taps;
        await phone.Tap("Restaurante Prueba Dos");
        await More(phone, "Volvió", 2);
        await phone.Tap("Fiado");
        await phone.Tap("Guardar");
        await phone.Said("Quedaron 58 con Restaurante Prueba Dos.");
        Within(5, phone.Taps - taps, "Reparto, a stop with returns");
        await Look.Picture(phone.Page, "phone-route");
        await Look.FitsTheWidth(phone.Page);
        await Look.NoBarriers(phone.Page);

        await phone.Tap("Cerrar reparto");
        await More(phone, "No se puede vender", 1);
        await phone.Keys("20");
        await Look.Picture(phone.Page, "phone-route-close");
        await phone.Tap("Cerrar reparto");
        await phone.Said("Volvieron 2.");
        await phone.Said("Faltan Bs 4,00.");
        // What lacks is settled with the close: nobody is asked for it again.
        await Assertions.Expect(phone.Page.Locator("[data-part=rider]")).ToHaveCountAsync(0);
        await phone.Send();
        await Assertions.Expect(phone.Page.Locator("[data-part=unsent]")).ToBeHiddenAsync();
        await phone.Shows(before + 2_000);
        await phone.Tap("Reparto");
        await Assertions.Expect(phone.Page.Locator("[data-part=change]")).ToBeVisibleAsync();
        await Assertions.Expect(phone.Page.Locator("[data-part=rider]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Bread_that_weighs_too_little_for_its_flour_is_asked_about_before_it_is_kept()
    {
        await using var phone = await WithWorkshop();
        await phone.FromHome();
        await phone.Tap("Hicimos");
        await phone.Tap("Pan redondo");
        await phone.Page.GetByLabel("Salieron bien").FillAsync("60");
        await phone.Tap("Guardar");
        await Assertions.Expect(phone.Page.GetByText("El peso no va con la harina.")).ToBeVisibleAsync();
        await phone.Tap("Guardar");
        await phone.Said("Anotado: 60 Pan redondo.");

        // Work without goods is written there too: how often, who, how long.
        await phone.FromHome();
        await phone.Tap("Hicimos");
        await phone.Tap("Dobladillo");
        await Assertions.Expect(phone.Page.GetByLabel("Minutos en total")).ToHaveValueAsync("15");
        await Look.Picture(phone.Page, "phone-made-service");
        await phone.Tap("Guardar");
        await phone.Said("Anotado: 1 Dobladillo.");
        await phone.Send();
        await Assertions.Expect(phone.Page.Locator("[data-part=unsent]")).ToBeHiddenAsync();
    }

    /// <summary>Sugar: flour bought here would be there for the bakery day, whichever runs first.</summary>
    [Fact]
    public async Task A_material_is_bought_by_the_quintal()
    {
        await using var phone = await WithWorkshop();
        await phone.Context.SetOfflineAsync(true);
        await phone.FromHome();
        await phone.Tap("Salió");
        await phone.Tap("Azúcar");
        await Look.Picture(phone.Page, "phone-buy");
        await phone.Tap("200");
        await phone.Tap("Guardar");
        await phone.Said("Salió 200 bolivianos.");
        Within(4, phone.Taps, "Compré material");
        await phone.Send();
        await Assertions.Expect(phone.Page.Locator("[data-part=unsent]")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("es")]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task Every_screen_of_both_trades_fits_and_has_no_barrier(string language)
    {
        NotOnAHoliday();
        await using var phone = await WithWorkshop(language);
        var page = phone.Page;
        await phone.Context.SetOfflineAsync(true);
        // Where only what stands after the # changes, no page is opened: what is there is the one before.
        foreach (var path in (string[])["orders", "made", "orders#ended", "route", "orders#new"])
        {
            await page.GotoAsync(phone.Workshop + path);
            await Assertions.Expect(page.Locator("main > *").First).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("nav.menu")).ToHaveCountAsync(1);
            await Right(path);
        }

        // Whoever is new has no measures yet.
        await page.Locator("[data-part=people] input").FillAsync("Doña Nueva");
        await page.Locator("[data-part=go]").ClickAsync();
        await page.Locator("[data-part=items] button").First.ClickAsync();
        await Right("orders-new-measures");
        await page.Locator("[data-part=fields] input").First.FillAsync("80");
        await page.Locator("[data-part=go]").ClickAsync();
        await Right("orders-new-last");
        await page.GotoAsync(phone.Workshop + "made");
        await page.Locator("[data-part=items] button").First.ClickAsync();
        await Right("made-how");
        await page.GotoAsync(phone.Workshop + "route");
        await page.Locator("[data-part=change] summary").ClickAsync();
        await Right("route-change");

        async Task Right(string what)
        {
            await Assertions.Expect(page.Locator($"html[lang={language}]")).ToHaveCountAsync(1);
            await Look.Picture(page, $"phone-{what.Replace('#', '-')}.{language}");
            await Look.FitsTheWidth(page);
            await Look.NoBarriers(page);
        }
    }

    /// <summary>On those days no standing order stands, and Reparto has no window.</summary>
    private static void NotOnAHoliday()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/La_Paz");
        var today = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), zone).ToString("yyyy-MM-dd", null);
        var rows = File.ReadLines(Path.Combine(Repository.Root, "src/Dedal.Web/Parameters/bolivia.tsv"));
        Assert.SkipWhen(
            rows.Any(r => r.StartsWith($"holiday\t{today}\t", StringComparison.Ordinal)),
            "Today is a holiday in Bolivia: nothing is brought to anybody."
        );
    }

    private Task<EnrolledPhone> WithWorkshop(string language = "es") => WorkshopPhone.Open(demo, chromium, language);

    /// <summary>A step done, by who holds the phone.</summary>
    private static async Task Step(EnrolledPhone phone, string step)
    {
        await phone.Tap(step);
        await phone.Tap("Guardar");
        await phone.Said(step);
    }

    private static async Task More(EnrolledPhone phone, string label, int times)
    {
        for (var i = 0; i < times; i++)
            await phone.Press(
                phone.Page.Locator(".counter", new() { HasText = label }).First.Locator("[data-part=more]")
            );
    }

    private void Within(int most, int taps, string what)
    {
        output.WriteLine($"{what}: {taps} taps, {most} at most");
        Assert.True(taps <= most, $"{what} takes {taps} taps; {most} at most.");
    }
}
