using System.Globalization;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Dedal.Browser.Chromium))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Dedal.Browser;

/// <summary>
/// One Chromium for all tests; every test opens its own context (cookies, storage, service worker of its own). The
/// program is the one that DEDAL_CHROMIUM names, else Debian's; Playwright downloads nothing.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Switches =
    [
        "--no-sandbox", // CI runs as root
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    /// <summary>
    /// Milliseconds that a test waits for what must come. A busy machine may take its time, and how quick a page is, is
    /// measured by the bench: what fails here did not come at all.
    /// </summary>
    public const float Patience = 30_000;

    /// <summary>DEDAL_SLOW=6: every page on a processor six times slower. What only a quick one passes shows.</summary>
    private static readonly string? Slow = Environment.GetEnvironmentVariable("DEDAL_SLOW");

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        var path = Program;
        if (!File.Exists(path))
            throw new FileNotFoundException(
                $"No browser at {path}. Install chromium, or set DEDAL_CHROMIUM to its path."
            );
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = path,
                Headless = true,
                Args = Switches,
            }
        );
    }

    /// <summary>A phone as our users have it: 360 x 640, touch, La Paz. Paths are relative to the URL.</summary>
    public Task<IBrowserContext> Phone(Uri url, string language = "es-BO") =>
        Open(url, language, 360, 640, phone: true);

    /// <summary>A laptop as the staff has it: 1280 x 800.</summary>
    public Task<IBrowserContext> Laptop(Uri url, string language = "es-BO") =>
        Open(url, language, 1280, 800, phone: false);

    /// <summary>A phone whose storage stays in a folder, in a browser of its own that can be killed.</summary>
    public async Task<IBrowserContext> Kept(Uri url, string folder)
    {
        var context = await playwright!.Chromium.LaunchPersistentContextAsync(
            folder,
            new()
            {
                ExecutablePath = Program,
                Headless = true,
                Args = Switches,
                BaseURL = url.ToString(),
                ViewportSize = new() { Width = 360, Height = 640 },
                Locale = "es-BO",
                TimezoneId = "America/La_Paz",
            }
        );
        return Patient(context);
    }

    /// <summary>The phone went dark: SIGKILL to the browser that keeps its storage in a folder.</summary>
    public static void Kill(string folder)
    {
        using var kill = System.Diagnostics.Process.Start("pkill", ["-9", "-f", folder]);
        kill.WaitForExit();
        // Gone only when no process is left: the next browser on this folder would meet its lock.
        var waited = System.Diagnostics.Stopwatch.StartNew();
        for (var left = 0; left == 0; )
        {
            Assert.True(waited.ElapsedMilliseconds < Patience, $"The browser of {folder} does not end.");
            using var there = System.Diagnostics.Process.Start("pkill", ["-0", "-f", folder]);
            there.WaitForExit();
            left = there.ExitCode;
        }
    }

    private static string Program =>
        Environment.GetEnvironmentVariable("DEDAL_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";

    public Task<IBrowserContext> Open(Screen screen, Uri url, string language = "es-BO") =>
        screen == Screen.Phone ? Phone(url, language) : Laptop(url, language);

    /// <summary>
    /// The line and the processor that the budgets are written for: 400 kbit/s both ways, 400 ms, a processor six times
    /// slower than this one.
    /// </summary>
    public static async Task SlowDown(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        var line = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["offline"] = false,
            ["latency"] = 400,
            ["downloadThroughput"] = 400_000 / 8,
            ["uploadThroughput"] = 400_000 / 8,
        };
        await devtools.SendAsync("Network.emulateNetworkConditions", line);
        await devtools.SendAsync("Emulation.setCPUThrottlingRate", new(StringComparer.Ordinal) { ["rate"] = 6 });
    }

    private static IBrowserContext Patient(IBrowserContext context)
    {
        context.SetDefaultTimeout(Patience);
        if (double.TryParse(Slow, CultureInfo.InvariantCulture, out var rate))
            context.Page += async (_, page) =>
            {
                var devtools = await context.NewCDPSessionAsync(page);
                await devtools.SendAsync(
                    "Emulation.setCPUThrottlingRate",
                    new(StringComparer.Ordinal) { ["rate"] = rate }
                );
            };
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    private async Task<IBrowserContext> Open(Uri url, string language, int width, int height, bool phone)
    {
        var context = await browser!.NewContextAsync(
            new()
            {
                BaseURL = url.ToString(),
                ViewportSize = new() { Width = width, Height = height },
                DeviceScaleFactor = phone ? 2 : 1,
                IsMobile = phone,
                HasTouch = phone,
                Locale = language,
                TimezoneId = "America/La_Paz",
            }
        );
        return Patient(context);
    }
}

/// <summary>The two sizes that every page is looked at.</summary>
public enum Screen
{
    Phone,
    Laptop,
}
