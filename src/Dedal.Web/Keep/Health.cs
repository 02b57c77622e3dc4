using System.Data.Common;
using System.Reflection;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Keep;

/// <summary>GET /health: for a monitor, without sign-in, without anything about anybody.</summary>
internal static class Health
{
    /// <summary>A backup older than this is worth a word.</summary>
    private static readonly TimeSpan Old = TimeSpan.FromDays(9);

    private static readonly string Version =
        Assembly
            .GetExecutingAssembly()
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "";

    /// <param name="Status">ok, read-only, backup-old or database-away.</param>
    /// <param name="Heads">Journals there are.</param>
    /// <param name="Documents">Documents in all of them.</param>
    private sealed record Answer(
        string Status,
        string Version,
        string Engine,
        bool Writable,
        DateTimeOffset? LastBackup,
        bool LastBackupFailed,
        long? Heads,
        long? Documents
    );

    public static IResult Get(ServerState state, Reads reads, Database database, TimeProvider clock)
    {
        (long Heads, long Documents)? count = null;
        try
        {
            using var sql = reads.OfServer();
            count = sql.First("select count(*), coalesce(sum(seq), 0) from head", r => (r.GetInt64(0), Read.Sum(r, 1)));
        }
        catch (DbException)
        {
            // The status says it.
        }

        var backupOld = state.LastBackup is { } last && clock.GetUtcNow() - last > Old;
        var status =
            count is null ? "database-away"
            : !state.Writable ? "read-only"
            : backupOld || state.LastBackupFailed ? "backup-old"
            : "ok";
        return Results.Json(
            new Answer(
                status,
                Version,
                database.Kind == EngineKind.Sqlite ? "sqlite" : "postgresql",
                state.Writable,
                state.LastBackup,
                state.LastBackupFailed,
                count?.Heads,
                count?.Documents
            ),
            statusCode: count is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK
        );
    }
}
