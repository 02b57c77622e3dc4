using System.Diagnostics;
using Dedal.Web.Books;
using Dedal.Web.Books.Reports;
using Dedal.Web.Data;
using Microsoft.Data.Sqlite;

namespace Dedal.Bench;

/// <summary>
/// A book of a million entries: the journal file imported by the program itself, then the statements at their handlers
/// beside the same of a book of ten thousand, and the check of the whole chain.
/// </summary>
internal static class Million
{
    private const string Org = "Gran taller";

    private static readonly DateOnly LastYear = new(2024, 1, 1);

    public static async IAsyncEnumerable<Figure> Run(Size size)
    {
        var folder = Directory.CreateTempSubdirectory("dedal-bench-").FullName;
        try
        {
            var (many, few) = (size.Of(1_000_000, 5_000), size.Of(10_000, 500));
            var (large, small) = (Path.Combine(folder, "large"), Path.Combine(folder, "small"));
            foreach (var figure in Import(folder, large, many))
            {
                yield return figure;
            }

            foreach (var _ in Import(folder, small, few)) { }

            await using var largeBook = Database.Sqlite(Path.Combine(large, "dedal.db"));
            await using var smallBook = Database.Sqlite(Path.Combine(small, "dedal.db"));
            foreach (var figure in Statements(largeBook, smallBook, size))
            {
                yield return figure;
            }

            var verify = Enumerable.Range(0, size.Of(3, 1)).Min(_ => Child.Run("verify", "--data", large));
            yield return Figure.AtMost($"verify {many:#,0} documents", verify, 5, "s");
            yield return Figure.AtMost(
                "start to the first page answered, same database",
                await Start(large, size),
                1,
                "s"
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The balance sheet, from the start of the process; the quickest of several starts.</summary>
    private static async Task<double> Start(string folder, Size size)
    {
        var (org, token) = await Served.SignIn(folder, Org);
        var best = double.MaxValue;
        for (var i = 0; i < size.Of(5, 1); i++)
        {
            await using var server = await Served.Start(folder, token, $"/o/{org}/reports/sheet");
            best = Math.Min(best, server.SecondsToFirstAnswer);
        }

        return best;
    }

    private static IEnumerable<Figure> Import(string folder, string data, int transactions)
    {
        var file = Path.Combine(folder, $"{transactions}.journal");
        JournalFile.Write(file, transactions);
        var before = Bulk(folder, transactions / 10);
        double seconds;
        using (var child = Child.OfDedal("import", file, "--org", Org, "--data", data))
        {
            seconds = child.Seconds();
            var bulk = new[] { before, Bulk(folder, transactions / 10) }.Average();
            var name = $"import {transactions:#,0} entries, journal and chain";
            yield return Figure.AtLeast(name, transactions / seconds, 50_000, "/s");
            yield return Figure.AtLeast(
                "  of bare bulk in the same minute",
                100 * transactions / seconds / bulk,
                70,
                "%"
            );
            yield return Figure.Info("  bare bulk: journal row, entry, line, their indexes", bulk, "/s");
            yield return Figure.AtMost("  most resident memory while importing", child.PeakMegabytes, 200, "MB");
        }

        var database = new FileInfo(Path.Combine(data, "dedal.db"));
        yield return Figure.Info("  database", database.Length / 1048576.0, "MB");
    }

    /// <summary>The same three tables and indexes filled with made-up rows by prepared commands, one commit.</summary>
    private static double Bulk(string folder, int rows)
    {
        var path = Path.Combine(folder, "bulk.db");
        File.Delete(path);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        Run("pragma journal_mode=wal; pragma synchronous=full; pragma cache_size=-32000");
        Run(
            """
            create table j (o text, seq integer, id text, kind text, v integer, body text, day text, at integer,
              actor text, device text, hash blob, primary key (o, seq), unique (o, id)) without rowid;
            create table e (o text, seq integer, day text, period integer, primary key (o, seq)) without rowid;
            create index e_day on e (o, day, seq);
            create table l (o text, seq integer, n integer, day text, debit integer, credit integer, amount integer,
              fund text, primary key (o, seq, n)) without rowid;
            create index l_debit on l (o, debit, day, seq);
            create index l_credit on l (o, credit, day, seq);
            """
        );
        var (org, body, hash) = (Guid.CreateVersion7(), new string('x', 180), new byte[32]);
        var start = Stopwatch.GetTimestamp();
        using var transaction = connection.BeginTransaction();
        using var j = Command("insert into j values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", 11);
        using var e = Command("insert into e values ($1, $2, $3, $4)", 4);
        using var l = Command("insert into l values ($1, $2, $3, $4, $5, $6, $7, $8)", 8);
        for (var i = 0; i < rows; i++)
        {
            var day = JournalFile.First.AddDays((int)((long)i * 2900 / rows));
            Fill(j, org, i, Guid.CreateVersion7(), "sale", 1, body, day, 0L, org, "phone-1", hash);
            Fill(e, org, i, day, 202401);
            Fill(l, org, i, 1, day, 1101 + (i % 60), 4101, 1250L, "own");
        }

        transaction.Commit();
        return rows / Stopwatch.GetElapsedTime(start).TotalSeconds;

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        SqliteCommand Command(string sql, int parameters)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= parameters; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
            }

            return command;
        }

        static void Fill(SqliteCommand command, params ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i];
            }

            command.ExecuteNonQuery();
        }
    }

    private static IEnumerable<Figure> Statements(Database large, Database small, Size size)
    {
        foreach (
            var (name, most, compared, read) in new (string, double, bool, Action<BookReading>)[]
            {
                ("trial balance", 10, true, b => TrialBalance.Of(b, new(To: new(2024, 12, 31)))),
                ("balance sheet", 10, true, b => BalanceSheet.Of(b, new(To: new(2024, 12, 31)))),
                (
                    "income statement of a year by month",
                    10,
                    true,
                    b => IncomeStatement.Of(b, LastYear, new(2024, 12, 31), new(), byMonth: true)
                ),
                ("register page of 50", 5, false, b => Register.Of(b, new(Busiest(b)))),
                ("register page of 50, in the middle", 5, false, b => Register.Of(b, Middle(b))),
            }
        )
        {
            var (at, ratio) = Paired(large, small, read, size.Of(61, 5));
            yield return Figure.AtMost($"{name}, warm", at, most, "ms");
            if (compared)
            {
                yield return Figure.AtMost("  times its time at 10,000 entries", ratio, 1.5, "");
            }
        }
    }

    private static int Busiest(BookReading book) =>
        book.Accounts.Values.Single(a => a.Code.EndsWith("activo:caja", StringComparison.Ordinal)).Number;

    private static RegisterAsked Middle(BookReading book) =>
        new(Busiest(book), After: Position.EndOf(new(2021, 1, 15)));

    private static (double Milliseconds, double Ratio) Paired(
        Database large,
        Database small,
        Action<BookReading> read,
        int rounds
    )
    {
        var (l, s) = (new List<double>(), new List<double>());
        for (var i = 0; i < rounds; i++)
        {
            l.Add(Time(large, read));
            s.Add(Time(small, read));
        }

        return (l.Median(), l.Zip(s, (x, y) => x / y).Median());
    }

    private static double Time(Database database, Action<BookReading> read)
    {
        var start = Stopwatch.GetTimestamp();
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        using var book = new BookReading(sql, Organisations.ByName(sql, Org)!);
        read(book);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
