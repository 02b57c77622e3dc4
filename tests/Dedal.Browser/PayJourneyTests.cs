using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>
/// A fortnight's pay on a phone, in a workshop of its own: who worked, an advance, what everybody reads, what some
/// save, and the passbook of one of them behind her own PIN.
/// </summary>
public sealed class PayJourneyTests(Chromium chromium, ITestOutputHelper output)
{
    private const string Julia = "Julia Condori";
    private const string Elena = "Elena Prueba";

    private int taps;

    [Fact]
    public async Task From_the_work_of_several_to_the_passbook_of_one()
    {
        await using var app = new RunningApp(["serve"]);
        await app.InitializeAsync();
        await using var context = await chromium.Phone(SignInJourneyTests.ByName(app.Url));
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await SignInJourneyTests.SetUp(page, SignInJourneyTests.PrintedCode(app));
        await page.GotoAsync("/");
        var workshop = new Uri(page.Url).AbsolutePath.Replace("hoy", "", StringComparison.Ordinal);
        var pin = await PinJourneyTests.AddWithPin(page, workshop, Julia);
        await PinJourneyTests.AddWithPin(page, workshop, Elena);

        await page.GotoAsync(workshop + "pay");
        await Assertions.Expect(page.Locator(".empty")).ToContainTextAsync("No queda nada por pagar.");
        await Tap(Link(page, "Cómo se paga"));
        await Tap(page.GetByText("Por hora", new() { Exact = true }));
        await Fill(page, "Por hora se paga", "11");
        await Looked(page, "pay-rules");
        await Tap(Button(page, "Guardar"));
        await Assertions.Expect(page.GetByText("Bs 11,00 por hora")).ToBeVisibleAsync();
        Print("Pay rule by the hour");

        await WorkAndAdvance(page, workshop);
        await PayRun(page, workshop);
        await Passbook(app, page, workshop, pin);
    }

    /// <summary>Julia 3 h 10 (Bs 34,83), Elena the shift of 4 h 30 (Bs 49,50); Julia got Bs 5 before.</summary>
    private async Task WorkAndAdvance(IPage page, string workshop)
    {
        await page.GotoAsync(workshop + "pay");
        await Tap(Link(page, "Trabajo"));
        await Tap(page.GetByLabel(Julia, new() { Exact = true }).And(page.Locator("[type=checkbox]")));
        await Fill(page, "Horas de " + Julia, "3");
        await Fill(page, "Minutos de " + Julia, "10");
        await Tap(page.GetByLabel(Elena, new() { Exact = true }).And(page.Locator("[type=checkbox]")));
        await page.GetByLabel("Entró").FillAsync("08:00");
        await page.GetByLabel("Salió").FillAsync("12:30");
        await Looked(page, "work-form");
        await Tap(Button(page, "Guardar"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Otro trabajo · 3 h 10");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Otro trabajo · 4 h 30");
        await Looked(page, "work");
        Print("Work of two members");

        await page.GotoAsync(workshop + "pay");
        await Tap(Link(page, "Dar un adelanto"));
        await Fill(page, "¿Cuánto?", "5");
        await page.GetByLabel("¿A quién?").SelectOptionAsync(new SelectOptionValue { Label = Julia });
        await Tap(Button(page, "Guardar"));
        await Assertions.Expect(page.Locator(".sentence")).ToContainTextAsync("Salió 5 bolivianos.");
        Print("Advance");
    }

    private async Task PayRun(IPage page, string workshop)
    {
        await page.GotoAsync(workshop + "pay");
        var main = page.Locator("main");
        foreach (
            var fact in new[] { "Trabajó 3:10 horas.", "Se descuenta su adelanto: Bs 5,00.", "Bs 29,80", "Bs 49,50" }
        )
            await Assertions.Expect(main).ToContainTextAsync(fact);
        await Assertions.Expect(main).ToContainTextAsync("Su hora rindió Bs 11,00");
        await Fill(page, Julia + " guarda", "9");
        await Tap(Button(page, "Ver con lo que guardan"));
        await Assertions.Expect(main).ToContainTextAsync("Guarda Bs 9,00.");
        await Assertions.Expect(page.Locator(".big")).ToContainTextAsync("Bs 70,30");
        await Assertions.Expect(page.GetByLabel(Julia + " guarda")).ToHaveValueAsync("9");
        await Looked(page, "pay-run");
        await Tap(Button(page, "Todas leyeron: pagar"));
        await Assertions.Expect(page.Locator(".sentence")).ToContainTextAsync("Salió 70 bolivianos con 30.");
        await Assertions.Expect(page.Locator(".empty")).ToContainTextAsync("No queda nada por pagar.");
        await Looked(page, "pay-done");
        Print("Quincena, with what one saves");
        await page.GotoAsync(workshop + "cuaderno");
        await Assertions.Expect(main).ToContainTextAsync("Se pagó a las socias");
        await page.GotoAsync(workshop + "savings");
        await Assertions.Expect(main).ToContainTextAsync("Guardó de su quincena");
        await Looked(page, "savings");
    }

    private async Task Passbook(RunningApp app, IPage page, string workshop, string pin)
    {
        await page.GotoAsync(workshop + "devices");
        await page.Locator("form[action$='devices/code'] button").ClickAsync();
        var code = await page.Locator("p.code").InnerTextAsync();
        await using var pocket = await chromium.Phone(SignInJourneyTests.ByName(app.Url));
        var phone = await pocket.NewPageAsync();
        await phone.GotoAsync("/enrol");
        await phone.GetByLabel("Código").FillAsync(code);
        await phone.GetByLabel("Nombre de este teléfono").FillAsync("Celular del taller");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Agregar este teléfono" }).ClickAsync();
        await phone.WaitForURLAsync("**/o/*/{hoy,socias}");
        await phone.GotoAsync(workshop + "socias");
        await Look.Picture(phone, "phone-socias");
        await WithoutSignal(pocket, phone);
        await phone.GotoAsync(workshop + "socias");
        await Tap(Link(phone, "Mi libreta"));
        await Tap(Button(phone, Julia));
        await PinJourneyTests.Type(phone, pin);
        await phone.GetByText("Ahora elija su propio PIN").WaitForAsync();
        await PinJourneyTests.Type(phone, "905281");
        await phone.GetByText("El mismo PIN otra vez").WaitForAsync();
        await PinJourneyTests.Type(phone, "905281");
        taps += 18;
        await phone.WaitForURLAsync("**/passbook");
        var main = phone.Locator("main");
        string[] facts =
        [
            "Le pagaron la quincena",
            "20,80",
            "Guardó de su quincena",
            "9,00",
            "Recibió un adelanto",
            "Ganó",
            "34,83",
            "Trabajó 3 h 10",
        ];
        foreach (var fact in facts)
            await Assertions.Expect(main).ToContainTextAsync(fact);
        await Assertions.Expect(main).Not.ToContainTextAsync(Elena);
        await Looked(phone, "passbook");
        Print("Passbook, with a PIN changed on the way");
        await phone.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(phone.Locator("nav.menu")).ToBeHiddenAsync();
        await Look.Picture(phone, "passbook-paper");
        await phone.EmulateMediaAsync(new() { Media = Media.Screen });
        await Tap(Button(phone, "Cerrar mi libreta"));
        await phone.WaitForURLAsync("**/sign-in");
    }

    /// <summary>What is not kept on the phone says what it needs; the way back, and the way in, stay open.</summary>
    private static async Task WithoutSignal(IBrowserContext pocket, IPage phone)
    {
        await pocket.SetOfflineAsync(true);
        await Link(phone, "Mi libreta").ClickAsync();
        await Assertions.Expect(phone.Locator("main")).ToContainTextAsync("Para ver esto hace falta señal.");
        await Looked(phone, "without-signal");
        await Link(phone, "Volver a Hoy").ClickAsync();
        await phone.WaitForURLAsync("**/o/*/{hoy,socias}");
        await Assertions.Expect(phone.Locator("main > *").First).ToBeVisibleAsync();
        await pocket.SetOfflineAsync(false);
    }

    private static ILocator Link(IPage page, string name) =>
        page.Locator("main").GetByRole(AriaRole.Link, new() { Name = name });

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    private async Task Tap(ILocator place)
    {
        taps++;
        await place.First.ClickAsync();
    }

    /// <summary>A tap into the field, then its keys.</summary>
    private async Task Fill(IPage page, string label, string typed)
    {
        taps += 1 + typed.Length;
        await page.GetByLabel(label, new() { Exact = true }).FillAsync(typed);
    }

    private void Print(string what)
    {
        output.WriteLine($"{what}: {taps} taps");
        taps = 0;
    }

    private static async Task Looked(IPage page, string name)
    {
        await Look.Picture(page, "pay-journey-" + name);
        await Look.FitsTheWidth(page);
        await Look.NoBarriers(page);
    }
}
