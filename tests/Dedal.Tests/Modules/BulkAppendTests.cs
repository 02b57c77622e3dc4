using System.Globalization;
using System.Text;
using Dedal.Domain.Books;
using Dedal.Tests.Faults;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Modules;

/// <summary>A bulk is a quicker way to the same book: nothing may differ from documents one by one.</summary>
public class BulkAppendTests
{
    private static readonly string[] Tables = ["account", "commodity", "entry", "line", "month_total", "subject_total"];

    [Theory, ClassData(typeof(Engines))]
    public async Task A_bulk_makes_the_same_book_as_its_documents_one_by_one(EngineKind engine)
    {
        await using var bulk = new TestBook(engine);
        await using var single = new TestBook(engine);
        Assert.Null((await Import(bulk, bulk.Writer, Long())).Refusal);
        var documents = bulk.Reading(sql =>
            sql.Query($"select {JournalColumns.List} from journal order by seq", JournalColumns.ReadDocument)
        );
        Assert.Equal(4301, documents.Count);
        foreach (var document in documents)
        {
            Assert.Equal(Answer.Accepted, (await single.Send(document, Who.Coordinator)).Answer);
        }

        var journal = JournalColumns.All.Except(["org_id", "hash"], StringComparer.Ordinal).ToArray();
        Assert.Equal(Rows(single, "journal", journal), Rows(bulk, "journal", journal));
        foreach (var table in Tables)
        {
            Assert.Equal(Rows(single, table), Rows(bulk, table));
        }

        bulk.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whichever_write_of_an_import_fails_nothing_of_it_is_there(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        for (var failAt = 1; ; failAt *= 3)
        {
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
            if (await Record.ExceptionAsync(() => Import(book, writer, Long())) is null)
            {
                Assert.True(failAt > 80);
                break;
            }

            Assert.Empty(Rows(book, "journal"));
            Assert.Empty(Rows(book, "line"));
        }

        book.AssertSound();
    }

    [Fact]
    public async Task After_a_bulk_references_are_looked_up_again_whether_it_was_kept_or_refused()
    {
        await using var book = new TestBook(EngineKind.Sqlite);
        Assert.NotNull((await Import(book, book.Writer, Long() + "2025-02-30 no\n  a  1 BOB\n  b\n")).Refusal);
        Assert.Equal(1, await Checked());
        Assert.Null((await Import(book, book.Writer, Long())).Refusal);
        Assert.Equal(1, await Checked());

        Task<int> Checked() => book.Writer.Do(s => s.Sql.First("pragma foreign_keys", r => r.GetInt32(0)));
    }

    /// <summary>Two batches and a rest; several commodities, costs, virtual postings, late accounts.</summary>
    private static string Long()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 4300; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"2025-{1 + (i / 400):00}-{1 + (i % 28):00} * ({i}) Sra. Ñusta \"{i % 7}\"  ; nota: {i}\n"
            );
            text.Append(
                (i % 5) switch
                {
                    0 => $"  activo:dólares  {i + 1} USD @ 6,96 BOB\n  activo:caja\n",
                    1 => $"  (sobre:tela)  {i + 1}.5 BOB\n",
                    2 => $"  gastos:g{i % 90}  {i + 1}.25 BOB\n  gastos:otros  1.00 BOB\n  activo:caja\n",
                    _ => $"  activo:caja  {i + 1}.10 BOB\n  ingresos:ventas\n",
                }
            );
            text.Append('\n');
        }

        return text.ToString();
    }

    private static List<string> Rows(TestBook book, string table, params string[] columns)
    {
        var what = columns.Length == 0 ? "*" : string.Join(", ", columns);
        var rows = book.Reading(sql =>
            sql.Query(
                $"select {what} from {table}",
                r => string.Join('|', Enumerable.Range(0, r.FieldCount).Select(i => $"{r.GetName(i)}={r[i]}"))
            )
        );
        return
        [
            .. rows.Select(r => r.Replace($"org_id={book.Org.Id}", "", StringComparison.OrdinalIgnoreCase)).Order(),
        ];
    }

    private static async Task<ImportResult> Import(TestBook book, Writer writer, string journal)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, journal);
        try
        {
            return await ImportJournal.Run(writer, book.Record, file, (_, _) => book.Org, new());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
