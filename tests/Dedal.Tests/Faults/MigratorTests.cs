using System.Collections;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Npgsql;

namespace Dedal.Tests.Faults;

/// <summary>Bringing the schema up to date, interrupted and disturbed.</summary>
public class MigratorTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_file_that_fails_in_the_middle_leaves_the_database_as_it_was(EngineKind engine)
    {
        await using var test = Empty(engine);
        var good = Migrator.Carried(engine);
        var bad = new SchemaFile("9999_wrong", "create table half (a integer);\ncreate tabel other (b integer);\n");
        Assert.ThrowsAny<Exception>(() => new Migrator(test.Database, [.. good, bad]).Run());
        Assert.Empty(Tables(test.Database));
        new Migrator(test.Database).Run();
        await Works(test.Database);

        var before = Tables(test.Database);
        Assert.ThrowsAny<Exception>(() => new Migrator(test.Database, [.. good, bad]).Run());
        Assert.Equal(before, Tables(test.Database));
        new Migrator(test.Database).Run();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Killed_half_way_it_has_done_nothing_and_the_next_start_does_it_all(EngineKind engine)
    {
        await using var test = Empty(engine);
        var copy = Directory.CreateTempSubdirectory("dedal-killed-").FullName;
        try
        {
            // What the disk holds in the middle is what a killed process leaves; a server process is ended for real.
            var files = new Interrupted(Migrator.Carried(engine), 2, () => Kill(test, copy));
            if (engine == EngineKind.Postgres)
            {
                Assert.ThrowsAny<NpgsqlException>(() => new Migrator(test.Database, files).Run());
                Assert.Empty(Tables(test.Database));
                new Migrator(test.Database).Run();
                await Works(test.Database);
            }
            else
            {
                new Migrator(test.Database, files).Run();
                await using var left = Database.Sqlite(Path.Combine(copy, "dedal.db"));
                Assert.Empty(Tables(left));
                new Migrator(left).Run();
                await Works(left);
            }
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_schema_file_that_changed_after_it_ran_is_refused_and_nothing_is_touched(EngineKind engine)
    {
        await using var test = TestDatabase.Create(engine);
        var before = Tables(test.Database);
        List<SchemaFile> files =
        [
            new("0000_new", "create table newer (a integer);\n"),
            .. Migrator.Carried(engine).Select(f => f with { Sql = f.Sql + "-- a late thought\n" }),
        ];
        var fault = Assert.Throws<InvalidOperationException>(() => new Migrator(test.Database, files).Run());
        Assert.Contains("0001_people", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Tables(test.Database));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Servers_that_start_together_make_one_schema(EngineKind engine)
    {
        await using var test = Empty(engine);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new Migrator(test.Database).Run())));
        await Works(test.Database);
    }

    private static TestDatabase Empty(EngineKind engine)
    {
        var test = TestDatabase.Create(engine);
        if (engine == EngineKind.Postgres)
        {
            using var connection = test.Database.OpenAsOwner();
            using var command = connection.CreateCommand();
            command.CommandText = "drop schema public cascade; create schema public";
            command.ExecuteNonQuery();
        }
        else
        {
            File.Delete(test.Database.File!);
        }

        return test;
    }

    private static List<string> Tables(Database database)
    {
        using var sql = new Statements(database.OpenAsOwner(), database.Kind);
        return sql.Query(
            database.Kind == EngineKind.Sqlite
                ? "select name from sqlite_master where name not like 'sqlite_%' order by name"
                : "select relname::text from pg_class where relnamespace = 'public'::regnamespace order by 1",
            r => r.GetString(0)
        );
    }

    private static async Task Works(Database database)
    {
        await using var writer = new Writer(database, new TestClock(new(2026, 3, 14, 15, 0, 0, TimeSpan.Zero)));
        var org = new Organisation(TestBook.Id(), "workshop", "Taller", "BOB", 2, "workshop", "America/La_Paz");
        var sale = new Document(
            TestBook.Id(),
            "sale",
            1,
            """{"total":10,"paid":[{"how":"cash","amount":10}]}""",
            new(2026, 3, 14),
            0,
            0,
            TestBook.Id(),
            "device",
            1
        );
        var recording = await writer.Do(s =>
        {
            Organisations.Create(s, org);
            return new RecordDocument(KnownKinds.All).Handle(s, org.Id, sale, Who.All);
        });
        Assert.Equal(Answer.Accepted, recording.Answer);
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        Assert.Empty(Verify.Run(sql, org).Faults);
    }

    private static void Kill(TestDatabase test, string copy)
    {
        if (test.Database.File is { } file)
        {
            foreach (var part in Directory.GetFiles(Path.GetDirectoryName(file)!, "dedal.db*"))
            {
                File.Copy(part, Path.Combine(copy, Path.GetFileName(part)));
            }

            return;
        }

        using var connection = new NpgsqlConnection(test.ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "select pg_terminate_backend(pid) from pg_stat_activity "
            + "where datname = current_database() and pid <> pg_backend_pid()";
        command.ExecuteNonQuery();
    }

    /// <summary>Schema files with something that happens before one of them.</summary>
    private sealed class Interrupted(IReadOnlyList<SchemaFile> files, int before, Action act)
        : IReadOnlyList<SchemaFile>
    {
        public int Count => files.Count;

        public SchemaFile this[int index] => files[index];

        public IEnumerator<SchemaFile> GetEnumerator()
        {
            for (var i = 0; i < files.Count; i++)
            {
                if (i == before)
                {
                    act();
                }

                yield return files[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
