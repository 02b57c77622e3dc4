using System.Diagnostics;
using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>Waits for what a page can only say by asking, its store or its caches for one.</summary>
public static class Waits
{
    /// <summary>
    /// Asks until the answer is yes. Playwright's own wait takes the promise that an async function gives for the yes,
    /// and waits for nothing.
    /// </summary>
    /// <param name="asked">A function of JavaScript, async or not.</param>
    public static async Task Until(this IPage page, string asked, object? argument = null)
    {
        var waited = Stopwatch.StartNew();
        while (!await Said())
        {
            Assert.True(waited.ElapsedMilliseconds < Chromium.Patience, $"{page.Url} never said yes: {asked}");
            await Task.Delay(50);
        }

        // A page that opens anew meanwhile, or could not load a script just now, is asked again.
        async Task<bool> Said()
        {
            try
            {
                return await page.EvaluateAsync<bool>(asked, argument);
            }
            catch (PlaywrightException fault)
                when (fault.Message.Contains("context", StringComparison.Ordinal)
                    || fault.Message.Contains("Failed to fetch dynamically imported module", StringComparison.Ordinal)
                )
            {
                return false;
            }
        }
    }
}
