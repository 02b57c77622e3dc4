using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>Every page of the books at both sizes and in three languages: it fits and has no barrier.</summary>
public sealed class BookPagesTests(Chromium chromium, Demonstration demo) : IClassFixture<Demonstration>
{
    private static readonly string[] Paths =
    [
        "hoy",
        "sale",
        "spending",
        "spending?what=expense",
        "spending?what=house-withdrawal",
        "receivables",
        "payables",
        "count",
        "cuaderno",
        "doc/20",
        "doc/20/undo",
        "doc/20/receipt",
        "items",
        "qr",
        "money",
        "transfer",
        "contribution",
        "money-received",
        "opening",
        "parties",
        "entry",
        "accounts",
        "closes",
        "questions",
        "ask?about=doc/20",
        "../../panorama",
    ];

    public static readonly MatrixTheoryData<string, Screen> Sights = new(
        ["es", "fr", "en"],
        [Screen.Phone, Screen.Laptop]
    );

    [Theory]
    [MemberData(nameof(Sights))]
    public async Task Every_page_answers_fits_and_has_no_barrier(string language, Screen screen)
    {
        await using var context = await chromium.Open(screen, demo.Url);
        var page = await context.NewPageAsync();
        var workshop = await demo.Enter(page, "coordinator");
        await Look.Speak(page, language);
        var said = new List<string>();
        page.Console += (_, message) => said.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => said.Add(error);
        foreach (var path in Paths)
        {
            var answer = await page.GotoAsync(workshop + path);
            Assert.True(answer!.Ok, $"{path} answered {answer.Status}.");
            await Look.Picture(page, $"{Name(path)}.{language}.{screen}");
            await Look.FitsTheWidth(page);
            said.AddRange((await Look.Barriers(page)).Select(b => $"{path}: {b}"));
        }

        Assert.Empty(said);
        await Look.Speak(page, "es");
    }

    private static string Name(string path) => path.TrimStart('.', '/').Replace('/', '-').Replace('?', '-');
}
