using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Modules;

public class RecordDocumentTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_cash_sale_reaches_box_and_sales(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        await book.Accept("sale", new SaleBody(2500, [new("cash", 2500)]));
        Assert.Equal(2500, book.Balance("1101"));
        Assert.Equal(-2500, book.Balance("4101"));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Sending_twice_changes_nothing_and_another_body_is_refused(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var sale = await book.Accept("sale", new SaleBody(2500, [new("cash", 2500)]));
        Assert.Equal(Answer.AlreadyThere, (await book.Send(sale)).Answer);
        var other = await book.Send(sale with { Body = sale.Body.Replace("2500", "2600", StringComparison.Ordinal) });
        Assert.Equal("id-with-another-body", other.Refusal?.Code);
        Assert.Equal(2500, book.Balance("1101"));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_sale_that_arrives_after_a_count_explains_its_difference(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var late = book.Document("sale", new SaleBody(2500, [new("cash", 2500)]));
        await book.Accept("sale", new SaleBody(1000, [new("cash", 1000)]));
        await book.Accept("cash-count", new CashCountBody(3500));
        Assert.Equal(-2500, book.Balance("4203"));
        Assert.Equal(Answer.Accepted, (await book.Send(late)).Answer);
        Assert.Equal(0, book.Balance("4203"));
        Assert.Equal(3500, book.Balance("1101"));
        await book.Accept("reversal", new ReversalBody(late.Id));
        Assert.Equal(-2500, book.Balance("4203"));
        Assert.Equal(3500, book.Balance("1101"));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_closed_month_takes_late_documents_on_the_first_open_day_and_a_year_closes(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        await book.Accept("sale", new SaleBody(2500, [new("cash", 2500)]), new(2025, 12, 5));
        await book.Accept("month-close", new MonthCloseBody(202512));
        await book.Accept("sale", new SaleBody(1000, [new("cash", 1000)]), new(2025, 12, 6));
        await book.Accept("year-close", new YearCloseBody(2025));
        Assert.Equal(-2500, book.Balance("3103"));
        Assert.Equal(-1000, book.Balance("4101"));
        var same = await book.Send("month-reopening", new MonthReopeningBody(202512, "error"));
        Assert.Equal("year-closed", same.Refusal?.Code);
        book.AssertSound();
    }
}
