using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web;
using Dedal.Web.Data;
using Dedal.Web.Keep;
using Dedal.Web.People;

namespace Dedal.Tests.Keep;

/// <summary>What a restore must not bring back, and how it is killed without loss.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dedal-restore-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_was_signed_in_when_the_backup_was_made_is_not_after_it_is_restored(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var person = TestBook.Id();
        await book.Writer.Do(s =>
        {
            Persons.Create(s, person, "Persona", "es", "persona");
            Sessions.Start(s, person, "test");
            s.Sql.Execute("insert into setup_code (code_hash, created_at) values ('x', 1)");
            s.Sql.Execute("insert into ceremony (token_hash, state, expires_at) values ('x', '{}', 1)");
            s.Sql.Execute("insert into sign_in_failure (key_hash, failures, last_at) values ('x', 5, 1)");
        });
        var backup = await Backup.Make(book.Database, folder, 3, book.Clock);
        await using var target = engine == EngineKind.Postgres ? TestDatabase.Create(engine) : null;
        var options = new AppOptions(Path.Combine(folder, "restored"), target?.ConnectionString);
        var report = await Restore.Run(options, backup.File, replace: false, book.Clock);

        Assert.Null(report.Erased);
        await using var restored = options.OpenDatabase();
        using var sql = new Statements(restored.OpenAsOwner(), restored.Kind);
        Assert.Equal(1, Count(sql, "person"));
        Assert.All(["session", "ceremony", "setup_code", "sign_in_failure"], t => Assert.Equal(0, Count(sql, t)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whom_the_replaced_data_had_erased_the_backup_does_not_bring_back(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var (person, party) = (TestBook.Id(), TestBook.Id());
        await book.Accept("party-added", new PartyAddedBody(party, "customer"));
        await book.Writer.Do(s =>
        {
            Persons.Create(s, person, "Nombre", "es", "nombre");
            Credentials.SetPassword(s, person, "hash");
            s.Sql.Execute(
                "insert into party_detail (org_id, party_id, name, phone) values ($1, $2, 'Casera', '7')",
                book.Org.Id,
                party
            );
            s.Sql.Execute(
                """
                insert into question (org_id, question_id, about, asked_by, asked_at, text)
                values ($1, $2, 'doc/1', $2, 1, '¿?')
                """,
                book.Org.Id,
                person
            );
            s.Sql.Execute(
                """
                insert into answer (org_id, question_id, answer_id, answered_by, answered_at, voice, voice_type)
                values ($1, $2, $2, $2, 2, $3, 'audio/webm')
                """,
                book.Org.Id,
                person,
                new byte[] { 1 }
            );
        });
        var backup = await Backup.Make(book.Database, folder, 3, book.Clock);
        await using var target = engine == EngineKind.Postgres ? TestDatabase.Create(engine) : null;
        var options = new AppOptions(Path.Combine(folder, "restored"), target?.ConnectionString);
        await Restore.Run(options, backup.File, replace: false, book.Clock);
        await using (var there = options.OpenDatabase())
        {
            using var sql = new Statements(there.OpenAsOwner(), there.Kind);
            sql.Execute("update person set name = '', login = null, erased_at = 5");
            sql.Execute("update party_detail set name = '', phone = null, erased_at = 6");
            sql.Flush();
        }

        var report = await Restore.Run(options, backup.File, replace: true, book.Clock);

        Assert.Equal(2, report.Erased);
        await using var restored = options.OpenDatabase();
        using var now = new Statements(restored.OpenAsOwner(), restored.Kind);
        Assert.Equal(0, Count(now, "credential"));
        Assert.Equal(0, Count(now, "person where login is not null or name <> '' or erased_at is null"));
        Assert.Equal(1, Count(now, "answer where voice is null and voice_type is null and erased_at = 5"));
        Assert.Equal(0, Count(now, "party_detail where phone is not null or name <> '' or erased_at is null"));
    }

    [Fact]
    public async Task What_is_replaced_is_whole_in_its_copy_though_its_last_documents_were_still_in_the_log()
    {
        await using var book = new TestBook(EngineKind.Sqlite);
        await book.Accept("sale", new SaleBody(2500, [new("cash", 2500)]));
        var backup = await Backup.Make(book.Database, folder, 3, book.Clock);
        await book.Accept("sale", new SaleBody(900, [new("cash", 900)]));

        // A crash: file and log as they are now, with nobody to fold the one into the other.
        var options = new AppOptions(Path.Combine(folder, "crashed"));
        PrivateFolder.Create(options.DataFolder);
        foreach (var end in (string[])["", "-wal"])
        {
            File.Copy(book.Database.File + end, options.DatabaseFile + end);
        }

        Assert.True(new FileInfo(options.DatabaseFile + "-wal").Length > 0);
        var report = await Restore.Run(options, backup.File, replace: true, book.Clock);

        Assert.Equal(1, Documents(options.DatabaseFile));
        Assert.Equal(2, Documents(report.Aside!));
        Assert.False(File.Exists(options.DatabaseFile + "-wal"));
    }

    [Fact]
    public async Task A_backup_that_was_killed_leaves_nothing_after_the_next_one_and_one_at_work_is_left_alone()
    {
        await using var book = new TestBook(EngineKind.Sqlite);
        var killed = Path.Combine(folder, ".making-4711");
        Directory.CreateDirectory(killed);
        await File.WriteAllTextAsync(Path.Combine(killed, "copy.db"), "half");
        using (var atWork = WorkFolder.Create(folder, ".making-"))
        {
            Assert.False(Directory.Exists(killed));
            await Backup.Make(book.Database, folder, 3, book.Clock);
            Assert.Equal([atWork.Path], Directory.GetDirectories(folder));
        }

        Assert.Empty(Directory.GetDirectories(folder));
    }

    private static long Documents(string file)
    {
        using var sql = new Statements(Database.Sqlite(file).OpenAsOwner(), EngineKind.Sqlite);
        return Count(sql, "journal");
    }

    private static long Count(Statements sql, string from) =>
        sql.First($"select count(*) from {from}", r => r.GetInt64(0));
}
