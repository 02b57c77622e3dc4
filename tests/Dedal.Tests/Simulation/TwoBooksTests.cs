using CsCheck;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Simulation;

/// <summary>The server's book over a database says and writes what the memory book does.</summary>
public class TwoBooksTests
{
    [Theory, ClassData(typeof(Engines))]
    public void The_book_in_the_database_decides_and_posts_as_the_book_in_memory(EngineKind engine)
    {
        Assert.SkipWhen(engine == EngineKind.Postgres && TestDatabase.PostgresServer is null, "No PostgreSQL here.");
        Histories.Of(70).Always(h => Compare(engine, h).GetAwaiter().GetResult(), iter: Histories.Times(8), threads: 1);
    }

    private static async Task Compare(EngineKind engine, (string Chart, Step[] Steps) history)
    {
        await using var database = new TestBook(engine, history.Chart);
        await database.MakeMembers(Scribe.Persons);
        var memory = new MemoryBook(Charts.Named(history.Chart));
        var sent = new List<(Document Document, DateOnly Today, Recording Expected)>();
        foreach (var (document, today) in Histories.Documents(memory, history.Steps))
        {
            sent.Add((document, today, memory.Receive(document, today)));
        }

        // Several at a time, as a phone sends them: what one act of a transaction wrote the next one must see.
        foreach (var batch in sent.Chunk(5))
        {
            var answers = await database.Writer.Do(s =>
                batch.Select(b => Handle(database, s, b.Document, b.Today)).ToList()
            );
            foreach (var (b, answer) in batch.Zip(answers))
            {
                Assert.Equal((b.Expected.Answer, b.Expected.Seq), (answer.Answer, answer.Seq));
                Assert.Equal(b.Expected.Refusal?.ToString(), answer.Refusal?.ToString());
            }
        }

        Assert.Equal(LinesOf(memory), database.Reading(s => LinesOf(s, database.Org.Id)));
        Assert.Equal(
            memory.Subjects().Select(s => $"{s.Key.Account} {s.Key.Subject} {s.Value}").Order(StringComparer.Ordinal),
            database
                .Reading(s =>
                    s.Query(
                        "select account, subject, balance from subject_total where org_id = $1",
                        r => $"{r.GetInt32(0)} {r.GetString(1)} {r.GetInt64(2)}",
                        database.Org.Id
                    )
                )
                .Order(StringComparer.Ordinal)
        );
        foreach (var (document, today, expected) in sent.Where(s => s.Expected.Answer == Answer.Accepted))
        {
            var again = await database.Writer.Do(s => Handle(database, s, document, today));
            Assert.Equal((Answer.AlreadyThere, expected.Seq), (again.Answer, again.Seq));
        }

        database.AssertSound();
    }

    private static Recording Handle(TestBook book, WriteScope scope, Document document, DateOnly today)
    {
        book.Clock.Now = new(today, new TimeOnly(15, 0), TimeSpan.Zero);
        return book.Record.Handle(scope, book.Org.Id, document, Who.All);
    }

    private static List<string> LinesOf(MemoryBook book) =>
        [
            .. book.Lines.Select(l =>
                Text(
                    l.Of.Seq,
                    l.Of.Decision.PostedOn,
                    l.Of.Decision.Period,
                    l.Line.Debit,
                    l.Line.Credit,
                    l.Line.Amount.Minor,
                    l.Line.Fund,
                    l.Line.DebitSubject,
                    l.Line.CreditSubject
                )
            ),
        ];

    private static List<string> LinesOf(Statements sql, Guid org) =>
        sql.Query(
            """
            select l.seq, l.posted_on, e.period, l.debit, l.credit, l.amount, l.fund, l.debit_subject, l.credit_subject
            from line l join entry e on e.org_id = l.org_id and e.seq = l.seq
            where l.org_id = $1 order by l.seq, l.n
            """,
            r =>
                Text(
                    r.GetInt64(0),
                    r.GetFieldValue<DateOnly>(1),
                    r.GetInt32(2),
                    r.GetInt32(3),
                    r.GetInt32(4),
                    r.GetInt64(5),
                    r.GetString(6),
                    r.IsDBNull(7) ? null : r.GetString(7),
                    r.IsDBNull(8) ? null : r.GetString(8)
                ),
            org
        );

    private static string Text(params object?[] cells) =>
        string.Create(
            null,
            $"{string.Join(' ', cells.Select(c => c is DateOnly d ? d.ToString("O", null) : c ?? "-"))}"
        );
}
