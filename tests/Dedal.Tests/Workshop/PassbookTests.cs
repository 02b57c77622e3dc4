using System.Net;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.People;

namespace Dedal.Tests.Workshop;

/// <summary>A member's passbook: what it says, and to whom.</summary>
public class PassbookTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task It_says_one_fact_a_line_newest_first_with_the_picture_of_the_money(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_100), new(2026, 3, 1));
        await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Rosa, 190, 4)]), new(2026, 3, 2));
        var slip = await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Rosa, 77)]), new(2026, 3, 2));
        await shop.Record("reversal", new ReversalBody(slip));
        await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Julia, 60)]), new(2026, 3, 2));
        await shop.Record("advance-paid", new AdvancePaidBody(shop.Rosa, 500), new(2026, 3, 3));
        await shop.Record("savings-moved", new SavingsMovedBody(shop.Rosa, 700), new(2026, 3, 4));
        await shop.Record(
            "pay-run",
            new PayRunBody(
                new(2026, 3, 1),
                new(2026, 3, 9),
                [new(shop.Rosa, 190, 3_483, Advance: 500, Paid: 2_000, Saved: 900)],
                1_587
            ),
            new(2026, 3, 9)
        );
        var rosa = await shop.App.SignedIn(shop.Rosa);
        var page = await shop.Page("passbook", rosa);
        string[] inOrder =
        [
            "Mi libreta",
            "Bs 0,83",
            "1 de 0,50, 1 de 0,20, 1 de 0,10",
            "Bs 16,00",
            "1 de 10, 1 de 5, 1 de 1",
            "Su hora rindió Bs 11,00 de 15,87.",
            "lunes 9 de marzo",
            "Le pagaron la quincena",
            "▲ 20,00",
            "Guardó de su quincena",
            "▼ 9,00",
            "Devolvió del adelanto",
            "Guardó",
            "▼ 7,00",
            "Recibió un adelanto",
            "▲ 5,00",
            "Ganó",
            "34,83",
            "Hizo 4 piezas",
            "Trabajó 3 h 10",
        ];
        var at = 0;
        foreach (var said in inOrder)
        {
            var next = page.IndexOf(said, at, StringComparison.Ordinal);
            Assert.True(
                next >= 0,
                $"«{said}» is not where it belongs after: {page[at..Math.Min(page.Length, at + 300)]}"
            );
            at = next;
        }

        Assert.DoesNotContain("1 h 17", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Julia", page, StringComparison.Ordinal);
        Assert.Contains(
            "No hay nada anotado",
            await shop.Page("passbook?to=2025-12-01", rosa),
            StringComparison.Ordinal
        );
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_opens_for_her_and_her_treasurer_and_for_nobody_else(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var other = await shop.App.Workshop("Otro taller");
        var hers = $"passbook?member={shop.Rosa:D}";
        Assert.Equal(HttpStatusCode.OK, (await shop.Get(hers, await shop.App.SignedIn(shop.Rosa))).StatusCode);
        var treasurer = await shop.Get(hers);
        Assert.Equal(HttpStatusCode.OK, treasurer.StatusCode);
        Assert.Contains("Libreta de Rosa Prueba", await ShopApp.Text(treasurer), StringComparison.Ordinal);

        foreach (var role in Who.All.Except([Who.Treasurer]))
        {
            var answer = await shop.Get(hers, await shop.App.SignedIn(shop.Org.Id, role));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.DoesNotContain("Rosa", await ShopApp.Text(answer), StringComparison.Ordinal);
        }

        foreach (var role in new[] { Who.Member, Who.Treasurer, Who.Coordinator })
        {
            var stranger = await shop.App.SignedIn(other.Id, role);
            Assert.Equal(HttpStatusCode.NotFound, (await shop.Get(hers, stranger)).StatusCode);
            var across = await stranger.GetAsync($"/o/{other.Id:D}/{hers}");
            var expected = role == Who.Treasurer ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden;
            Assert.Equal(expected, across.StatusCode);
            Assert.DoesNotContain("Rosa", await ShopApp.Text(across), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Redirect, (await shop.Get(hers, shop.App.Client())).StatusCode);
    }

    [Fact]
    public async Task Who_left_opens_it_no_more_and_what_she_is_owed_stays_with_the_treasurer()
    {
        await using var shop = await ShopApp.Start(EngineKind.Sqlite);
        var rosa = await shop.App.SignedIn(shop.Rosa);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_200));
        await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Rosa, 60)]));
        await shop.App.Writer.Do(s => Memberships.End(s, shop.Org.Id, shop.Rosa, Who.Member, new(2026, 3, 13)));
        shop.App.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Get("passbook", rosa)).StatusCode);
        Assert.Contains("Bs 12,00", await shop.Page($"passbook?member={shop.Rosa:D}"), StringComparison.Ordinal);
        Assert.Contains($"passbook?member={shop.Rosa:D}", await shop.Page("passbook"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task On_a_phone_of_several_it_asks_for_a_pin_of_the_last_minutes_and_can_be_closed(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        using var phone = await shop.App.Phone(shop.Org.Id);
        foreach (var person in new[] { shop.Rosa, shop.Treasurer })
        {
            var token = await shop.App.Writer.Do(s => Sessions.StartOnPhone(s, person, "test", shop.Org.Id, phone.Id));
            var browser = shop.App.Client();
            browser.DefaultRequestHeaders.Add("Cookie", "dedal=" + token);
            Assert.Contains("action=\"/sign-out\"", await shop.Page("passbook", browser), StringComparison.Ordinal);

            // The next one opens it: looking at it does not keep it open.
            shop.App.Clock.Now += Session.OwnOnPhone;
            var asked = await shop.Get("passbook?to=2026-03-01", browser);
            Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
            Assert.Equal($"/pin?to=passbook#{shop.Org.Id:D}", asked.Headers.Location?.OriginalString);
            Assert.Equal(HttpStatusCode.OK, (await shop.Get("pay", browser)).StatusCode);
        }

        var own = await shop.App.SignedIn(shop.Rosa);
        shop.App.Clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(HttpStatusCode.OK, (await shop.Get("passbook", own)).StatusCode);
    }

    [Fact]
    public async Task A_day_beyond_all_books_is_as_good_as_none()
    {
        await using var shop = await ShopApp.Start(EngineKind.Sqlite);
        foreach (var page in new[] { "passbook", "work", "pay", "surplus" })
        {
            foreach (var days in new[] { "to=0001-01-01", "to=9999-12-31", "from=0001-01-01", "from=9999-12-31" })
            {
                var answer = await shop.Get($"{page}?{days}");
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page}?{days}: {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task A_member_who_signs_in_comes_to_her_passbook()
    {
        await using var shop = await ShopApp.Start(EngineKind.Sqlite);
        var start = await (await shop.App.SignedIn(shop.Rosa)).GetAsync("/");
        Assert.Equal($"/o/{shop.Org.Id:D}/passbook", start.Headers.Location?.OriginalString);
    }
}
