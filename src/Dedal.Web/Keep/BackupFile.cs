using System.IO.Compression;
using Dedal.Web.Books;
using Dedal.Web.Commands;
using Dedal.Web.Data;
using Microsoft.Data.Sqlite;

namespace Dedal.Web.Keep;

/// <summary>
/// A backup is a gzipped SQLite database, whichever engine it was made from: it can be looked at with any SQLite tool,
/// restored to either engine, and checked without a server.
/// </summary>
internal static class BackupFile
{
    public static void Pack(string from, string to)
    {
        using var source = File.OpenRead(from);
        using var file = Create(to);
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            source.CopyTo(gzip);
        }

        file.Flush(flushToDisk: true);
    }

    public static void Unpack(string from, string to)
    {
        try
        {
            using var source = File.OpenRead(from);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            using var file = Create(to);
            gzip.CopyTo(file);
            file.Flush(flushToDisk: true);
        }
        catch (InvalidDataException)
        {
            throw new CommandRefused($"{from} is not a backup, or it was damaged.");
        }
    }

    /// <summary>
    /// Checks an unpacked backup: the file itself, every reference between rows, every book's chain and totals.
    /// </summary>
    /// <param name="heads">Heads that the books had when the backup began; each must be in its chain.</param>
    /// <returns>A verdict for each organisation.</returns>
    /// <exception cref="CommandRefused">It is not sound.</exception>
    public static async Task<List<Verdict>> Check(string file, IReadOnlyDictionary<Guid, byte[]>? heads = null)
    {
        await using var database = Database.Sqlite(file);
        try
        {
            RefuseStrange(database);
            new Migrator(database).Run();
            using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
            if (sql.First("pragma integrity_check", r => r.GetString(0)) is var integrity && integrity != "ok")
            {
                throw new CommandRefused($"The backup is damaged: {integrity}.");
            }

            if (sql.Query("pragma foreign_key_check", r => r.GetString(0)) is [var table, ..])
            {
                throw new CommandRefused($"The backup is not whole: rows of {table} refer to what is not there.");
            }

            var verdicts = Organisations.All(sql).ConvertAll(o => Verify.Run(sql, o, Known(heads, o.Id)));
            return verdicts.Find(v => v.Faults.Count > 0) is { } bad
                ? throw new CommandRefused($"The book of {bad.Org} in the backup is not sound: {bad.Faults[0]}.")
                : verdicts;
        }
        catch (Exception e) when (e is SqliteException or InvalidOperationException)
        {
            throw new CommandRefused($"This is not a backup that this version can read: {e.Message}");
        }
    }

    /// <summary>Before the migrator: it would make an empty file into a sound database without books.</summary>
    private static void RefuseStrange(Database database)
    {
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        var known = Migrator.Carried(database.Kind).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var ran = sql.Query("select name from schema_file", r => r.GetString(0));
        if (ran.Find(f => !known.Contains(f)) is { } newer)
        {
            throw new CommandRefused($"The backup was made by a newer Dedal (it has {newer}): update this one first.");
        }
    }

    /// <summary>One file again, without a log beside it.</summary>
    public static async Task Close(string file)
    {
        await using var database = Database.Sqlite(file);
        using var connection = database.OpenAsOwner();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode=delete";
        command.ExecuteNonQuery();
    }

    private static string? Known(IReadOnlyDictionary<Guid, byte[]>? heads, Guid org) =>
        heads is not null && heads.TryGetValue(org, out var head) && head.Any(b => b != 0)
            ? Convert.ToHexStringLower(head)
            : null;

    // For its owner alone: it holds everything. Windows goes by the folder's rights.
    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
