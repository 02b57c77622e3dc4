using Dedal.Web.Data;
using Npgsql;

namespace Dedal.Tests.Support;

/// <summary>A fresh, migrated database of one engine, thrown away after the test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lock Gate = new();
    private static string? sqliteTemplate;
    private static string? postgresTemplate;
    private static int counter;

    private readonly string? folder;
    private readonly string? postgresName;

    private TestDatabase(Database database, string? folder, string? postgresName)
    {
        (Database, this.folder, this.postgresName) = (database, folder, postgresName);
    }

    public Database Database { get; }

    /// <summary>Server that PostgreSQL tests use; bin/test starts one.</summary>
    public static string? PostgresServer =>
        Environment.GetEnvironmentVariable("DEDAL_ENGINES") == "sqlite"
            ? null
            : Environment.GetEnvironmentVariable("DEDAL_TEST_POSTGRES");

    public static TestDatabase Create(EngineKind kind) => kind == EngineKind.Sqlite ? Sqlite() : Postgres();

    /// <summary>Connection string of the PostgreSQL database of this test.</summary>
    public string? ConnectionString => postgresName is null ? null : WithName(postgresName);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }

        if (postgresName is not null)
        {
            Admin($"drop database {postgresName} with (force)");
        }
    }

    private static TestDatabase Sqlite()
    {
        lock (Gate)
        {
            if (sqliteTemplate is null)
            {
                var path = Path.Combine(Directory.CreateTempSubdirectory("dedal-template-").FullName, "dedal.db");
                var template = Database.Sqlite(path);
                new Migrator(template).Run();
                using (var connection = template.OpenAsOwner())
                {
                    using var command = connection.CreateCommand();
                    command.CommandText = "pragma wal_checkpoint(truncate)";
                    command.ExecuteNonQuery();
                }

                sqliteTemplate = path;
            }
        }

        var folder = Directory.CreateTempSubdirectory("dedal-test-").FullName;
        var file = Path.Combine(folder, "dedal.db");
        File.Copy(sqliteTemplate, file);
        return new(Database.Sqlite(file), folder, null);
    }

    /// <summary>
    /// Skips when the engine is not here. A property calls it first: inside its sample a skip is a failure.
    /// </summary>
    public static void SkipWithout(EngineKind engine) =>
        Assert.SkipWhen(
            engine == EngineKind.Postgres && PostgresServer is null,
            "No PostgreSQL here: bin/test starts one and sets DEDAL_TEST_POSTGRES."
        );

    private static TestDatabase Postgres()
    {
        SkipWithout(EngineKind.Postgres);
        lock (Gate)
        {
            if (postgresTemplate is null)
            {
                var template = $"dedal_template_{Environment.ProcessId}";
                Admin($"drop database if exists {template} with (force)");
                Admin($"create database {template}");
                var database = Database.Postgres(WithName(template) + ";Pooling=false");
                new Migrator(database).Run();
                database.DisposeAsync().AsTask().GetAwaiter().GetResult();
                postgresTemplate = template;
            }

            var name = $"dedal_test_{Environment.ProcessId}_{++counter}";
            Admin($"create database {name} template {postgresTemplate}");
            return new(Database.Postgres(WithName(name)), null, name);
        }
    }

    private static string WithName(string name) =>
        new NpgsqlConnectionStringBuilder(PostgresServer) { Database = name }.ConnectionString;

    private static void Admin(string sql)
    {
        using var connection = new NpgsqlConnection(PostgresServer + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 300; // a database is dropped after a checkpoint
        command.ExecuteNonQuery();
    }
}
