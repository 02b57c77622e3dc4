using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Bench;

/// <summary>
/// The phone's own screens in Chromium with the demonstration's data, at 400 kbit/s both ways, 400 ms and a processor
/// six times slower than this one: enrolling, opening again, a tap, saving with and without signal.
/// </summary>
internal static partial class Phone
{
    /// <summary>The screens measured, behind /o/ORG/.</summary>
    private const string Home = "hoy";
    private const string Sale = "sale";

    /// <summary>What is there when a screen can be used.</summary>
    private const string HomeIsThere = ".tiles";
    private const string SaleIsThere = "[data-key]";
    private const string SavedIsThere = ".sentence";

    /// <summary>Says when something is there for the first time, milliseconds since the page was asked for.</summary>
    private const string Watch = """
        window.there = selector => new Promise(done => {
          const look = () => document.querySelector(selector)
            ? requestAnimationFrame(() => done(performance.now())) : setTimeout(look, 4)
          look()
        })
        window.usable = window.there('.tiles')
        """;

    public static async IAsyncEnumerable<Figure> Run(Size size)
    {
        if (!File.Exists(DevTools.Program))
        {
            Console.Error.WriteLine("There is no Chromium here; DEDAL_CHROMIUM names one.");
            yield break;
        }

        var folder = Directory.CreateTempSubdirectory("dedal-bench-").FullName;
        await using (var server = await Served.Start(folder, "", "/sign-in", "demo"))
        {
            var (org, token) = await Served.SignIn(folder, await Busiest(folder));
            // The phone's first visit is not the server's first: what that takes is measured with its start.
            using (var client = new HttpClient())
            {
                client.DefaultRequestHeaders.Add("Cookie", $"dedal={token}");
                await client.GetStringAsync(new Uri(server.Url, $"/o/{org}/{Home}"));
            }

            await using var browser = await DevTools.Open();
            await browser.SetCookie(server.Url, "dedal", token);
            await browser.BeforeEveryPage(Watch);
            await foreach (var figure in FirstVisit(browser, server.Url, org))
            {
                yield return figure;
            }

            await foreach (var figure in Afterwards(browser, new(server.Url, $"/o/{org}/"), size.Of(9, 1)))
            {
                yield return figure;
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async IAsyncEnumerable<Figure> FirstVisit(DevTools browser, Uri url, Guid org)
    {
        await browser.Go(new(url, $"/o/{org}/{Home}"));
        var usable = await Number(browser, "usable");
        await Task.Delay(1500);
        yield return Figure.AtMost("home as the server writes it, usable", usable / 1000, 1, "s");
        yield return Figure.AtMost(
            "  first view",
            browser.Received.First(r => r.Kind == "Document").Bytes / 1024,
            14,
            "KB"
        );
        await browser.Go(new("about:blank"));
        browser.Received.Clear();
        await browser.Go(new(url, $"/enrol#{org}"));
        await Number(browser, "there('[data-own]:not([hidden])')");
        await browser.Evaluate(
            """
            document.querySelector('input[name=name]').value = 'Medida'
            document.querySelector('[data-enrol]').requestSubmit()
            """
        );
        await Number(browser, "there('nav.menu a[href]')", seconds: 60);
        await Task.Delay(3000);
        var all = browser.Received.Sum(r => r.Bytes) / 1024;
        using var client = new HttpClient();
        var shell = await client.GetStringAsync(new Uri(url, "/phone/es"));
        yield return Figure.AtMost("shell that the phone keeps, gz", Gzipped(shell), 14, "KB");
        yield return Figure.AtMost("  its style, gz", Gzipped(StyleOf().Match(shell).Value), 4, "KB");
        yield return Figure.AtMost("  enrolling, all told", all, 60, "KB");
    }

    private static async IAsyncEnumerable<Figure> Afterwards(DevTools browser, Uri workshop, int rounds)
    {
        await browser.Go(new(workshop, "socias"));
        await Number(browser, "there('.choice, .tiles')");
        await browser.Evaluate("document.querySelector('.choice')?.click()");
        await Number(browser, $"there('{HomeIsThere}')");
        var opened = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            await browser.Go(new("about:blank"));
            await browser.Go(new(workshop, Home));
            opened.Add(await Number(browser, "usable"));
            await Task.Delay(1200);
        }

        yield return Figure.AtMost("home opened again", opened.Median() / 1000, 0.3, "s");
        yield return Figure.AtMost("  its scripts, gz", await Scripts(browser, workshop), 8, "KB");
        foreach (var isOffline in new[] { false, true })
        {
            await browser.Offline(isOffline);
            var (taps, saves) = (new List<double>(), new List<double>());
            for (var i = 0; i < rounds; i++)
            {
                await browser.Go(new(workshop, Home));
                await Number(browser, "usable");
                await Task.Delay(isOffline ? 1500 : 2500);
                taps.Add(await After(browser, $"document.querySelector('main a[href$=\"/{Sale}\"]').click()", "form"));
                await browser.Evaluate(
                    $"(document.querySelector('{SaleIsThere}') ?? document.querySelector('[data-item=\"\"]').click())"
                );
                await Number(browser, $"there('{SaleIsThere}')");
                await browser.Evaluate($"document.querySelector('[data-key=\"5\"]').click()");
                saves.Add(await After(browser, "document.querySelector('main form').requestSubmit()", SavedIsThere));
            }

            var line = isOffline ? "without signal" : "with signal";
            yield return Figure.AtMost($"a tap, {line}", taps.Median() / 1000, 0.2, "s");
            yield return Figure.AtMost($"a sale saved and said, {line}", saves.Median() / 1000, 0.15, "s");
        }
    }

    /// <summary>The scripts that the screen shown has loaded, as the server compresses text.</summary>
    private static async Task<double> Scripts(DevTools browser, Uri workshop)
    {
        var names = await browser.Evaluate(
            """
            performance.getEntriesByType('resource').map(r => r.name).filter(n => n.endsWith('.js')).join(' ')
            """
        );
        using var client = new HttpClient();
        var sum = 0.0;
        foreach (var name in $"{names}".Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            sum += Gzipped(await client.GetStringAsync(new Uri(workshop, name)));
        }

        return sum;
    }

    private static Task<double> After(DevTools browser, string act, string there) =>
        Number(
            browser,
            $"(async () => {{ const from = performance.now(); {act}; return await there('{there}') - from }})()"
        );

    private static async Task<double> Number(DevTools browser, string expression, int seconds = 30)
    {
        // The page may still be on its way: its script has not run then.
        for (var tries = 0; tries < seconds * 20; tries++)
        {
            try
            {
                var value = await browser.Evaluate(expression);
                if (value is not null)
                {
                    return value.GetValue<double>();
                }
            }
            catch (InvalidOperationException) when (tries < (seconds * 20) - 1)
            {
                await Task.Delay(50);
            }
            catch (TimeoutException e)
            {
                var shown = await browser.Evaluate("location.href + ' ' + document.body.innerText.slice(0, 300)");
                throw new InvalidOperationException($"{expression} has no value at {shown}", e);
            }
        }

        throw new InvalidOperationException($"{expression} has no value.");
    }

    private static double Gzipped(string text)
    {
        using var to = new MemoryStream();
        using (var zip = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return to.Length / 1024.0;
    }

    /// <summary>The demonstration's workshop with most documents.</summary>
    private static async Task<string> Busiest(string folder)
    {
        await using var database = Database.Sqlite(Path.Combine(folder, "dedal.db"));
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        return Organisations
            .All(sql)
            .Where(o => o.Chart == "workshop")
            .MaxBy(o => sql.First("select seq from head where org_id = $1", r => r.GetInt64(0), o.Id))!
            .Name;
    }

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline, 1000)]
    private static partial Regex StyleOf();
}
