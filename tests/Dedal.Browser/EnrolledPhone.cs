using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>A phone that is enrolled in the demonstration's workshop, as its treasurer holds it.</summary>
public sealed partial class EnrolledPhone : IAsyncDisposable
{
    private EnrolledPhone(IBrowserContext context, IPage page, string workshop) =>
        (Context, Page, Workshop) = (context, page, workshop);

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Path of the workshop, with a slash at its end.</summary>
    public string Workshop { get; }

    public string Org => Workshop.Split('/')[2];

    /// <summary>Taps since the last <see cref="FromHome"/>.</summary>
    public int Taps { get; private set; }

    /// <summary>Signs in once to enrol, then forgets the session: the phone's key is all that is left.</summary>
    /// <param name="language">Of the phone from then on; the person's own is what it was again.</param>
    public static async Task<EnrolledPhone> Open(Demonstration demo, IBrowserContext context, string language = "es")
    {
        var page = await context.NewPageAsync();
        var workshop = await demo.Enter(page);
        if (language != "es")
            await Look.Speak(page, language);
        await page.GotoAsync("/enrol#" + workshop.Split('/')[2]);
        await page.Locator("input[name=name]").FillAsync("Teléfono de prueba");
        await page.Locator("[data-enrol] button").ClickAsync();
        await page.WaitForURLAsync("**/o/*/{hoy,socias}");
        if (language != "es")
            await page.Context.APIRequest.PostAsync(
                "/language",
                new()
                {
                    Form = context.APIRequest.CreateFormData().Append("language", "es"),
                    Headers = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["Origin"] = new Uri(page.Url).GetLeftPart(UriPartial.Authority),
                    },
                }
            );
        await context.ClearCookiesAsync();
        var phone = new EnrolledPhone(context, page, workshop);
        await phone.Choose("Julia Ejemplo");
        return phone;
    }

    /// <summary>Picks who records.</summary>
    public async Task Choose(string name)
    {
        await Page.GotoAsync(Workshop + "socias");
        await Page.Locator(".choice", new() { HasText = name }).First.ClickAsync();
        await HomeStands();
    }

    public async Task FromHome()
    {
        await Page.GotoAsync(Workshop + "hoy");
        await HomeStands();
        Taps = 0;
    }

    /// <summary>Home with today's figures: until its scripts have looked it may show those of the last time.</summary>
    public Task HomeStands() => Assertions.Expect(Page.Locator("body:not([aria-busy]) .tiles")).ToBeVisibleAsync();

    /// <summary>One tap on what bears a text.</summary>
    public async Task Tap(string text)
    {
        Taps++;
        var tiles = Page.Locator(".tiles");
        var fromHome = await tiles.IsVisibleAsync();
        var place = Page.Locator("main a, main button, main label, nav.menu a").Filter(new() { HasText = text }).First;
        if (!fromHome || !await place.EvaluateAsync<bool>("e => !!e.closest('.tile, [data-part=tasks]')"))
        {
            await place.ClickAsync();
            return;
        }

        // Its own place: a button of the next screen may bear the same text.
        place = Page.Locator(".tile, [data-part=tasks] a, [data-part=tasks] button")
            .Filter(new() { HasText = text })
            .First;
        // The next tap is for the screen that this one opens; a person sees it first. Home is drawn anew when figures
        // come: a tap begun on one drawing and ended on the next is none, and she taps again.
        for (var tries = 4; tries > 0 && await tiles.IsVisibleAsync(); tries--)
        {
            await place.ClickAsync();
            try
            {
                await Assertions
                    .Expect(tiles)
                    .ToBeHiddenAsync(new() { Timeout = tries > 1 ? 5_000 : Chromium.Patience });
            }
            catch (PlaywrightException) when (tries > 1) { }
        }
    }

    /// <summary>One tap on a place.</summary>
    public Task Press(ILocator place)
    {
        Taps++;
        return place.ClickAsync();
    }

    /// <summary>Taps the keys of an amount, largest notes first.</summary>
    public async Task Keys(string figures)
    {
        foreach (var key in figures)
        {
            Taps++;
            await Page.Locator($"[data-key='{key}']").First.ClickAsync();
        }
    }

    public Task Said(string sentence) => Assertions.Expect(Page.Locator(".sentence")).ToContainTextAsync(sentence);

    /// <summary>The balance on the home screen, in centavos.</summary>
    public async Task<long> InTheBox()
    {
        var text = await Page.Locator(".big").First.InnerTextAsync();
        return long.Parse(NotDigits().Replace(text, ""), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until the home screen shows a balance; a brought copy counts from the next snapshot on.</summary>
    public Task Shows(long centavos) =>
        Page.Until(
            "sum => document.querySelector('.big')?.textContent.replace(/[^0-9]/g, '') === sum",
            centavos.ToString(CultureInfo.InvariantCulture)
        );

    /// <summary>How many documents wait on the phone.</summary>
    public Task<int> Waiting() =>
        Page.EvaluateAsync<int>("async o => (await (await import('/phone/store.js')).waiting(o)).length", Org);

    /// <summary>
    /// Back on the line: waits until the phone has sent everything, and home shows what the server says of it.
    /// </summary>
    public async Task Send()
    {
        await Context.SetOfflineAsync(false);
        await FromHome();
        await Page.Until("async o => (await (await import('/phone/store.js')).waiting(o)).length === 0", Org);
        await Page.Until("async o => !(await (await import('/phone/store.js')).get('snapshot', o)).taken?.length", Org);
        await FromHome();
    }

    public ValueTask DisposeAsync() => Context.DisposeAsync();

    [GeneratedRegex("[^0-9]", RegexOptions.None, 10_000)]
    private static partial Regex NotDigits();
}
