using System.Globalization;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books.Reports;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>The month of Taller Wara through its own documents, no accountant's entry.</summary>
public class PracticeMonthByDocumentsTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_practice_month_by_its_own_documents_gives_its_trial_balance(EngineKind engine)
    {
        var path = SharedData.File("workshop/worked-examples.json");
        Assert.SkipWhen(path is null, "The shared worked examples are not beside this repository.");
        using var json = JsonDocument.Parse(File.ReadAllText(path!));
        await using var shop = await TestWorkshop.Open(engine);
        await Beginning(shop);
        await Sewing(shop);
        await Baking(shop);
        await MonthEnd(shop);

        using var book = shop.Book.Read();
        var balances = TrialBalance
            .Of(book, new())
            .Rows.Where(r => r.Balance != 0)
            .ToDictionary(r => r.Account.Code, r => r.Balance, StringComparer.Ordinal);
        var expected = json
            .RootElement.GetProperty("practice_ledger")
            .GetProperty("trial_balance_debit_positive")
            .EnumerateObject()
            .ToDictionary(
                p => p.Name,
                p => (long)(decimal.Parse(p.Value.GetString()!, CultureInfo.InvariantCulture) * 100),
                StringComparer.Ordinal
            );
        Assert.Equal(
            expected.OrderBy(b => b.Key, StringComparer.Ordinal),
            balances.OrderBy(b => b.Key, StringComparer.Ordinal)
        );
        Assert.Equal(0, shop.Stock("1303", Subject.Item(shop.Bread)).Quantity);
        shop.Book.AssertSound();
    }

    private static readonly Guid Machines = TestBook.Id();
    private static readonly Guid Oven = TestBook.Id();

    private static async Task Beginning(TestWorkshop shop)
    {
        for (var i = 0; i < 5; i++)
        {
            await shop.Accept("contribution", new ContributionBody(10_000));
        }

        await shop.Accept("money-received", new MoneyReceivedBody("grant", 900_000));
        await shop.Accept("equipment-got", Got(Machines, "Dos máquinas", 900_000, AssetSource.Grant));
        await shop.Accept("money-received", new MoneyReceivedBody("loan", 600_000, Party: shop.Supplier));
        await shop.Accept("equipment-got", Got(Oven, "Horno", 480_000, AssetSource.Loan));
        await shop.Accept(
            "materials-bought",
            new MaterialsBoughtBody(
                [new(shop.Flour, 5_500_000, "kg", 5_500_000, 55_000)],
                [new(Paying.Cash, 31_000), new(Paying.Credit, 24_000)],
                shop.Supplier
            )
        );
        await shop.Accept(
            "materials-bought",
            new MaterialsBoughtBody([new(shop.Cloth, 720_000, "m", 720_000, 72_000)], [new(Paying.Bank, 72_000)])
        );
    }

    private static EquipmentGotBody Got(Guid asset, string name, long cost, string source) =>
        new(asset, name, cost, source, new(2026, 3, 1), 96, Paid: [new(Paying.Bank, cost)]);

    private static async Task Sewing(TestWorkshop shop)
    {
        var order = TestBook.Id();
        var due = new DateOnly(2026, 3, 20);
        await shop.Accept(
            "order-taken",
            new OrderTakenBody(
                order,
                shop.Customer,
                "Guardapolvo",
                10,
                75_000,
                due,
                Item: shop.Smock,
                Paid: TestWorkshop.Cash(30_000)
            )
        );
        await shop.Accept("order-worked", new OrderWorkedBody(order, "cut", null, [new(shop.Cloth, 406_600)]));
        await shop.Accept("order-worked", new OrderWorkedBody(order, "sew", [new(shop.Rosa, 950, 10)]));
        await shop.Accept("order-worked", new OrderWorkedBody(order, "ready"));
        await shop.Accept(
            "order-handed-over",
            new OrderHandedOverBody(order, [new(Paying.Cash, 25_000), new(Paying.Credit, 20_000)])
        );
    }

    private static async Task Baking(TestWorkshop shop)
    {
        await shop.Accept(
            "batch-made",
            new BatchMadeBody(shop.Bread, 700, Materials: [new(shop.Flour, 3_100_000)], Work: [new(shop.Rosa, null, 1)])
        );
        var run = TestBook.Id();
        await shop.Accept(
            "run-loaded",
            new RunLoadedBody(run, new(2026, 3, 14), "tarde", [new(shop.Bread, 420)], shop.Rosa)
        );
        await shop.Accept(
            "stop-closed",
            new StopClosedBody(
                run,
                [new(shop.Bread, 388, 0, 34_920)],
                shop.Customer,
                [new(Paying.Cash, 20_000, "1102"), new(Paying.Credit, 14_920)]
            )
        );
        await shop.Accept("run-closed", new RunClosedBody(run, [new(shop.Bread, 20, 12)], 20_000, "1102", "1101"));
        var sale = await shop.Accept(
            "sale",
            new SaleBody(
                18_900,
                [new(Paying.Cash, 15_000), new(Paying.Qr, 3_900)],
                Items: [new(shop.Bread, 270, 18_900)]
            )
        );
        await shop.Accept("qr-seen", new QrSeenBody(sale.Id));
        await shop.Accept("given-away", new GivenAwayBody([new(shop.Bread, 30_000)], "yapa"));
    }

    private static async Task MonthEnd(TestWorkshop shop)
    {
        await shop.Accept("sale", new SaleBody(2_500, TestWorkshop.Cash(2_500), "4103"));
        await shop.Accept("expense", new SpendingBody(5_700, "5202", TestWorkshop.Cash(5_700)));
        await shop.Accept("expense", new SpendingBody(20_000, "5201", TestWorkshop.Cash(20_000)));
        await shop.Accept(
            "pay-run",
            new PayRunBody(new(2026, 3, 1), new(2026, 3, 14), [new(shop.Rosa, 950, 33_120, Paid: 30_000)])
        );
        await shop.Accept("fiado-payment", new FiadoPaymentBody(shop.Customer, 12_000));
        await shop.Accept("savings-moved", new SavingsMovedBody(shop.Rosa, 4_000));
        await shop.Accept("loan-paid", new LoanPaidBody(shop.Supplier, 38_000, 5_750, Paying.Bank));
        await shop.Accept("expense", new SpendingBody(4_700, "5207", TestWorkshop.Cash(4_700)));
        await shop.Accept("wear-booked", new WearBookedBody(202603, [new(Machines, 9_375, 9_375), new(Oven, 5_000)]));
        await shop.Accept("cash-count", new CashCountBody(shop.Book.Balance("1101") - 60));
    }
}
