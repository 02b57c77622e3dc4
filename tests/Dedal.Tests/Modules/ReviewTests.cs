using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;
using Dedal.Web.Shared;

namespace Dedal.Tests.Modules;

/// <summary>What comes from a removed phone or a person who is no longer of here waits for the coordinator.</summary>
public class ReviewTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_removed_phone_held_is_recorded_under_its_own_name_when_the_coordinator_says_so(
        EngineKind engine
    )
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var rosa = await app.Person(org.Id, "treasurer");
        var coordinator = await app.Person(org.Id, "coordinator");
        using var phone = await app.Phone(org.Id);
        await app.Writer.Do(s => Devices.Revoke(s, org.Id, phone.Id));
        var sale = Sale(rosa, phone, 2500);
        Assert.Equal(["held"], await Send(phone, org, sale));
        Assert.Equal(["held"], await Send(phone, org, sale));
        Assert.Equal(0, Journal(app, org));
        var held = Assert.Single(app.Reading(sql => Quarantine.Waiting(sql, org.Id)));
        Assert.Equal(("held-phone-revoked", rosa), (held.Reason, held.Document.Actor));

        var client = await app.SignedIn(coordinator);
        foreach (var language in Words.Languages)
        {
            await client.PostAsync("/language", Form(("language", language)));
            var page = await client.GetStringAsync($"/o/{org.Id}/review");
            var words = Words.In(language);
            Assert.Contains(words["review.reason.held-phone-revoked"], page, StringComparison.Ordinal);
            Assert.Contains("25,00", page, StringComparison.Ordinal);
            Assert.Contains("Teléfono de prueba", page, StringComparison.Ordinal);
        }

        Assert.Equal(303, await Decide(client, org, held, "accept"));
        Assert.Equal(
            (rosa, phone.Id.ToString("D")),
            app.Reading(sql =>
                sql.First(
                    "select actor, device from journal where org_id = $1",
                    r => (r.GetGuid(0), r.GetString(1)),
                    org.Id
                )
            )
        );
        Assert.Equal(422, await Decide(client, org, held, "accept"));
        Assert.Equal(["already-there"], await Send(phone, org, sale));
        Assert.Equal(1, Journal(app, org));
        var decided = Assert.Single(app.Reading(sql => Quarantine.Decided(sql, org.Id)));
        Assert.Equal(("accepted", coordinator), (decided.Decision, decided.DecidedBy));
        await client.GetStringAsync($"/o/{org.Id}/review");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_did_not_happen_is_kept_with_its_reason_and_never_asked_again(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var gone = await app.Person(org.Id);
        await app.Writer.Do(s => Memberships.Add(s, org.Id, gone, "treasurer", new(2026, 1, 1)));
        await app.Writer.Do(s => Memberships.End(s, org.Id, gone, "treasurer", new(2026, 3, 12)));
        using var phone = await app.Phone(org.Id);
        Assert.Equal(["held"], await Send(phone, org, Sale(gone, phone, 2500, "2026-03-13")));
        Assert.Equal(["accepted"], await Send(phone, org, Sale(gone, phone, 900, "2026-03-12")));
        var stranger = Sale(Guid.CreateVersion7(), phone, 100);
        Assert.Equal(["held"], await Send(phone, org, stranger));
        Assert.Equal(2, app.Reading(sql => Quarantine.CountWaiting(sql, org.Id)));

        var client = await app.SignedIn(org.Id, "coordinator");
        var held = app.Reading(sql => Quarantine.Waiting(sql, org.Id));
        Assert.Equal(422, await Decide(client, org, held[0], "reject"));
        Assert.Equal(422, await Decide(client, org, held[0], "reject", new string('x', 201)));
        Assert.Equal(422, await Decide(client, org, held[0], "perhaps", "why"));
        foreach (var one in held)
        {
            Assert.Equal(303, await Decide(client, org, one, "reject", "No fue así."));
        }

        Assert.Equal(["held"], await Send(phone, org, stranger));
        Assert.Equal(0, app.Reading(sql => Quarantine.CountWaiting(sql, org.Id)));
        Assert.Equal(1, Journal(app, org));
        Assert.Contains("No fue así.", await client.GetStringAsync($"/o/{org.Id}/review"), StringComparison.Ordinal);
        Assert.All(app.Reading(sql => Quarantine.Decided(sql, org.Id)), d => Assert.Equal("No fue así.", d.Note));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_bodies_under_one_id_are_both_kept_and_one_at_most_counts(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var rosa = await app.Person(org.Id, "treasurer");
        using var phone = await app.Phone(org.Id);
        await app.Writer.Do(s => Devices.Revoke(s, org.Id, phone.Id));
        var (one, other) = (Sale(rosa, phone, 2500), Sale(rosa, phone, 9900));
        other["id"] = (Guid)one["id"]!;
        await Send(phone, org, one);
        await Send(phone, org, other);
        var held = app.Reading(sql => Quarantine.Waiting(sql, org.Id));
        Assert.Equal(2, held.Count);
        var client = await app.SignedIn(org.Id, "coordinator");
        Assert.Equal(303, await Decide(client, org, held[0], "accept"));
        Assert.Equal(422, await Decide(client, org, held[1], "accept"));
        Assert.Equal(1, Journal(app, org));
        Assert.Equal(1, app.Reading(sql => Quarantine.CountWaiting(sql, org.Id)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_organisation_neither_sees_nor_decides_and_nonsense_is_a_sentence(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (ours, theirs) = (await app.Workshop("Bordados"), await app.Workshop("Panadería"));
        var rosa = await app.Person(ours.Id, "treasurer");
        using var phone = await app.Phone(ours.Id);
        await app.Writer.Do(s => Devices.Revoke(s, ours.Id, phone.Id));
        await Send(phone, ours, Sale(rosa, phone, 2500));
        var held = app.Reading(sql => Quarantine.Waiting(sql, ours.Id)).Single();
        var client = await app.SignedIn(theirs.Id, "coordinator");
        Assert.Equal(422, await Decide(client, theirs, held, "accept"));
        Assert.DoesNotContain("25,00", await client.GetStringAsync($"/o/{theirs.Id}/review"), StringComparison.Ordinal);
        var broken = await client.PostAsync($"/o/{theirs.Id}/review", Form(("id", "x"), ("decision", "accept")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.StatusCode);
        Assert.Equal(0, Journal(app, ours) + Journal(app, theirs));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nothing_that_was_held_can_be_deleted(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        await app.Workshop("Bordados");
        await Assert.ThrowsAnyAsync<Exception>(() =>
            app.Writer.Do(s =>
            {
                s.Sql.Execute(
                    """
                    insert into quarantine (org_id, id, kind, schema_version, body, occurred_on, captured_at,
                      clock_offset, actor, device, device_seq, body_hash, reason, held_at)
                    select org_id, org_id, 'x', 1, '', $1, 0, 0, org_id, '', 0, '', 'x', 0 from org
                    """,
                    new DateOnly(2026, 3, 14)
                );
                s.Sql.Execute("delete from quarantine");
            })
        );
    }

    private static long Journal(TestApp app, Organisation org) =>
        app.Reading(sql => sql.First("select count(*) from journal where org_id = $1", r => r.GetInt64(0), org.Id));

    private static JsonObject Sale(Guid actor, TestPhone phone, long total, string day = "2026-03-14") =>
        new()
        {
            ["id"] = Guid.CreateVersion7(),
            ["kind"] = "sale",
            ["schema"] = 1,
            ["occurredOn"] = day,
            ["capturedAt"] = 1773500000000,
            ["clockOffset"] = 0,
            ["device"] = phone.Id,
            ["deviceSeq"] = total,
            ["actor"] = actor,
            ["body"] = new JsonObject
            {
                ["total"] = total,
                ["paid"] = new JsonArray(new JsonObject { ["how"] = "cash", ["amount"] = total }),
            },
        };

    private static async Task<List<string>> Send(TestPhone phone, Organisation org, JsonObject document)
    {
        var body = new JsonArray(document.DeepClone()).ToJsonString();
        var answer = await phone
            .Client()
            .PostAsync($"/o/{org.Id}/sync", new StringContent(body, Encoding.UTF8, "application/json"));
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, said);
        return [.. JsonNode.Parse(said)!.AsArray().Select(a => (string)a!["answer"]!)];
    }

    private static async Task<int> Decide(
        HttpClient client,
        Organisation org,
        HeldDocument held,
        string decision,
        string note = ""
    ) =>
        (int)
            (
                await client.PostAsync(
                    $"/o/{org.Id}/review",
                    Form(
                        ("id", held.Document.Id.ToString()),
                        ("body", held.BodyHash),
                        ("decision", decision),
                        ("note", note)
                    )
                )
            ).StatusCode;

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
}
