using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;

namespace Dedal.Tests.Simulation;

/// <summary>Cases that random histories meet too rarely, or whose laws allow more than one answer.</summary>
public class HardCasesTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_customer_pays_above_her_debt_is_her_deposit(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var party = TestBook.Id();
        await book.Accept("party-added", new PartyAddedBody(party, "customer"));
        await book.Accept("sale", new SaleBody(700, [new("credit", 700)], Party: party));
        await book.Accept("fiado-payment", new FiadoPaymentBody(party, 500));
        await book.Accept("fiado-payment", new FiadoPaymentBody(party, 1000));
        Assert.Equal((0, -800), (book.Balance("1201"), book.Balance("2102")));
        await book.Accept("fiado-payment", new FiadoPaymentBody(party, 100));
        Assert.Equal((0, -900, 1600), (book.Balance("1201"), book.Balance("2102"), book.Balance("1101")));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_year_close_takes_the_years_before_it_along_and_can_be_undone_and_done_again(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        await book.Accept("sale", new SaleBody(100, [new("cash", 100)]), new(2023, 5, 5));
        await book.Accept("sale", new SaleBody(1000, [new("cash", 1000)]), new(2024, 5, 5));
        await book.Accept("month-close", new MonthCloseBody(202412));
        var close = await book.Accept("year-close", new YearCloseBody(2024));
        Assert.Equal((0, -1100), (book.Balance("4101"), book.Balance("3103")));
        await book.Accept("reversal", new ReversalBody(close.Id));
        Assert.Equal((-1100, 0), (book.Balance("4101"), book.Balance("3103")));
        var other = TestBook.Id();
        await book.Accept("month-reopening", new MonthReopeningBody(202405, "error"), actor: other);
        await book.Accept("sale", new SaleBody(10, [new("cash", 10)]), new(2024, 5, 6));
        await book.Accept("month-close", new MonthCloseBody(202412));
        await book.Accept("year-close", new YearCloseBody(2024));
        Assert.Equal((0, -1110), (book.Balance("4101"), book.Balance("3103")));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Counts_and_sales_of_the_same_instant_keep_their_order_of_arrival(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var at = book.Clock.Now.ToUnixTimeMilliseconds();
        Assert.Equal(1, await Send("sale", new SaleBody(300, [new("cash", 300)])));
        Assert.Equal(2, await Send("cash-count", new CashCountBody(500)));
        Assert.Equal(3, await Send("sale", new SaleBody(70, [new("cash", 70)])));
        Assert.Equal(4, await Send("cash-count", new CashCountBody(570)));
        Assert.Equal((570, -200, 0), (book.Balance("1101"), book.Balance("4203"), book.Balance("5208")));

        // The first count goes: the second finds what the first had found.
        var first = book.Reading(s => s.Query("select id from cash_count order by seq", r => r.GetGuid(0)))[0];
        Assert.Equal(5, await Send("reversal", new ReversalBody(first)));
        Assert.Equal((570, -200, 0), (book.Balance("1101"), book.Balance("4203"), book.Balance("5208")));

        // The sale before both goes, too: the box is as counted, and more of it is left over.
        var sale = book.Reading(s => s.Query("select id from journal where seq = 1", r => r.GetGuid(0)))[0];
        Assert.Equal(6, await Send("reversal", new ReversalBody(sale)));
        Assert.Equal((570, -500, 0), (book.Balance("1101"), book.Balance("4203"), book.Balance("5208")));
        book.AssertSound();

        async Task<long> Send(string kind, object body) =>
            (await book.Send(book.Document(kind, body) with { CapturedAtMs = at })).Seq;
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_reversal_or_a_count_in_a_closed_month_changes_only_open_months(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var sale = await book.Accept("sale", new SaleBody(1000, [new("cash", 1000)]), new(2026, 1, 10));
        var count = await book.Accept("cash-count", new CashCountBody(900), new(2026, 1, 20));
        await book.Accept("month-close", new MonthCloseBody(202601));
        var closed = Month(202601);
        await book.Accept("reversal", new ReversalBody(sale.Id), new(2026, 1, 11));
        Assert.Equal((900, 0, -900), (book.Balance("1101"), book.Balance("5208"), book.Balance("4203")));
        await book.Accept("cash-count", new CashCountBody(200), new(2026, 1, 15));
        await book.Accept("reversal", new ReversalBody(count.Id));
        Assert.Equal((200, 0, -200), (book.Balance("1101"), book.Balance("5208"), book.Balance("4203")));
        Assert.Equal(closed, Month(202601));
        book.AssertSound();

        List<string> Month(int period) =>
            book.Reading(s =>
                s.Query(
                    "select account, debit, credit from month_total where period = $1 order by account",
                    r => $"{r.GetInt32(0)} {r.GetInt64(1)} {r.GetInt64(2)}",
                    period
                )
            );
    }
}
