using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books.Reports;
using Dedal.Web.Data;

namespace Dedal.Tests.Reports;

/// <summary>Statements of small books, worked out by hand.</summary>
public class StatementTests
{
    private static readonly Asked Everything = new();

    [Theory, ClassData(typeof(Engines))]
    public async Task A_cut_inside_a_month_reads_its_days_from_lines(EngineKind engine)
    {
        await using var test = new TestBook(engine);
        await Sell(test, 100, new(2026, 1, 31));
        await Sell(test, 200, new(2026, 2, 10));
        await Sell(test, 400, new(2026, 2, 28));
        await Sell(test, 800, new(2026, 3, 1));
        using var book = test.Read();
        Assert.Equal(0, Cash(book, new(2026, 1, 30)));
        Assert.Equal(100, Cash(book, new(2026, 1, 31)));
        Assert.Equal(100, Cash(book, new(2026, 2, 9)));
        Assert.Equal(300, Cash(book, new(2026, 2, 10)));
        Assert.Equal(700, Cash(book, new(2026, 2, 28)));
        Assert.Equal(1500, Cash(book, null));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_income_statement_of_any_range_counts_its_days(EngineKind engine)
    {
        await using var test = new TestBook(engine);
        await Sell(test, 100, new(2026, 1, 5));
        await Sell(test, 200, new(2026, 1, 20));
        await Sell(test, 400, new(2026, 2, 10));
        await test.Accept("expense", new SpendingBody(50, "5201", [new("cash", 50)]), new(2026, 2, 11));
        await Sell(test, 800, new(2026, 3, 3));
        using var book = test.Read();
        Assert.Equal(1450, Income(book, new(2026, 1, 1), new(2026, 12, 31)).TotalResult);
        Assert.Equal(200, Income(book, new(2026, 1, 6), new(2026, 1, 31)).TotalResult);
        Assert.Equal(200, Income(book, new(2026, 1, 6), new(2026, 1, 20)).TotalResult);
        Assert.Equal(600, Income(book, new(2026, 1, 6), new(2026, 2, 10)).TotalResult);
        var months = Income(book, new(2026, 1, 6), new(2026, 3, 2), byMonth: true);
        Assert.Equal([200L, 400L, 0L], months.Income.Single().Amounts);
        Assert.Equal([0L, 50L, 0L], months.Expenses.Single().Amounts);
        Assert.Equal(350, months.Result(1));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_year_close_moves_the_result_on_the_next_day_and_the_closed_year_keeps_its_income(
        EngineKind engine
    )
    {
        await using var test = new TestBook(engine);
        await Sell(test, 2500, new(2025, 12, 5));
        await test.Accept("month-close", new MonthCloseBody(202512));
        await test.Accept("year-close", new YearCloseBody(2025));
        await Sell(test, 100, new(2026, 1, 10));
        using var book = test.Read();
        Assert.Equal(2500, Income(book, new(2025, 1, 1), new(2025, 12, 31)).TotalResult);
        Assert.Equal(2500, Income(book, new(2025, 12, 5), new(2025, 12, 31)).TotalResult);
        Assert.Equal(2600, Income(book, new(2025, 1, 1), new(2026, 12, 31)).TotalResult);

        var lastDay = BalanceSheet.Of(book, new(To: new(2025, 12, 31))).Parts.Single();
        Assert.Equal((2500L, 0), (lastDay.Result, lastDay.Equity.Count));
        var newYear = BalanceSheet.Of(book, new(To: new(2026, 1, 1))).Parts.Single();
        Assert.Equal(0, newYear.Result);
        Assert.Equal(("3103", 2500L), (newYear.Equity.Single().Account.Code, newYear.Equity.Single().Amount));
        Assert.Equal(100, BalanceSheet.Of(book, Everything).Parts.Single().Result);

        // The register agrees with both: the close is not in it at 31 December, and is the day after.
        var sales = book.FindAccount("4101", null)!.Number;
        Assert.Equal(-2500, Register.Of(book, new(sales, To: new(2025, 12, 31))).Closing);
        Assert.Equal(0, Register.Of(book, new(sales, To: new(2026, 1, 1))).Closing);
        Assert.Equal(-2600, Register.Of(book, new(sales, From: new(2025, 1, 1), Closes: false)).Closing);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Before_a_year_was_closed_its_last_day_was_known_as_it_is_after(EngineKind engine)
    {
        await using var test = new TestBook(engine);
        await Sell(test, 2500, new(2025, 12, 5));
        await Sell(test, 700, new(2026, 1, 5));
        await test.Accept("month-close", new MonthCloseBody(202512));
        test.Clock.Now = test.Clock.Now.AddDays(2);
        await test.Accept("year-close", new YearCloseBody(2025));
        using var book = test.Read();
        foreach (var known in (DateOnly?[])[null, new(2026, 3, 15), new(2026, 3, 16)])
        {
            var lastDay = BalanceSheet.Of(book, new(To: new(2025, 12, 31), Known: known)).Parts.Single();
            Assert.Equal((2500L, 2500L), (lastDay.TotalAssets, lastDay.Result));
        }

        Assert.Equal(
            2500,
            BalanceSheet.Of(book, new(To: new(2026, 1, 1), Known: new(2026, 3, 15))).Parts.Single().Result
        );
        Assert.Equal(0, BalanceSheet.Of(book, new(To: new(2026, 1, 1))).Parts.Single().Result);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task As_known_on_a_day_leaves_out_what_arrived_later(EngineKind engine)
    {
        await using var test = new TestBook(engine);
        await Sell(test, 100, new(2026, 3, 14));
        test.Clock.Now = test.Clock.Now.AddDays(2);
        await Sell(test, 200, new(2026, 3, 13));
        using var book = test.Read();
        Assert.Equal(300, Cash(book, new(2026, 3, 14)));
        Assert.Equal(100, Cash(book, new(2026, 3, 14), known: new(2026, 3, 15)));
        Assert.Equal(0, Cash(book, new(2026, 3, 13), known: new(2026, 3, 15)));
        Assert.Equal(300, Cash(book, null, known: new(2026, 3, 16)));
        Assert.Equal(0, Cash(book, null, known: new(2026, 3, 13)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_day_of_known_on_ends_at_midnight_where_the_organisation_is(EngineKind engine)
    {
        await using var test = new TestBook(engine);
        test.Clock.Now = new(2026, 3, 15, 3, 59, 0, TimeSpan.Zero); // 23:59 in La Paz
        await Sell(test, 100, new(2026, 3, 14));
        test.Clock.Now = new(2026, 3, 15, 4, 0, 0, TimeSpan.Zero);
        await Sell(test, 200, new(2026, 3, 14));
        using var book = test.Read();
        Assert.Equal(100, Cash(book, null, known: new(2026, 3, 14)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Currencies_stand_side_by_side_and_are_never_added(EngineKind engine)
    {
        await using var test = new TestBook(engine, "association", "EUR");
        await test.Accept("account-added", new AccountAddedBody("1103", "Banco Potosí", "asset", "bank", "BOB"));
        await test.Accept("account-added", new AccountAddedBody("1190", "Cambio", "asset", "none", "BOB"));
        await test.Accept("money-received", new MoneyReceivedBody("gift", 100_00, "bank"));
        await test.Accept("transfer", new TransferBody("1103", "1103 BOB", 50_00, 400_00));
        using var book = test.Read();
        var sheet = BalanceSheet.Of(book, Everything);
        Assert.Equal("EUR BOB", string.Join(' ', sheet.Parts.Select(p => p.Currency)));
        Assert.Equal([100_00L, 0L], sheet.Parts.Select(p => p.TotalAssets));
        Assert.Equal([100_00L, 0L], sheet.Parts.Select(p => p.TotalEquity));
        var flow = CashFlow.Of(book, Everything);
        Assert.Equal(
            [("EUR", 100_00L, 50_00L), ("BOB", 400_00L, 0L)],
            flow.Parts.Select(p => (p.Currency, p.In, p.Out))
        );
        var one = BalanceSheet.Of(book, new(Currency: "BOB"));
        Assert.Equal("BOB", one.Parts.Single().Currency);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_cash_flow_shows_moves_between_boxes_apart_and_reversals_on_their_side(EngineKind engine)
    {
        await using var test = new TestBook(engine);
        await Sell(test, 1000, new(2026, 2, 20));
        await Sell(test, 3000, new(2026, 3, 2));
        var wrong = await Sell(test, 500, new(2026, 3, 3));
        await test.Accept("reversal", new ReversalBody(wrong.Id), new(2026, 3, 4));
        await test.Accept("expense", new SpendingBody(700, "5201", [new("cash", 700)]), new(2026, 3, 5));
        await test.Accept("transfer", new TransferBody("1101", "1103", 2000), new(2026, 3, 6));
        using var book = test.Read();
        var part = CashFlow.Of(book, new(new(2026, 3, 1), new(2026, 3, 31))).Parts.Single();
        Assert.Equal(
            [
                new BoxFlow(BoxKind.Cash, 1000, 3000, 700, 0, 2000, 1300),
                new BoxFlow(BoxKind.Bank, 0, 0, 0, 2000, 0, 2000),
            ],
            part.Boxes
        );
        Assert.Equal([("4101", 3000L, 0L), ("5201", 0L, 700L)], part.Flows.Select(f => (f.Purpose.Code, f.In, f.Out)));
        Assert.Equal((3000L, 700L), (part.In, part.Out));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_owes_us_is_told_with_the_day_of_the_oldest_open_debt(EngineKind engine)
    {
        await using var test = new TestBook(engine);
        var ana = TestBook.Id();
        var shop = TestBook.Id();
        await test.Accept("party-added", new PartyAddedBody(ana, "customer"));
        await test.Accept("party-added", new PartyAddedBody(shop, "supplier"));
        await Fiado(test, ana, 300, new(2026, 3, 1));
        var wrong = await Fiado(test, ana, 900, new(2026, 3, 2));
        await Fiado(test, ana, 200, new(2026, 3, 3));
        await test.Accept("fiado-payment", new FiadoPaymentBody(ana, 300), new(2026, 3, 4));
        await test.Accept("reversal", new ReversalBody(wrong.Id), new(2026, 3, 5));
        await test.Accept("expense", new SpendingBody(80, "5201", [new("credit", 80)], shop), new(2026, 3, 6));
        using var book = test.Read();
        var now = Owing.Of(book, Everything);
        Assert.Equal([(200L, (DateOnly?)new(2026, 3, 3))], now.OweUs.Select(r => (r.Amount, r.Since)));
        Assert.Equal([(-80L, (DateOnly?)new(2026, 3, 6))], now.WeOwe.Select(r => (r.Amount, r.Since)));
        var before = Owing.Of(book, new(To: new(2026, 3, 3)));
        Assert.Equal([(1400L, (DateOnly?)new(2026, 3, 1))], before.OweUs.Select(r => (r.Amount, r.Since)));
        Assert.Empty(before.WeOwe);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_register_has_the_same_balances_whichever_way_it_is_read(EngineKind engine)
    {
        await using var test = new TestBook(engine);
        test.Clock.Now = new(2026, 4, 1, 15, 0, 0, TimeSpan.Zero);
        for (var i = 1; i <= 25; i++)
        {
            await Sell(test, i * 10, new(2026, 1 + (i % 3), 1 + (i % 28)));
        }

        using var book = test.Read();
        var box = book.FindAccount("1101", null)!.Number;
        var forward = Walk(book, new(box, OldestFirst: true, Size: 7));
        var back = Walk(book, new(box, OldestFirst: false, Size: 4));
        back.Reverse();
        Assert.Equal(25, forward.Count);
        Assert.Equal(forward, back);
        Assert.Equal(Cash(book, null), forward[^1].Running);
        var ranged = Walk(book, new(box, From: new(2026, 2, 3), To: new(2026, 3, 9), OldestFirst: true, Size: 3));
        Assert.Equal(
            forward.Where(r => r.At.Day >= new DateOnly(2026, 2, 3) && r.At.Day <= new DateOnly(2026, 3, 9)),
            ranged
        );
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_register_of_a_person_follows_her_over_accounts(EngineKind engine)
    {
        await using var test = new TestBook(engine);
        var ana = TestBook.Id();
        await test.Accept("party-added", new PartyAddedBody(ana, "customer"));
        await Fiado(test, ana, 300, new(2026, 3, 1));
        await test.Accept("fiado-payment", new FiadoPaymentBody(ana, 500), new(2026, 3, 4));
        using var book = test.Read();
        var rows = Register.Of(book, new(null, Subject.Party(ana), OldestFirst: true)).Rows;
        Assert.Equal([300L, 0L, -200L], rows.Select(r => r.Running));
        Assert.Equal("1201 1201 2102", string.Join(' ', rows.Select(r => r.Account.Code)));
        var one = Register.Of(book, new(book.FindAccount("1201", null)!.Number, Subject.Party(ana)));
        Assert.Equal([0L, 300L], one.Rows.Select(r => r.Running));
    }

    internal static List<RegisterRow> Walk(BookReading book, RegisterAsked asked)
    {
        var all = new List<RegisterRow>();
        for (RegisterPage? page = null; page is null || page.Next is not null; )
        {
            page = Register.Of(book, asked with { After = page?.Next });
            all.AddRange(page.Rows);
        }

        return all;
    }

    internal static Task<Document> Sell(TestBook test, long amount, DateOnly on) =>
        test.Accept("sale", new SaleBody(amount, [new("cash", amount)]), on);

    private static Task<Document> Fiado(TestBook test, Guid party, long amount, DateOnly on) =>
        test.Accept("sale", new SaleBody(amount, [new("credit", amount)], Party: party), on);

    private static long Cash(BookReading book, DateOnly? day, DateOnly? known = null) =>
        Balances.AsOf(book, day, known).Where(t => t.Account.Code == "1101").Sum(t => t.Balance);

    private static IncomePart Income(BookReading book, DateOnly from, DateOnly to, bool byMonth = false) =>
        IncomeStatement.Of(book, from, to, Everything, byMonth).Parts.Single();
}
