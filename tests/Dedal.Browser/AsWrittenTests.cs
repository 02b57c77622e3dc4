using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>What a person typed, tapped or handed on is what counts, and what she sees.</summary>
public sealed class AsWrittenTests(Chromium chromium, Demonstration demo) : IClassFixture<Demonstration>
{
    [Fact]
    public async Task A_kilo_and_a_half_is_no_fifteen_kilos_and_half_a_quintal_is_half_of_one()
    {
        await using var phone = await Offline();
        foreach (
            var (written, unit, expected) in new[] { ("1,5", "kilo", "1500 1500"), ("0.5", "quintal", "23000 500") }
        )
        {
            await phone.FromHome();
            await phone.Tap("Salió");
            await phone.Tap("Azúcar");
            await phone.Page.GetByLabel("¿Cuánto?").FillAsync(written);
            await phone.Tap(unit);
            await Assertions.Expect(phone.Page.GetByLabel("¿Cuánto?")).ToHaveValueAsync(written.Replace('.', ','));
            await Look.Picture(phone.Page, "phone-buy-half");
            await phone.Tap("20");
            await phone.Tap("Guardar");
            await phone.Said("Salió 20 bolivianos.");
            Assert.Equal(expected, await Last(phone, "b => b.items.map(i => `${i.quantity} ${i.count}`).join()"));
        }

        // Whole things end where the first other sign stands, and say so.
        await phone.FromHome();
        await phone.Tap("Hicimos");
        await phone.Tap("Pan redondo");
        var good = phone.Page.GetByLabel("Salieron bien");
        await good.FillAsync("60,5");
        await good.BlurAsync();
        await Assertions.Expect(good).ToHaveValueAsync("60");
    }

    [Fact]
    public async Task The_paper_of_an_order_says_what_was_paid_of_it_and_what_is_left()
    {
        await using var phone = await Offline();
        await Order(phone, "Casera Ejemplo Uno");
        await phone.Tap("Guardar");
        await phone.Said("Anotado: Falda inventada");
        var paid = await HandedOn(phone);
        Assert.StartsWith("RECIBO", paid, StringComparison.Ordinal);
        Assert.Contains("Precio: Bs\u00a0320,00", paid, StringComparison.Ordinal);
        Assert.Contains("A cuenta: Bs\u00a0160,00", paid, StringComparison.Ordinal);
        Assert.Contains("Saldo: Bs\u00a0160,00", paid, StringComparison.Ordinal);
        Assert.Contains("Entrega: ", paid, StringComparison.Ordinal);
        Assert.DoesNotContain("Total", paid, StringComparison.Ordinal);

        // A part more, and the rest at the hand-over: each paper says all of it.
        await phone.Tap("Falda inventada");
        await phone.Tap("Dio una parte");
        await phone.Keys("50");
        await phone.Tap("Guardar");
        await phone.Said("Saldo Bs\u00a0110,00.");
        var more = await HandedOn(phone);
        Assert.Contains("Pagó hoy: Bs\u00a050,00", more, StringComparison.Ordinal);
        Assert.Contains("A cuenta: Bs\u00a0210,00", more, StringComparison.Ordinal);
        Assert.Contains("Saldo: Bs\u00a0110,00", more, StringComparison.Ordinal);
        await phone.Tap("Cobrar saldo y entregar");
        await phone.Said("Entregado: Falda inventada.");
        var all = await HandedOn(phone);
        Assert.Contains("Pagó: Bs\u00a0320,00", all, StringComparison.Ordinal);
        Assert.Contains("Saldo: Bs\u00a00,00", all, StringComparison.Ordinal);

        await Order(phone, "Casera Ejemplo Dos");
        await phone.Tap("Nada");
        await phone.Tap("Guardar");
        await phone.Said("Anotado: Falda inventada");
        var unpaid = await HandedOn(phone);
        Assert.StartsWith("PEDIDO, todavía sin pago", unpaid, StringComparison.Ordinal);
        Assert.Contains("A cuenta: Bs\u00a00,00", unpaid, StringComparison.Ordinal);
        Assert.Contains("Saldo: Bs\u00a0320,00", unpaid, StringComparison.Ordinal);
        Assert.DoesNotContain("RECIBO", unpaid, StringComparison.Ordinal);
    }

    /// <summary>The snapshot is of yesterday, as on a phone without signal since then.</summary>
    [Fact]
    public async Task The_summary_after_counting_is_of_today_whatever_the_snapshot_says()
    {
        await using var phone = await Offline();
        await phone.Page.EvaluateAsync(
            """
            async org => {
              const { get, put } = await import('/phone/store.js')
              const snap = await get('snapshot', org)
              await put('snapshot', org, { ...snap, today: { day: '2020-01-01', in: 99900, out: 88800 } })
            }
            """,
            phone.Org
        );
        await phone.FromHome();
        await phone.Tap("Vendí");
        await phone.Tap("Mandil de cocina");
        await phone.Tap("Guardar");
        await phone.Said("Entró 35 bolivianos.");
        await phone.FromHome();
        await phone.Tap("Contar caja");
        await phone.Page.GetByLabel("¿Cuántos de 100?").FillAsync("3");
        await phone.Tap("Ya conté");
        await phone.Said("Contó 300 bolivianos.");
        Assert.Contains("Hoy entró 35,00 y salió 0,00.", await HandedOn(phone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_measure_that_is_no_number_is_asked_about_and_nothing_typed_is_lost()
    {
        await using var phone = await Offline();
        await phone.Page.GotoAsync(phone.Workshop + "orders#new");
        await phone.Page.GetByPlaceholder("+ Persona nueva").FillAsync("Doña Medida");
        await phone.Tap("Seguir");
        await phone.Tap("Falda inventada");
        var waist = phone.Page.GetByLabel("Cintura");
        await phone.Page.GetByLabel("Cadera").FillAsync("104,5");
        foreach (var odd in new[] { "92cm", "92-94", "920" })
        {
            await waist.FillAsync(odd);
            await phone.Tap("Seguir");
            await Assertions.Expect(phone.Page.Locator("[data-part=error]")).ToContainTextAsync("Cintura: escriba");
            await Assertions.Expect(waist).ToHaveValueAsync(odd);
        }

        await Look.Picture(phone.Page, "phone-measure-odd");
        await Look.NoBarriers(phone.Page);
        await waist.FillAsync("92");
        await phone.Tap("Seguir");
        await phone.Tap("Guardar");
        await phone.Said("Anotado: Falda inventada");
        var kept = await phone.Page.EvaluateAsync<string>(
            "async o => (await (await import('/phone/store.js')).waiting(o))"
                + ".find(d => d.kind === 'measures-taken').aside",
            phone.Org
        );
        Assert.Equal("""{"waist":92,"hip":104.5}""", kept);
    }

    [Fact]
    public async Task Material_that_was_tapped_once_too_often_is_taken_back()
    {
        await using var phone = await Offline();
        await Order(phone, "Casera Ejemplo Uno");
        await phone.Tap("Guardar");
        await phone.Tap("Falda inventada");
        await phone.Tap("Cortar");
        var chips = phone.Page.Locator("[data-part=materials] button");
        var (one, two) = (await chips.Nth(0).InnerTextAsync(), await chips.Nth(1).InnerTextAsync());
        await phone.Tap(one);
        await phone.Tap(two);
        await Counted(one).Locator("[data-part=more]").ClickAsync();
        await Counted(one).Locator("[data-part=less]").ClickAsync();
        await Counted(two).Locator("[data-part=less]").ClickAsync();
        await Assertions.Expect(Counted(two).Locator("input")).ToHaveValueAsync("0");
        await Counted(one).Locator("input").FillAsync("1,25");
        await Look.Picture(phone.Page, "phone-order-cut");
        await Look.FitsTheWidth(phone.Page);
        await Look.NoBarriers(phone.Page);
        await phone.Tap("Guardar");
        await phone.Said("Cortar");
        Assert.Equal("1250", await Last(phone, "b => b.materials.map(m => m.quantity).join()"));

        ILocator Counted(string what) => phone.Page.Locator(".counter", new() { HasText = $"{what}, " });
    }

    [Fact]
    public async Task Who_owed_before_the_payment_was_another_is_not_shown_as_chosen()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        await phone.FromHome();
        await phone.Tap("Vendí");
        await phone.Tap("Mandil de cocina");
        await phone.Tap("Fiado");
        await phone.Tap("Casera Ejemplo Uno");
        await phone.Tap("Efectivo");
        await phone.Tap("Fiado");
        await Assertions.Expect(phone.Page.Locator("[data-part=people] button").First).ToBeVisibleAsync();
        await Assertions.Expect(phone.Page.Locator("[data-part=people] [aria-pressed=true]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Every_screen_of_the_day_has_help_of_its_own()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var screen in new[] { "hoy", "como-vamos", "receivables", "payables", "socias" })
        {
            await phone.Page.GotoAsync(phone.Workshop + screen);
            await Assertions.Expect(phone.Page.Locator("body:not([aria-busy]) main > *").First).ToBeVisibleAsync();
            await phone.Page.Locator("[data-part=help]").ClickAsync();
            var text = phone.Page.Locator("[data-part=help-text]");
            await Assertions.Expect(text).Not.ToBeEmptyAsync();
            Assert.True(told.Add(await text.InnerTextAsync()), $"{screen} has the help of another screen.");
        }
    }

    private async Task<EnrolledPhone> Offline()
    {
        var phone = await WorkshopPhone.Open(demo, chromium);
        await phone.Context.SetOfflineAsync(true);
        // An answer still on its way was of the page before.
        await phone.FromHome();
        return phone;
    }

    /// <summary>A skirt for one customer, up to the page where it is saved.</summary>
    private static async Task Order(EnrolledPhone phone, string customer)
    {
        await phone.FromHome();
        await phone.Tap("Pedido");
        await phone.Tap("Pedido nuevo");
        // Who ordered lately stands there already; that depends on the day.
        await Assertions.Expect(phone.Page.Locator("[data-part=people] button").First).ToBeVisibleAsync();
        if (await phone.Page.GetByText("Ver todas").IsVisibleAsync())
            await phone.Tap("Ver todas");
        await phone.Tap(customer);
        await phone.Tap("Falda inventada");
        if (await phone.Page.GetByText("Seguir").IsVisibleAsync())
            await phone.Tap("Seguir");
    }

    /// <summary>The text that Mandar hands to another program.</summary>
    private static async Task<string> HandedOn(EnrolledPhone phone)
    {
        await phone.Page.EvaluateAsync(
            "() => { delete window.handed; navigator.share = async d => { window.handed = d.text } }"
        );
        await phone.Tap("Mandar");
        await phone.Page.Until("() => 'handed' in window");
        return await phone.Page.EvaluateAsync<string>("() => window.handed");
    }

    /// <summary>What is asked of the body of the document saved last.</summary>
    private static Task<string> Last(EnrolledPhone phone, string asked) =>
        phone.Page.EvaluateAsync<string>(
            $"async o => ({asked})((await (await import('/phone/store.js')).waiting(o)).at(-1).body)",
            phone.Org
        );
}
