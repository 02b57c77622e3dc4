using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>The demonstration from outside: who a visitor may be, and what each finds.</summary>
public sealed class DemoTests(Chromium chromium, Demonstration demo) : IClassFixture<Demonstration>
{
    [Theory]
    [InlineData("es", Screen.Phone)]
    [InlineData("fr", Screen.Laptop)]
    [InlineData("en", Screen.Laptop)]
    public async Task One_tap_on_the_first_page_makes_a_visitor_anybody(string language, Screen screen)
    {
        await using var context = await chromium.Open(screen, demo.Url);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator($"button[name=language][value={language}]").First.ClickAsync();
        await page.GotoAsync("/");
        var entries = page.Locator("main > section > ul button");
        await Assertions.Expect(entries.First).ToBeVisibleAsync();
        var people = await entries.CountAsync();
        Assert.True(people > 3, $"{people} people");
        for (var i = 0; i < Math.Min(people, 8); i++)
        {
            await page.GotoAsync("/");
            await Assertions.Expect(page.Locator($"html[lang={language}]")).ToHaveCountAsync(1);
            await Look.FitsTheWidth(page);
            await Look.NoBarriers(page);
            if (i == 0)
            {
                await Look.Picture(page, $"demo-start.{language}.{screen}");
            }

            await entries.Nth(i).ClickAsync();
            await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
            await Assertions.Expect(page.Locator("p.note").First).ToBeVisibleAsync();
            await Look.NoBarriers(page);
            await page.Locator("details.me summary").ClickAsync();
            await page.Locator("form[action='/sign-out'] button").ClickAsync();
        }
    }

    [Fact]
    public async Task A_mentor_asks_from_the_panorama_on_and_the_treasurer_answers_with_one_tap()
    {
        await using var laptop = await chromium.Laptop(demo.Url);
        var mentor = await laptop.NewPageAsync();
        await Be(mentor, "Mentora");
        await mentor.GotoAsync("/panorama");
        await mentor.GetByRole(AriaRole.Link, new() { Name = "Taller de demostración" }).First.ClickAsync();
        await mentor.WaitForURLAsync("**/como-vamos");
        await mentor.Locator("a.why").First.ClickAsync();
        await mentor.Locator("main a[href*='/ask?']").ClickAsync();
        await mentor.Locator("textarea").FillAsync("¿Todo esto es del taller?");
        await mentor.Locator("form.card button").ClickAsync();
        await mentor.WaitForURLAsync("**/questions?done=asked");

        await using var phone = await chromium.Phone(demo.Url);
        var treasurer = await phone.NewPageAsync();
        await Be(treasurer, "Julia");
        await treasurer.Locator("a.card[href$='/questions']").ClickAsync();
        var question = treasurer.Locator("section.question", new() { HasText = "¿Todo esto es del taller?" });
        await question.Locator("button[name=choice]").First.ClickAsync();
        await treasurer.WaitForURLAsync("**/questions?done=answered");

        await mentor.ReloadAsync();
        var answered = mentor.Locator("section.question", new() { HasText = "¿Todo esto es del taller?" });
        await Assertions.Expect(answered.Locator("li")).ToHaveCountAsync(1);
    }

    private static async Task Be(IPage page, string name)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("button[name=person]", new() { HasText = name }).First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }
}
