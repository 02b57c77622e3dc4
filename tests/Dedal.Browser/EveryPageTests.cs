namespace Dedal.Browser;

/// <summary>
/// Every page at both sizes: it answers, fits the width, has no barrier, says nothing on the console, and leaves a
/// picture when asked to (<see cref="Look.Picture"/>). A new page is a new line in <see cref="Pages"/>.
/// </summary>
public sealed class EveryPageTests(Chromium chromium, RunningApp app) : IClassFixture<RunningApp>
{
    public static readonly MatrixTheoryData<string, Screen> Pages = new(["/"], [Screen.Phone, Screen.Laptop]);

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Answers_fits_and_has_no_barrier(string path, Screen screen)
    {
        await using var context = await chromium.Open(screen, app.Url);
        var page = await context.NewPageAsync();
        var said = new List<string>();
        page.Console += (_, message) => said.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => said.Add(error);

        var answer = await page.GotoAsync(path);

        Assert.True(answer!.Ok, $"{path} answered {answer.Status}.");
        await Look.Picture(page, $"{Name(path)}.{screen}");
        await Look.FitsTheWidth(page);
        await Look.NoBarriers(page);
        Assert.Empty(said);
    }

    private static string Name(string path) =>
        path.Length == 1 ? "home" : path.Trim('/').Replace('/', '-').Replace('?', '-');
}
