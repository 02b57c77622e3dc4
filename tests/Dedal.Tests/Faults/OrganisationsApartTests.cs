using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Faults;

/// <summary>What belongs to one organisation does not exist for another in the same database.</summary>
public class OrganisationsApartTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Persons_accounts_funds_and_documents_of_another_organisation_are_unknown(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var party = TestBook.Id();
        var mine = new[]
        {
            await book.Accept("party-added", new PartyAddedBody(party, "customer")),
            await book.Accept("account-added", new AccountAddedBody("1109", "Otra caja", "asset", "cash")),
            await book.Accept("fund-opened", new FundOpenedBody("premio", "Premio")),
            await book.Accept("sale", new SaleBody(100, [new("qr", 100)])),
            await book.Accept("cash-count", new CashCountBody(50)),
        };
        var other = book.Org with { Id = TestBook.Id(), Name = "La otra" };
        await book.Writer.Do(s => Organisations.Create(s, other));
        var about = new EntryRow("1201", 5, Subject: Subject.Party(party));
        var waits = new EntryRow("1104", 5, Subject: Subject.Qr(mine[3].Id));
        var bank = new EntryRow("1103", 0, 5);
        foreach (
            var (kind, body, code) in new (string, object, string)[]
            {
                ("sale", new SaleBody(10, [new("credit", 10)], Party: party), "party-unknown"),
                ("fiado-payment", new FiadoPaymentBody(party, 10), "party-unknown"),
                ("purchase", new SpendingBody(10, "5110", [new("credit", 10)], party), "party-unknown"),
                ("supplier-payment", new SupplierPaymentBody(party, 10), "party-unknown"),
                ("money-received", new MoneyReceivedBody("loan", 10, Party: party), "party-unknown"),
                ("accountants-entry", new AccountantsEntryBody("x", [about, bank]), "party-unknown"),
                ("accountants-entry", new AccountantsEntryBody("x", [waits, bank]), "document-unknown"),
                ("opening-balances", new OpeningBalancesBody([about]), "party-unknown"),
                ("sale", new SaleBody(10, [new("cash", 10, "1109")]), "account-unknown"),
                ("cash-count", new CashCountBody(10, Box: "1109"), "account-unknown"),
                ("transfer", new TransferBody("1109", "1101", 10), "account-unknown"),
                ("sale", new SaleBody(10, [new("cash", 10)], Fund: "premio"), "fund-unknown"),
                ("qr-seen", new QrSeenBody(mine[3].Id), "document-unknown"),
                ("qr-given-back", new QrGivenBackBody(mine[3].Id), "document-unknown"),
                ("qr-disputed", new QrDisputedBody(mine[3].Id, party), "document-unknown"),
                ("reversal", new ReversalBody(mine[3].Id), "document-unknown"),
                ("reversal", new ReversalBody(mine[4].Id), "document-unknown"),
            }
        )
        {
            var recording = await Send(book, other, book.Document(kind, body));
            Assert.Equal((kind, Answer.Refused, code), (kind, recording.Answer, recording.Refusal?.Code));
        }

        // The same id may stand in both journals: two books, one event.
        Assert.Equal(new Recording(Answer.Accepted, 1), await Send(book, other, mine[3]));
        Assert.Equal(
            new Recording(Answer.Accepted, 2),
            await Send(book, other, book.Document("reversal", new ReversalBody(mine[3].Id)))
        );
        Assert.Equal(100, book.Balance("1104"));
        Assert.Equal(50, book.Balance("1101"));
        Assert.Empty(book.Reading(s => Verify.Run(s, other)).Faults);
        book.AssertSound();
    }

    private static Task<Recording> Send(TestBook book, Organisation org, Document document) =>
        book.Writer.Do(s => book.Record.Handle(s, org.Id, document, Who.All));
}
