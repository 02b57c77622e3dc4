using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dedal.Web.Data;

/// <summary>The two engines Dedal runs on; every database test runs on both.</summary>
public enum EngineKind
{
    Sqlite,
    Postgres,
}

/// <summary>Where the data is, and how a connection to it is opened.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>What a connection may see when it does the server's own work.</summary>
    public const string EveryOrg = "*";

    private readonly string? sqliteFile;
    private readonly NpgsqlDataSource? postgres;
    private volatile bool wrote;

    private Database(EngineKind kind, string? file, NpgsqlDataSource? source)
    {
        (Kind, sqliteFile, postgres) = (kind, file, source);
    }

    public EngineKind Kind { get; }

    /// <summary>Path of the SQLite file; null on PostgreSQL.</summary>
    public string? File => sqliteFile;

    /// <summary>
    /// Where reading goes instead of the file while nothing can be written beside it (Keep/Storage.cs).
    /// </summary>
    public string? ReadFrom { get; set; }

    /// <summary>
    /// A connection is used by one thread at a time here, so SQLite need not lock each call, nor count its memory: a
    /// fifth of an import's time. Must be said before the first connection.
    /// </summary>
    static Database()
    {
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public static Database Sqlite(string file) => new(EngineKind.Sqlite, file, null);

    public static Database Postgres(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        return new(EngineKind.Postgres, null, NpgsqlDataSource.Create(builder.ConnectionString));
    }

    /// <summary>Opens with the owner's rights, for the migrator, rebuild and restore.</summary>
    public DbConnection OpenAsOwner() => Kind == EngineKind.Sqlite ? OpenSqlite(readOnly: false) : OpenPostgres(null);

    /// <summary>Opens the one connection that writes.</summary>
    public DbConnection OpenForWriting() =>
        Kind == EngineKind.Sqlite ? OpenSqlite(readOnly: false) : OpenPostgres(EveryOrg);

    /// <summary>Opens for reading what the given organisations hold (PostgreSQL refuses rows of any other).</summary>
    public DbConnection OpenForReading(string orgs) =>
        Kind == EngineKind.Sqlite ? OpenSqlite(readOnly: true) : OpenPostgres(orgs);

    private SqliteConnection OpenSqlite(bool readOnly)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = readOnly ? ReadFrom ?? sqliteFile : sqliteFile,
                Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
                Cache = SqliteCacheMode.Private,
                ForeignKeys = true,
                DefaultTimeout = 30,
                Pooling = readOnly,
            }.ConnectionString
        );
        try
        {
            connection.Open();
            Prepare(connection, readOnly);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        wrote |= !readOnly;
        return connection;
    }

    private static void Prepare(SqliteConnection connection, bool readOnly)
    {
        using var pragma = connection.CreateCommand();
        pragma.CommandText = readOnly
            ? "pragma query_only=on; pragma cache_size=-8000; pragma mmap_size=268435456"
            : "pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=30000;"
                + " pragma cache_size=-32000; pragma temp_store=memory; pragma recursive_triggers=on";
        pragma.ExecuteNonQuery();
    }

    private NpgsqlConnection OpenPostgres(string? orgs)
    {
        var connection = postgres!.OpenConnection();
        using var role = connection.CreateCommand();
        role.CommandText = orgs is null
            ? "reset role"
            : "set role dedal_app; select set_config('dedal.orgs', $orgs$" + Safe(orgs) + "$orgs$, false)";
        try
        {
            role.ExecuteNonQuery();
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return connection;

        // Only ids, commas and the star ever stand here.
        static string Safe(string orgs) =>
            orgs.All(c => char.IsAsciiHexDigit(c) || c is '-' or ',' or '*')
                ? orgs
                : throw new ArgumentException("Organisations are named by id.", nameof(orgs));
    }

    /// <summary>
    /// Closes what waits to be read from again. A reader from before a file system became writable would make every
    /// later writer of this process read-only, because SQLite shares the index of the log inside a process.
    /// </summary>
    public static void ForgetReaders() => SqliteConnection.ClearAllPools();

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
        else
        {
            ForgetReaders();
            FoldLog();
        }
    }

    /// <summary>
    /// The last connection to close folds the log into the file, but only one that may write: the readers were last.
    /// </summary>
    private void FoldLog()
    {
        if (!wrote || !System.IO.File.Exists(sqliteFile))
        {
            return;
        }

        try
        {
            OpenSqlite(readOnly: false).Dispose();
        }
        catch (SqliteException)
        {
            // A full or read-only disk: the log stays, and nothing in it is lost.
        }
    }
}
