using System.Data.Common;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Npgsql;

namespace Dedal.Tests.Faults;

/// <summary>Somebody with the database in his hands changes what happened: it shows. Without that, he cannot.</summary>
public class TamperingTests
{
    /// <summary>What is done to a book of ten sales, and which check must see it.</summary>
    private static readonly (string Name, string[] Sql)[] Deeds =
    [
        ("a body is edited", ["update journal set body = replace(body, '100', '900') where seq = 5"]),
        ("a day is put back", ["update journal set occurred_on = '2026-01-05' where seq = 5"]),
        ("an actor is exchanged", ["update journal set actor = org_id where seq = 5"]),
        ("a receipt of the server is put back", ["update journal set recorded_at = recorded_at - 1 where seq = 5"]),
        ("a clock is set", ["update journal set clock_offset = 1 where seq = 5"]),
        (
            "a document is deleted",
            ["delete from line where seq = 5", "delete from entry where seq = 5", "delete from journal where seq = 5"]
        ),
        (
            "two documents change places",
            [
                "update journal set seq = 1000 where seq = 5",
                "update journal set seq = 5 where seq = 6",
                "update journal set seq = 6 where seq = 1000",
            ]
        ),
        (
            "the tail is cut",
            ["delete from line where seq > 8", "delete from entry where seq > 8", "delete from journal where seq > 8"]
        ),
        ("an amount is edited", ["update line set amount = amount + 1 where seq = 5"]),
        (
            "an amount is edited with its totals",
            [
                "update line set amount = amount + 1 where seq = 5",
                "update month_total set debit = debit + 1 where debit > 0",
                "update month_total set credit = credit + 1 where credit > 0",
            ]
        ),
        ("an account is exchanged", ["update line set credit = 4102 where seq = 5"]),
        ("a fiado is forgiven", ["update subject_total set balance = 0"]),
        ("an entry moves to another day", ["update entry set posted_on = '2026-02-01' where seq = 5"]),
        ("a month is opened without a document", ["delete from closing"]),
        ("a customer vanishes", ["delete from party"]),
    ];

    public static TheoryData<EngineKind, string> Cases
    {
        get
        {
            var cases = new TheoryData<EngineKind, string>();
            foreach (var (name, _) in Deeds)
            {
                cases.Add(EngineKind.Sqlite, name);
                cases.Add(EngineKind.Postgres, name);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task What_was_changed_behind_the_program_is_found(EngineKind engine, string deed)
    {
        await using var book = await Filled(engine);
        Commit(book, Deeds.Single(d => d.Name == deed).Sql);
        Assert.NotEmpty(Found(book));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_tail_cut_with_its_head_shows_against_a_head_that_was_printed(EngineKind engine)
    {
        await using var book = await Filled(engine);
        var printed = book.Reading(s => Verify.Run(s, book.Org)).Head;
        Assert.Empty(book.Reading(s => Verify.Run(s, book.Org, printed[..12])).Faults);
        Commit(
            book,
            "delete from line where seq > 8",
            "delete from entry where seq > 8",
            "delete from journal where seq > 8",
            "update head set seq = 8, hash = (select hash from journal where seq = 8)"
        );
        Rebuild.Run(book.Database, book.Record, book.Clock, check: false);
        Assert.Empty(book.Reading(s => Verify.Run(s, book.Org)).Faults);
        Assert.NotEmpty(book.Reading(s => Verify.Run(s, book.Org, printed[..12])).Faults);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_head_of_an_empty_book_is_in_every_chain_that_grew_from_it(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var printed = book.Reading(s => Verify.Run(s, book.Org)).Head;
        Assert.Empty(book.Reading(s => Verify.Run(s, book.Org, printed)).Faults);
        await book.Accept("sale", new SaleBody(100, [new("cash", 100)]));
        Assert.Empty(book.Reading(s => Verify.Run(s, book.Org, printed)).Faults);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_book_that_is_written_to_while_it_is_checked_is_sound(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        await book.Accept("sale", new SaleBody(100, [new("cash", 100)]));
        using var sql = new Statements(book.Database.OpenForReading(Database.EveryOrg), engine);
        sql.BeginReading();
        Assert.Equal(1, sql.First("select count(*) from journal", r => r.GetInt64(0)));
        await book.Accept("sale", new SaleBody(200, [new("cash", 200)]));
        var verdict = Verify.Run(sql, book.Org);
        Assert.Empty(verdict.Faults);
        Assert.Equal(1, verdict.Documents);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_happened_can_only_be_added_to(EngineKind engine)
    {
        await using var book = await Filled(engine);
        string[] tables = ["journal", "entry", "line"];
        foreach (var connect in new Func<DbConnection>[] { book.Database.OpenForWriting, book.Database.OpenAsOwner })
        {
            foreach (var table in tables)
            {
                Refuses(connect, $"update {table} set seq = seq");
                Refuses(connect, $"delete from {table}");
            }
        }

        if (engine == EngineKind.Sqlite)
        {
            Refuses(
                book.Database.OpenForWriting,
                "insert or replace into journal select org_id, seq, id, kind, schema_version, rule_version, 'x', "
                    + "occurred_on, captured_at, clock_offset, recorded_at, actor, device, device_seq, hash "
                    + "from journal"
            );
        }
        else
        {
            foreach (var table in tables)
            {
                var refusal = Refuses(book.Database.OpenForWriting, $"delete from {table}");
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, ((PostgresException)refusal).SqlState);
                Refuses(book.Database.OpenForWriting, $"truncate {table} cascade");
            }
        }

        book.AssertSound();
    }

    private static async Task<TestBook> Filled(EngineKind engine)
    {
        var book = new TestBook(engine);
        var party = TestBook.Id();
        await book.Accept("party-added", new PartyAddedBody(party, "customer"));
        await book.Accept("month-close", new MonthCloseBody(202601));
        for (var i = 0; i < 8; i++)
        {
            var fiado = new SaleBody(1000 + i, [new("credit", 1000 + i)], Party: party);
            await book.Accept("sale", fiado, new(2026, 3, 5 + i));
        }

        Assert.Empty(Found(book));
        return book;
    }

    /// <summary>What verify and rebuild have to say; a rebuild that cannot go on has found something.</summary>
    private static List<string> Found(TestBook book)
    {
        var found = book.Reading(s => Verify.Run(s, book.Org)).Faults.ToList();
        try
        {
            found.AddRange(
                Rebuild
                    .Run(book.Database, book.Record, book.Clock, check: true)
                    .Select(d => $"{d.Table}: {d.Rows} {d.What}")
            );
        }
        catch (InvalidOperationException e)
        {
            found.Add(e.Message);
        }

        return found;
    }

    /// <summary>As the owner, with triggers and foreign keys out of the way; the triggers come back.</summary>
    private static void Commit(TestBook book, params string[] deed)
    {
        string[] tables = ["journal", "entry", "line"];
        using var connection = book.Database.OpenAsOwner();
        if (book.Database.Kind == EngineKind.Postgres)
        {
            Run(connection, "set session_replication_role = replica");
            foreach (var sql in deed)
            {
                Assert.True(Run(connection, sql) > 0, sql);
            }

            Run(connection, "set session_replication_role = origin");
            return;
        }

        Run(connection, "pragma foreign_keys = off");
        var triggers = new List<string>();
        using (var read = connection.CreateCommand())
        {
            read.CommandText =
                "select sql from sqlite_master where type = 'trigger' and tbl_name in ('journal', 'entry', 'line')";
            using var reader = read.ExecuteReader();
            while (reader.Read())
            {
                triggers.Add(reader.GetString(0));
            }
        }

        foreach (var table in tables)
        {
            Run(connection, $"drop trigger {table}_no_update");
            Run(connection, $"drop trigger {table}_no_delete");
        }

        foreach (var sql in deed)
        {
            Assert.True(Run(connection, sql) > 0, sql);
        }

        triggers.ForEach(t => Run(connection, t));
    }

    private static int Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    private static DbException Refuses(Func<DbConnection> connect, string sql)
    {
        using var connection = connect();
        return Assert.ThrowsAny<DbException>(() => Run(connection, sql));
    }
}
