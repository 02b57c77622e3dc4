using System.Globalization;
using Dedal.Web.Books;
using Dedal.Web.Commands;
using Dedal.Web.Data;
using Microsoft.Data.Sqlite;

namespace Dedal.Web.Keep;

/// <summary>What a restore came to.</summary>
/// <param name="Aside">Where what was there before is kept; null when there was nothing.</param>
/// <param name="Erased">
/// Persons and parties that had been erased in what was there and are again; null when that could not be read.
/// </param>
internal sealed record RestoreReport(IReadOnlyList<Verdict> Books, string? Aside, int? Erased);

/// <summary>
/// Puts a backup in the place of the data: unpacked beside it, checked, and only then put in place in one step. What
/// was there is kept aside.
/// </summary>
internal static class Restore
{
    private static readonly string[] Passing =
    [
        "session",
        "ceremony",
        "setup_code",
        "enrolment_code",
        "invitation",
        "sign_in_failure",
        "pin_failure",
    ];

    public static async Task<RestoreReport> Run(AppOptions options, string file, bool replace, TimeProvider clock)
    {
        await using var database = options.OpenDatabase();
        using var held = DataLock.Take(database, options.DataFolder, alone: true);
        using var work = WorkFolder.Create(options.DataFolder, ".restoring-");
        var restored = work.File("restored.db");
        BackupFile.Unpack(file, restored);
        var books = await BackupFile.Check(restored);
        var erased = Erased.In(options, database);
        await using (var copy = Database.Sqlite(restored))
        {
            using var sql = new Statements(copy.OpenAsOwner(), copy.Kind);
            ForgetPassing(sql);
            erased?.ApplyTo(sql);
        }

        await BackupFile.Close(restored);
        var aside =
            database.Kind == EngineKind.Sqlite
                ? IntoFile(options, restored, replace, clock)
                : await IntoPostgres(options, database, restored, replace, clock);
        return new(books, aside, erased?.Count);
    }

    /// <summary>
    /// Sessions, challenges, codes and counted tries of that day: whoever held one then need not be let in today.
    /// </summary>
    private static void ForgetPassing(Statements sql)
    {
        foreach (var table in Passing)
        {
            sql.Execute($"delete from {table}");
        }
    }

    private static string? IntoFile(AppOptions options, string restored, bool replace, TimeProvider clock)
    {
        var file = options.DatabaseFile;
        string? aside = null;
        if (File.Exists(file))
        {
            RefuseUnless(replace || IsEmpty(file), options.DataFolder);
            var stamp = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
            aside = Path.Combine(options.DataFolder, $"before-restore-{stamp}.db");

            KeepAside(file, aside);
        }

        // In the place of the old one in one step: killed before it, all is as it was; after it, all is done.
        File.Move(restored, file, overwrite: true);
        return aside;
    }

    /// <summary>
    /// Copies what is there, whole, before anything of it is touched. The log belongs to the old file: left behind, it
    /// would be played into the new one. So it is folded in where that can be; a log that cannot be read any more goes
    /// last, when its copy is safe.
    /// </summary>
    private static void KeepAside(string file, string aside)
    {
        try
        {
            // The last connection that may write folds the log in when it closes.
            Database.Sqlite(file).OpenAsOwner().Dispose();
        }
        catch (SqliteException)
        {
            // A damaged database may be the reason for restoring.
        }

        foreach (var end in new[] { "", "-wal" }.Where(e => File.Exists(file + e)))
        {
            CopyDurably(file + end, aside + end);
        }

        File.Delete(file + "-wal");
        File.Delete(file + "-shm");
    }

    private static void CopyDurably(string from, string to)
    {
        File.Copy(from, to);
        using var copied = new FileStream(to, FileMode.Open, FileAccess.ReadWrite);
        copied.Flush(flushToDisk: true);
    }

    private static async Task<string?> IntoPostgres(
        AppOptions options,
        Database database,
        string restored,
        bool replace,
        TimeProvider clock
    )
    {
        new Migrator(database).Run();
        string? aside = null;
        using var into = new Statements(database.OpenAsOwner(), database.Kind);
        if (HoldsAnything(into))
        {
            RefuseUnless(replace, "the database");
            aside = (await Backup.Make(database, Backup.DefaultFolder(options), int.MaxValue, clock)).File;
        }

        await using var copy = Database.Sqlite(restored);
        using var from = new Statements(copy.OpenForReading(Database.EveryOrg), copy.Kind);
        into.Begin();
        into.Execute($"truncate {string.Join(", ", TableCopy.Tables(from))}");
        TableCopy.Run(from, into);
        into.Commit();
        return aside;
    }

    private static void RefuseUnless(bool may, string where)
    {
        if (!may)
        {
            throw new CommandRefused(
                $"There are books in {where} already. Say --replace to put the backup in their "
                    + "place; they are kept aside."
            );
        }
    }

    /// <summary>A database that cannot be read is not empty: it may be the reason for restoring.</summary>
    private static bool IsEmpty(string file)
    {
        try
        {
            using var sql = new Statements(Database.Sqlite(file).OpenAsOwner(), EngineKind.Sqlite);
            return !HoldsAnything(sql);
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static bool HoldsAnything(Statements sql) =>
        sql.First("select (select count(*) from org) + (select count(*) from person)", r => r.GetInt64(0)) > 0;
}
