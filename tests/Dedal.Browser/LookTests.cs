using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>The instruments themselves, each tried on a page that is known to be bad.</summary>
public sealed class LookTests(Chromium chromium)
{
    private const string Clean = """
        <!doctype html><html lang="es"><head><title>Caja</title></head>
        <body><main><h1>Caja</h1><button>Guardar</button></main></body></html>
        """;

    [Fact]
    public async Task A_clean_page_has_no_barriers()
    {
        await using var context = await chromium.Phone(new Uri("http://127.0.0.1"));
        var page = await Show(context, Clean);
        Assert.Empty(await Look.Barriers(page));
    }

    [Theory]
    [InlineData("<html lang=\"es\">", "<html>", "html-has-lang")]
    [InlineData("<title>Caja</title>", "", "document-title")]
    [InlineData("<button>Guardar", "<button>", "button-name")]
    [InlineData("<h1>", "<h1 style=\"color:#aaa\">", "color-contrast")]
    [InlineData("</main>", "<input></main>", "label")]
    public async Task A_planted_barrier_is_found(string part, string planted, string rule)
    {
        await using var context = await chromium.Phone(new Uri("http://127.0.0.1"));
        var page = await Show(context, Clean.Replace(part, planted, StringComparison.Ordinal));
        var found = Assert.Single(await Look.Barriers(page));
        Assert.StartsWith($"{rule}: ", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_too_wide_is_found()
    {
        await using var context = await chromium.Phone(new Uri("http://127.0.0.1"));
        var planted =
            """<meta name="viewport" content="width=device-width"><body style="margin:0"><p style="width:400px">x""";
        var page = await Show(context, planted);
        var failure = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Look.FitsTheWidth(page));
        Assert.Contains("40 px wider than the screen of 360 px", failure.Message, StringComparison.Ordinal);
    }

    // Served with the strictest policy a page of ours could have, so that the instruments are known to work under it.
    private static async Task<IPage> Show(IBrowserContext context, string html)
    {
        var page = await context.NewPageAsync();
        var answer = new RouteFulfillOptions
        {
            Body = html,
            ContentType = "text/html; charset=utf-8",
            Headers = [new("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'")],
        };
        await page.RouteAsync("**/*", route => route.FulfillAsync(answer));
        await page.GotoAsync("/");
        return page;
    }
}
