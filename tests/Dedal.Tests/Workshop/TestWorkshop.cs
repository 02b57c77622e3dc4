using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>A workshop with a customer, a member, cloth, flour, a smock and bread, to write documents in.</summary>
public sealed class TestWorkshop(EngineKind engine) : IAsyncDisposable
{
    public TestBook Book { get; } = new(engine);

    public Guid Customer { get; } = TestBook.Id();
    public Guid Supplier { get; } = TestBook.Id();
    public Guid Rosa { get; } = TestBook.Id();
    public Guid Cloth { get; } = TestBook.Id();
    public Guid Flour { get; } = TestBook.Id();
    public Guid Smock { get; } = TestBook.Id();
    public Guid Bread { get; } = TestBook.Id();
    public Guid Second { get; } = TestBook.Id();

    public static async Task<TestWorkshop> Open(EngineKind engine)
    {
        var shop = new TestWorkshop(engine);
        await shop.Book.MakeMembers(shop.Rosa);
        await shop.Accept("party-added", new PartyAddedBody(shop.Customer, "customer"));
        await shop.Accept("party-added", new PartyAddedBody(shop.Supplier, "supplier"));
        await shop.Keep(shop.Cloth, "Tela", ItemSort.Material, "m", 1000);
        await shop.Keep(shop.Flour, "Harina", ItemSort.Material, "kg", 10);
        await shop.Keep(shop.Smock, "Guardapolvo", ItemSort.Product, "piece", 6000, 7500, "4101");
        await shop.Keep(shop.Bread, "Pan", ItemSort.Product, "piece", 50, 70, "4102");
        await shop.Keep(shop.Second, "Pan de segunda", ItemSort.Product, "piece", 25, 35, "4102");
        await shop.Accept(
            "pay-rule-kept",
            new PayRuleKeptBody(
                PayMethod.Piece,
                PieceRates: [new(2512, shop.Smock, "sew"), new(8000, shop.Bread, "batch"), new(500, shop.Smock)]
            )
        );
        return shop;
    }

    public Task<Document> Accept(string kind, object body) => Book.Accept(kind, body);

    public async Task<string?> Refusal(string kind, object body) => (await Book.Send(kind, body)).Refusal?.Code;

    public Task Keep(
        Guid id,
        string name,
        string sort,
        string unit,
        long cost,
        long? price = null,
        string? income = null
    ) =>
        Accept(
            "item-kept",
            new ItemKeptBody(
                id,
                name,
                "dots",
                price,
                1,
                income,
                false,
                sort,
                unit,
                [new("quintal", 46_000)],
                true,
                cost
            )
        );

    /// <summary>Buys a material for cash.</summary>
    public Task Buy(Guid item, long quantity, long amount, string unit) =>
        Accept(
            "materials-bought",
            new MaterialsBoughtBody([new(item, quantity, unit, quantity, amount)], Cash(amount))
        );

    public static IReadOnlyList<Payment> Cash(long amount, string? box = null) => [new(Paying.Cash, amount, box)];

    public Stock Stock(string account, string subject) =>
        Book.Reading(sql =>
            StockBook
                .At(sql, Book.Org.Id, int.Parse(account, System.Globalization.CultureInfo.InvariantCulture))
                .GetValueOrDefault(subject)
        );

    /// <summary>What stands under a subject at an account, debit positive.</summary>
    public long About(string account, string subject) =>
        Book.Reading(sql =>
            sql.First(
                "select balance from subject_total where org_id = $1 and account = $2 and subject = $3",
                r => r.GetInt64(0),
                Book.Org.Id,
                int.Parse(account, System.Globalization.CultureInfo.InvariantCulture),
                subject
            )
        );

    public ValueTask DisposeAsync() => Book.DisposeAsync();
}
