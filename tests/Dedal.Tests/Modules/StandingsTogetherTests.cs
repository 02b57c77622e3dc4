using System.Text.Json;
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

/// <summary>Reading many workshops at once, and from days counted when they were recorded, changes no figure.</summary>
public class StandingsTogetherTests
{
    private static readonly DateOnly Today = new(2026, 3, 14);

    private static readonly string[] SaysNothing =
    [
        "reversal",
        "month-close",
        "month-reopening",
        "year-close",
        "party-added",
        "account-added",
        "fund-opened",
        "item",
    ];

    [Theory, ClassData(typeof(Engines))]
    public async Task Workshops_read_together_stand_as_each_read_alone_and_as_its_journal_says(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var ours = Org("Nuestra", "association", null);
        List<Organisation> orgs = [.. Enumerable.Range(0, 6).Select(i => Org($"Taller {i}", "workshop", ours.Id))];
        await app.Writer.Do(s => orgs.Prepend(ours).ToList().ForEach(o => Organisations.Create(s, o)));
        var mentor = await app.Person(ours.Id, Who.Mentor);
        var treasurers = new Dictionary<Guid, Guid>();
        for (var i = 0; i < orgs.Count; i++)
        {
            treasurers[orgs[i].Id] = await app.Person(orgs[i].Id, Who.Treasurer);

            // From none over a few to more than are counted at once, so that counted days and a rest meet.
            await Live(app, orgs[i], treasurers[orgs[i].Id], mentor, new Random(i), documents: i * i * 4);
        }

        Assert.Contains(orgs, o => Rest(app, o) is (> 0, > 0));
        var together = Read(app, orgs);
        Assert.Equal(orgs.SelectMany(o => Read(app, [o])), together);
        foreach (var standing in together)
        {
            var says = Journal(app, standing.Org, treasurers[standing.Org.Id], mentor);
            Assert.Equal(says, (standing.Documents, standing.InTime, standing.Alone, standing.DaysRecorded));
        }

        Assert.Empty(Rebuild.Run(app.Database, app.Services.GetRequiredService<RecordDocument>(), app.Clock, false));
        Assert.Equal(together, Read(app, orgs));
    }

    private static List<Standing> Read(TestApp app, List<Organisation> orgs)
    {
        using var sql = app.Services.GetRequiredService<Reads>().Of(orgs.Select(o => o.Id));
        return StandingQueries.WorkOut(sql, orgs, Today);
    }

    /// <summary>Forty-five days up to today, each document of a day recorded up to three days later.</summary>
    private static async Task Live(
        TestApp app,
        Organisation org,
        Guid treasurer,
        Guid mentor,
        Random random,
        int documents
    )
    {
        var last = Guid.Empty;
        for (var i = 0; i < documents; i++)
        {
            var recorded = Today.AddDays(-44 + (44 * i / documents));
            app.Clock.Now = new(recorded.AddDays(1), new TimeOnly(random.Next(0, 4), 30), TimeSpan.Zero);
            object body = (i % 7) switch
            {
                2 => new SaleBody(700, [new("qr", 700)]),
                3 => new QrSeenBody(last),
                4 => new SpendingBody(300, "5203", [new("cash", 300)]),
                5 => new CashCountBody(10 * random.Next(10, 500)),
                6 => new ReversalBody(last, "otra vez"),
                _ => new SaleBody(1000, [new("cash", 1000)]),
            };
            var actor = random.Next(4) == 0 ? mentor : treasurer;
            last = await Record(app, org, actor, body, recorded.AddDays(-random.Next(4)));
        }

        app.Clock.Now = new(Today, new TimeOnly(16, 0), TimeSpan.Zero);
    }

    private static async Task<Guid> Record(TestApp app, Organisation org, Guid actor, object body, DateOnly on)
    {
        var kind = body switch
        {
            QrSeenBody => "qr-seen",
            SpendingBody => "expense",
            CashCountBody => "cash-count",
            ReversalBody => "reversal",
            _ => "sale",
        };
        var text = JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default);
        var at = app.Clock.Now.ToUnixTimeMilliseconds();
        var document = new Document(TestBook.Id(), kind, 1, text, on, at, 0, actor, "test", 0);
        var record = app.Services.GetRequiredService<RecordDocument>();
        var answer = await app.Writer.Do(s => record.Handle(s, org.Id, document, Who.All));
        Assert.True(answer.Answer == Answer.Accepted, $"{kind}: {answer.Refusal}");
        return document.Id;
    }

    /// <summary>Documents counted, and those at the journal's end that are not.</summary>
    private static (long Counted, long Left) Rest(TestApp app, Organisation org)
    {
        using var sql = app.Services.GetRequiredService<Reads>().Of(org);
        return sql.First(
            "select counted, seq - counted from head where org_id = $1",
            r => (r.GetInt64(0), r.GetInt64(1)),
            org.Id
        );
    }

    /// <summary>The same four figures from each row of the journal.</summary>
    private static (int, int, int, int) Journal(TestApp app, Organisation org, Guid treasurer, Guid mentor)
    {
        using var sql = app.Services.GetRequiredService<Reads>().Of(org);
        var since = Today.AddDays(-29);
        var rows = sql.Query(
                "select kind, occurred_on, recorded_at, actor from journal where org_id = $1",
                r =>
                    (
                        Kind: r.GetString(0),
                        About: r.GetFieldValue<DateOnly>(1),
                        On: org.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(2))),
                        Actor: r.GetGuid(3)
                    ),
                org.Id
            )
            .Where(r => !SaysNothing.Contains(r.Kind) && r.On >= since && r.About <= Today)
            .ToList();
        var days = rows.Where(r => r.About >= since).ToLookup(r => r.About, r => r.Actor);
        return (
            rows.Count,
            rows.Count(r => r.On <= r.About.AddDays(1)),
            days.Count(d => d.Contains(treasurer) && !d.Contains(mentor)),
            days.Count
        );
    }

    private static Organisation Org(string name, string kind, Guid? parent) =>
        new(
            TestBook.Id(),
            kind,
            name,
            "BOB",
            2,
            kind == "association" ? kind : "workshop",
            "America/La_Paz",
            Parent: parent
        );
}
