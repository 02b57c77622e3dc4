using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Faults;

/// <summary>The first, second, third… write of an act fails: nothing of it is there, and the next act works.</summary>
public class FailingWritesTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Whichever_write_of_a_sale_fails_nothing_is_half_written(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var party = await Party(book);
        await Try(
            book,
            () => book.Document("sale", Mixed(party)),
            (s, d) => book.Record.Handle(s, book.Org.Id, d, Who.All)
        );
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whichever_write_of_a_late_reversal_before_a_count_fails_nothing_is_half_written(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var sales = new Queue<Guid>();
        for (var i = 0; i < 40; i++)
        {
            sales.Enqueue((await book.Accept("sale", new SaleBody(100, [new("cash", 100)]))).Id);
        }

        await book.Accept("cash-count", new CashCountBody(3000));
        await Try(
            book,
            () => book.Document("reversal", new ReversalBody(sales.Dequeue())),
            (s, d) => book.Record.Handle(s, book.Org.Id, d, Who.All)
        );
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whichever_write_of_a_new_organisation_fails_it_is_not_there_and_can_be_made_again(
        EngineKind engine
    )
    {
        await using var book = new TestBook(engine);
        var made = 0;
        await Try(
            book,
            () => book.Document("sale", new SaleBody(100, [new("cash", 100)])),
            (s, d) =>
            {
                var org = book.Org with { Id = TestBook.Id(), Name = $"Taller {++made}" };
                Organisations.Create(s, org);
                return book.Record.Handle(s, org.Id, d, Who.All);
            },
            fewest: 20
        );
    }

    [Fact]
    public async Task An_act_that_fails_spoils_no_other_act_of_its_transaction()
    {
        foreach (var engine in new[] { EngineKind.Sqlite, EngineKind.Postgres })
        {
            if (engine == EngineKind.Postgres && TestDatabase.PostgresServer is null)
            {
                continue;
            }

            await using var book = new TestBook(engine);
            using var gate = new ManualResetEventSlim();
            var first = book.Writer.Do(_ => gate.Wait(TimeSpan.FromSeconds(20)));
            var acts = Enumerable
                .Range(0, 50)
                .Select(i =>
                {
                    var document = book.Document("sale", new SaleBody(100, [new("cash", 100)]));
                    return book.Writer.Do(s =>
                    {
                        var recording = book.Record.Handle(s, book.Org.Id, document, Who.All);
                        return i % 10 == 3 ? throw new InjectedFault() : recording;
                    });
                })
                .ToList();
            gate.Set();
            Assert.True(await first);
            for (var i = 0; i < acts.Count; i++)
            {
                if (i % 10 == 3)
                {
                    await Assert.ThrowsAsync<InjectedFault>(() => acts[i]);
                }
                else
                {
                    Assert.Equal(Answer.Accepted, (await acts[i]).Answer);
                }
            }

            Assert.Equal(45 * 100, book.Balance("1101"));
            book.AssertSound();
        }
    }

    /// <summary>Runs an act with its n-th write failing, for n = 1, 2… until it has fewer writes than n.</summary>
    private static async Task Try(
        TestBook book,
        Func<Document> next,
        Func<WriteScope, Document, Recording> act,
        int fewest = 5
    )
    {
        var failAt = 0;
        var writes = 0;
        await using var writer = new Writer(
            book.Database,
            book.Clock,
            s =>
            {
                s.BeforeWrite = () =>
                {
                    if (++writes == failAt)
                    {
                        throw new InjectedFault();
                    }
                };
                return s;
            }
        );
        for (var n = 1; ; n++)
        {
            var before = Everything(book);
            var document = next();
            (failAt, writes) = (n, 0);
            var attempt = writer.Do(s => act(s, document));
            if (await Record.ExceptionAsync(() => attempt) is { } fault)
            {
                Assert.IsType<InjectedFault>(fault);
                Assert.Equal(before, Everything(book));
                failAt = 0;
                Assert.Equal(Answer.Accepted, (await writer.Do(s => act(s, document))).Answer);
                continue;
            }

            Assert.True(n > fewest, $"only {n - 1} writes were made to fail");
            break;
        }

        book.AssertSound();
    }

    private static async Task<Guid> Party(TestBook book)
    {
        var party = TestBook.Id();
        await book.Accept("party-added", new PartyAddedBody(party, "customer"));
        return party;
    }

    private static SaleBody Mixed(Guid party) =>
        new(406, [new("cash", 100), new("qr", 101), new("bank", 102), new("credit", 103)], Party: party);

    /// <summary>Rows of every table of the books, counted, and the sums that matter.</summary>
    private static string Everything(TestBook book) =>
        book.Reading(sql =>
            string.Join(
                ' ',
                new[] { "org", "journal", "entry", "line", "month_total", "subject_total", "account", "fund", "party" }
                    .Select(t => sql.First($"select count(*) from {t}", r => r.GetInt64(0)))
                    .Append(
                        sql.First("select coalesce(sum(debit), 0) from month_total", r => Convert.ToInt64(r[0], null))
                    )
                    .Append(sql.First("select coalesce(sum(seq), 0) from head", r => Convert.ToInt64(r[0], null)))
            )
        );
}

/// <summary>A fault that a test put there.</summary>
public sealed class InjectedFault() : Exception("injected");
