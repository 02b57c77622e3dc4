using System.Net;
using System.Text.Json.Nodes;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;

namespace Dedal.Tests.Workshop;

/// <summary>A customer's measures: known to the phone, never in the journal, forgotten when she asks.</summary>
public class MeasuresTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Measures_are_beside_the_journal_and_go_when_she_is_erased(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var party = Guid.CreateVersion7();
        var added = door.Document("party-added", $$"""{"party":"{{party}}","role":"customer"}""");
        var taken = Taken(door, party, """{"waist":82,"hip":104.5}""");
        Assert.Equal(["accepted 1", "accepted 2"], await door.Send(added, taken));
        Assert.Equal("already-there 2", Assert.Single(await door.Send(taken)));
        Assert.DoesNotContain(
            door.Texts("select body from journal where org_id = $1"),
            b => b.Contains("waist", StringComparison.Ordinal)
        );

        var snapshot = JsonNode.Parse(await door.Client.GetStringAsync($"o/{door.Org.Id}/snapshot?lang=es"))!;
        Assert.Equal(104.5m, (decimal)snapshot["measures"]![0]!["values"]!["hip"]!);

        await door.App.Writer.Do(s => Parties.Erase(s, door.Org.Id, party));
        Assert.Equal(0, door.Count("aside"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Measures_are_hers_under_the_name_that_stays_and_go_with_it(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var (from, stays, set) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var answers = await door.Send(
            door.Document("party-added", $$"""{"party":"{{from}}","role":"customer"}"""),
            door.Document("party-added", $$"""{"party":"{{stays}}","role":"customer"}"""),
            Taken(door, from, """{"waist":82}""", set),
            door.Document("party-merged", $$"""{"from":"{{from}}","into":"{{stays}}"}""")
        );
        Assert.All(answers, a => Assert.StartsWith("accepted", a, StringComparison.Ordinal));

        var snapshot = JsonNode.Parse(await door.Client.GetStringAsync($"o/{door.Org.Id}/snapshot?lang=es"))!;
        Assert.Equal(stays, (Guid)Assert.Single(snapshot["measures"]!.AsArray())!["party"]!);
        // An order taken after the joining names her as she stands now, and the measures from before.
        Assert.Equal([("waist", "82")], await door.App.Writer.Do(s => Asides.Measures(s.Sql, door.Org.Id, stays, set)));

        await door.App.Writer.Do(s => Parties.Erase(s, door.Org.Id, stays));
        Assert.Equal(0, door.Count("aside"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_phone_without_signal_brings_late_does_not_bring_her_back(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var (party, nameless, owing) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var added = Named(door, party, "Casera Prueba");
        await door.Send(added, door.Document("party-added", $$"""{"party":"{{nameless}}","role":"customer"}"""));
        await door.Send(
            Named(door, owing, "Deudora Prueba"),
            door.Document("sale", $$"""{"total":500,"paid":[{"how":"credit","amount":500}],"party":"{{owing}}"}""")
        );
        foreach (var one in new[] { party, nameless, owing })
        {
            await door.App.Writer.Do(s => Parties.Erase(s, door.Org.Id, one));
            var late = await door.Send(Taken(door, one, """{"waist":82}"""));
            Assert.StartsWith("accepted", Assert.Single(late), StringComparison.Ordinal);
        }

        Assert.Equal(0, door.Count("aside"));
        // Nobody takes an order for her any more; what is owed is still paid.
        var snapshot = JsonNode.Parse(await door.Client.GetStringAsync($"o/{door.Org.Id}/snapshot?lang=es"))!;
        Assert.Equal(owing, (Guid)Assert.Single(snapshot["parties"]!.AsArray())!["id"]!);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_held_and_did_not_happen_leaves_neither_name_nor_measures(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var (party, known) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await door.Send(Named(door, known, "Casera Prueba"));
        await door.App.Writer.Do(s => Devices.Revoke(s, door.Org.Id, door.Phone.Id));
        JsonObject[] held =
        [
            Named(door, party, "Nadie Prueba"),
            Taken(door, party, """{"waist":82}"""),
            Named(door, known, "Otro Nombre"),
        ];
        Assert.All(await door.Send(held), a => Assert.StartsWith("held", a, StringComparison.Ordinal));
        Assert.Equal((2, 1), (door.Count("party_detail"), door.Count("aside")));

        var coordinator = await door.App.SignedIn(door.Org.Id, Who.Coordinator);
        foreach (var one in door.App.Reading(sql => Quarantine.Waiting(sql, door.Org.Id)))
        {
            var (status, _) = await coordinator.Fill(
                $"/o/{door.Org.Id}/review",
                ("id", one.Document.Id.ToString()),
                ("body", one.BodyHash),
                ("decision", "reject"),
                ("note", "No fue así.")
            );
            Assert.Equal(HttpStatusCode.SeeOther, status);
        }

        // The phone keeps what was held, and sends it again.
        await door.Send(held);
        Assert.Equal(0, door.Count("aside"));
        Assert.Equal(["Casera Prueba"], door.Texts("select name from party_detail where org_id = $1"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"name":"Julia"}""")]
    [InlineData("""{"waist":-3}""")]
    [InlineData("{")]
    public async Task What_is_no_measure_is_not_kept(string aside)
    {
        await using var door = await PhoneDoor.Open(EngineKind.Sqlite);
        var answers = await door.Send(Taken(door, Guid.CreateVersion7(), aside));
        Assert.Equal("refused envelope-not-readable", Assert.Single(answers));
        Assert.Equal(0, door.Count("aside"));
    }

    private static JsonObject Named(PhoneDoor door, Guid party, string name)
    {
        var added = door.Document("party-added", $$"""{"party":"{{party}}","role":"customer"}""");
        added["name"] = name;
        return added;
    }

    private static JsonObject Taken(PhoneDoor door, Guid party, string measures, Guid? set = null)
    {
        var body = $$"""{"party":"{{party}}","set":"{{set ?? Guid.CreateVersion7()}}","garment":"Pollera"}""";
        var taken = door.Document("measures-taken", body);
        taken["aside"] = measures;
        return taken;
    }
}
