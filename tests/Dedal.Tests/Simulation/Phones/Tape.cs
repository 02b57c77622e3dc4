using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;
using Microsoft.Extensions.DependencyInjection;

namespace Dedal.Tests.Simulation.Phones;

/// <summary>
/// What happened on the simulated server, played again to the real one: the same requests over HTTP at the same times.
/// Every answer and every snapshot must be the same.
/// </summary>
internal sealed class Tape : World.ILog
{
    private readonly List<Func<TestApp, Task>> acts = [];
    private readonly Dictionary<(Guid Org, Guid Device), (TestPhone Phone, HttpClient Client)> phones = [];
    private IReadOnlyList<OrgServer> orgs = [];

    public void Began(IReadOnlyList<OrgServer> orgs, IReadOnlyList<Desk> desks)
    {
        this.orgs = orgs;
        var members = orgs.Select(o => (o.Id, Members: o.Members.ToList())).ToList();
        Add(World.Start, app => app.Writer.Do(s => Found(s, members)));
        foreach (var desk in desks)
        {
            Add(World.Start, async app => phones[(desk.Org, desk.Device)] = await Enrol(app, desk));
        }
    }

    public void Took(long now, OrgServer org, Request request, IReadOnlyList<Recording> answers) =>
        Add(
            now,
            async app =>
            {
                var path = $"o/{org.Id}/sync?sent={request.Sent}&lang=es";
                using var sending = new StringContent(
                    new JsonArray([.. request.Documents!.Select(Json)]).ToJsonString(),
                    Encoding.UTF8,
                    "application/json"
                );
                using var answer = await Client(org, request).PostAsync(path, sending);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray();
                Assert.Equal(
                    answers.Select(a => $"{a.Answer} {a.Seq} {a.Refusal?.Code}"),
                    said.Select(a => $"{Word((string)a!["answer"]!)} {a["seq"] ?? 0} {a["refusal"]?["code"]}")
                );
            }
        );

    public void Told(long now, OrgServer org, Request request, Snapshot snapshot) =>
        Add(
            now,
            async app =>
            {
                var text = await Client(org, request)
                    .GetStringAsync($"o/{org.Id}/snapshot?after={request.After}&lang=es");
                var told = JsonNode.Parse(text)!;
                Assert.Equal((snapshot.Seq, snapshot.Now), ((long)told["seq"]!, (long)told["now"]!));
                Assert.Equal(BookChanges.Show(snapshot.Balances), BookChanges.Show(Balances(told)));
                Assert.Equal(
                    snapshot.Included.Order(),
                    told["included"]!.AsArray().Select(i => Guid.Parse((string)i!)).Order()
                );
                Assert.Equal(
                    snapshot.Qr.OrderBy(q => q.Key).Select(q => $"{q.Key} {q.Value}"),
                    told["qr"]!.AsArray().Select(q => $"{q!["id"]} {q["fx"]!["qr"]}").Order(StringComparer.Ordinal)
                );
                Assert.Equal(
                    snapshot.QrBack.OrderBy(q => q.Key).Select(q => $"{q.Key} {q.Value}"),
                    told["qrBack"]!.AsArray().Select(q => $"{q!["id"]} {q["fx"]!["qr"]}").Order(StringComparer.Ordinal)
                );
                Assert.Equal(
                    snapshot.Rows.Select(r => $"{r.Id} {r.Kind} {r.Gone} {BookChanges.Show(r.Fx)}"),
                    told["rows"]!
                        .AsArray()
                        .Select(r => $"{r!["id"]} {r["kind"]} {r["gone"] is not null} {BookChanges.Show(Fx(r["fx"]!))}")
                );
            }
        );

    public void Wrote(long now, OrgServer org, Document document, Recording recording) =>
        Add(
            now,
            async app =>
            {
                var door = app.Services.GetRequiredService<RecordDocument>();
                var said = await app.Writer.Do(s =>
                    door.Handle(
                        s,
                        org.Id,
                        document,
                        PeopleContract.RolesOn(s.Sql, org.Id, document.Actor, document.OccurredOn)
                    )
                );
                Assert.Equal((recording.Answer, recording.Seq), (said.Answer, said.Seq));
            }
        );

    public void Ended(long now, OrgServer org, Guid person, DateOnly last) =>
        Add(now, app => app.Writer.Do(s => Memberships.End(s, org.Id, person, Who.Treasurer, last)));

    public void Revoked(long now, OrgServer org, Desk desk) =>
        Add(now, app => app.Writer.Do(s => Devices.Revoke(s, org.Id, desk.Device)));

    /// <summary>Plays it to a real server, and compares what both have in the end.</summary>
    public async Task Play(TestApp app)
    {
        foreach (var act in acts)
        {
            await act(app);
        }

        foreach (var org in orgs)
        {
            Assert.Equal(org.Book.Written.Select(Row), app.Reading(s => Rows(s, org.Id)));
            Assert.Equal(Lines(org.Book), app.Reading(s => Lines(s, org.Id)));
            Assert.Empty(app.Reading(s => Verify.Run(s, Organisations.ById(s, org.Id)!)).Faults);
            Assert.Equal(org.Names.OrderBy(n => n.Key), app.Reading(s => Named(s, org.Id)));
        }

        var record = app.Services.GetRequiredService<RecordDocument>();
        Assert.Empty(Rebuild.Run(app.Database, record, app.Clock, check: true));
        foreach (var (phone, client) in phones.Values)
        {
            client.Dispose();
            phone.Dispose();
        }
    }

    private void Add(long now, Func<TestApp, Task> act) =>
        acts.Add(app =>
        {
            app.Clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(now);
            return act(app);
        });

    private HttpClient Client(OrgServer org, Request request) => phones[(org.Id, request.From.Device)].Client;

    private static void Found(
        WriteScope scope,
        List<(Guid Org, List<(Guid Person, string Role, DateOnly From, DateOnly? To)> Members)> all
    )
    {
        foreach (var person in all.SelectMany(a => a.Members).Select(m => m.Person).Distinct())
        {
            Persons.Create(scope, person, "Socia", "es");
        }

        foreach (var (org, members) in all)
        {
            Organisations.Create(scope, new(org, "workshop", $"Taller {org}", "BOB", 2, "workshop", "America/La_Paz"));
            foreach (var (person, role, from, _) in members)
            {
                Memberships.Add(scope, org, person, role, from);
            }
        }
    }

    private static async Task<(TestPhone, HttpClient)> Enrol(TestApp app, Desk desk)
    {
        var phone = await app.Phone(desk.Org, desk.Device);
        return (phone, phone.Client());
    }

    /// <summary>As outbox.js sends it.</summary>
    private static JsonObject Json(Saved d)
    {
        var json = new JsonObject
        {
            ["id"] = d.Id,
            ["kind"] = d.Kind,
            ["schema"] = d.Schema,
            ["capturedAt"] = d.CapturedAt,
            ["clockOffset"] = d.ClockOffset,
            ["actor"] = d.Actor,
            ["device"] = d.Device,
            ["deviceSeq"] = d.N,
            ["body"] = d.Body,
        };
        if (d.Day is { } day)
        {
            json["occurredOn"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (d.Name is { } name)
        {
            json["name"] = name;
        }

        return json;
    }

    private static string Word(string answer) =>
        answer == "already-there" ? nameof(Answer.AlreadyThere) : char.ToUpperInvariant(answer[0]) + answer[1..];

    private static Dictionary<string, long> Balances(JsonNode told)
    {
        var all = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var box in told["boxes"]!.AsArray())
        {
            all[(string)box!["kind"]! == "qr" ? "qr" : $"box:{box["code"]}"] = (long)box["balance"]!;
        }

        foreach (var party in told["parties"]!.AsArray())
        {
            all[$"debt:{party!["id"]}"] = (long)party["debt"]!;
            all[$"owed:{party["id"]}"] = (long)party["owed"]!;
        }

        return all;
    }

    private static Dictionary<string, long> Fx(JsonNode fx) =>
        fx.AsObject().ToDictionary(f => f.Key, f => (long)f.Value!, StringComparer.Ordinal);

    private static string Row(Written w) => Row(w.Seq, w.Document);

    private static string Row(long seq, Document d) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{seq} {d.Id} {d.Kind} {d.Body} {d.OccurredOn:O} {d.CapturedAtMs} {d.ClockOffsetMs} "
                + $"{d.Actor} {d.Device} {d.DeviceSeq}"
        );

    private static List<string> Rows(Statements sql, Guid org) =>
        [.. Notebook.Before(sql, org, long.MaxValue, 10_000).Select(n => Row(n.Seq, n.Document)).Reverse()];

    private static IEnumerable<string> Lines(MemoryBook book) =>
        book.Lines.Select(l => $"{l.Of.Seq} {l.Of.Decision.PostedOn:O} {l.Line}");

    private static List<string> Lines(Statements sql, Guid org) =>
        [
            .. Notebook
                .Before(sql, org, long.MaxValue, 10_000)
                .Reverse<NotebookRow>()
                .SelectMany(n => n.Lines.Select(l => $"{n.Seq} {n.PostedOn:O} {l}")),
        ];

    private static IEnumerable<KeyValuePair<Guid, string>> Named(Statements sql, Guid org) =>
        sql.Query(
                "select party_id, name from party_detail where org_id = $1",
                r => KeyValuePair.Create(r.GetGuid(0), r.GetString(1)),
                org
            )
            .OrderBy(n => n.Key);
}
