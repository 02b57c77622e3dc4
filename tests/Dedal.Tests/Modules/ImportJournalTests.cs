using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Domain.PlainText;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Modules;

public class ImportJournalTests
{
    private const string Journal = """
        commodity 1.000,00 BOB

        2025-01-05 * (12) Apertura  ; tag: uno
            activo:caja          1.234,50 BOB
            patrimonio:inicial

        2025-01-06 Compra en dólares
            activo:dolares        100 USD @ 6,96 BOB
            activo:caja          -696,00 BOB

        2025-01-07 ! Presupuesto
            (sobre:tela)          50,00 BOB
        """;

    [Theory, ClassData(typeof(Engines))]
    public async Task An_imported_journal_is_booked_and_stays_sound(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var result = await Import(book, Journal);
        Assert.Null(result.Refusal);
        Assert.Equal(3, result.Transactions);
        Assert.Equal(53850, book.Balance("activo:caja"));
        Assert.Equal(10000, Scaled(book, "activo:dolares", 2));
        await book.Accept("sale", new SaleBody(2500, [new("cash", 2500)]));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_same_file_is_imported_once(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        await Import(book, Journal);
        var again = await Import(book, Journal);
        Assert.Equal("journal-imported-already", again.Refusal?.Code);
        Assert.Equal(53850, book.Balance("activo:caja"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_refused_line_leaves_nothing_behind(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var many = string.Join("\n", Enumerable.Range(0, 3000).Select(i => $"2025-01-05 n\n  a  {i + 1} BOB\n  b\n"));
        var result = await Import(book, many + "\n2025-02-30 mal\n  a  1 BOB\n  b\n");
        Assert.Equal("journal-date-invalid", result.Refusal?.Code);
        Assert.Equal(12001, result.Refusal!.Args[0]);
        Assert.Equal(0, book.Reading(sql => sql.First("select count(*) from journal", r => r.GetInt64(0))));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_journal_that_reaches_into_closed_months_is_refused(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        await book.Accept("month-close", new MonthCloseBody(202512));
        var result = await Import(book, Journal);
        Assert.Equal("journal-in-closed-month", result.Refusal?.Code);
    }

    [Fact]
    public async Task An_exported_book_has_the_same_balances_in_hledger_and_ledger()
    {
        Assert.SkipUnless(PeerPrograms.AreInstalled, "hledger and ledger are not installed; bin/test installs them.");
        await using var book = new TestBook(EngineKind.Sqlite);
        await Import(book, Journal);
        var sale = await book.Accept("sale", new SaleBody(2537, [new("cash", 2540)]));
        await book.Accept("sale", new SaleBody(1250, [new("qr", 1250)]));
        await book.Accept("cash-count", new CashCountBody(3000));
        await book.Accept("reversal", new ReversalBody(sale.Id));
        var file = Path.GetTempFileName();
        await using (var output = new StreamWriter(file))
        {
            book.Reading(sql =>
            {
                ExportJournal.ToJournal(sql, book.Org, output);
                return 0;
            });
        }

        var expected = book.Reading(sql => Balances(sql, book.Org));
        var (hledger, complaint) = PeerPrograms.Hledger(file);
        Assert.Null(complaint);
        Assert.Equal(expected, NotZero(hledger));
        var (ledger, other) = PeerPrograms.Ledger(file);
        Assert.Null(other);
        Assert.Equal(expected, NotZero(ledger));
        File.Delete(file);
    }

    private static SortedDictionary<string, decimal> NotZero(Dictionary<string, decimal> balances)
    {
        var rest = balances.Where(b => b.Value != 0);
        return new(new Dictionary<string, decimal>(rest, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static SortedDictionary<string, decimal> Balances(Statements sql, Organisation org)
    {
        var names = new AccountNames(sql, org);
        var rows = sql.Query(
            """
            select account, sum(debit - credit) from month_total where org_id = $1
            group by account having sum(debit - credit) <> 0
            """,
            r => (Account: names.Account(r.GetInt32(0)), Path: names.Path(r.GetInt32(0)), Sum: r.GetInt64(1)),
            org.Id
        );
        var all = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var row in rows.Where(r => r.Account.Kind != AccountKind.Trading))
        {
            all.Add(row.Path + "\t" + row.Account.Currency, row.Sum / (decimal)Math.Pow(10, row.Account.Scale));
        }

        return all;
    }

    private static long Scaled(TestBook book, string code, int scale)
    {
        var own = book.Reading(sql =>
            sql.First(
                "select scale from account where org_id = $1 and code = $2",
                r => r.GetInt32(0),
                book.Org.Id,
                code
            )
        );
        return book.Balance(code) * (long)Math.Pow(10, scale - own);
    }

    private static async Task<ImportResult> Import(TestBook book, string journal)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, journal);
        try
        {
            return await ImportJournal.Run(book.Writer, book.Record, file, (_, _) => book.Org, new());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
