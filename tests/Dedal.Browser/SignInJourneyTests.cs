using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>A server's first day: set-up with the printed code, passkey, recovery codes, out and in again.</summary>
public sealed partial class SignInJourneyTests(Chromium chromium)
{
    private const string Password = "hilo rojo y dedal";

    [Fact]
    public async Task From_the_printed_code_to_a_sign_in_by_passkey_on_a_phone()
    {
        await using var app = new RunningApp(["serve"]);
        await app.InitializeAsync();
        await using var context = await chromium.Phone(ByName(app.Url));
        var page = await context.NewPageAsync();
        var said = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                said.Add(message.Text);
        };
        await WithVirtualAuthenticator(page);

        await page.GotoAsync("/");
        await InEveryLanguage(page, "set-up");
        await SetUp(page, PrintedCode(app));
        await page.GetByRole(AriaRole.Button, new() { Name = "Agregar llave" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Quitar" }).WaitForAsync();
        await InEveryLanguage(page, "me");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sacar códigos" }).ClickAsync();
        await Assertions.Expect(page.Locator("code")).ToHaveCountAsync(10);
        await Looked(page, "recovery-codes");

        await SignOut(page);
        await InEveryLanguage(page, "sign-in");
        await SignIn(page, "otra cosa distinta");
        await page.GetByText("El usuario o la clave no son correctos.").WaitForAsync();
        Assert.Equal("rosa", await page.GetByLabel("Usuario").InputValueAsync());
        await Looked(page, "sign-in-wrong");
        await SignIn(page, Password);
        await page.WaitForURLAsync("**/o/*/**");

        await SignOut(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ingresar con llave" }).ClickAsync();
        await page.WaitForURLAsync("**/o/*/**");

        // Chromium itself reports the refused password.
        Assert.Contains("422", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recovery_code_opens_where_password_and_passkey_are_lost()
    {
        await using var app = new RunningApp(["serve"]);
        await app.InitializeAsync();
        await using var context = await chromium.Laptop(ByName(app.Url));
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await SetUp(page, PrintedCode(app));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sacar códigos" }).ClickAsync();
        var code = await page.Locator("code").First.InnerTextAsync();
        await SignOut(page);
        await page.GetByText("No puedo ingresar").ClickAsync();
        await InEveryLanguage(page, "recovery");
        await page.GetByLabel("Usuario").FillAsync("rosa");
        await page.GetByLabel("Código").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ingresar" }).ClickAsync();
        await page.GetByText("Quedan 9 códigos").WaitForAsync();
    }

    [Fact]
    public async Task Without_a_passkey_on_the_device_a_sentence_says_what_to_do()
    {
        await using var app = new RunningApp(["serve"]);
        await app.InitializeAsync();
        await using var context = await chromium.Phone(ByName(app.Url));
        var page = await context.NewPageAsync();
        await WithVirtualAuthenticator(page);
        await page.GotoAsync("/");
        await SetUp(page, PrintedCode(app));
        await SignOut(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ingresar con llave" }).ClickAsync();
        await page.GetByText("No se usó ninguna llave. Puede ingresar con contraseña.").WaitForAsync();
    }

    internal static async Task SetUp(IPage page, string code)
    {
        await page.GetByLabel("Código de inicio").FillAsync(code);
        await page.GetByLabel("Nombre del taller").FillAsync("Bordados Potosí");
        await page.GetByLabel("Su nombre").FillAsync("Rosa Mamani");
        await page.GetByLabel("Usuario").FillAsync("rosa");
        await page.GetByLabel("Contraseña").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Empezar" }).ClickAsync();
        await page.WaitForURLAsync("**/me");
    }

    private static async Task SignIn(IPage page, string password)
    {
        await page.GetByLabel("Usuario").FillAsync("rosa");
        await page.GetByLabel("Contraseña").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ingresar", Exact = true }).ClickAsync();
    }

    private static async Task SignOut(IPage page)
    {
        await page.Locator("details.me > summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Salir" }).ClickAsync();
        await page.WaitForURLAsync("**/sign-in");
    }

    /// <summary>The page as it stands in French, English and, last, Spanish.</summary>
    private static async Task InEveryLanguage(IPage page, string name)
    {
        foreach (var language in new[] { "fr", "en", "es" })
        {
            var menu = page.Locator("details.me > summary");
            if (await menu.CountAsync() > 0)
                await menu.ClickAsync();
            await page.Locator($"button[name=language][value={language}]").ClickAsync();
            await page.Locator($"html[lang={language}]").WaitForAsync();
            await Looked(page, $"{name}.{language}");
        }
    }

    private static async Task Looked(IPage page, string name)
    {
        await Look.Picture(page, name);
        await Look.FitsTheWidth(page);
        await Look.NoBarriers(page);
    }

    /// <summary>A passkey belongs to a name: at 127.0.0.1 browsers refuse it.</summary>
    internal static Uri ByName(Uri url) => new UriBuilder(url) { Host = "localhost" }.Uri;

    internal static string PrintedCode(RunningApp app) =>
        app.Output.Select(l => Code.Match(l)).First(m => m.Success).Groups["code"].Value;

    private static async Task WithVirtualAuthenticator(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        var options = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["protocol"] = "ctap2",
            ["transport"] = "internal",
            ["hasResidentKey"] = true,
            ["hasUserVerification"] = true,
            ["isUserVerified"] = true,
            ["automaticPresenceSimulation"] = true,
        };
        await devtools.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new(StringComparer.Ordinal) { ["options"] = options }
        );
    }

    [GeneratedRegex("code (?<code>([0-9A-Z]{4}-){2}[0-9A-Z]{4})", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Code { get; }
}
