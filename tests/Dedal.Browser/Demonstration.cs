using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>The demonstration as its people use it: one running server per test class.</summary>
public sealed class Demonstration : IAsyncLifetime
{
    private readonly RunningApp app = new(["demo"]);

    /// <summary>
    /// Sessions by role. Each person signs in once a class: more than ten tries a minute by one name are refused.
    /// </summary>
    private readonly Dictionary<string, IReadOnlyList<BrowserContextCookiesResult>> sessions = new(
        StringComparer.Ordinal
    );

    public Uri Url => app.Url;

    public ValueTask InitializeAsync() => app.InitializeAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>Signs a person of the demonstration in, opens her workshop, returns its address.</summary>
    public async Task<string> Enter(IPage page, string role = "treasurer")
    {
        if (sessions.TryGetValue(role, out var known))
        {
            await page.Context.AddCookiesAsync(
                known.Select(c => new Cookie
                {
                    Name = c.Name,
                    Value = c.Value,
                    Domain = c.Domain,
                    Path = c.Path,
                    HttpOnly = c.HttpOnly,
                    SameSite = c.SameSite,
                })
            );
            await page.GotoAsync("/");
        }
        else
        {
            await SignIn(page, role);
            sessions[role] = [.. (await page.Context.CookiesAsync()).Where(c => c.HttpOnly)];
        }

        // Who has a role in only one organisation is there already.
        if (!page.Url.EndsWith("/hoy", StringComparison.Ordinal))
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Taller de demostración" }).ClickAsync();
            await page.WaitForURLAsync("**/hoy");
        }

        return new Uri(page.Url).AbsolutePath.Replace("hoy", "", StringComparison.Ordinal);
    }

    private async Task SignIn(IPage page, string role)
    {
        var words = app
            .Output.Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .First(w => w is [var first, _, _] && first == role);
        await page.GotoAsync("/sign-in");
        await page.Locator("input[name=login]").FillAsync(words[1]);
        await page.Locator("input[name=password]").FillAsync(words[2]);
        await page.Locator("input[name=password]").PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }
}
