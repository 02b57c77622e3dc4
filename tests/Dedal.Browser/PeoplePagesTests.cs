using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>Pages of phones and people at both sizes and in three languages: they fit and have no barrier.</summary>
public sealed class PeoplePagesTests(Chromium chromium, Demonstration demo) : IClassFixture<Demonstration>
{
    private static readonly string[] Paths = ["devices", "people", "review"];

    private static readonly string[] Open = ["/enrol", "/pin", "/invitation"];

    public static readonly MatrixTheoryData<string, Screen> Sights = new(
        ["es", "fr", "en"],
        [Screen.Phone, Screen.Laptop]
    );

    [Theory]
    [MemberData(nameof(Sights))]
    public async Task Every_page_answers_fits_and_has_no_barrier(string language, Screen screen)
    {
        await using var context = await chromium.Open(screen, ByName(demo.Url));
        var page = await context.NewPageAsync();
        var workshop = await demo.Enter(page, "coordinator");
        await Look.Speak(page, language);
        var said = new List<string>();
        page.Console += (_, message) => said.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => said.Add(error);
        foreach (var path in Paths.Select(p => workshop + p).Concat(Open))
        {
            var answer = await page.GotoAsync(path);
            Assert.True(answer!.Ok, $"{path} answered {answer.Status}.");
            await Looked(page, $"{path.Split('/')[^1]}.{language}.{screen}", said);
        }

        await page.GotoAsync(workshop + "devices");
        await page.Locator("form[action$='devices/code'] button").ClickAsync();
        await page.Locator(".qr svg").WaitForAsync();
        await Looked(page, $"devices-code.{language}.{screen}", said);
        await page.GotoAsync(workshop + "people");
        await page.Locator("details.card > summary").First.ClickAsync();
        await Looked(page, $"people-add.{language}.{screen}", said);
        await page.Locator("input[name=name]").FillAsync($"Julia {language} {screen}");
        await page.Locator("form[action$='/people'] .btn").ClickAsync();
        await page.WaitForURLAsync("**/people/*");
        foreach (var summary in await page.Locator("main details > summary").AllAsync())
            await summary.ClickAsync();
        await Looked(page, $"member.{language}.{screen}", said);
        await page.Locator("form[action$='/pin'] button").ClickAsync();
        await page.Locator("p.code").WaitForAsync();
        await Looked(page, $"member-pin.{language}.{screen}", said);
        await page.GoBackAsync();
        await page.Locator("form[action$='/invitation'] button").ClickAsync();
        await page.Locator("p.code").WaitForAsync();
        await Looked(page, $"member-invitation.{language}.{screen}", said);
        await page.GotoAsync(workshop + "parties");
        await page.Locator("ul.card a").First.ClickAsync();
        await page.Locator("form[action$='/merge']").WaitForAsync();
        await Looked(page, $"party.{language}.{screen}", said);
        Assert.Empty(said);
        await page.GotoAsync(workshop + "people");
        await Look.Speak(page, "es");
    }

    private static async Task Looked(IPage page, string name, List<string> said)
    {
        await Look.Picture(page, name);
        await Look.FitsTheWidth(page);
        said.AddRange((await Look.Barriers(page)).Select(b => $"{name}: {b}"));
    }

    /// <summary>Keys need a safe origin: a bare address is one only for this machine.</summary>
    internal static Uri ByName(Uri url) => new UriBuilder(url) { Host = "localhost" }.Uri;
}
