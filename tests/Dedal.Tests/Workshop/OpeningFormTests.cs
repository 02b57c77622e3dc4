using System.Net;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>Al empezar: what is owed on the first day has a name, so it is asked for, paid and taken out.</summary>
public class OpeningFormTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_owed_when_the_book_began_is_paid_and_taken_out_as_any_other(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var customer = await Named(shop, "customer", "Doña Prueba");
        await shop.Taken(
            "opening",
            ("d1101", "300"),
            ("rows", "3"),
            ("what1", "d1201"),
            ("who1", Subject.Party(customer)),
            ("sum1", "500"),
            ("what2", "c2104"),
            ("who2", Subject.Member(shop.Rosa)),
            ("sum2", "200")
        );
        Assert.Equal((50_000, -20_000, -60_000), (shop.Balance("1201"), shop.Balance("2104"), shop.Balance("3105")));
        Assert.Contains("Doña Prueba", await shop.Page("receivables"), StringComparison.Ordinal);

        await shop.Record("fiado-payment", new FiadoPaymentBody(customer, 10_000));
        await shop.Record("savings-moved", new SavingsMovedBody(shop.Rosa, 5_000, Out: true));
        Assert.Equal((40_000, -15_000, 0), (shop.Balance("1201"), shop.Balance("2104"), shop.Balance("2102")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_debt_of_nobody_and_savings_of_a_customer_are_refused_and_what_was_typed_stays(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var customer = await Named(shop, "customer", "Doña Prueba");
        var empty = await shop.Page("opening");
        foreach (
            var code in (string[])["d1201", "c2101", "c2102", "c2103", "c2104", "c2201", "d1202", "d1301", "d1401"]
        )
        {
            Assert.DoesNotContain($"name=\"{code}\"", empty, StringComparison.Ordinal);
        }

        var nobody = await shop.Send("opening", ("rows", "3"), ("what1", "d1201"), ("sum1", "500"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nobody.StatusCode);
        var again = await ShopApp.Text(nobody);
        Assert.Contains("Falta la persona. Elija a quién.", again, StringComparison.Ordinal);
        Assert.Contains("value=\"500\"", again, StringComparison.Ordinal);

        var hers = Subject.Party(customer);
        var wrong = await shop.Send("opening", ("rows", "3"), ("what1", "c2104"), ("who1", hers), ("sum1", "9"));
        Assert.Contains("Esa cuenta no es de esa persona.", await ShopApp.Text(wrong), StringComparison.Ordinal);
        Assert.Equal(0, shop.Balance("2104"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_accountants_row_says_whose_it_is_and_only_of_people_of_this_book(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var customer = await Named(shop, "customer", "Doña Prueba");
        await shop.Record("fiado-payment", new FiadoPaymentBody(customer, 10_000));
        EntryRow[] back = [new("2102", 10_000, Subject: Subject.Party(customer)), new("1101", Credit: 10_000)];
        await shop.Record("accountants-entry", new AccountantsEntryBody("Se le devolvió", back));
        Assert.Equal(0, shop.Balance("2102"));
        Assert.Contains("Esa persona no es socia", await Refused(Subject.Member(TestBook.Id()), "d1202"));
        Assert.Contains("Esa cuenta no es de esa persona.", await Refused(Subject.Member(shop.Rosa), "d1201"));

        async Task<string> Refused(string whose, string what) =>
            await ShopApp.Text(
                await shop.Send("opening", ("rows", "3"), ("what1", what), ("who1", whose), ("sum1", "1"))
            );
    }

    private static async Task<Guid> Named(ShopApp shop, string role, string name)
    {
        var party = TestBook.Id();
        await shop.Record("party-added", new PartyAddedBody(party, role));
        await shop.App.Writer.Do(s => Parties.NameIfNone(s.Sql, shop.Org.Id, party, name));
        return party;
    }
}
