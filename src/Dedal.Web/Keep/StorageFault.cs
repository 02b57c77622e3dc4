using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dedal.Web.Keep;

/// <summary>Why nothing can be written. Each has a banner and a refusal in keep.words.tsv.</summary>
public enum StorageFault
{
    DiskFull,
    ReadOnlyFiles,
    DatabaseAway,
}

/// <summary>Tells a full disk, a read-only file system and a database that is away from every other fault.</summary>
public static class StorageFaults
{
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;

    /// <summary>The fault behind an exception; null when it is something else.</summary>
    public static StorageFault? Of(Exception e) =>
        e switch
        {
            SqliteException { SqliteErrorCode: 13 } => StorageFault.DiskFull,

            // A shared-memory file that cannot grow, or a write that came back short.
            SqliteException { SqliteExtendedErrorCode: 4874 or 778 } => StorageFault.DiskFull,
            SqliteException { SqliteErrorCode: 8 or 14 } => StorageFault.ReadOnlyFiles,
            PostgresException { SqlState: "53100" } => StorageFault.DiskFull,
            PostgresException { SqlState: "25006" } => StorageFault.ReadOnlyFiles,
            PostgresException => null,
            NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException or TimeoutException } =>
                StorageFault.DatabaseAway,
            IOException { HResult: NoSpace } => StorageFault.DiskFull,
            IOException { HResult: ReadOnlyFileSystem } => StorageFault.ReadOnlyFiles,
            UnauthorizedAccessException => StorageFault.ReadOnlyFiles,

            // Of work that was done side by side.
            AggregateException { InnerException: { } first } => Of(first),
            _ => null,
        };

    /// <summary>Word key of the sentence that stands on every page while it lasts.</summary>
    public static string BannerKey(this StorageFault fault) =>
        fault switch
        {
            StorageFault.DiskFull => "keep.banner.disk-full",
            StorageFault.ReadOnlyFiles => "keep.banner.read-only",
            _ => "keep.banner.database-away",
        };

    /// <summary>Word key of the sentence that answers what could not be recorded.</summary>
    public static string RefusalKey(this StorageFault fault) =>
        fault switch
        {
            StorageFault.DiskFull => "keep.refused.disk-full",
            StorageFault.ReadOnlyFiles => "keep.refused.read-only",
            _ => "keep.refused.database-away",
        };
}
