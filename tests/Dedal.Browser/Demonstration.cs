using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>The demonstration as its people use it: one running server per test class.</summary>
public sealed class Demonstration : IAsyncLifetime
{
    private RunningApp app = null!;

    /// <summary>
    /// Sessions by role. Each person signs in once a class: more than ten tries a minute by one name are refused.
    /// </summary>
    private readonly Dictionary<string, IReadOnlyList<BrowserContextCookiesResult>> sessions = new(
        StringComparer.Ordinal
    );

    public Uri Url => app.Url;

    /// <summary>Made once and copied: a year of days takes seconds, and many classes begin with one.</summary>
    private static readonly Lazy<Task<string>> Made = new(Make);

    public async ValueTask InitializeAsync()
    {
        // A port that was free before the year was made may be taken by then.
        var made = await Made.Value;
        app = new(["demo"]);
        Copy(made, app.Folder);
        await app.InitializeAsync();
    }

    private static async Task<string> Make()
    {
        await using var first = new RunningApp(["demo"]);
        await first.InitializeAsync();
        await first.Stop();
        var kept = Directory.CreateTempSubdirectory("dedal-browser-").FullName;
        Copy(first.Folder, kept);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(kept, recursive: true);
        return kept;
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

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
