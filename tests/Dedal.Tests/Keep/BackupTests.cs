using System.Data.Common;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web;
using Dedal.Web.Commands;
using Dedal.Web.Data;
using Dedal.Web.Keep;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dedal.Tests.Keep;

public sealed class BackupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dedal-backup-").FullName;

    public static TheoryData<EngineKind, EngineKind> FromTo =>
        new()
        {
            { EngineKind.Sqlite, EngineKind.Sqlite },
            { EngineKind.Sqlite, EngineKind.Postgres },
            { EngineKind.Postgres, EngineKind.Sqlite },
            { EngineKind.Postgres, EngineKind.Postgres },
        };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_new_data_folder_is_closed_to_other_accounts_of_the_machine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows goes by the rights of the folder above.");
        var folder = Path.Combine(Path.GetTempPath(), "dedal-private-" + Guid.CreateVersion7());
        PrivateFolder.Create(folder);
        var mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(folder);
        Directory.Delete(folder);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, mode);
    }

    [Theory, MemberData(nameof(FromTo))]
    public async Task A_restored_backup_equals_its_source_in_every_table(EngineKind from, EngineKind to)
    {
        await using var book = await Lively(from);
        var backup = await Backup.Make(book.Database, folder, 3, book.Clock);
        await using var target = to == EngineKind.Postgres ? TestDatabase.Create(to) : null;
        var options = new AppOptions(Path.Combine(folder, "restored"), target?.ConnectionString);

        var report = await Restore.Run(options, backup.File, replace: false, book.Clock);

        Assert.Null(report.Aside);
        Assert.Equal(backup.Books[0].Head, report.Books[0].Head);
        await using var restored = options.OpenDatabase();
        Assert.Equal(Rows(book.Database), Rows(restored));
        Assert.Contains(Rows(restored), r => r.StartsWith("party_detail: ", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_restored_book_takes_documents_where_the_backup_ended(EngineKind engine)
    {
        await using var book = await Lively(engine);
        var backup = await Backup.Make(book.Database, folder, 3, book.Clock);
        var (options, target) = Target(engine);
        await using var _ = target;
        await Restore.Run(options, backup.File, replace: false, book.Clock);

        await using var database = options.OpenDatabase();
        await using var writer = new Writer(database, book.Clock);
        var sale = book.Document("sale", new SaleBody(100, [new("cash", 100)]));
        var answer = await writer.Do(s => book.Record.Handle(s, book.Org.Id, sale, ["treasurer"]));
        Assert.Equal(backup.Books[0].Documents + 1, answer.Seq);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_backup_in_which_somebody_changed_something_is_refused(EngineKind engine)
    {
        await using var book = await Lively(engine);
        var backup = await Backup.Make(book.Database, folder, 3, book.Clock);
        string[] tampering =
        [
            "drop trigger journal_no_update; update journal set body = replace(body, '2500', '9900') where seq = 2",
            "drop trigger journal_no_update; update journal set occurred_on = '2026-03-01' where seq = 3",
            "update head set seq = seq - 1",
            "update month_total set debit = debit + 1",
            "pragma foreign_keys = off; delete from fund",
            "insert into schema_file (name, fingerprint) values ('9999_of_the_future', '')",
            "drop table schema_file",
        ];
        foreach (var sql in tampering)
        {
            var (plain, bad) = (Path.Combine(folder, "plain.db"), Path.Combine(folder, "bad"));
            BackupFile.Unpack(backup.File, plain);
            Execute(Database.Sqlite(plain), sql);
            await BackupFile.Close(plain);
            BackupFile.Pack(plain, bad);
            var options = new AppOptions(Path.Combine(folder, "restored"));
            var no = await Assert.ThrowsAsync<CommandRefused>(() => Restore.Run(options, bad, false, book.Clock));
            Assert.Contains("backup", no.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(options.DatabaseFile));
            File.Delete(plain);
            File.Delete(bad);
        }
    }

    [Fact]
    public async Task A_file_that_is_cut_damaged_or_something_else_is_refused()
    {
        await using var book = await Lively(EngineKind.Sqlite);
        var backup = await Backup.Make(book.Database, folder, 3, book.Clock);
        var bytes = await File.ReadAllBytesAsync(backup.File);
        var flipped = (byte[])bytes.Clone();
        flipped[bytes.Length / 2] ^= 0x55;
        byte[][] bad = [bytes[..(bytes.Length / 2)], flipped, "not a backup"u8.ToArray(), []];
        foreach (var content in bad)
        {
            var file = Path.Combine(folder, "bad");
            await File.WriteAllBytesAsync(file, content);
            var options = new AppOptions(Path.Combine(folder, "restored"));
            await Assert.ThrowsAsync<CommandRefused>(() => Restore.Run(options, file, false, book.Clock));
            Assert.False(File.Exists(options.DatabaseFile));
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Books_that_are_there_are_replaced_only_when_told_and_kept_aside(EngineKind engine)
    {
        await using var book = await Lively(engine);
        var backup = await Backup.Make(book.Database, folder, 3, book.Clock);
        var (options, target) = Target(engine);
        await using var _ = target;
        await Restore.Run(options, backup.File, replace: false, book.Clock);
        await using var database = options.OpenDatabase();
        Execute(database, "update org set name = 'Otra'");

        var no = await Assert.ThrowsAsync<CommandRefused>(() => Restore.Run(options, backup.File, false, book.Clock));
        Assert.Contains("--replace", no.Message, StringComparison.Ordinal);
        Assert.Contains(Rows(database), r => r.Contains("Otra", StringComparison.Ordinal));

        var report = await Restore.Run(options, backup.File, replace: true, book.Clock);
        Assert.Equal(Rows(book.Database), Rows(database));
        var aside = Path.Combine(folder, "aside.db");
        if (engine == EngineKind.Sqlite)
        {
            File.Copy(report.Aside!, aside);
        }
        else
        {
            BackupFile.Unpack(report.Aside!, aside);
        }

        Assert.Contains(Rows(Database.Sqlite(aside)), r => r.Contains("Otra", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_backup_made_while_people_record_is_sound_and_has_all_that_was_acknowledged_before(
        EngineKind engine
    )
    {
        await using var book = await Lively(engine);
        var lively = await book.Writer.Do(s => s.Book(book.Org.Id).Seq);
        using var enough = new CancellationTokenSource();
        long acknowledged = 0;
        var recording = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await book.Accept("sale", new SaleBody(100, [new("cash", 100)]));
                Interlocked.Increment(ref acknowledged);
            }
        });
        while (Interlocked.Read(ref acknowledged) == 0 && !recording.IsCompleted)
        {
            await Task.Delay(5);
        }

        for (var i = 0; i < 3; i++)
        {
            book.Clock.Now += TimeSpan.FromSeconds(1);
            var before = Interlocked.Read(ref acknowledged);
            var backup = await Backup.Make(book.Database, folder, 9, book.Clock);
            Assert.InRange(backup.Books[0].Documents, lively + before, long.MaxValue);
        }

        await enough.CancelAsync();
        await recording;
        Assert.True(acknowledged > 0);
    }

    [Fact]
    public async Task The_schedule_makes_one_a_day_keeps_as_many_as_told_and_says_when_it_cannot()
    {
        await using var book = await Lively(EngineKind.Sqlite);
        var state = new ServerState();
        var settings = new Dictionary<string, string?>
        {
            ["DEDAL_BACKUP_KEEP"] = "2",
            ["DEDAL_BACKUP_TO"] = Path.Combine(folder, "kept"),
        };
        using var schedule = new BackupSchedule(
            new(folder),
            book.Database,
            state,
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
            book.Clock,
            NullLogger<BackupSchedule>.Instance
        );
        var mine = Path.Combine(folder, "kept", "dedal-mine.db.gz");
        for (var hour = 0; hour < 80; hour++)
        {
            await schedule.MakeWhenDue();
            await File.WriteAllTextAsync(mine, "a file of somebody else");
            book.Clock.Now += TimeSpan.FromHours(1);
        }

        var kept = Directory.GetFiles(Path.Combine(folder, "kept"), "dedal-2*").Order(StringComparer.Ordinal);
        Assert.Equal(
            ["dedal-2026-03-16T150000Z.db.gz", "dedal-2026-03-17T150000Z.db.gz"],
            kept.Select(Path.GetFileName)
        );
        Assert.Equal(new(2026, 3, 17, 15, 0, 0, TimeSpan.Zero), state.LastBackup);
        Assert.False(state.LastBackupFailed);
        Assert.True(File.Exists(mine));

        Execute(book.Database, "update month_total set debit = debit + 1");
        book.Clock.Now += TimeSpan.FromHours(24);
        await schedule.MakeWhenDue();
        Assert.True(state.LastBackupFailed);
        Assert.Equal(new(2026, 3, 17, 15, 0, 0, TimeSpan.Zero), state.LastBackup);
    }

    [Fact]
    public async Task Only_the_owner_of_the_files_can_read_a_backup()
    {
        await using var book = await Lively(EngineKind.Sqlite);
        var backup = await Backup.Make(book.Database, folder, 3, book.Clock);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup.File));
        }
    }

    [Fact]
    public async Task The_command_line_makes_verifies_and_restores_a_backup_while_a_server_runs()
    {
        var data = Path.Combine(folder, "data");
        await MadeYear.CopyTo(data);
        await using var server = await BuiltProgram.Serve("demo", "--data", data);
        var (made, output, errors) = await BuiltProgram.Run("backup", "--data", data, "--to", folder, "--keep", "3");
        Assert.True(made == 0, errors);
        var file = Directory.GetFiles(folder, "dedal-*.db.gz").Single();
        Assert.Contains(file, output, StringComparison.Ordinal);

        var other = Path.Combine(folder, "other");
        Assert.Equal(0, (await BuiltProgram.Run("restore", file, "--data", other)).Code);
        var (_, source, _) = await BuiltProgram.Run("verify", "--data", data);
        var (_, restored, _) = await BuiltProgram.Run("verify", "--data", other);
        Assert.Equal(source, restored);
        Assert.Equal(1, (await BuiltProgram.Run("restore", file, "--data", data, "--replace")).Code);
    }

    private (AppOptions Options, TestDatabase? Database) Target(EngineKind engine)
    {
        var where = Path.Combine(folder, "restored");
        if (engine == EngineKind.Sqlite)
        {
            return (new(where), null);
        }

        var target = TestDatabase.Create(engine);
        return (new(where, target.ConnectionString), target);
    }

    private static async Task<TestBook> Lively(EngineKind engine)
    {
        var book = new TestBook(engine);
        var party = TestBook.Id();
        await book.Accept("party-added", new PartyAddedBody(party, "customer"));
        await book.Accept("sale", new SaleBody(2500, [new("cash", 2500)]));
        await book.Accept("sale", new SaleBody(1200, [new("credit", 1200)], Party: party, Note: "Niño, áéí ✂"));
        await book.Accept("cash-count", new CashCountBody(2400));
        await book.Accept("account-added", new AccountAddedBody("caja:chica", "Caja chica", "asset", "cash"));
        await book.Writer.Do(s =>
            s.Sql.Execute(
                "insert into party_detail (org_id, party_id, name) values ($1, $2, $3)",
                book.Org.Id,
                party,
                "Casera Ejemplo"
            )
        );
        return book;
    }

    private static void Execute(Database database, string sql)
    {
        using var connection = database.OpenAsOwner();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Every row of every table as text, so that the engines can be compared.</summary>
    private static List<string> Rows(Database database)
    {
        using var sql = new Statements(database.OpenAsOwner(), database.Kind);
        var tables = sql.Query(
            database.Kind == EngineKind.Sqlite
                ? "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
                : "select table_name from information_schema.tables where table_schema = 'public'",
            r => r.GetString(0)
        );
        return
        [
            .. tables
                .Where(t => t != "schema_file")
                .SelectMany(t => sql.Query($"select * from {t}", r => $"{t}: {Text(r)}"))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Text(DbDataReader r) =>
        string.Join(
            '|',
            Enumerable
                .Range(0, r.FieldCount)
                .Select(i =>
                    r.GetValue(i) switch
                    {
                        byte[] bytes => Convert.ToHexString(bytes),
                        Guid id => id.ToString().ToUpperInvariant(),
                        DateOnly day => day.ToString("yyyy-MM-dd", null),
                        DateTime day => day.ToString("yyyy-MM-dd", null),
                        var value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
                    }
                )
        );
}
