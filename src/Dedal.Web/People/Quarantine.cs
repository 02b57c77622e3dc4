using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.People;

/// <summary>A document that waits for the coordinator, or was decided on.</summary>
/// <param name="BodyHash">With the id it names the row: two bodies under one id are both kept.</param>
/// <param name="Reason">Code of the refusal that was said to the phone.</param>
/// <param name="Decision">accepted or rejected; null while it waits.</param>
public sealed record HeldDocument(
    Document Document,
    string BodyHash,
    string Reason,
    long HeldAt,
    string? Decision,
    Guid? DecidedBy,
    long? DecidedAt,
    string? Note
);

/// <summary>
/// Documents from a revoked phone, or of somebody without a role on that day: kept as they came, until the coordinator
/// says whether they happened, and after.
/// </summary>
public static class Quarantine
{
    /// <summary>Rows that a page shows.</summary>
    public const int Most = 200;

    private const string Columns =
        "id, kind, schema_version, body, occurred_on, captured_at, clock_offset, actor, device, device_seq, body_hash, "
        + "reason, held_at, decision, decided_by, decided_at, note";

    /// <summary>Keeps a document. Sent again it is kept once, and a decision already made stands.</summary>
    /// <returns>Whether it was not there already.</returns>
    public static bool Hold(WriteScope scope, Guid org, Document document, string reason)
    {
        var hash = Tokens.Hash(document.Body);
        if (IsThere(scope.Sql, org, document.Id, hash))
        {
            return false;
        }

        scope.Sql.Execute(
            """
            insert into quarantine (org_id, id, kind, schema_version, body, occurred_on, captured_at, clock_offset,
              actor, device, device_seq, body_hash, reason, held_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            on conflict (org_id, id, body_hash) do nothing
            """,
            org,
            document.Id,
            document.Kind,
            document.Schema,
            document.Body,
            document.OccurredOn,
            document.CapturedAtMs,
            document.ClockOffsetMs,
            document.Actor,
            document.Device,
            document.DeviceSeq,
            hash,
            reason,
            scope.NowMs
        );
        return true;
    }

    private static bool IsThere(Statements sql, Guid org, Guid id, string bodyHash) =>
        sql.First(
            "select 1 from quarantine where org_id = $1 and id = $2 and body_hash = $3",
            r => r.GetInt32(0),
            org,
            id,
            bodyHash
        ) == 1;

    public static List<HeldDocument> Waiting(Statements sql, Guid org) =>
        sql.Query(
            $"""
            select {Columns} from quarantine where org_id = $1 and decided_at is null
            order by occurred_on, captured_at, device_seq limit {Most}
            """,
            Of,
            org
        );

    /// <summary>What was decided last.</summary>
    public static List<HeldDocument> Decided(Statements sql, Guid org) =>
        sql.Query(
            $"""
            select {Columns} from quarantine where org_id = $1 and decided_at is not null
            order by decided_at desc, id limit 50
            """,
            Of,
            org
        );

    /// <summary>One that still waits.</summary>
    public static HeldDocument? ById(Statements sql, Guid org, Guid id, string bodyHash) =>
        sql.First(
            $"""
            select {Columns} from quarantine
            where org_id = $1 and id = $2 and body_hash = $3 and decided_at is null
            """,
            Of,
            org,
            id,
            bodyHash
        );

    public static long CountWaiting(Statements sql, Guid org) =>
        sql.First("select count(*) from quarantine where org_id = $1 and decided_at is null", r => r.GetInt64(0), org);

    public static void Decide(WriteScope scope, Guid org, HeldDocument held, Guid by, bool accepted, string? note) =>
        scope.Sql.Execute(
            """
            update quarantine set decision = $1, decided_by = $2, decided_at = $3, note = $4
            where org_id = $5 and id = $6 and body_hash = $7 and decided_at is null
            """,
            accepted ? "accepted" : "rejected",
            by,
            scope.NowMs,
            note,
            org,
            held.Document.Id,
            held.BodyHash
        );

    private static HeldDocument Of(System.Data.Common.DbDataReader r) =>
        new(
            new(
                r.GetGuid(0),
                r.GetString(1),
                r.GetInt32(2),
                r.GetString(3),
                r.GetFieldValue<DateOnly>(4),
                r.GetInt64(5),
                r.GetInt64(6),
                r.GetGuid(7),
                r.GetString(8),
                r.GetInt64(9)
            ),
            r.GetString(10),
            r.GetString(11),
            r.GetInt64(12),
            r.IsDBNull(13) ? null : r.GetString(13),
            r.IsDBNull(14) ? null : r.GetGuid(14),
            r.IsDBNull(15) ? null : r.GetInt64(15),
            r.IsDBNull(16) ? null : r.GetString(16)
        );
}
