using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Npgsql;

namespace Dedal.Bench;

/// <summary>A migrated database with a writer and one workshop, thrown away afterwards.</summary>
internal sealed class Scratch : IAsyncDisposable
{
    private readonly string? folder;
    private readonly string? postgresName;
    private long deviceSeq;

    public Scratch(EngineKind engine)
    {
        if (engine == EngineKind.Sqlite)
        {
            folder = Directory.CreateTempSubdirectory("dedal-bench-").FullName;
            Database = Database.Sqlite(Path.Combine(folder, "dedal.db"));
        }
        else
        {
            postgresName = $"dedal_bench_{Environment.ProcessId}_{Environment.TickCount64}";
            Admin($"create database {postgresName}");
            Database = Database.Postgres(
                new NpgsqlConnectionStringBuilder(PostgresServer) { Database = postgresName }.ConnectionString
            );
        }

        new Migrator(Database).Run();
        Writer = new(Database, TimeProvider.System);
        Org = NewOrg("Taller de medida");
        Writer.Do(s => Organisations.Create(s, Org)).GetAwaiter().GetResult();
    }

    public static string? PostgresServer =>
        Environment.GetEnvironmentVariable("DEDAL_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    /// <summary>Engines that can be measured here.</summary>
    public static IEnumerable<EngineKind> Engines =>
        PostgresServer is null ? [EngineKind.Sqlite] : [EngineKind.Sqlite, EngineKind.Postgres];

    public Database Database { get; }

    public Writer Writer { get; }

    public RecordDocument Record { get; } = new(KnownKinds.All.Concat(WorkshopKinds.All));

    public Organisation Org { get; }

    public string? Folder => folder;

    public string? ConnectionString =>
        postgresName is null
            ? null
            : new NpgsqlConnectionStringBuilder(PostgresServer) { Database = postgresName }.ConnectionString;

    public static Organisation NewOrg(string name) =>
        new(Guid.CreateVersion7(), "workshop", name, "BOB", 2, "workshop", "America/La_Paz");

    /// <summary>A sale as a phone makes it.</summary>
    public Document Sale()
    {
        var now = TimeProvider.System.GetUtcNow();
        var amount = 100 + (10 * (++deviceSeq % 900));
        return new(
            Guid.CreateVersion7(),
            "sale",
            1,
            $$"""{"total":{{amount}},"paid":[{"how":"cash","amount":{{amount}}}],"note":"12 panes, 2 empanadas"}""",
            DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1),
            now.ToUnixTimeMilliseconds(),
            0,
            Org.Id,
            "phone-1",
            deviceSeq
        );
    }

    public Task<Recording> Post(Guid org, Document document) =>
        Writer.Do(s => Record.Handle(s, org, document, Who.All));

    /// <summary>Posts a sale that must be accepted.</summary>
    public async Task Post(Guid org)
    {
        var recording = await Post(org, Sale());
        if (recording.Answer != Answer.Accepted)
        {
            throw new InvalidOperationException($"{recording.Answer} {recording.Refusal}");
        }
    }

    /// <summary>Records what must be accepted, as of noon of its day.</summary>
    public void Send(WriteScope scope, string kind, object body, DateOnly on)
    {
        var json = JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default);
        var ms = new DateTimeOffset(on.ToDateTime(new(12, 0)), TimeSpan.Zero).ToUnixTimeMilliseconds();
        var document = new Document(Guid.CreateVersion7(), kind, 1, json, on, ms, 0, Org.Id, "bench", ++deviceSeq);
        if (Record.Handle(scope, Org.Id, document, Who.All) is { Answer: not Answer.Accepted } no)
        {
            throw new InvalidOperationException($"{kind}: {no.Refusal}");
        }
    }

    public T Reading<T>(Func<Statements, T> read)
    {
        using var sql = new Statements(Database.OpenForReading(Database.EveryOrg), Database.Kind);
        return read(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Database.DisposeAsync();
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }
        else
        {
            Admin($"drop database {postgresName} with (force)");
        }
    }

    private static void Admin(string sql)
    {
        using var connection = new NpgsqlConnection(PostgresServer + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
