using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>Cash that is in the rider's box with no run on its way: where it is, is said with one tap.</summary>
public sealed class RiderBoxTests(Chromium chromium, Demonstration demo) : IClassFixture<Demonstration>
{
    /// <summary>As a stop leaves it that is told after its run was over.</summary>
    private const string Holds = """
        async ([org, out, into]) => {
          const { save } = await import('/phone/saving.js')
          const { get } = await import('/phone/store.js')
          const { codes } = await get('snapshot', org)
          const [from, to, amount] = [codes[out], codes[into], 4000]
          const told = { icon: 'bus', what: '', way: 0 }
          const fx = { ['box:' + from]: -amount, ['box:' + to]: amount }
          const actor = await get('meta', 'actor:' + org)
          await save(org, [{ kind: 'transfer', body: { from, to, amount }, actor, told, fx }])
        }
        """;

    [Fact]
    public async Task It_goes_into_the_box_or_was_handed_in_before_without_signal()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        var before = await phone.InTheBox();
        await phone.Context.SetOfflineAsync(true);
        await Move("cash-box", "rider-box");
        await phone.Page.GotoAsync(phone.Workshop + "route");
        var card = phone.Page.Locator("[data-part=rider]");
        await Assertions.Expect(card).ToContainTextAsync("En la caja de reparto quedan");
        await Look.Picture(phone.Page, "phone-rider-box");
        await Look.FitsTheWidth(phone.Page);
        await Look.NoBarriers(phone.Page);
        await phone.Press(card.Locator("[data-part=hand]"));
        await phone.Said("A la caja: Bs 40,00.");
        await Assertions.Expect(card).ToHaveCountAsync(0);

        // Thought again: she had handed it in before.
        await phone.Tap("Deshacer");
        await phone.Said("Anulado.");
        await phone.FromHome();
        Assert.Equal(before - 40_00, await phone.InTheBox());
        await phone.Page.GotoAsync(phone.Workshop + "route");
        await phone.Press(card.Locator("[data-part=nothing]"));
        await phone.Said("Faltan Bs 40,00.");
        await Assertions.Expect(card).ToHaveCountAsync(0);
        await phone.Send();
        await phone.Shows(before - 40_00);
        await phone.Page.GotoAsync(phone.Workshop + "route");
        await Assertions.Expect(phone.Page.Locator("main > *").First).ToBeVisibleAsync();
        await Assertions.Expect(card).ToHaveCountAsync(0);

        // From the server's own sums: the task on Hoy, and the screen it leads to.
        await Move("cash-box", "rider-box");
        await phone.Send();
        await phone.Tap("En la caja de reparto quedan 40 bolivianos.");
        await phone.Press(card.Locator("[data-part=hand]"));
        await phone.Said("A la caja: Bs 40,00.");
        await phone.Send();
        await Assertions.Expect(phone.Page.Locator("main")).Not.ToContainTextAsync("En la caja de reparto");
        Assert.Equal(before - 40_00, await phone.InTheBox());

        // Moved twice, the box lacks it: nothing can be put into the cash box.
        await phone.Context.SetOfflineAsync(true);
        await Move("rider-box", "cash-box");
        await phone.Page.GotoAsync(phone.Workshop + "route");
        await Assertions.Expect(card).ToContainTextAsync("En la caja de reparto faltan");
        await Assertions.Expect(card.Locator("[data-part=hand]")).ToBeHiddenAsync();
        await Look.Picture(phone.Page, "phone-rider-box-lacks");
        await Look.FitsTheWidth(phone.Page);
        await phone.Press(card.Locator("[data-part=nothing]"));
        await phone.Said("Sobran Bs 40,00.");
        await Assertions.Expect(card).ToHaveCountAsync(0);

        Task Move(string from, string to) => phone.Page.EvaluateAsync(Holds, new[] { phone.Org, from, to });
    }
}
