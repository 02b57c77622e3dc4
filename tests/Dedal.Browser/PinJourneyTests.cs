using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>A phone is enrolled with a code; a member finds her picture and comes in with six digits.</summary>
public sealed class PinJourneyTests(Chromium chromium, Demonstration demo) : IClassFixture<Demonstration>
{
    [Fact]
    public async Task From_the_code_on_the_coordinators_screen_to_a_member_signed_in_by_pin()
    {
        await using var laptop = await chromium.Laptop(PeoplePagesTests.ByName(demo.Url));
        var office = await laptop.NewPageAsync();
        var workshop = await demo.Enter(office, "coordinator");
        var given = await AddWithPin(office, workshop, "Julia Condori");
        await AddWithPin(office, workshop, "Rosa Mamani");
        await office.GotoAsync(workshop + "devices");
        await office.Locator("form[action$='devices/code'] button").ClickAsync();
        var code = await office.Locator("p.code").InnerTextAsync();

        await using var pocket = await chromium.Phone(PeoplePagesTests.ByName(demo.Url));
        var phone = await pocket.NewPageAsync();
        var said = new List<string>();
        phone.PageError += (_, error) => said.Add(error);
        await phone.GotoAsync("/pin");
        await phone.GetByText("Este teléfono todavía no está agregado").WaitForAsync();
        await Looked(phone, "pin-none");
        await phone.GetByRole(AriaRole.Link, new() { Name = "Agregar este teléfono" }).ClickAsync();
        await phone.GetByLabel("Código").FillAsync("AAAA-AAAA");
        await phone.GetByLabel("Nombre de este teléfono").FillAsync("Celular del taller");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Agregar este teléfono" }).ClickAsync();
        await Assertions.Expect(phone.Locator("[data-said]")).ToContainTextAsync("Ese código no es.");
        await Looked(phone, "enrol-wrong");
        await phone.GetByLabel("Código").FillAsync(code.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant());
        await phone.GetByRole(AriaRole.Button, new() { Name = "Agregar este teléfono" }).ClickAsync();
        await phone.WaitForURLAsync(url => !url.Contains("/enrol", StringComparison.Ordinal));

        await phone.GotoAsync("/pin");
        var julia = phone.GetByRole(AriaRole.Button, new() { Name = "Julia Condori" });
        await julia.WaitForAsync();
        await Looked(phone, "pin-who");
        await julia.ClickAsync();
        await Looked(phone, "pin-keys");
        await Type(phone, "111119");
        await phone.GetByText("Ese PIN no es.").WaitForAsync();
        await Type(phone, given);
        await phone.GetByText("Ahora elija su propio PIN").WaitForAsync();
        await Type(phone, "123456");
        await phone.GetByText("El mismo PIN otra vez").WaitForAsync();
        await Type(phone, "123456");
        await phone.GetByText("Ese PIN se adivina fácil.").WaitForAsync();
        await Looked(phone, "pin-silly");
        await Type(phone, "905281");
        await Type(phone, "905282");
        await phone.GetByText("No fue el mismo.").WaitForAsync();
        await Type(phone, "905281");
        await Type(phone, "905281");
        await phone.WaitForURLAsync(url => !url.Contains("/pin", StringComparison.Ordinal));

        // The coordinator sees the phone, and takes it away: whoever was in is out.
        await office.GotoAsync(workshop + "devices");
        await office.GetByText("Celular del taller", new() { Exact = true }).WaitForAsync();
        await Look.Picture(office, "devices-one.Laptop");
        await office.Locator("details.more > summary").ClickAsync();
        await office.GetByRole(AriaRole.Button, new() { Name = "Quitar «Celular del taller»" }).ClickAsync();
        await office.GetByText("El teléfono ya no es de aquí.").WaitForAsync();
        await phone.GotoAsync("/pin");
        await phone.GetByText("Este teléfono ya no es de aquí.").WaitForAsync();
        await phone.GotoAsync("/me");
        await phone.WaitForURLAsync("**/sign-in**");
        Assert.Empty(said);
    }

    internal static async Task<string> AddWithPin(IPage office, string workshop, string name)
    {
        await office.GotoAsync(workshop + "people");
        await office.Locator("details.card > summary").First.ClickAsync();
        await office.Locator("input[name=name]").FillAsync(name);
        await office.Locator("form[action$='/people'] .btn").ClickAsync();
        await office.GetByText("Agregada.").WaitForAsync();
        await office.Locator("form[action$='/pin'] button").ClickAsync();
        var code = await office.Locator("p.code").InnerTextAsync();
        return code.Replace(" ", "", StringComparison.Ordinal);
    }

    internal static async Task Type(IPage phone, string digits)
    {
        foreach (var digit in digits)
            await phone.Locator($"button[data-key='{digit}']").ClickAsync();
    }

    private static async Task Looked(IPage page, string name)
    {
        await Look.Picture(page, name);
        await Look.FitsTheWidth(page);
        await Look.NoBarriers(page);
    }
}
