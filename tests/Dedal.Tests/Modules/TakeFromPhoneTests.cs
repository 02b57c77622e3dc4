using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;

namespace Dedal.Tests.Modules;

/// <summary>The phones' door: POST /o/{org}/sync, one answer for each document, whatever arrives.</summary>
public class TakeFromPhoneTests
{
    private const long Day = 86_400_000;

    [Theory, ClassData(typeof(Engines))]
    public async Task Sending_twice_changes_nothing_and_one_id_has_one_body(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var sale = door.Sale(500);
        Assert.Equal(["accepted 1"], await door.Send(sale));
        Assert.Equal(["already-there 1", "already-there 1"], await door.Send(sale, sale));

        var other = door.Sale(700);
        other["id"] = sale["id"]!.DeepClone();
        Assert.Equal(["refused id-with-another-body"], await door.Send(other));
        Assert.Equal(1, door.Count("journal"));
        Assert.Equal(["id-with-another-body"], door.Texts("select code from refused_document where org_id = $1"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_clock_that_moved_between_two_sendings_is_no_other_document(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var sale = door.Sale(500);
        Assert.Equal(["accepted 1"], await door.Send(sale));
        door.App.Clock.Now += TimeSpan.FromDays(3);
        Assert.Equal(["already-there 1"], await door.Send(sale));
        sale["capturedAt"] = 1;
        Assert.Equal(["already-there 1"], await door.Send(sale));
    }

    [Theory]
    [InlineData("{", "documents-not-a-list")]
    [InlineData("[{\"id\":", "json-broken")]
    [InlineData("[] []", "json-broken")]
    [InlineData("[{\"kind\":\"\\ud800\"}]", "json-broken")]
    public async Task A_broken_sending_is_refused_whole_in_the_phones_language(string text, string code)
    {
        await using var door = await PhoneDoor.Open(EngineKind.Sqlite);
        var sentences = new HashSet<string>(StringComparer.Ordinal);
        foreach (var language in Web.Shared.Words.Languages)
        {
            using var answer = await door.Post(text, $"lang={language}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var refusal = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["refusal"]!;
            Assert.Equal(code, (string)refusal["code"]!);
            sentences.Add((string)refusal["sentence"]!);
        }

        Assert.Equal(0, door.Count("journal"));
        Assert.NotEqual("", Assert.Single(sentences.Take(1)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Too_many_or_too_long_is_refused_whole_and_nothing_is_written(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var many = new JsonArray([.. Enumerable.Range(0, 501).Select(_ => door.Sale(100))]);
        using var tooMany = await door.Post(many.ToJsonString());
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
        Assert.Contains("documents-too-many", await tooMany.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var tooLong = await door.Post(new string(' ', TakeDocuments.LongestSending) + "[]");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong.StatusCode);
        Assert.Equal(0, door.Count("journal"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_wrong_with_one_document_does_not_touch_the_others(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var (strange, newer, broken, field) = (door.Sale(1), door.Sale(2), door.Sale(3), door.Sale(4));
        strange["kind"] = "sale-of-the-moon";
        newer["schema"] = 2;
        broken["body"] = "{\"total\":";
        field["colour"] = "red";
        Assert.Equal(
            [
                "refused kind-unknown",
                "parked schema-newer",
                "refused body-not-readable",
                "refused envelope-not-readable",
                "accepted 1",
            ],
            await door.Send(strange, newer, broken, field, door.Sale(500))
        );

        // As it came, with its code; what is parked is kept on the phone, which sends it again.
        Assert.Equal(
            ["body-not-readable", "kind-unknown"],
            door.Texts("select code from refused_document where org_id = $1 order by code")
        );
        var kept = door.Texts("select envelope from refused_document where org_id = $1 order by code")[0];
        Assert.Equal((string)broken["body"]!, JsonSerializer.Deserialize<Document>(kept)!.Body);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_refers_to_something_not_seen_yet_waits_a_week_then_is_refused(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var party = Guid.CreateVersion7();
        var added = door.Document("party-added", $$"""{"party":"{{party}}","role":"customer"}""", id: party);
        var (fiado, undo, item) = (
            door.Document("sale", $$"""{"total":100,"paid":[{"how":"credit","amount":100}],"party":"{{party}}"}"""),
            door.Document("reversal", $$"""{"document":"{{Guid.CreateVersion7()}}"}"""),
            door.Document(
                "sale",
                $$"""
                {"total":100,"paid":[{"how":"cash","amount":100}],
                 "items":[{"item":"{{Guid.CreateVersion7()}}","quantity":1,"amount":100}]}
                """
            )
        );
        Assert.Equal(
            ["parked party-unknown", "parked document-unknown", "parked item-unknown"],
            await door.Send(fiado, undo, item)
        );
        Assert.Equal(0, door.Count("refused_document"));

        door.App.Clock.Now += TimeSpan.FromDays(6);
        Assert.Equal(["parked document-unknown", "parked item-unknown"], await door.Send(undo, item));
        Assert.Equal(["accepted 1", "accepted 2"], await door.Send(added, fiado));
        door.App.Clock.Now += TimeSpan.FromDays(2);
        Assert.Equal(["refused document-unknown", "refused item-unknown"], await door.Send(undo, item));
        Assert.Equal(2, door.Count("refused_document"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_day_is_that_of_the_corrected_clock(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var now = door.Now;
        var twoDays = now - (2 * Day);

        // Years off, but the same clock at saving and sending.
        var behind = door.Sale(100, capturedAt: twoDays - (3650 * Day));
        Assert.Equal(["accepted 1"], await door.SendAt(now - (3650 * Day), behind));
        var ahead = door.Sale(200, capturedAt: twoDays + (3650 * Day));
        Assert.Equal(["accepted 2"], await door.SendAt(now + (3650 * Day), ahead));

        // Set back in between: what the phone knew at saving holds.
        var setBack = door.Sale(300, capturedAt: twoDays + (365 * Day), offset: -365 * Day);
        Assert.Equal(["accepted 3"], await door.SendAt(now, setBack));

        // Without power: years back at saving, right at sending; it knows when the server last spoke.
        var powerless = door.Sale(400, capturedAt: 0, offset: twoDays);
        Assert.Equal(["accepted 4"], await door.SendAt(now, powerless));

        // Set back, and it knew nothing: not in the future.
        var lost = door.Sale(500, capturedAt: now + (365 * Day));
        Assert.Equal(["accepted 5"], await door.SendAt(now, lost));

        // The phone says nothing of its clock at sending.
        var silent = door.Sale(600, capturedAt: twoDays);
        Assert.Equal(["accepted 6"], await door.SendAt(null, silent));
        Assert.Equal(["2026-03-12", "2026-03-12", "2026-03-12", "2026-03-12", "2026-03-14", "2026-03-12"], door.Days());
        var moments = door.Numbers("select captured_at + clock_offset from journal where org_id = $1 order by seq");
        Assert.All(moments, m => Assert.InRange(m, twoDays, now));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Clocks_that_cannot_be_are_refused_and_spoil_nothing(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        foreach (
            var (captured, offset) in new[] { (long.MaxValue, 0L), (long.MinValue, 0L), (-1, 0), (0, long.MinValue) }
        )
        {
            var answers = await door.Send(door.Sale(100, captured, offset), door.Sale(200));
            Assert.StartsWith("refused", answers[0], StringComparison.Ordinal);
            Assert.StartsWith("accepted", answers[1], StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_document_whose_clock_was_ahead_does_not_wait_for_ever(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var undo = door.Document("reversal", $$"""{"document":"{{Guid.CreateVersion7()}}"}""");
        undo["capturedAt"] = door.Now + (365 * Day);
        Assert.Equal(["refused document-unknown"], await door.SendAt(door.Now, undo));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_recorded_is_judged_by_her_membership_on_that_day(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var ended = await door.App.Person(door.Org.Id);
        await door.App.Writer.Do(s =>
        {
            Memberships.Add(s, door.Org.Id, ended, Who.Treasurer, new(2026, 1, 1));
            Memberships.End(s, door.Org.Id, ended, Who.Treasurer, new(2026, 3, 13));
        });
        var (before, after) = (door.Sale(100, door.Now - Day), door.Sale(200));
        before["actor"] = ended;
        after["actor"] = ended;
        var member = door.Sale(300);
        member["actor"] = await door.App.Person(door.Org.Id, Who.Member);
        var elsewhere = door.Sale(400);
        elsewhere["actor"] = await door.App.Person((await door.App.Workshop("Panadería")).Id, Who.Treasurer);
        Assert.Equal(
            ["accepted 1", "held held-no-membership", "refused role-may-not", "held held-no-membership"],
            await door.Send(before, after, member, elsewhere)
        );
        Assert.Equal(2, door.App.Reading(s => Quarantine.CountWaiting(s, door.Org.Id)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_revoked_phone_hands_in_what_it_holds_and_learns_nothing(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var sent = door.Sale(100);
        Assert.Equal(["accepted 1"], await door.Send(sent));
        await door.App.Writer.Do(s => Devices.Revoke(s, door.Org.Id, door.Phone.Id));
        Assert.Equal(["already-there 1", "held held-phone-revoked"], await door.Send(sent, door.Sale(200)));
        using var snapshot = await door.Client.GetAsync($"o/{door.Org.Id}/snapshot");
        Assert.Equal(HttpStatusCode.Gone, snapshot.StatusCode);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_copy_is_taken_from_another_phone_of_the_workshop_and_counts_once(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        using var other = await door.App.Phone(door.Org.Id);
        using var client = other.Client();
        var (sale, strange) = (door.Sale(100, door.Now - Day), door.Sale(200));
        strange["device"] = Guid.CreateVersion7();
        Assert.Equal(["accepted 1", "held held-phone-unknown"], await door.Send(client, sale, strange));
        Assert.Equal(["already-there 1"], await door.Send(sale));
        Assert.Equal(["2026-03-13"], door.Days());
        Assert.Equal([door.Phone.Id.ToString("D")], door.Texts("select device from journal where org_id = $1"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_phone_of_another_organisation_is_nobody_here(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        using var theirs = await door.App.Phone((await door.App.Workshop("Panadería")).Id);
        using var client = theirs.Client();
        using var sending = new StringContent(new JsonArray(door.Sale(100)).ToJsonString(), Encoding.UTF8);
        using var answer = await client.PostAsync($"o/{door.Org.Id}/sync", sending);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(0, door.Count("journal"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Five_hundred_documents_go_in_with_one_write_of_totals(EngineKind engine)
    {
        var writes = 0;
        await using var door = await PhoneDoor.Open(engine, s => s.BeforeWrite = () => writes++);
        JsonObject[] sales = [.. Enumerable.Range(1, 500).Select(n => door.Sale(n * 10))];
        Assert.Equal(["accepted 1"], await door.Send(door.Sale(10)));
        writes = 0;
        var start = Stopwatch.GetTimestamp();
        var answers = await door.Send(sales);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"500 documents on {engine}: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms, {writes} writes"
        );
        Assert.Equal(Enumerable.Range(2, 500).Select(n => $"accepted {n}"), answers);

        // A document is a journal row, an entry and a line; begin, head, totals and commit are written once.
        Assert.InRange(writes, 1_500, 1_515);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_document_that_breaks_the_program_keeps_none_of_the_others_out(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var breaking = door.Document("breaking", "{}");
        JsonObject[] all =
        [
            .. Enumerable.Range(0, 249).Select(_ => door.Sale(10)),
            breaking,
            .. Enumerable.Range(0, 250).Select(_ => door.Sale(10)),
        ];
        var answers = await door.Send(all);
        Assert.Equal("parked server-fault", answers[249]);
        Assert.Equal(499, answers.Count(a => a.StartsWith("accepted", StringComparison.Ordinal)));
        Assert.Equal(499, door.Count("journal"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_is_new_has_her_name_outside_the_journal_whatever_the_documents_id(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var party = Guid.CreateVersion7();
        var added = door.Document("party-added", $$"""{"party":"{{party}}","role":"customer"}""");
        added["name"] = "Doña Benita";
        Assert.Equal(["accepted 1"], await door.Send(added));
        Assert.Equal(
            [$"{party} Doña Benita"],
            door.App.Reading(s =>
                s.Query(
                    "select party_id, name from party_detail where org_id = $1",
                    r => $"{r.GetGuid(0)} {r.GetString(1)}",
                    door.Org.Id
                )
            )
        );
        Assert.DoesNotContain(
            "Benita",
            door.Texts("select body from journal where org_id = $1")[0],
            StringComparison.Ordinal
        );
    }
}
