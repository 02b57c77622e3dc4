using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dedal.Web.Data;

/// <summary>
/// SQL over one connection, one text for both engines: parameters are $1, $2…, values are Guid, DateOnly, long, int,
/// text, bytes or null. On SQLite a write runs at once (a call inside the process); on PostgreSQL writes wait and go
/// out together with the next read or the commit, so that recording a document costs two round trips, not ten.
/// </summary>
public sealed class Statements(DbConnection connection, EngineKind kind) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> queries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteWrite> writes = new(StringComparer.Ordinal);
    private NpgsqlBatch? waiting;

    public EngineKind Kind => kind;

    /// <summary>Called before each write with its number; faults in tests.</summary>
    public Action? BeforeWrite { get; set; }

    public void Begin() => Execute(kind == EngineKind.Sqlite ? "begin immediate" : "begin");

    /// <summary>From here to the rollback, queries see one moment, whatever is written between them.</summary>
    public void BeginReading() =>
        Execute(kind == EngineKind.Sqlite ? "begin" : "begin isolation level repeatable read read only");

    public void Commit()
    {
        Execute("commit");
        Flush();
    }

    /// <summary>
    /// Leaves the connection clean whatever happened before. What cannot be said to a connection that is gone need not
    /// be: the transaction went with it, and the fault that ended it is the one to tell.
    /// </summary>
    public void Rollback()
    {
        waiting?.Dispose();
        waiting = null;
        try
        {
            if (connection.State == System.Data.ConnectionState.Open)
            {
                Run("rollback", []);
                Flush();
            }
        }
        catch (DbException)
        {
            // The engine has rolled back by itself (disk full, I/O error, connection lost).
        }
    }

    public void Execute(string sql, params ReadOnlySpan<object?> args)
    {
        BeforeWrite?.Invoke();
        Run(sql, args);
    }

    public List<T> Query<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> args)
    {
        var rows = new List<T>();
        if (kind == EngineKind.Sqlite)
        {
            using var reader = Bind(sql, args).ExecuteReader();
            while (reader.Read())
            {
                rows.Add(read(reader));
            }
        }
        else
        {
            Add(sql, args);
            var batch = waiting!;
            waiting = null;
            using (batch)
            using (var reader = batch.ExecuteReader())
            {
                // What waited gives no rows; the result is the query's.
                while (reader.Read())
                {
                    rows.Add(read(reader));
                }
            }
        }

        return rows;
    }

    /// <summary>First row of a query, or the default when there is none.</summary>
    public T? First<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> args)
    {
        var rows = Query(sql, read, args);
        return rows.Count > 0 ? rows[0] : default;
    }

    /// <summary>Walks a large result without holding it.</summary>
    public IEnumerable<T> Stream<T>(string sql, Func<DbDataReader, T> read, params object?[] args)
    {
        Flush();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < args.Length; i++)
        {
            command.Parameters.Add(
                kind == EngineKind.Sqlite
                    ? new SqliteParameter("$" + (i + 1), args[i] ?? DBNull.Value)
                    : new NpgsqlParameter { Value = args[i] ?? DBNull.Value }
            );
        }

        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return read(reader);
        }
    }

    /// <summary>Many rows of one table: COPY on PostgreSQL, prepared statements on SQLite. Empties them.</summary>
    public void Insert(Rows rows)
    {
        rows.AssertWhole();
        if (rows is SqliteRows here)
        {
            here.Send(sql =>
            {
                BeforeWrite?.Invoke();
                return Prepared(sql);
            });
        }
        else
        {
            BeforeWrite?.Invoke();

            // COPY knows no row security, so it runs as the owner; privileges and triggers of the rows hold after it.
            Run("set local role none", []);
            Flush();
            ((PostgresRows)rows).Send((NpgsqlConnection)connection);
            Run("set local role dedal_app", []);
        }

        rows.Clear();
    }

    /// <summary>
    /// For a bulk whose rows refer only to what the same code has just written: SQLite looks up none of it. PostgreSQL
    /// checks in any case.
    /// </summary>
    public void CheckReferences(bool on)
    {
        if (connection is SqliteConnection { Handle: { } database })
        {
            SQLitePCL.raw.sqlite3_db_config(database, SQLitePCL.raw.SQLITE_DBCONFIG_ENABLE_FKEY, on ? 1 : 0, out _);
        }
    }

    /// <summary>Sends what waits (PostgreSQL).</summary>
    public void Flush()
    {
        if (waiting is { } batch)
        {
            waiting = null;
            using (batch)
            {
                batch.ExecuteNonQuery();
            }
        }
    }

    public void Dispose()
    {
        foreach (var command in queries.Values)
        {
            command.Dispose();
        }

        foreach (var write in writes.Values)
        {
            write.Dispose();
        }

        waiting?.Dispose();
        connection.Dispose();
    }

    private void Run(string sql, ReadOnlySpan<object?> args)
    {
        if (kind == EngineKind.Sqlite)
        {
            Prepared(sql).Run(args);
        }
        else
        {
            Add(sql, args);
        }
    }

    private SqliteWrite Prepared(string sql)
    {
        if (!writes.TryGetValue(sql, out var write))
        {
            writes[sql] = write = new((SqliteConnection)connection, sql);
        }

        return write;
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> args)
    {
        if (!queries.TryGetValue(sql, out var command))
        {
            command = (SqliteCommand)connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= args.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
            }

            queries[sql] = command;
        }

        for (var i = 0; i < args.Length; i++)
        {
            command.Parameters[i].Value = args[i] ?? DBNull.Value;
        }

        return command;
    }

    private void Add(string sql, ReadOnlySpan<object?> args)
    {
        waiting ??= ((NpgsqlConnection)connection).CreateBatch();
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in args)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        waiting.BatchCommands.Add(command);
    }
}
