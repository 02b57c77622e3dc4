using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Modules;

/// <summary>A writer keeps books in memory; another process may write to the same ones.</summary>
public sealed class TwoWritersTests
{
    private static readonly SaleBody Sale = new(1500, [new("cash", 1500)]);

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_processes_writing_to_one_book_make_one_chain(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        await using var other = new Writer(book.Database, book.Clock);
        for (var i = 0; i < 10; i++)
        {
            await book.Accept("sale", Sale);
            Assert.Equal(Answer.Accepted, (await Send(book, other, book.Document("sale", Sale))).Answer);
        }

        await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(i => Send(book, i % 2 == 0 ? book.Writer : other, book.Document("sale", Sale)))
        );

        Assert.Equal(60 * 1500, book.Balance("1101"));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_another_process_opened_is_known_here(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        await using var other = new Writer(book.Database, book.Clock);
        await book.Accept("sale", Sale);
        var opened = await Send(book, other, book.Document("fund-opened", new FundOpenedBody("feria", "La feria")));

        await book.Accept("sale", Sale with { Fund = "feria" });

        Assert.Equal(Answer.Accepted, opened.Answer);
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_document_that_another_process_wrote_is_already_there(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        await using var other = new Writer(book.Database, book.Clock);
        await book.Accept("sale", Sale);
        var document = book.Document("sale", Sale);
        await Send(book, other, document);

        Assert.Equal(Answer.AlreadyThere, (await book.Send(document)).Answer);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_id_that_is_taken_is_found_whatever_number_the_device_gives(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var first = await book.Accept("sale", Sale);
        var again = book.Document("sale", new SaleBody(900, [new("cash", 900)])) with { Id = first.Id };

        Assert.Equal("id-with-another-body", (await book.Send(again)).Refusal?.Code);
        Assert.Equal(1500, book.Balance("1101"));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task One_sending_may_hold_a_document_twice_under_two_numbers_of_its_device(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var first = book.Document("sale", Sale);
        var again = book.Document("sale", Sale) with { Id = first.Id };
        var other = book.Document("sale", new SaleBody(900, [new("cash", 900)])) with { Id = first.Id };
        var last = book.Document("sale", Sale);

        var answers = await book.Writer.Do(s =>
            new[] { first, again, other, last }.Select(d => book.Record.Handle(s, book.Org.Id, d, Who.All)).ToList()
        );

        Assert.Equal(
            [Answer.Accepted, Answer.AlreadyThere, Answer.Refused, Answer.Accepted],
            answers.Select(a => a.Answer)
        );
        Assert.Equal(2 * 1500, book.Balance("1101"));
        book.AssertSound();
    }

    private static Task<Recording> Send(TestBook book, Writer writer, Document document) =>
        writer.Do(s => book.Record.Handle(s, book.Org.Id, document, Who.All));
}
