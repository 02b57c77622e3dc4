using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>What can happen between a phone and the server: nothing is lost, nothing is counted twice.</summary>
public sealed class PhoneTroubleTests(Chromium chromium, Demonstration demo, ITestOutputHelper output)
    : IClassFixture<Demonstration>
{
    private const string Flush = "async o => await (await import('/phone/outbox.js')).flush(o)";

    private const string SaveMany = """
        async ([o, many]) => {
          const { save } = await import('/phone/saving.js')
          const { state } = await import('/phone/app.js')
          const one = () => ({ kind: 'sale', actor: state.actor, fx: { 'box:1101': 1000 },
            body: { total: 1000, paid: [{ how: 'cash', amount: 1000 }] }, told: { icon: 'in', what: 'Vendí', way: 1 } })
          await save(o, Array.from({ length: many }, one))
        }
        """;

    [Fact]
    public async Task An_answer_that_is_lost_counts_once()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        var before = await phone.InTheBox();
        var reached = 0;
        await phone.Page.RouteAsync(
            "**/sync?*",
            async route =>
            {
                reached++;
                await route.FetchAsync();
                await route.AbortAsync();
            }
        );
        await Save(phone, 3);
        Assert.Equal("offline", await phone.Page.EvaluateAsync<string>(Flush, phone.Org));
        Assert.True(reached >= 1, "The server was not reached.");
        Assert.Equal(3, await phone.Waiting());

        // The new snapshot counts them in already; the phone must not add them once more.
        await phone.Page.EvaluateAsync("async o => (await import('/phone/outbox.js')).refresh(o)", phone.Org);
        await phone.FromHome();
        Assert.Equal(before + 3000, await phone.InTheBox());

        await phone.Page.UnrouteAsync("**/sync?*");
        await phone.Send();
        Assert.Equal(before + 3000, await phone.InTheBox());
    }

    [Fact]
    public async Task A_sending_that_the_browser_repeats_counts_once()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        var before = await phone.InTheBox();
        await phone.Page.RouteAsync(
            "**/sync?*",
            async route =>
            {
                await route.FetchAsync();
                await route.FulfillAsync(new() { Response = await route.FetchAsync() });
            }
        );
        await Save(phone, 2);
        await phone.Send();
        Assert.Equal(before + 2000, await phone.InTheBox());
    }

    [Fact]
    public async Task Two_tabs_send_everything_once()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        var before = await phone.InTheBox();
        var other = await phone.Context.NewPageAsync();
        await other.GotoAsync(phone.Workshop + "hoy");
        await Assertions.Expect(other.Locator(".tiles")).ToBeVisibleAsync();
        await phone.Context.SetOfflineAsync(true);
        await Save(phone, 5);
        await other.EvaluateAsync(SaveMany, new object[] { phone.Org, 5 });
        await phone.Context.SetOfflineAsync(false);
        await Task.WhenAll(
            phone.Page.EvaluateAsync(Flush, phone.Org),
            other.EvaluateAsync(Flush, phone.Org),
            phone.Page.EvaluateAsync(Flush, phone.Org)
        );
        await phone.Send();
        Assert.Equal(before + 10_000, await phone.InTheBox());
        var numbers = await phone.Page.EvaluateAsync<int>(
            "async o => (await (await import('/phone/store.js')).get('meta', 'n:' + o))",
            phone.Org
        );
        Assert.Equal(10, numbers);
    }

    [Fact]
    public async Task Two_phones_of_one_workshop_add_up()
    {
        await using var one = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        await using var two = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        var before = await one.InTheBox();
        await one.Context.SetOfflineAsync(true);
        await two.Context.SetOfflineAsync(true);
        await Save(one, 2);
        await Save(two, 3);
        await two.FromHome();
        Assert.Equal(before + 3000, await two.InTheBox());
        await one.Send();
        await two.Send();
        await one.Send();
        await Assertions.Expect(one.Page.Locator(".tiles")).ToBeVisibleAsync();
        // What the other one saved comes with the next snapshot, a moment later.
        await two.Shows(before + 5000);
    }

    [Fact]
    public async Task A_backlog_of_more_than_five_hundred_goes_out()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        var before = await phone.InTheBox();
        await phone.Context.SetOfflineAsync(true);
        await Save(phone, 620);
        Assert.Equal(620, await phone.Waiting());
        var started = System.Diagnostics.Stopwatch.StartNew();
        await phone.Send();
        output.WriteLine($"620 documents sent and answered in {started.ElapsedMilliseconds} ms, page opened included");
        Assert.Equal(before + 620_000, await phone.InTheBox());
    }

    [Fact]
    public async Task A_new_version_replaces_scripts_and_keeps_the_outbox()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        var before = await phone.InTheBox();
        await phone.Context.SetOfflineAsync(true);
        await Save(phone, 4);
        await phone.Page.RouteAsync("**/sync?*", route => route.AbortAsync());
        await phone.Context.SetOfflineAsync(false);

        // Another language is another service worker: it installs, takes over and throws the old files away; the page
        // opens anew by itself.
        await phone.Page.EvaluateAsync("() => { navigator.serviceWorker.register('/sw.js?lang=fr') }");
        await Assertions.Expect(phone.Page.Locator("html[lang=fr] .tiles")).ToBeVisibleAsync();
        await phone.Page.Until("async () => (await caches.keys()).filter((k) => k.startsWith('dedal-')).length === 1");
        await phone.FromHome();
        await Assertions.Expect(phone.Page.Locator("html")).ToHaveAttributeAsync("lang", "fr");
        Assert.Equal(4, await phone.Waiting());
        await phone.Page.UnrouteAsync("**/sync?*");
        await phone.Send();
        Assert.Equal(before + 4000, await phone.InTheBox());
    }

    [Fact]
    public async Task Who_records_can_change_while_documents_wait()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        await phone.Context.SetOfflineAsync(true);
        await Save(phone, 1);
        await phone.Choose("Coordinadora");
        await Save(phone, 1);
        var actors = await phone.Page.EvaluateAsync<string[]>(
            "async o => (await (await import('/phone/store.js')).waiting(o)).map((d) => d.actor)",
            phone.Org
        );
        Assert.Equal(2, actors.Distinct(StringComparer.Ordinal).Count());
        await phone.Send();
    }

    [Fact]
    public async Task A_copy_is_brought_to_another_phone_and_sent_once()
    {
        await using var one = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        await using var two = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        var before = await one.InTheBox();
        await one.Context.SetOfflineAsync(true);
        await Save(one, 2);
        await one.Page.GotoAsync(one.Workshop + "fix");
        var download = await one.Page.RunAndWaitForDownloadAsync(() => one.Tap("Guardar copia"));
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "copia.json");
        await download.SaveAsAsync(file);

        await two.Page.GotoAsync(two.Workshop + "fix");
        await two.Context.SetOfflineAsync(true);
        await two.Page.Locator("[data-part=bring]").SetInputFilesAsync(file);
        await Assertions.Expect(two.Page.Locator("[data-part=unsent]")).ToContainTextAsync("2");
        await two.Send();
        await two.Shows(before + 2000);
        await one.Send();
        await one.Shows(before + 2000);

        await File.WriteAllTextAsync(file, "{\"dedal\":\"outbox\",\"org\":\"elsewhere\",\"documents\":[]}");
        await two.Page.GotoAsync(two.Workshop + "fix");
        await two.Page.Locator("[data-part=bring]").SetInputFilesAsync(file);
        await Assertions.Expect(two.Page.GetByText("Esa copia es de otro taller o no es de Dedal.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_phone_that_was_removed_hands_in_what_it_holds_and_learns_nothing_more()
    {
        await using var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url));
        await phone.Context.SetOfflineAsync(true);
        await Save(phone, 2);

        await using var desk = await chromium.Laptop(demo.Url);
        var page = await desk.NewPageAsync();
        await demo.Enter(page, "coordinator");
        await page.GotoAsync(phone.Workshop + "devices");
        var device = await phone.Page.EvaluateAsync<string>(
            "async o => (await (await import('/phone/device.js')).deviceOf(o)).id",
            phone.Org
        );
        var form = desk.APIRequest.CreateFormData();
        form.Set("device", device);
        var answer = await desk.APIRequest.PostAsync(
            phone.Workshop + "devices/revoke",
            new() { Form = form, Headers = [new("Origin", demo.Url.GetLeftPart(UriPartial.Authority))] }
        );
        Assert.True(answer.Ok, $"The phone was not removed: {answer.Status} {await answer.TextAsync()}");

        // It learns it on one page: the one before must not leave by itself meanwhile.
        await phone.Page.GotoAsync("about:blank");
        await phone.Context.SetOfflineAsync(false);
        await phone.Page.GotoAsync(phone.Workshop + "hoy", new() { WaitUntil = WaitUntilState.Commit });
        await phone.Page.WaitForURLAsync("**/pin#" + phone.Org);
        await Assertions.Expect(phone.Page.GetByText("Este teléfono ya no es de aquí.")).ToBeVisibleAsync();
        Assert.Equal(0, await phone.Waiting());
        Assert.Equal(
            "false false",
            await phone.Page.EvaluateAsync<string>(
                """
                async org => {
                  const { get } = await import('/phone/store.js')
                  return [!!await get('snapshot', org), !!await caches.match('/enrolled/' + org)].join(' ')
                }
                """,
                phone.Org
            )
        );
        var told = await phone.Page.EvaluateAsync<int>(
            """
            async org => {
              const { signedFetch } = await import('/phone/device.js')
              return (await signedFetch(`/o/${org}/snapshot?after=1&lang=es`, { org })).status
            }
            """,
            phone.Org
        );
        Assert.Equal(410, told);
    }

    [Fact]
    public async Task What_was_saved_is_there_when_the_phone_went_dark_right_after()
    {
        var folder = Directory.CreateTempSubdirectory("dedal-phone-").FullName;
        long before;
        {
            var phone = await EnrolledPhone.Open(demo, await chromium.Kept(demo.Url, folder));
            before = await phone.InTheBox();
            await phone.Context.SetOfflineAsync(true);
            await Save(phone, 3);
            Chromium.Kill(folder);
        }

        await using var context = await chromium.Kept(demo.Url, folder);
        var page = context.Pages[0];
        var org = await page.GotoAsync("/phone/es") is not null
            ? await page.EvaluateAsync<string>(
                "async () => (await (await import('/phone/store.js')).read('outbox', (s) => s.getAll()))[0].org"
            )
            : "";
        await page.GotoAsync($"/o/{org}/hoy");
        await page.Until("async o => (await (await import('/phone/store.js')).waiting(o)).length === 0", org);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("body:not([aria-busy]) .tiles")).ToBeVisibleAsync();
        var text = await page.Locator(".big").First.InnerTextAsync();
        Assert.Equal(before + 3000, long.Parse(string.Concat(text.Where(char.IsAsciiDigit)), null));
    }

    private static Task Save(EnrolledPhone phone, int many) =>
        phone.Page.EvaluateAsync(SaveMany, new object[] { phone.Org, many });
}
