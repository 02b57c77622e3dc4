using System.Net;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>Sewing to order on the laptop, from the customer's name to the hand-over, over HTTP.</summary>
public class OrderPageTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task An_order_is_taken_sewn_paid_in_parts_and_handed_over(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Taller");
        var rosa = await app.Person(org.Id, Who.Member);
        var treasurer = await app.Person(org.Id, Who.Treasurer);
        var browser = await app.SignedIn(treasurer);
        var cloth = TestBook.Id();
        await app.Record(
            org.Id,
            treasurer,
            "item-kept",
            new ItemKeptBody(cloth, "Tela", "thread", Sort: ItemSort.Material, Unit: "m", Stocked: true, Cost: 1_000)
        );
        var at = $"/o/{org.Id:D}/orders";
        var order = TestBook.Id();

        var taken = await browser.Fill(
            at + "/new",
            ("id", $"{order}"),
            ("party", "new"),
            ("newParty", $"{TestBook.Id()}"),
            ("partyRole", "customer"),
            ("partyName", "Casera Ejemplo"),
            ("garment", "Pollera"),
            ("price", "320"),
            ("dueOn", "2026-03-20"),
            ("deposit", "200"),
            ("how", "cash")
        );
        Assert.Equal(HttpStatusCode.SeeOther, taken.Status);
        var board = await browser.Page(at);
        Assert.Contains("1 · Pollera", board, StringComparison.Ordinal);
        Assert.Contains("saldo 120,00", board, StringComparison.Ordinal);

        var one = $"{at}/{order:D}";
        var step = await browser.Fill(
            one + "/step",
            ("order", $"{order}"),
            ("step", "sew"),
            ($"minutes-{rosa:D}", "190"),
            ($"used-{cloth:D}", "2,5")
        );
        Assert.Equal(HttpStatusCode.SeeOther, step.Status);
        var page = await browser.Page(one);
        Assert.Contains("190 min", page, StringComparison.Ordinal);
        Assert.Contains("por terminar", page, StringComparison.Ordinal);
        // 2.5 m at the estimate of Bs 10: nothing is costed at zero.
        Assert.Contains(">25,00<", page, StringComparison.Ordinal);

        // What is cut and sewn is nobody's debt; her deposit is ours, by her name.
        var owing = await browser.Page($"/o/{org.Id:D}/reports/owing");
        Assert.Contains("Casera Ejemplo", owing, StringComparison.Ordinal);
        Assert.Contains("200,00", owing, StringComparison.Ordinal);
        Assert.DoesNotContain("order:", owing.Split("<table")[1].Split("href")[0], StringComparison.Ordinal);
        Assert.DoesNotContain("25,00", owing, StringComparison.Ordinal);

        await browser.Fill(one + "/pay", ("order", $"{order}"), ("amount", "20"), ("how", "cash"));
        await browser.Fill(one + "/hand-over", ("order", $"{order}"), ("amount", "100"), ("how", "cash"));
        page = await browser.Page(one);
        Assert.Contains("entregado", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"dueOn\"", page, StringComparison.Ordinal);
        Assert.Contains("No hay pedidos por entregar", await browser.Page(at), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_owed_of_an_order_that_left_is_shown_after_her_two_names_were_joined(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var (party, stays, order) = (TestBook.Id(), TestBook.Id(), TestBook.Id());
        await shop.Record("party-added", new PartyAddedBody(party, "customer"));
        await shop.Record("party-added", new PartyAddedBody(stays, "customer"));
        await shop.Record("order-taken", new OrderTakenBody(order, party, "Pollera", 1, 320_00, new(2026, 3, 20)));
        Payment[] paid = [new(Paying.Cash, 200_00), new(Paying.Credit, 120_00)];
        await shop.Record("order-handed-over", new OrderHandedOverBody(order, paid));
        Assert.Contains("<b>Saldo</b>", await shop.Page($"orders/{order:D}"), StringComparison.Ordinal);
        await shop.Record("party-merged", new PartyMergedBody(party, stays));
        Assert.Contains("<b>Saldo</b>", await shop.Page($"orders/{order:D}"), StringComparison.Ordinal);
        // Paid as her debt, under the name that stays, it is owed no more.
        await shop.Record("fiado-payment", new FiadoPaymentBody(stays, 120_00));
        Assert.DoesNotContain("<b>Saldo</b>", await shop.Page($"orders/{order:D}"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_part_of_an_order_that_was_sewn_is_paid_by_the_piece(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var (party, order) = (TestBook.Id(), TestBook.Id());
        await shop.Record("party-added", new PartyAddedBody(party, "customer"));
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Piece, PieceRates: [new(400, Step: "sew")]));
        await shop.Record("order-taken", new OrderTakenBody(order, party, "Pollera", 12, 900_00, new(2026, 3, 20)));
        await shop.Taken(
            $"orders/{order:D}/step",
            ("order", $"{order}"),
            ("step", "sew"),
            ("pieces", "5"),
            ($"minutes-{shop.Rosa:D}", "300")
        );
        Assert.Equal(-5 * 400, shop.Balance("2103"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_ends_of_one_order_wait_for_somebody_and_what_was_brought_back_does_not(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var party = TestBook.Id();
        await shop.Record("party-added", new PartyAddedBody(party, "customer"));
        await Taken(
            ("order-handed-over", o => new OrderHandedOverBody(o), 13),
            ("order-cancelled", o => new OrderCancelledBody(o), 14)
        );
        Assert.DoesNotContain("El pedido 1", await shop.Page("shop"), StringComparison.Ordinal);
        await Taken(
            ("order-handed-over", o => new OrderHandedOverBody(o), 14),
            ("order-cancelled", o => new OrderCancelledBody(o), 14)
        );
        Assert.Contains("El pedido 2 está anulado y también", await shop.Page("shop"), StringComparison.Ordinal);
        await Taken(
            ("order-cancelled", o => new OrderCancelledBody(o), 13),
            ("order-cancelled", o => new OrderCancelledBody(o), 14)
        );
        Assert.Contains("El pedido 3 se anuló dos veces.", await shop.Page("shop"), StringComparison.Ordinal);

        async Task Taken(params (string Kind, Func<Guid, object> Body, int Day)[] ends)
        {
            var order = TestBook.Id();
            var taken = new OrderTakenBody(order, party, "Pollera", 1, 320_00, new(2026, 3, 20));
            await shop.Record("order-taken", taken, new(2026, 3, 10));
            foreach (var (kind, body, day) in ends)
            {
                await shop.Record(kind, body(order), new(2026, 3, day));
            }
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_refused_form_says_why_and_keeps_what_was_typed(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Taller");
        var browser = await app.SignedIn(org.Id, Who.Treasurer);
        var at = $"/o/{org.Id:D}/orders/new";

        var (status, text) = await browser.Fill(at, ("garment", "Pollera"), ("price", "320"), ("dueOn", "2026-03-20"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("value=\"Pollera\"", text, StringComparison.Ordinal);
        Assert.Contains("value=\"320\"", text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_workshops_order_is_not_there(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (one, two) = (await app.Workshop("Uno"), await app.Workshop("Dos"));
        var treasurer = await app.Person(one.Id, Who.Treasurer);
        var (party, order) = (TestBook.Id(), TestBook.Id());
        await app.Record(one.Id, treasurer, "party-added", new PartyAddedBody(party, "customer"));
        await app.Record(
            one.Id,
            treasurer,
            "order-taken",
            new OrderTakenBody(order, party, "Pollera", 1, 320_00, new(2026, 3, 20))
        );
        var stranger = await app.SignedIn(two.Id, Who.Treasurer);

        var hers = await stranger.GetAsync($"/o/{two.Id:D}/orders/{order:D}");
        Assert.Equal(HttpStatusCode.NotFound, hers.StatusCode);
        var paid = await stranger.Fill(
            $"/o/{two.Id:D}/orders/{order:D}/pay",
            ("order", $"{order}"),
            ("amount", "10"),
            ("how", "cash")
        );
        Assert.NotEqual(HttpStatusCode.SeeOther, paid.Status);
        Assert.DoesNotContain("Pollera", paid.Text, StringComparison.Ordinal);
    }
}
