using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;

namespace Dedal.Tests.Modules;

public class WhoMayUndoTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_treasurer_undoes_her_sale_but_not_an_accountants_entry(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var sale = await book.Accept("sale", new SaleBody(2500, [new("cash", 2500)]));
        var entry = await book.Accept(
            "accountants-entry",
            new AccountantsEntryBody("prueba", [new("1101", Debit: 100), new("3101", Credit: 100)])
        );
        var barred = await book.Send(book.Document("reversal", new ReversalBody(entry.Id)), Who.Treasurer);
        Assert.Equal("role-may-not", barred.Refusal?.Code);
        var undone = await book.Send(book.Document("reversal", new ReversalBody(sale.Id)), Who.Treasurer);
        Assert.Null(undone.Refusal);
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_reopens_a_month_she_closed_even_when_another_closed_the_next(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var (one, other) = (TestBook.Id(), TestBook.Id());
        await book.Accept("month-close", new MonthCloseBody(202601), actor: one);
        await book.Accept("month-close", new MonthCloseBody(202602), actor: other);
        var same = await book.Send("month-reopening", new MonthReopeningBody(202601, "error"), actor: one);
        Assert.Equal("same-person", same.Refusal?.Code);
        var third = await book.Send("month-reopening", new MonthReopeningBody(202601, "error"), actor: TestBook.Id());
        Assert.Null(third.Refusal);
        await book.Accept("month-close", new MonthCloseBody(202601), actor: other);
        await book.Accept("month-reopening", new MonthReopeningBody(202601, "otra vez"), actor: one);
        book.AssertSound();
    }
}
