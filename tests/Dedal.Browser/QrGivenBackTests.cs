using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>A QR that was seen and whose sale was undone: its money goes back, told without signal.</summary>
public sealed class QrGivenBackTests(Chromium chromium, Demonstration demo) : IClassFixture<Demonstration>
{
    private const string Waits = "Un QR visto fue anulado: devuelva";

    [Fact]
    public async Task It_is_told_without_signal_and_undone_it_is_to_be_given_back_again()
    {
        await SellSeeAndUndo();
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        await phone.FromHome();
        var before = await phone.InTheBox();
        var task = phone.Page.Locator("main a", new() { HasText = Waits });
        var asked = await task.InnerTextAsync();
        await phone.Context.SetOfflineAsync(true);
        await phone.Tap(Waits);
        var card = phone.Page.Locator(".ojo", new() { HasText = "35 bolivianos" });
        await Assertions.Expect(card.Locator("button")).ToHaveCountAsync(2);
        await Look.Picture(phone.Page, "phone-qr-back");
        await Look.FitsTheWidth(phone.Page);
        await Look.NoBarriers(phone.Page);
        await phone.Press(card.Locator("button").First);
        await phone.Said("Salió 35 bolivianos. En la caja hay");
        Assert.True(phone.Taps <= 2, $"{phone.Taps} taps");
        await Assertions.Expect(card).ToHaveCountAsync(0);

        // Ten seconds to think again, then told for good.
        await phone.Tap("Deshacer");
        await phone.Said("Anulado.");
        await phone.Page.GotoAsync(phone.Workshop + "qr");
        await phone.Press(card.Locator("button").First);
        await phone.Said("Salió 35 bolivianos.");
        await phone.FromHome();
        Assert.Equal(before - 35_00, await phone.InTheBox());
        await phone.Send();
        Assert.Equal(before - 35_00, await phone.InTheBox());
        await Assertions.Expect(phone.Page.Locator("main")).Not.ToContainTextAsync(asked);
        await phone.Tap("Cuaderno");
        await Assertions.Expect(phone.Page.Locator("main")).ToContainTextAsync("Devolví el QR");
    }

    [Fact]
    public async Task The_laptop_says_it_with_one_click()
    {
        await SellSeeAndUndo();
        await using var laptop = await chromium.Laptop(demo.Url);
        var page = await laptop.NewPageAsync();
        await page.GotoAsync(await demo.Enter(page) + "qr");
        var card = page.Locator(".ojo", new() { HasText = "35 bolivianos" }).First;
        await Look.Picture(page, "laptop-qr-back");
        await Look.NoBarriers(page);
        await card.Locator("button[value^=bank]").ClickAsync();
        await Assertions.Expect(page.Locator(".sentence")).ToContainTextAsync("Salió 35 bolivianos del banco.");
    }

    /// <summary>As the pages send it; the session is gone before the phone opens.</summary>
    private async Task SellSeeAndUndo()
    {
        await using var laptop = await chromium.Laptop(demo.Url);
        var page = await laptop.NewPageAsync();
        var workshop = await demo.Enter(page);
        var sale = Guid.CreateVersion7().ToString();
        await Post("sale", ("id", sale), ("total", "35"), ("how", "qr"));
        await Post("qr-seen", ("id", Guid.CreateVersion7().ToString()), ("document", sale));
        await Post(
            "doc/1/undo",
            ("id", Guid.CreateVersion7().ToString()),
            ("document", sale),
            ("reason", "did-not-happen")
        );

        async Task Post(string path, params (string Name, string Value)[] fields)
        {
            var form = page.Context.APIRequest.CreateFormData();
            foreach (var (name, value) in fields)
                form.Append(name, value);
            var origin = new Uri(page.Url).GetLeftPart(UriPartial.Authority);
            var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Origin"] = origin };
            var answer = await page.Context.APIRequest.PostAsync(
                workshop + path,
                new() { Form = form, Headers = headers }
            );
            Assert.True(answer.Ok, $"{path}: {answer.Status}");
        }
    }
}
