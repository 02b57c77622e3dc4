using System.Net;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>What is between a customer and the workshop ends: paid, given back, or never to be paid.</summary>
public class BetweenUsTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task What_she_has_on_account_is_given_back_and_no_more(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var customer = await Customer(shop);
        await shop.Record("fiado-payment", new FiadoPaymentBody(customer, 10_000));
        var page = await shop.Page($"parties/{customer:D}");
        Assert.Contains("Devolver lo que tiene a cuenta", page, StringComparison.Ordinal);
        Assert.DoesNotContain("No va a pagar", page, StringComparison.Ordinal);

        string party = customer.ToString("D"),
            refund = $"parties/{party}/refund";
        await shop.Taken(refund, ("party", party), ("amount", "40"), ("how", "cash"));
        Assert.Equal((6_000, -6_000), (shop.Balance("1101"), shop.Balance("2102")));
        var more = await shop.Send(refund, ("party", party), ("amount", "60,10"), ("how", "cash"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, more.StatusCode);
        Assert.Contains("No tiene tanto a cuenta. Tiene Bs 60,00.", await ShopApp.Text(more), StringComparison.Ordinal);

        // What is undone after she bought on credit pays that first: nobody owes and has something at once.
        var back = await shop.Record("customer-refund", new CustomerRefundBody(customer, 6_000));
        await shop.Record("sale", new SaleBody(2_000, [new(Paying.Credit, 2_000)], Party: customer));
        await shop.Record("reversal", new ReversalBody(back));
        Assert.Equal((6_000, -4_000, 0), (shop.Balance("1101"), shop.Balance("2102"), shop.Balance("1201")));
        Assert.Contains("Se devolvió a Doña Prueba", await shop.Page("cuaderno"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_she_will_not_pay_is_asked_no_more_and_undone_it_is_asked_again(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var customer = await Customer(shop);
        await shop.Record("sale", new SaleBody(5_000, [new(Paying.Credit, 5_000)], Party: customer));
        string party = customer.ToString("D"),
            lost = $"parties/{party}/lost";
        Assert.Contains("No va a pagar", await shop.Page($"parties/{party}"), StringComparison.Ordinal);
        var more = await shop.Send(lost, ("party", party), ("amount", "50,10"));
        Assert.Contains("No debe tanto. Debe Bs 50,00.", await ShopApp.Text(more), StringComparison.Ordinal);
        await shop.Taken(lost, ("party", party), ("amount", "30"), ("note", "Se fue del pueblo"));
        Assert.Equal((2_000, 3_000), (shop.Balance("1201"), shop.Balance("5209")));
        var loss = await shop.Record("bad-debt", new BadDebtBody(customer, 2_000));
        Assert.DoesNotContain("Doña Prueba", await shop.Page("receivables"), StringComparison.Ordinal);
        await shop.Record("reversal", new ReversalBody(loss));
        Assert.Contains("Doña Prueba", await shop.Page("receivables"), StringComparison.Ordinal);
        Assert.Equal((2_000, 3_000), (shop.Balance("1201"), shop.Balance("5209")));
    }

    /// <summary>Undone before the loss, the sale would leave her money on account that she never paid.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task A_sale_is_undone_after_the_loss_of_its_debt(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var (twice, stays) = (TestBook.Id(), TestBook.Id());
        await book.Accept("party-added", new PartyAddedBody(twice, "customer"));
        await book.Accept("party-added", new PartyAddedBody(stays, "customer"));
        var sale = await book.Accept("sale", new SaleBody(5_000, [new(Paying.Credit, 5_000)], Party: twice));
        var merge = await book.Accept("party-merged", new PartyMergedBody(twice, stays));
        var loss = await book.Accept("bad-debt", new BadDebtBody(stays, 5_000));
        Assert.Equal("undo-later-first", (await book.Send("reversal", new ReversalBody(sale.Id))).Refusal?.Code);
        Assert.Equal("undo-later-first", (await book.Send("reversal", new ReversalBody(merge.Id))).Refusal?.Code);
        await book.Accept("reversal", new ReversalBody(loss.Id));
        await book.Accept("reversal", new ReversalBody(sale.Id));
        using var reading = book.Read();
        Assert.All(Dedal.Web.Books.Reports.Balances.AsOf(reading, DateOnly.MaxValue), t => Assert.Equal(0, t.Balance));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_there_is_no_coin_for_is_not_owed(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var party = (await Customer(shop)).ToString("D");
        await shop.Taken("sale", ("total", "1,05"), ("how", "credit"), ("party", party));
        await shop.Taken("sale", ("total", "2,04"), ("how", "part"), ("part", "1"), ("party", party));
        Assert.Equal((210, 100), (shop.Balance("1201"), shop.Balance("1101")));
        await shop.Taken("payment", ("party", party), ("amount", "2,10"), ("how", "cash"));
        Assert.Equal((0, 310, 0), (shop.Balance("1201"), shop.Balance("1101"), shop.Balance("2102")));
    }

    private static async Task<Guid> Customer(ShopApp shop)
    {
        var party = TestBook.Id();
        await shop.Record("party-added", new PartyAddedBody(party, "customer"));
        await shop.App.Writer.Do(s => Parties.NameIfNone(s.Sql, shop.Org.Id, party, "Doña Prueba"));
        return party;
    }
}
