using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>¿Cómo vamos? says what came in and what is owed, and nothing that only looks like it.</summary>
public class HowItStandsTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_there_when_the_book_began_did_not_come_in(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        await shop.Record("opening-balances", new OpeningBalancesBody([new("1101", 300_000, 0)]));
        await shop.Record("sale", new SaleBody(50_000, [new(Paying.Cash, 50_000)]));
        var page = await shop.Page("como-vamos");
        Assert.Contains("Este mes entraron Bs 500,00 y salieron", page, StringComparison.Ordinal);
        Assert.Contains("Hay Bs 500,00 más que al empezar el mes.", page, StringComparison.Ordinal);
        Assert.Contains("En total hay Bs 3.500,00.", page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_grant_of_a_donor_with_a_name_is_nobodys_debt(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var donor = TestBook.Id();
        await shop.Record("party-added", new PartyAddedBody(donor, "donor"));
        await shop.Record("money-received", new MoneyReceivedBody("grant", 1_000_000, Paying.Bank, Party: donor));
        Assert.Equal(-1_000_000, shop.Balance("2301"));
        var page = await shop.Page("como-vamos");
        Assert.Contains("No debemos a nadie.", page, StringComparison.Ordinal);
    }
}
