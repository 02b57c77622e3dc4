using System.Globalization;
using Dedal.Web.Books;
using Dedal.Web.Commands;
using Dedal.Web.Data;
using Microsoft.Data.Sqlite;

namespace Dedal.Web.Keep;

/// <summary>What a backup came to.</summary>
/// <param name="Books">Each book as it was checked in the restored copy.</param>
internal sealed record BackupReport(string File, long Bytes, DateTimeOffset At, IReadOnlyList<Verdict> Books);

/// <summary>
/// Makes a backup while the server runs, restores it to a temporary place, checks it there, and only then keeps it.
/// </summary>
internal static class Backup
{
    public const int DefaultKeep = 14;
    private const string Prefix = "dedal-";
    private const string Suffix = ".db.gz";
    private const string Stamp = "yyyy-MM-dd'T'HHmmss'Z'";

    public static string DefaultFolder(AppOptions options) => Path.Combine(options.DataFolder, "backups");

    /// <param name="keep">How many stay in the folder; older ones are deleted once the new one is verified.</param>
    public static async Task<BackupReport> Make(Database database, string folder, int keep, TimeProvider clock)
    {
        PrivateFolder.Create(folder);
        var at = clock.GetUtcNow();
        var kept = Path.Combine(folder, Prefix + at.ToString(Stamp, CultureInfo.InvariantCulture) + Suffix);
        NeedSpace(database, folder);
        using var work = WorkFolder.Create(folder, ".making-");
        var (copy, packed, restored) = (work.File("copy.db"), work.File("packed"), work.File("restored.db"));
        var heads = Heads(database);
        await Copy(database, copy);
        BackupFile.Pack(copy, packed);
        File.Delete(copy);

        BackupFile.Unpack(packed, restored);
        var books = await BackupFile.Check(restored, heads);
        File.Move(packed, kept, overwrite: true);
        Prune(folder, keep);
        return new(kept, new FileInfo(kept).Length, at, books);
    }

    /// <summary>When the newest backup in a folder was made, by its name.</summary>
    public static DateTimeOffset? Newest(string folder) =>
        Directory.Exists(folder) && Files(folder) is [.., var last]
            ? DateTimeOffset.ParseExact(
                Path.GetFileName(last)[Prefix.Length..^Suffix.Length],
                Stamp,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            )
            : null;

    private static Dictionary<Guid, byte[]> Heads(Database database)
    {
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        return sql.Query("select org_id, hash from head", r => (r.GetGuid(0), (byte[])r.GetValue(1)))
            .ToDictionary(h => h.Item1, h => h.Item2);
    }

    private static async Task Copy(Database database, string to)
    {
        await using var copy = Database.Sqlite(to);
        if (database.Kind == EngineKind.Sqlite)
        {
            using var source = (SqliteConnection)database.OpenForReading(Database.EveryOrg);
            using var target = (SqliteConnection)copy.OpenAsOwner();
            source.BackupDatabase(target);
        }
        else
        {
            new Migrator(copy).Run();
            using var from = new Statements(database.OpenAsOwner(), database.Kind);
            using var into = new Statements(copy.OpenAsOwner(), copy.Kind);
            from.BeginReading();
            into.Begin();
            TableCopy.Run(from, into);
            into.Commit();
            from.Commit();
        }

        await BackupFile.Close(to);
    }

    /// <summary>
    /// The copy, its packed form and the restored copy must fit, or the disk would be full because of us.
    /// </summary>
    private static void NeedSpace(Database database, string folder)
    {
        var size = database.File is { } file ? new FileInfo(file).Length : PostgresSize(database);
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < (size * 2) + (8 << 20))
        {
            throw new CommandRefused(
                $"There is no space for a backup in {folder}: it needs about {(size * 2 >> 20) + 8} MB, "
                    + $"{free >> 20} MB are free. Name another folder with --to."
            );
        }
    }

    private static long PostgresSize(Database database)
    {
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        return sql.First("select pg_database_size(current_database())", r => r.GetInt64(0));
    }

    private static void Prune(string folder, int keep)
    {
        foreach (var old in Files(folder).SkipLast(keep))
        {
            File.Delete(old);
        }
    }

    /// <summary>Oldest first; only names that this program gives.</summary>
    private static List<string> Files(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, Prefix + "*" + Suffix)
                .Where(f =>
                    DateTimeOffset.TryParseExact(
                        Path.GetFileName(f)[Prefix.Length..^Suffix.Length],
                        Stamp,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal,
                        out _
                    )
                )
                .Order(StringComparer.Ordinal),
        ];
}
