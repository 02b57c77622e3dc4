using System.Text.Json.Nodes;
using Dedal.Tests.Support;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>What the phone keeps of orders that left, and of QR payments to give back.</summary>
public class PhoneOrdersTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Orders_that_left_in_the_last_days_are_on_the_phone_with_what_was_paid(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var (party, handed, cancelled) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var answers = await door.Send(
            door.Document("party-added", $$"""{"party":"{{party}}","role":"customer"}"""),
            Taken(door, handed, party),
            door.Document(
                "order-handed-over",
                $$"""
                {"order":"{{handed}}","paid":[{"how":"cash","amount":5000},{"how":"credit","amount":17000}]}
                """
            ),
            door.Document(
                "order-worked",
                $$"""
                {"order":"{{handed}}","step":"alteration","guarantee":true,"work":[{"member":"{{door.Treasurer}}"}]}
                """
            ),
            door.Document("order-paid", $$"""{"order":"{{handed}}","paid":[{"how":"cash","amount":2000}]}"""),
            Taken(door, cancelled, party),
            door.Document("order-cancelled", $$"""{"order":"{{cancelled}}","refund":4000,"how":"cash"}""")
        );
        Assert.All(answers, a => Assert.StartsWith("accepted", a, StringComparison.Ordinal));

        var snapshot = await Snapshot(door);
        Assert.Empty(snapshot["orders"]!.AsArray());
        var ended = snapshot["ended"]!.AsArray();
        Assert.Equal([cancelled, handed], ended.Select(o => (Guid)o!["id"]!));
        Assert.Equal((10_000, 4_000), ((long)ended[0]!["deposit"]!, (long)ended[0]!["refund"]!));
        Assert.True((bool)ended[0]!["cancelled"]!);
        Assert.Equal((32_000, 17_000), ((long)ended[1]!["price"]!, (long)ended[1]!["deposit"]!));
        Assert.Equal("alteration", (string)Assert.Single(ended[1]!["steps"]!.AsArray())!["step"]!);
        Assert.Null(ended[1]!["cancelled"]);
        // What she still owes is her debt: what came after the hand-over paid of it.
        Assert.Equal(15_000, (long)snapshot["parties"]!.AsArray().Single(p => (Guid)p!["id"]! == party)!["debt"]!);

        // Added twice and joined: the order is hers under the name that stays.
        var stays = Guid.CreateVersion7();
        await door.Send(
            door.Document("party-added", $$"""{"party":"{{stays}}","role":"customer"}"""),
            door.Document("party-merged", $$"""{"from":"{{party}}","into":"{{stays}}"}""")
        );
        Assert.Equal(stays, (Guid)(await Snapshot(door))["ended"]![1]!["party"]!);

        door.App.Clock.Now += TimeSpan.FromDays(14);
        Assert.Empty((await Snapshot(door))["ended"]!.AsArray());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_QR_to_give_back_is_among_the_tasks_of_the_phone(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var sale = Guid.CreateVersion7();
        await door.Send(
            door.Document("sale", """{"total":3500,"paid":[{"how":"qr","amount":3500}]}""", sale),
            door.Document("qr-seen", $$"""{"document":"{{sale}}"}""")
        );
        Assert.DoesNotContain("QR", Tasks(await Snapshot(door)), StringComparison.Ordinal);

        await door.Send(door.Document("reversal", $$"""{"document":"{{sale}}","reason":"twice"}"""));
        var snapshot = await Snapshot(door);
        Assert.Contains(
            "qr: Un QR visto fue anulado: devuelva 35 bolivianos.",
            Tasks(snapshot),
            StringComparison.Ordinal
        );
        var back = Assert.Single(snapshot["qrBack"]!.AsArray())!;
        Assert.Equal("Un QR visto fue anulado: devuelva 35 bolivianos.", (string)back["text"]!);
        Assert.Equal((sale.ToString(), -3500), ((string)back["id"]!, (int)back["fx"]!["qr"]!));
        Assert.Empty(snapshot["qr"]!.AsArray());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_buyer_added_twice_stands_on_the_route_under_the_name_that_stays(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var (party, stays, bread) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var answers = await door.Send(
            door.Document("party-added", $$"""{"party":"{{party}}","role":"customer"}"""),
            door.Document("party-added", $$"""{"party":"{{stays}}","role":"customer"}"""),
            door.Document(
                "item-kept",
                $$"""
                {"item":"{{bread}}","name":"Pan","icon":"bread","price":60,"quantity":1,"sort":"product","unit":"piece"}
                """
            ),
            door.Document(
                "standing-order-kept",
                $$"""
                {"standing":"{{Guid.CreateVersion7()}}","party":"{{party}}","weekdays":[1,2,3,4,5,6,7],
                 "window":"tarde","at":"14:30","lines":[{"item":"{{bread}}","pieces":40,"price":60,"quantity":1}],
                 "from":"2020-01-01"}
                """
            ),
            door.Document("party-merged", $$"""{"from":"{{party}}","into":"{{stays}}"}""")
        );
        Assert.All(answers, a => Assert.StartsWith("accepted", a, StringComparison.Ordinal));
        var stops = (await Snapshot(door))["windows"]!.AsArray().SelectMany(w => w!["stops"]!.AsArray()).ToList();
        Assert.NotEmpty(stops);
        Assert.All(stops, s => Assert.Equal(stays, (Guid)s!["party"]!));
    }

    private static string Tasks(JsonNode snapshot) =>
        string.Join('\n', snapshot["tasks"]!.AsArray().Select(t => $"{t!["screen"]}: {t["what"]}"));

    private static async Task<JsonNode> Snapshot(PhoneDoor door) =>
        JsonNode.Parse(await door.Client.GetStringAsync($"o/{door.Org.Id}/snapshot?lang=es"))!;

    private static JsonObject Taken(PhoneDoor door, Guid order, Guid party)
    {
        var due = DateOnly.FromDateTime(door.App.Clock.Now.UtcDateTime).AddDays(6);
        return door.Document(
            "order-taken",
            $$"""
            {"order":"{{order}}","party":"{{party}}","garment":"Pollera","pieces":1,"price":32000,
             "dueOn":"{{due:yyyy-MM-dd}}","paid":[{"how":"cash","amount":10000}]}
            """
        );
    }
}
