using System.Net;
using System.Text.Json.Nodes;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Tests.Modules;

/// <summary>The money of a QR payment that was seen and undone: given back, once, out of a box or the bank.</summary>
public class QrGivenBackTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task It_leaves_the_box_it_was_taken_from_and_nothing_is_left_to_give_back(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        foreach (
            var (how, box, from) in new[] { ("cash", null, "1101"), ("cash", "1102", "1102"), ("bank", null, "1103") }
        )
        {
            var sale = await UndoneAfterSeen(book, 35_00);
            var had = book.Balance(from);
            Assert.Equal(35_00, Open(book).ToGiveBack.Minor);
            var given = await book.Accept("qr-given-back", new QrGivenBackBody(sale, how, box));
            Assert.Equal((0, Money.Zero), Open(book));
            Assert.Equal((0, had - 35_00), (book.Balance("1104"), book.Balance(from)));

            // Undone as any other, it is to be given back again.
            await book.Accept("reversal", new ReversalBody(given.Id));
            Assert.Equal((35_00, had), (Open(book).ToGiveBack.Minor, book.Balance(from)));
            await book.Accept("qr-given-back", new QrGivenBackBody(sale, how, box));
        }

        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Told_twice_it_goes_back_once_and_the_second_telling_is_undone_before_the_first(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var sale = await UndoneAfterSeen(book, 35_00);
        var first = await book.Accept("qr-given-back", new QrGivenBackBody(sale));
        var second = await book.Accept("qr-given-back", new QrGivenBackBody(sale, "bank"));
        Assert.Equal((-35_00, 35_00, 0), (book.Balance("1101"), book.Balance("1103"), book.Balance("1104")));

        var early = await book.Send("reversal", new ReversalBody(first.Id));
        Assert.Equal("undo-later-first", early.Refusal!.Code);
        await book.Accept("reversal", new ReversalBody(second.Id));
        await book.Accept("reversal", new ReversalBody(first.Id));
        Assert.Equal((0, 35_00), (book.Balance("1101"), Open(book).ToGiveBack.Minor));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_never_arrived_is_not_given_back_when_its_sale_is_undone(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var customer = TestBook.Id();
        await book.Accept("party-added", new PartyAddedBody(customer, "customer"));
        var sale = await book.Accept("sale", new SaleBody(35_00, [new("qr", 35_00)]));
        var disputed = await book.Accept("qr-disputed", new QrDisputedBody(sale.Id, customer));
        Assert.Equal("undo-later-first", (await book.Send("reversal", new ReversalBody(sale.Id))).Refusal!.Code);
        Assert.Equal(Money.Zero, Open(book).ToGiveBack);

        await book.Accept("reversal", new ReversalBody(disputed.Id));
        await book.Accept("reversal", new ReversalBody(sale.Id));
        Assert.Equal((0, Money.Zero), Open(book));
        Assert.Equal((0, 0), (book.Balance("1104"), book.Balance("1201")));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_not_there_to_give_back_or_makes_no_coins_is_refused(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var waits = await book.Accept("sale", new SaleBody(35_00, [new("qr", 35_00)]));
        Assert.Equal("qr-not-to-give-back", await Refused(new(waits.Id)));
        await book.Accept("qr-seen", new QrSeenBody(waits.Id));
        Assert.Equal("qr-not-to-give-back", await Refused(new(waits.Id)));

        var cents = await UndoneAfterSeen(book, 35_05);
        Assert.Equal("cash-not-in-coins", await Refused(new(cents)));
        Assert.Equal("not-a-box", await Refused(new(cents, "cash", "1103")));
        Assert.Equal("not-a-box", await Refused(new(cents, "bank", "1104")));
        await book.Accept("qr-given-back", new QrGivenBackBody(cents, "bank"));
        Assert.Equal(0, Open(book).ToGiveBack.Minor);

        async Task<string> Refused(QrGivenBackBody body) => (await book.Send("qr-given-back", body)).Refusal!.Code;
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_phones_say_it_and_both_are_taken_once_with_a_task_until_one_is_undone(EngineKind engine)
    {
        await using var door = await PhoneDoor.Open(engine);
        var (sale, julia, again) = (TestBook.Id(), TestBook.Id(), TestBook.Id());
        var added = door.Document("party-added", $$"""{"party":"{{julia}}","role":"customer"}""", julia);
        added["name"] = "doña Julia";
        await door.Send(
            added,
            door.Document("sale", $$"""{"total":3500,"paid":[{"how":"qr","amount":3500}],"party":"{{julia}}"}""", sale),
            door.Document("qr-seen", $$"""{"document":"{{sale}}"}"""),
            door.Document("reversal", $$"""{"document":"{{sale}}"}""")
        );
        await door.Send(door.Document("qr-given-back", $$"""{"document":"{{sale}}","how":"cash"}"""));
        var once = await Snapshot(door);
        Assert.Empty(once["qrBack"]!.AsArray());
        Assert.DoesNotContain("QR", once["tasks"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Devolví el QR", (string)once["rows"]![0]!["what"]!);
        Assert.StartsWith("Vendí a doña Julia", (string)once["rows"]![0]!["detail"]!, StringComparison.Ordinal);
        Assert.Equal((3500, -1), ((int)once["rows"]![0]!["amount"]!, (int)once["rows"]![0]!["way"]!));

        var said = await door.Send(door.Document("qr-given-back", $$"""{"document":"{{sale}}","how":"cash"}""", again));
        Assert.StartsWith("accepted", said[0], StringComparison.OrdinalIgnoreCase);
        var twice = await Snapshot(door);
        Assert.Equal("Devolví el QR, dicho otra vez", (string)twice["rows"]![0]!["what"]!);
        Assert.Null(twice["rows"]![0]!["amount"]);
        var task = Assert.Single(
            twice["tasks"]!.AsArray(),
            t => (string)t!["what"]! == "Un QR devuelto está anotado dos veces. Anule uno."
        )!;
        Assert.Equal("cuaderno", (string)task["screen"]!);

        await door.Send(door.Document("reversal", $$"""{"document":"{{again}}"}"""));
        Assert.DoesNotContain("QR", (await Snapshot(door))["tasks"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(-3500, door.App.Balance(door.Org.Id, "1101"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_laptop_says_it_with_one_button_for_each_place_the_money_can_come_from(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Taller");
        using var treasurer = await app.SignedIn(org.Id, Who.Treasurer);
        await Fill("sale", ("total", "35"), ("how", "qr"));
        var sale = app.Reading(sql => Notebook.Before(sql, org.Id, long.MaxValue)[0]);
        var id = ("document", sale.Document.Id.ToString());
        await Fill("qr-seen", id);
        await Fill($"doc/{sale.Seq}/undo", id, ("reason", "twice"));
        var page = await treasurer.Page($"/o/{org.Id}/qr");
        Assert.Contains("value=\"cash 1101\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"bank 1103\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"cash 1102\"", page, StringComparison.Ordinal); // a rider's

        var (status, _) = await treasurer.Fill($"/o/{org.Id}/qr-given-back", id, ("from", "nothing"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        await Fill("qr-given-back", id, ("from", "cash 1101"));
        Assert.Equal((-35_00, 0), (app.Balance(org.Id, "1101"), app.Balance(org.Id, "1104")));
        Assert.Contains("Ningún QR espera.", await treasurer.Page($"/o/{org.Id}/qr"), StringComparison.Ordinal);
        Assert.StartsWith("Salió 35 bolivianos. En la caja hay", Said(), StringComparison.Ordinal);

        await Fill("qr-given-back", id, ("from", "bank 1103"));
        Assert.Equal("Un QR devuelto está anotado dos veces. Anule uno.", Said());
        var tasks = await treasurer.Page($"/o/{org.Id}/hoy");
        Assert.Contains("Un QR devuelto está anotado dos veces. Anule uno.", tasks, StringComparison.Ordinal);

        async Task Fill(string path, params (string, string)[] fields) =>
            Assert.Equal(HttpStatusCode.SeeOther, (await treasurer.Fill($"/o/{org.Id}/{path}", fields)).Status);

        string Said() =>
            app.Reading(sql =>
                new Afterwards(sql, org, Words.In("es")).Say(Notebook.Before(sql, org.Id, long.MaxValue)[0])
            );
    }

    private static async Task<Guid> UndoneAfterSeen(TestBook book, long amount)
    {
        var sale = await book.Accept("sale", new SaleBody(amount, [new("qr", amount)]));
        await book.Accept("qr-seen", new QrSeenBody(sale.Id));
        await book.Accept("reversal", new ReversalBody(sale.Id));
        return sale.Id;
    }

    private static (int Waiting, Money ToGiveBack) Open(TestBook book) =>
        book.Reading(sql => Notebook.QrOpen(sql, book.Org.Id, 1104));

    private static async Task<JsonNode> Snapshot(PhoneDoor door) =>
        JsonNode.Parse(await door.Client.GetStringAsync($"o/{door.Org.Id}/snapshot?lang=es"))!;
}
