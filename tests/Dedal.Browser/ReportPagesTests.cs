using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>
/// Every statement at both sizes and in three languages: it fits, has no barrier, and no table scrolls sideways on the
/// phone; then as paper.
/// </summary>
public sealed class ReportPagesTests(Chromium chromium, Demonstration demo) : IClassFixture<Demonstration>
{
    private static readonly string[] Paths =
    [
        "como-vamos",
        "reports",
        "reports/balance",
        "reports/income",
        "reports/income?by=month",
        "reports/sheet",
        "reports/cash",
        "reports/owing",
        "reports/register?account=1101",
        "reports/register?account=4101&order=oldest",
        "reports/balance?to=2009-01-01",
        "reports/balance?to=someday",
        "costs",
        "alcanza",
        "pay",
        "work",
        "pay-rules",
        "savings",
        "surplus",
        "passbook",
        "stock",
        "stock/count",
        "stock/given",
        "stock/bought",
        "equipment",
        "equipment/new",
        "loans",
        "loans/paid",
        "loans/agreed",
        "parameters",
        "shop",
        "orders",
        "orders/new",
        "day",
        "made",
        "runs",
        "standing",
        "recipes",
        "buyers",
    ];

    public static readonly MatrixTheoryData<string, Screen> Sights = new(
        ["es", "fr", "en"],
        [Screen.Phone, Screen.Laptop]
    );

    [Theory]
    [MemberData(nameof(Sights))]
    public async Task Every_statement_fits_and_has_no_barrier(string language, Screen screen)
    {
        await using var context = await chromium.Open(screen, demo.Url);
        var page = await context.NewPageAsync();
        var workshop = await demo.Enter(page);
        await Look.Speak(page, language);
        var said = new List<string>();
        foreach (var path in Paths)
        {
            var answer = await page.GotoAsync(workshop + path);
            Assert.Equal(path.EndsWith("someday", StringComparison.Ordinal) ? 400 : 200, answer!.Status);
            await Look.Picture(page, $"{Name(path)}.{language}.{screen}");
            await Look.FitsTheWidth(page);
            said.AddRange((await Look.Barriers(page)).Select(b => $"{path}: {b}"));
            var wide = await page.EvaluateAsync<int>(
                "Math.max(0, ...[...document.querySelectorAll('main *')].map(e => e.scrollWidth - innerWidth))"
            );
            Assert.True(wide == 0, $"Something on {path} is {wide} px wider than the screen.");
        }

        Assert.Empty(said);
        await Look.Speak(page, "es");
    }

    [Fact]
    public async Task A_printed_statement_has_the_head_and_no_menu()
    {
        await using var context = await chromium.Laptop(demo.Url);
        var page = await context.NewPageAsync();
        var workshop = await demo.Enter(page);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var path in (string[])["reports/balance", "reports/income?by=month", "reports/sheet"])
        {
            await page.GotoAsync(workshop + path);
            await Assertions.Expect(page.Locator("nav.menu")).ToBeHiddenAsync();
            await Assertions.Expect(page.Locator("form.ask")).ToBeHiddenAsync();
            Assert.Matches("[0-9a-f]{64}", await page.Locator(".foot").InnerTextAsync());
            await page.PdfAsync(new() { Path = $"{Look.Folder}/{Name(path)}.pdf", PreferCSSPageSize = true });
        }
    }

    [Fact]
    public async Task A_figure_opens_its_register_and_a_row_its_document()
    {
        await using var context = await chromium.Phone(demo.Url);
        var page = await context.NewPageAsync();
        var workshop = await demo.Enter(page);
        await page.GotoAsync(workshop + "como-vamos");
        // Where the money is: there are figures on the first of a month too.
        await page.Locator("a[href*='reports/sheet']").First.ClickAsync();
        await page.Locator("td.n a").First.ClickAsync();
        await page.WaitForURLAsync("**/reports/register?**");
        await page.Locator("td a").First.ClickAsync();
        await page.WaitForURLAsync("**/doc/*");
    }

    private static string Name(string path) =>
        path.Replace('/', '-').Replace('?', '-').Replace('&', '-').Replace('=', '-');
}
