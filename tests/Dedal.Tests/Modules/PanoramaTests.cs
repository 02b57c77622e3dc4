using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Panorama.Reports;
using Dedal.Web.People;
using Dedal.Web.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Dedal.Tests.Modules;

public class PanoramaTests
{
    private static readonly DateOnly Today = new(2026, 3, 14);

    [Theory, ClassData(typeof(Engines))]
    public async Task Everybody_sees_the_workshops_she_accompanies_and_of_two_associations_only_her_own(
        EngineKind engine
    )
    {
        await using var app = await TestApp.Start(engine);
        var (ours, theirs) = (Org("Nuestra", "association"), Org("Ajena", "association"));
        var (one, two) = (Org("Uno", "workshop", ours), Org("Dos", "workshop", ours));
        var (practice, demo) = (Org("Práctica", "practice", ours), Org("Prueba", "demo", ours));
        var foreign = Org("De otra", "workshop", theirs);
        await Create(app, ours, theirs, one, two, practice, demo, foreign);
        foreach (var role in Who.All)
        {
            var seen = Who.Watchers.Contains(role) && role is not (Who.Treasurer or Who.Overseer);
            Assert.Equal(seen ? ["Dos", "Uno"] : [], await Seen(app, await app.Person(ours.Id, role)));
            Assert.Equal(Who.Watchers.Contains(role) ? ["Uno"] : [], await Seen(app, await app.Person(one.Id, role)));
        }

        var both = await app.Person(one.Id, Who.Mentor);
        await app.Writer.Do(s => Memberships.Add(s, theirs.Id, both, Who.Coordinator, new(2000, 1, 1)));
        Assert.Equal(["De otra", "Uno"], await Seen(app, both));
        await app.Writer.Do(s => Memberships.End(s, theirs.Id, both, Who.Coordinator, Today.AddDays(-1)));
        Assert.Equal(["Uno"], await Seen(app, both));
        Assert.Empty(await Seen(app, await app.Person(ours.Id)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nothing_of_another_association_is_on_the_page_or_in_the_file_and_a_funder_finds_no_way_in(
        EngineKind engine
    )
    {
        await using var app = await TestApp.Start(engine);
        var (ours, theirs) = (Org("Nuestra", "association"), Org("Ajena", "association"));
        var (workshop, foreign) = (Org("Taller visto", "workshop", ours), Org("Taller oculto", "workshop", theirs));
        await Create(app, ours, theirs, workshop, foreign);
        using var coordinator = await app.SignedIn(ours.Id, Who.Coordinator);
        using var funder = await app.SignedIn(ours.Id, Who.Funder);
        foreach (var client in new[] { coordinator, funder })
        {
            foreach (
                var address in (string[])
                    ["/panorama", "/panorama?format=csv", $"/panorama?format=csv&parent={theirs.Id}"]
            )
            {
                var text = await client.GetStringAsync(new Uri(address, UriKind.Relative));
                Assert.DoesNotContain("Taller oculto", text, StringComparison.Ordinal);
                Assert.DoesNotContain(foreign.Id.ToString(), text, StringComparison.OrdinalIgnoreCase);
                var hidden = address.Contains("parent", StringComparison.Ordinal);
                Assert.Equal(!hidden, text.Contains("Taller visto", StringComparison.Ordinal));
            }
        }

        var page = new Uri("/panorama", UriKind.Relative);
        Assert.Contains($"/o/{workshop.Id}/", await coordinator.GetStringAsync(page), StringComparison.Ordinal);
        Assert.DoesNotContain("/o/", await funder.GetStringAsync(page), StringComparison.Ordinal);
        using var nobody = app.Client();
        using var refused = await nobody.GetAsync(page);
        Assert.Equal(302, (int)refused.StatusCode);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_session_by_PIN_sees_the_workshop_of_its_phone_alone(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (one, two) = (Org("Uno", "workshop"), Org("Dos", "workshop"));
        await Create(app, one, two);
        var person = await app.Person(one.Id, Who.Treasurer);
        await app.Writer.Do(s => Memberships.Add(s, two.Id, person, Who.Treasurer, new(2000, 1, 1)));
        Assert.Equal(["Dos", "Uno"], await Seen(app, person));
        Assert.Equal(["Uno"], await Seen(app, person, one.Id));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_standing_says_what_the_book_says(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var ours = Org("Nuestra", "association");
        var org = Org("Taller", "workshop", ours);
        await Create(app, ours, org);
        var treasurer = await app.Person(org.Id, Who.Treasurer);
        var mentor = await app.Person(ours.Id, Who.Mentor);
        Assert.Null((await Only(app, mentor)).UpTo);

        await Record(app, org, treasurer, "sale", new SaleBody(900, [new("cash", 900)]), new(2026, 2, 10), 0);
        await Record(app, org, treasurer, "sale", new SaleBody(5000, [new("cash", 5000)]), new(2026, 3, 2), 0);
        await Record(app, org, treasurer, "sale", new SaleBody(700, [new("qr", 700)]), new(2026, 3, 3), 1);
        await Record(app, org, treasurer, "expense", Cost(1200), new(2026, 3, 3), 4);
        await Record(app, org, mentor, "expense", Cost(100), new(2026, 3, 3), 5);
        await Record(app, org, treasurer, "cash-count", new CashCountBody(4300), new(2026, 3, 5), 0);
        var standing = await Only(app, mentor);

        Assert.Equal(new DateOnly(2026, 3, 5), standing.UpTo);
        Assert.Equal((9, true), (standing.Behind!.Value, standing.IsBehind));

        // Of five in the last thirty days the sale of the third came a day later, the expenses four and five.
        Assert.Equal((5, 3, 60), (standing.Documents, standing.InTime, standing.WithinADay!.Value));
        Assert.Equal((2, 3), (standing.Alone, standing.DaysRecorded));
        Assert.Equal((new DateOnly(2026, 3, 5), -300L), (standing.Count!.Day, standing.Count.Difference));
        Assert.True(standing.IsUncounted);
        Assert.Equal((new(5700, 4100), new MonthFigures(900, 900)), (standing.Now, standing.Before));
        Assert.Equal((1, 0L), (standing.QrWaiting, standing.QrToGiveBack));
        Assert.True(standing.IsUnclosed);
        Assert.Equal(1, standing.Members);
        Assert.Equal(3, standing.Tasks);

        // What is kept in memory goes by the head of the book.
        await Record(app, org, treasurer, "month-close", new MonthCloseBody(202602), Today, 0);
        await Record(app, org, treasurer, "cash-count", new CashCountBody(4300), Today, 0);
        var after = await Only(app, mentor);
        Assert.Equal((false, false, false), (after.IsBehind, after.IsUncounted, after.IsUnclosed));
        Assert.Equal((0L, 1), (after.Count!.Difference, after.Tasks));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_chosen_stands_in_the_address_and_any_address_is_answered(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var ours = Org("Nuestra", "association");
        var (one, two) = (Org("Costura Uno", "workshop", ours), Org("Horno Dos", "workshop", ours));
        await Create(app, ours, one, two);
        var treasurer = await app.Person(one.Id, Who.Treasurer);
        await Record(app, one, treasurer, "sale", new SaleBody(900, [new("cash", 900)]), Today, 0);
        using var client = await app.SignedIn(ours.Id, Who.Coordinator);
        Assert.Equal(["Costura Uno"], await Names("name=costura"));
        Assert.Equal(["Horno Dos"], await Names("show=behind"));
        Assert.Equal(["Horno Dos", "Costura Uno"], await Names("sort=-name"));
        Assert.Equal(["Costura Uno", "Horno Dos"], await Names("sort=-income"));
        Assert.Equal(["Costura Uno", "Horno Dos"], await Names("sort=name"));
        foreach (var odd in (string[])["page=-1&sort=x&show=y&parent=z", "page=99999999999", "name=%00%27%22<b>"])
        {
            using var answer = await client.GetAsync(new Uri("/panorama?" + odd, UriKind.Relative));
            Assert.Equal(200, (int)answer.StatusCode);
        }

        async Task<List<string>> Names(string query)
        {
            var csv = await client.GetStringAsync(new Uri($"/panorama?format=csv&{query}", UriKind.Relative));
            return [.. csv.Split("\r\n").Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')[0])];
        }
    }

    private static SpendingBody Cost(long amount) => new(amount, "5203", [new("cash", amount)]);

    private static Organisation Org(string name, string kind, Organisation? parent = null) =>
        new(
            TestBook.Id(),
            kind,
            name,
            "BOB",
            2,
            kind == "association" ? kind : "workshop",
            "America/La_Paz",
            Parent: parent?.Id
        );

    private static Task Create(TestApp app, params Organisation[] orgs) =>
        app.Writer.Do(s =>
        {
            foreach (var org in orgs)
            {
                Organisations.Create(s, org);
            }
        });

    /// <summary>Records at noon of a day as many days after it happened, and sets the clock back.</summary>
    private static async Task Record(
        TestApp app,
        Organisation org,
        Guid actor,
        string kind,
        object body,
        DateOnly on,
        int daysLater
    )
    {
        var now = app.Clock.Now;
        app.Clock.Now = new(on.AddDays(daysLater), new TimeOnly(16, 0), TimeSpan.Zero);
        var text = System.Text.Json.JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default);
        var at = new DateTimeOffset(on, new TimeOnly(16, 0), TimeSpan.Zero).ToUnixTimeMilliseconds();
        var document = new Document(TestBook.Id(), kind, 1, text, on, at, 0, actor, "test", 0);
        var record = app.Services.GetRequiredService<RecordDocument>();
        var answer = await app.Writer.Do(s => record.Handle(s, org.Id, document, Who.All));
        Assert.True(answer.Answer == Answer.Accepted, $"{kind}: {answer.Refusal}");
        app.Clock.Now = now;
    }

    private static async Task<Standing> Only(TestApp app, Guid person) =>
        Assert.Single(app.Services.GetRequiredService<Standings>().Of(await SessionOf(app, person, null)));

    private static async Task<List<string>> Seen(TestApp app, Guid person, Guid? phone = null) =>
        [
            .. app
                .Services.GetRequiredService<Standings>()
                .Of(await SessionOf(app, person, phone))
                .Select(s => s.Org.Name)
                .Order(StringComparer.Ordinal),
        ];

    private static Task<Session> SessionOf(TestApp app, Guid person, Guid? phone) =>
        app.Writer.Do(s =>
        {
            var token = Tokens.Hash(Sessions.Start(s, person, "test"));
            if (phone is { } org)
            {
                s.Sql.Execute("update session set device_org = $1 where token_hash = $2", org, token);
            }

            return new Session(token, person, "", "es", "", 0, 0, long.MaxValue);
        });
}
