using CsCheck;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Simulation;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Modules;

/// <summary>What is sold: kept by documents, sold at the price it had, shared out to its accounts.</summary>
public class ItemsTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_sale_of_items_reaches_the_account_of_each(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var (bread, apron) = (TestBook.Id(), TestBook.Id());
        await book.Accept("item-kept", new ItemKeptBody(bread, "Pan redondo", "bread", 100, 3, "4102"));
        await book.Accept("item-kept", new ItemKeptBody(apron, "Mandil", "apron", 3500));
        await book.Accept(
            "sale",
            new SaleBody(3567, [new("cash", 1000), new("qr", 2567)], Items: [new(bread, 2, 67), new(apron, 1, 3500)])
        );
        Assert.Equal(-67, book.Balance("4102"));
        Assert.Equal(-3500, book.Balance("4101"));
        Assert.Equal(1000, book.Balance("1101"));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_last_version_of_an_item_holds_and_the_archived_one_is_not_offered(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var item = TestBook.Id();
        await book.Accept("item-kept", new ItemKeptBody(item, "Mandil", "apron", 3500));
        await book.Accept("item-kept", new ItemKeptBody(item, "Mandil grande", "apron", 4000));
        Assert.Equal(4000, book.Reading(s => Items.Find(s, book.Org.Id, item))!.Price);
        await book.Accept("item-kept", new ItemKeptBody(item, "Mandil grande", "apron", 4000, Archived: true));
        Assert.Empty(book.Reading(s => Items.Offered(s, book.Org.Id)));

        // What a phone sold before it knew is a sale all the same.
        await book.Accept("sale", new SaleBody(4000, [new("cash", 4000)], Items: [new(item, 1, 4000)]));
        book.AssertSound();
    }

    [Theory]
    [InlineData("", "apron", 3500, 1, "item-name-missing")]
    [InlineData("Mandil", "no icon!", 3500, 1, "item-icon-unknown")]
    [InlineData("Mandil", "apron", 0, 1, "amount-not-positive")]
    [InlineData("Mandil", "apron", 3500, 0, "item-quantity-absurd")]
    public async Task An_item_that_makes_no_sense_is_refused(
        string name,
        string icon,
        long price,
        int quantity,
        string code
    )
    {
        await using var book = new TestBook(EngineKind.Sqlite);
        var answer = await book.Send("item-kept", new ItemKeptBody(TestBook.Id(), name, icon, price, quantity));
        Assert.Equal(code, answer.Refusal?.Code);
    }

    [Fact]
    public async Task A_sale_whose_items_do_not_fit_is_refused()
    {
        await using var book = new TestBook(EngineKind.Sqlite);
        var item = TestBook.Id();
        await book.Accept("item-kept", new ItemKeptBody(item, "Mandil", "apron", 3500));
        Assert.Equal("items-are-not-total", await Code(new SoldItem(item, 1, 3400)));
        Assert.Equal("item-quantity-absurd", await Code(new SoldItem(item, 0, 3500)));
        Assert.Equal("item-unknown", await Code(new SoldItem(TestBook.Id(), 1, 3500)));
        Assert.Equal("amount-not-positive", await Code(new SoldItem(item, 1, 0), new SoldItem(item, 1, 3500)));
        Assert.Equal(0, book.Balance("1101"));

        async Task<string?> Code(params SoldItem[] items) =>
            (await book.Send("sale", new SaleBody(3500, [new("cash", 3500)], Items: items))).Refusal?.Code;
    }

    /// <summary>However it was paid: each account gets what its items came to, no centavo more.</summary>
    [Fact]
    public void Every_basket_is_shared_out_to_the_centavo()
    {
        string[] accounts = ["4101", "4102", "4103"];
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 9999])
            .Array[1, 8]
            .SelectMany(basket => Gen.Int[0, 100].Array[0, 4].Select(cuts => (basket, cuts)))
            .Always(
                (basket, cuts) =>
                {
                    var book = new MemoryBook(Charts.Named("workshop"));
                    var scribe = new Scribe(book);
                    var ids = accounts.Select((_, i) => Scribe.Id(7, i)).ToArray();
                    for (var i = 0; i < accounts.Length; i++)
                    {
                        var kept = new ItemKeptBody(ids[i], "Cosa", "dots", 100, 1, accounts[i]);
                        Assert.Equal(Answer.Accepted, Take("item-kept", kept).Answer);
                    }

                    var total = basket.Sum(b => (long)b.Item2);
                    var items = basket.Select(b => new SoldItem(ids[b.Item1], 1, b.Item2)).ToList();
                    var recording = Take("sale", new SaleBody(total, Paid(total, cuts), Items: items));
                    Assert.True(recording.Answer == Answer.Accepted, $"{recording.Refusal}");
                    for (var i = 0; i < accounts.Length; i++)
                    {
                        var sum = basket.Where(b => b.Item1 == i).Sum(b => (long)b.Item2);
                        Assert.Equal(new Money(-sum), book.Balance(book.FindAccount(accounts[i], "BOB")!.Number));
                    }

                    Recording Take(string kind, object body) => book.Receive(scribe.Make(kind, body), scribe.Today);
                }
            );
    }

    /// <summary>The total in up to five parts, by bank and QR in turn.</summary>
    private static List<Payment> Paid(long total, int[] cuts)
    {
        var paid = new List<Payment>();
        var rest = total;
        foreach (var cut in cuts)
        {
            var part = rest * cut / 100;
            if (part > 0 && part < rest)
            {
                paid.Add(new(paid.Count % 2 == 0 ? "bank" : "qr", part));
                rest -= part;
            }
        }

        paid.Add(new("bank", rest));
        return paid;
    }
}
