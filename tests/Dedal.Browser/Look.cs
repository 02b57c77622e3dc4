using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>What is looked at on every page: a picture for people, axe for the rules of WCAG 2.2 AA.</summary>
public static class Look
{
    // Only what is wrong is worked out in full. Our pages hold no frames, so one run in the page itself sees all; the
    // package's own way opens a second page each time, which took as long as the rules.
    private const string Axe = """
        async () => (await axe.run(document, {
            runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
            resultTypes: ['violations'],
        })).violations.flatMap(v => v.nodes.map(n => `${v.id}: ${v.help} (${v.helpUrl})\n    ${n.html}`))
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    private static readonly bool Pictures = Environment.GetEnvironmentVariable("DEDAL_SCREENS") == "1";

    /// <summary>Where pictures are kept.</summary>
    public static string Folder => Path.Combine(Repository.Root, "artifacts/screens");

    /// <summary>
    /// Keeps the whole page as <c>artifacts/screens/NAME.png</c> when DEDAL_SCREENS is 1; no test asks for it.
    /// </summary>
    public static Task Picture(IPage page, string name) =>
        Pictures
            ? page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png"), FullPage = true })
            : Task.CompletedTask;

    /// <summary>Fails with every violation that axe finds: rule, element, and what to do.</summary>
    public static async Task NoBarriers(IPage page)
    {
        var found = await Barriers(page);
        Assert.True(found.Count == 0, $"{page.Url} has barriers:\n{string.Join('\n', found)}");
    }

    /// <summary>One line for each violation of WCAG 2.2 AA on the page as it stands.</summary>
    public static async Task<IReadOnlyList<string>> Barriers(IPage page)
    {
        await WholePage(page);
        await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(Axe);
    }

    /// <summary>Fails when the page is wider than the screen: on a phone nobody scrolls sideways.</summary>
    public static async Task FitsTheWidth(IPage page)
    {
        await WholePage(page);
        var wide = await page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        Assert.True(wide <= 0, $"{page.Url} is {wide} px wider than the screen of {page.ViewportSize!.Width} px.");
    }

    /// <summary>Fails when something stands below the screen: a form of every day is seen whole.</summary>
    public static async Task FitsTheHeight(IPage page)
    {
        await WholePage(page);
        var below = await page.EvaluateAsync<int>(
            "document.documentElement.scrollHeight - document.documentElement.clientHeight"
        );
        Assert.True(below <= 0, $"{page.Url} goes {below} px below the screen of {page.ViewportSize!.Height} px.");
    }

    /// <summary>A click waits until the next page begins, not until it is read to its end.</summary>
    private static Task WholePage(IPage page) => page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);

    /// <summary>Chooses a language for the person who is signed in.</summary>
    public static async Task Speak(IPage page, string language)
    {
        await page.Locator("details.me summary").ClickAsync();
        await page.Locator($"button[name=language][value={language}]").ClickAsync();
        await Assertions.Expect(page.Locator($"html[lang={language}]")).ToHaveCountAsync(1);
    }
}
