using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>A treasurer's day on an enrolled phone, most of it without signal.</summary>
public sealed class PhoneDayTests(Chromium chromium, Demonstration demo, ITestOutputHelper output)
    : IClassFixture<Demonstration>
{
    [Fact]
    public async Task A_day_without_signal_is_whole_when_the_signal_is_back()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        var before = await phone.InTheBox();
        await phone.Context.SetOfflineAsync(true);

        await phone.FromHome();
        await phone.Tap("Vendí");
        await phone.Tap("Mandil de cocina");
        await phone.Tap("Guardar");
        await phone.Said("Entró 35 bolivianos. En la caja hay");
        await phone.Said("según este teléfono");
        Within(3, phone.Taps, "Vendí");

        await phone.FromHome();
        await phone.Tap("Vendí");
        await phone.Tap("Mandil de cocina");
        await phone.Tap("Fiado");
        await phone.Tap("Casera Ejemplo Uno");
        await phone.Tap("Guardar");
        await phone.Said("Casera Ejemplo Uno debe");
        Within(5, phone.Taps, "Vendí fiado");

        await phone.FromHome();
        await phone.Tap("Salió");
        await phone.Tap("Transporte");
        await phone.Tap("20");
        await phone.Tap("Guardar");
        await phone.Said("Salió 20 bolivianos.");
        Within(4, phone.Taps, "Salió");

        await phone.FromHome();
        await phone.Tap("Nos deben");
        await phone.Tap("Casera Ejemplo Dos");
        await phone.Tap("Guardar");
        await phone.Said("Casera Ejemplo Dos ya no debe nada.");

        await phone.FromHome();
        var expected = await phone.InTheBox();
        await phone.Tap("Contar caja");
        await phone.Page.GetByLabel("¿Cuántos de 100?").FillAsync("3");
        await phone.Tap("Ya conté");
        await phone.Said("Contó 300 bolivianos.");
        Assert.Equal(30_000, await phone.InTheBox());
        Assert.NotEqual(before, expected);
        Assert.Equal(5, await phone.Waiting());
        await Assertions.Expect(phone.Page.Locator("[data-part=unsent]")).ToContainTextAsync("5");

        await phone.Send();
        await Assertions.Expect(phone.Page.Locator("[data-part=unsent]")).ToBeHiddenAsync();
        Assert.Equal(30_000, await phone.InTheBox());
        await phone.Tap("Cuaderno");
        await Assertions.Expect(phone.Page.Locator("main")).ToContainTextAsync("Vendí a Casera Ejemplo Uno");
        await Assertions.Expect(phone.Page.Locator("main").GetByText("por enviar")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Someone_new_is_named_on_the_phone_and_what_was_wrong_is_undone_there()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        await phone.Context.SetOfflineAsync(true);
        await phone.FromHome();
        var before = await phone.InTheBox();
        await phone.Tap("Vendí");
        await phone.Tap("Otro");
        await phone.Keys("80");
        await phone.Tap("Una parte");
        await phone.Page.Locator("[data-part=now-keys] .quick button", new() { HasText = "20" }).First.ClickAsync();
        await phone.Page.GetByPlaceholder("+ Persona nueva").FillAsync("Doña Inventada");
        await phone.Tap("Guardar");
        await phone.Said("Entró 20 bolivianos. Doña Inventada debe 60 bolivianos.");
        await phone.Tap("Deshacer");
        await phone.Said("Anulado.");
        await Assertions.Expect(phone.Page.Locator("li .gone, li.gone").First).ToContainTextAsync("anulado");
        await phone.FromHome();
        Assert.Equal(before, await phone.InTheBox());
        await phone.Send();
        Assert.Equal(before, await phone.InTheBox());
    }

    [Fact]
    public async Task What_was_saved_last_can_be_undone_for_ten_seconds_of_its_own()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        await phone.Context.SetOfflineAsync(true);
        await phone.FromHome();
        await phone.Page.Clock.InstallAsync();
        var undo = phone.Page.Locator("[data-part=undo]");
        foreach (var _ in new[] { 1, 2 })
        {
            await phone.Tap("Vendí");
            await phone.Tap("Mandil de cocina");
            await phone.Tap("Guardar");
            await phone.Said("Entró 35 bolivianos.");
            await Assertions.Expect(undo).ToBeVisibleAsync();
            // The clock goes on by itself meanwhile: twice this is above ten seconds, with room for a slow one.
            await phone.Page.Clock.FastForwardAsync(5_500);
        }

        // The ten seconds of the first are over, not those of the second.
        await Assertions.Expect(undo).ToBeVisibleAsync();
        await phone.Page.Clock.FastForwardAsync(7_000);
        await Assertions.Expect(undo).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_missing_is_said_and_what_was_tapped_stays()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        await phone.FromHome();
        await phone.Tap("Vendí");
        await phone.Tap("Guardar");
        await Assertions.Expect(phone.Page.GetByText("Falta el monto.")).ToBeVisibleAsync();
        await phone.Tap("Mandil de cocina");
        await phone.Tap("Fiado");
        await phone.Tap("Guardar");
        await Assertions
            .Expect(phone.Page.GetByText("¿A quién? Toque su nombre o escriba uno nuevo."))
            .ToBeVisibleAsync();
        await Assertions.Expect(phone.Page.Locator("[data-part=total]")).ToContainTextAsync("35,00");
        Assert.Equal(0, await phone.Waiting());
    }

    [Theory]
    [InlineData("hoy")]
    [InlineData("cuaderno")]
    [InlineData("como-vamos")]
    [InlineData("sale")]
    [InlineData("spending")]
    [InlineData("receivables")]
    [InlineData("payables")]
    [InlineData("count")]
    [InlineData("qr")]
    [InlineData("socias")]
    [InlineData("fix")]
    public async Task Every_screen_opens_without_signal_fits_and_has_no_barrier(string screen)
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        var faults = new List<string>();
        phone.Page.PageError += (_, error) => faults.Add(error);
        await phone.Context.SetOfflineAsync(true);
        await phone.Page.GotoAsync(phone.Workshop + screen);
        await Assertions.Expect(phone.Page.Locator("body:not([aria-busy]) main > *").First).ToBeVisibleAsync();
        // The page that says that there is no signal has none.
        await Assertions.Expect(phone.Page.Locator("nav.menu")).ToHaveCountAsync(1);
        await Look.Picture(phone.Page, $"phone-{screen}");
        await Look.FitsTheWidth(phone.Page);
        await Look.NoBarriers(phone.Page);
        Assert.Empty(faults);
    }

    private void Within(int most, int taps, string what)
    {
        output.WriteLine($"{what}: {taps} taps, {most} at most");
        Assert.True(taps <= most, $"{what} takes {taps} taps; {most} at most.");
    }
}
