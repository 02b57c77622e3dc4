using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>What opens on a phone: what it kept, at once; nothing of another day; never nothing at all.</summary>
public sealed class PhoneOpeningTests(Chromium chromium, Demonstration demo) : IClassFixture<Demonstration>
{
    /// <summary>Whether home, as it was drawn last, is kept with these words in it.</summary>
    private const string KeptHome = """
        async words => {
          const kept = await (await caches.match(location.pathname))?.text()
          const shown = kept && new DOMParser().parseFromString(kept, 'text/html').querySelector('main').textContent
          return !!shown && words.every((one) => shown.includes(one))
        }
        """;

    [Fact]
    public async Task Home_stands_before_any_script_has_run_as_it_was_drawn_last()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        await phone.Context.SetOfflineAsync(true);
        await phone.FromHome();
        await phone.Tap("Vendí");
        await phone.Tap("Mandil de cocina");
        await phone.Tap("Guardar");
        await phone.Said("Entró 35 bolivianos.");
        var box = await phone.Page.Locator(".big").First.InnerTextAsync();
        await phone.Page.Until(KeptHome, new[] { box, "Mandil de cocina" });

        await WithoutScripts(phone);
        await phone.Page.GotoAsync(phone.Workshop + "hoy");
        await Assertions.Expect(phone.Page.Locator("body[aria-busy] .big")).ToHaveTextAsync(box);
        await Assertions.Expect(phone.Page.Locator(".sentence")).ToHaveCountAsync(0);
        await phone.Page.Locator(".tile", new() { HasText = "Vendí" }).ClickAsync();
        await phone.Page.WaitForURLAsync("**/sale");
        // No script draws the screen: after three seconds its frame is there, with the way to everything else.
        await Assertions.Expect(phone.Page.Locator("nav.menu")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Home_of_yesterday_is_not_shown()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        await phone.FromHome();
        await phone.Page.Until(KeptHome, Array.Empty<string>());
        // A page without scripts: home draws again when its figures come, and would be kept anew.
        await phone.Page.GotoAsync("/phone/es/offline");
        Assert.InRange(await Expire(phone), -0.1, 24);
        await WithoutScripts(phone);
        await Expire(phone);
        await phone.Page.GotoAsync(phone.Workshop + "hoy");
        await Assertions.Expect(phone.Page.Locator("nav.menu")).ToBeVisibleAsync();
        await Assertions.Expect(phone.Page.Locator(".tiles")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_way_in_leads_home_without_a_line_where_it_is_plain_whose()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        await phone.Context.SetOfflineAsync(true);
        await phone.Page.GotoAsync("/");
        await phone.Page.WaitForURLAsync("**" + phone.Workshop + "hoy");
        await phone.HomeStands();

        // A phone of two workshops: nobody may record in books that she did not open.
        await phone.Page.EvaluateAsync(
            "async () => (await caches.open('enrolled')).put('/enrolled/' + crypto.randomUUID(), new Response(''))"
        );
        // Left by itself the page tells where it came from; Playwright's opening would not.
        await phone.Page.EvaluateAsync("() => { window.old = true; setTimeout(() => location.assign('/')) }");
        await phone.Page.Until("() => !window.old && location.pathname.endsWith('/hoy')");
        await phone.HomeStands();
        await phone.Page.GotoAsync("about:blank");
        await phone.Page.GotoAsync("/");
        await Assertions.Expect(phone.Page.Locator("h1")).ToHaveTextAsync("Sin señal");
        await Assertions.Expect(phone.Page.Locator("html[lang=es]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task What_the_browser_threw_away_comes_back_with_the_line()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        await phone.Page.EvaluateAsync(
            """
            async () => {
              for (const name of await caches.keys()) if (name.startsWith('dedal-')) await caches.delete(name)
            }
            """
        );
        await phone.Page.GotoAsync(phone.Workshop + "hoy");
        await phone.Page.Until(
            """
            async () => {
              const all = ['es', 'es/rest', 'app.js', 'home.js', 'money.js', 'store.js', 'outbox.js', 'device.js']
              return (await Promise.all(all.map((one) => caches.match('/phone/' + one)))).every(Boolean)
            }
            """
        );
        await phone.Context.SetOfflineAsync(true);
        await phone.FromHome();
    }

    [Fact]
    public async Task A_newer_program_waits_for_a_form_and_reloads_all_other_pages()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        var other = await phone.Context.NewPageAsync();
        await other.GotoAsync(phone.Workshop + "hoy");
        await Assertions.Expect(other.Locator(".tiles")).ToBeVisibleAsync();
        await phone.FromHome();
        await phone.Tap("Vendí");
        await phone.Tap("Mandil de cocina");

        // Another language is another service worker, as a newer program is.
        await phone.Page.EvaluateAsync("() => { navigator.serviceWorker.register('/sw.js?lang=fr') }");
        await Assertions.Expect(other.Locator("html[lang=fr] .tiles")).ToBeVisibleAsync();
        await Assertions.Expect(phone.Page.Locator("[data-part=total]")).ToContainTextAsync("35,00");
        await phone.Tap("Guardar");
        await phone.Said("Entró 35 bolivianos.");
        await phone.Tap("Cuaderno");
        await Assertions.Expect(phone.Page.Locator("html[lang=fr]")).ToHaveCountAsync(1);
    }

    /// <summary>As if they did not come: a page that opens now shows what it shows without them.</summary>
    /// <summary>Makes the copy of home one that may no longer be shown; answers the hours that it had left.</summary>
    private static Task<double> Expire(EnrolledPhone phone) =>
        phone.Page.EvaluateAsync<double>(
            """
            async path => {
              const name = (await caches.keys()).find((k) => k.startsWith('dedal-'))
              // Home that was given to be kept just before may be put after.
              await new Promise((then) => setTimeout(then, 500))
              const kept = await caches.match(path)
              const headers = new Headers(kept.headers)
              headers.set('shown', `0 ${Date.now() - 1}`)
              await (await caches.open(name)).put(path, new Response(await kept.text(), { headers }))
              return (kept.headers.get('shown').split(' ')[1] - Date.now()) / 3_600_000
            }
            """,
            phone.Workshop + "hoy"
        );

    private static async Task WithoutScripts(EnrolledPhone phone)
    {
        await phone.Context.SetOfflineAsync(true);
        await phone.Page.EvaluateAsync(
            """
            async () => {
              for (const name of await caches.keys()) await (await caches.open(name)).delete('/phone/app.js')
            }
            """
        );
    }
}
