using System.Data.Common;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>Columns of a journal row, in the order everything reads and writes them.</summary>
internal static class JournalColumns
{
    public static readonly string[] All =
    [
        "org_id",
        "seq",
        "id",
        "kind",
        "schema_version",
        "rule_version",
        "body",
        "occurred_on",
        "captured_at",
        "clock_offset",
        "recorded_at",
        "actor",
        "device",
        "device_seq",
        "hash",
    ];

    public static readonly string List = string.Join(", ", All);

    public static readonly string Insert =
        $"insert into journal ({List}) values ({string.Join(", ", All.Select((_, i) => "$" + (i + 1)))})";

    /// <summary>The values of a row, in the order of <see cref="All"/>.</summary>
    public static object?[] Values(Guid org, long seq, Document document, int ruleVersion, long nowMs, byte[] hash) =>
        [
            org,
            seq,
            document.Id,
            document.Kind,
            document.Schema,
            ruleVersion,
            document.Body,
            document.OccurredOn,
            document.CapturedAtMs,
            document.ClockOffsetMs,
            nowMs,
            document.Actor,
            document.Device,
            document.DeviceSeq,
            hash,
        ];

    /// <summary>The same values into rows that go out together.</summary>
    public static void Add(Rows rows, Guid org, long seq, Document document, int ruleVersion, long nowMs, byte[] hash)
    {
        rows.Add(org);
        rows.Add(seq);
        rows.Add(document.Id);
        rows.Add(document.Kind);
        rows.Add(document.Schema);
        rows.Add(ruleVersion);
        rows.Add(document.Body);
        rows.Add(document.OccurredOn);
        rows.Add(document.CapturedAtMs);
        rows.Add(document.ClockOffsetMs);
        rows.Add(nowMs);
        rows.Add(document.Actor);
        rows.Add(document.Device);
        rows.Add(document.DeviceSeq);
        rows.Add(hash);
    }

    /// <summary>Reads the document of a row selected with <see cref="List"/>.</summary>
    public static Document ReadDocument(DbDataReader r) =>
        new(
            r.GetGuid(2),
            r.GetString(3),
            r.GetInt32(4),
            r.GetString(6),
            r.GetFieldValue<DateOnly>(7),
            r.GetInt64(8),
            r.GetInt64(9),
            r.GetGuid(11),
            r.GetString(12),
            r.GetInt64(13)
        );
}

/// <summary>Small readers that both engines share.</summary>
internal static class Read
{
    /// <summary>A sum: PostgreSQL adds bigints to a numeric.</summary>
    public static long Sum(DbDataReader r) => Sum(r, 0);

    public static long Sum(DbDataReader r, int column) =>
        r.GetValue(column) is decimal d ? (long)d : r.GetInt64(column);
}

/// <summary>What a book asks of the database, one query each.</summary>
internal static class BookQueries
{
    public static (long, Document)? Document(Statements sql, Guid org, Guid id)
    {
        var rows = sql.Query(
            $"select {JournalColumns.List} from journal where org_id = $1 and id = $2",
            r => (r.GetInt64(1), JournalColumns.ReadDocument(r)),
            org,
            id
        );
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>Whatever the dates: a late document may name somebody who has left.</summary>
    public static bool WasEverMember(Statements sql, Guid org, Guid person) =>
        sql.Query("select 1 from membership where org_id = $1 and person_id = $2", _ => true, org, person).Count > 0;

    public static Recorded? Find(Statements sql, Guid org, Guid id)
    {
        if (Document(sql, org, id) is not var (seq, document))
        {
            return null;
        }

        var (posted, day, ms) = sql.Query(
            "select posted_on, moment_day, moment_ms from entry where org_id = $1 and seq = $2",
            r => (r.GetFieldValue<DateOnly>(0), r.GetFieldValue<DateOnly>(1), r.GetInt64(2)),
            org,
            seq
        )[0];
        var reversedBy = sql.Query(
            """
            select j.id from entry e join journal j on j.org_id = e.org_id and j.seq = e.seq
            where e.org_id = $1 and e.reverses = $2
            """,
            r => (Guid?)r.GetGuid(0),
            org,
            seq
        );
        return new(
            seq,
            id,
            document.Kind,
            document.Body,
            new(day, ms, seq),
            document.Actor,
            posted,
            Lines(sql, org, seq),
            reversedBy.Count > 0 ? reversedBy[0] : null,
            StockRows.Moves(sql, org, seq)
        );
    }

    public static List<Line> Lines(Statements sql, Guid org, long seq) =>
        [.. LinesOf(sql, org, seq, seq + 1).Select(l => l.Line)];

    /// <summary>Lines of the documents from one number up to another (excluded), in order.</summary>
    public static List<(long Seq, Line Line)> LinesOf(Statements sql, Guid org, long from, long until) =>
        sql.Query(
            """
            select seq, debit, credit, amount, fund, debit_subject, credit_subject from line
            where org_id = $1 and seq >= $2 and seq < $3 order by seq, n
            """,
            r =>
                (
                    r.GetInt64(0),
                    new Line(
                        r.GetInt32(1),
                        r.GetInt32(2),
                        new(r.GetInt64(3)),
                        r.GetString(4),
                        r.IsDBNull(5) ? null : r.GetString(5),
                        r.IsDBNull(6) ? null : r.GetString(6)
                    )
                ),
            org,
            from,
            until
        );

    public static List<Guid> ClosersOf(Statements sql, Guid org, DateOnly day) =>
        sql.Query(
            """
            select distinct actor from closing
            where org_id = $1 and reopening = 0 and through >= $2 and seq > (
              select coalesce(max(seq), 0) from closing
              where org_id = $1 and reopening = 1 and (through is null or through < $2))
            """,
            r => r.GetGuid(0),
            org,
            day
        );

    public static int? LastClosedYear(Statements sql, Guid org) =>
        sql.First(
            """
            select max(e.period) / 100 from entry e
            where e.org_id = $1 and e.period % 100 = 13 and e.reverses is null
              and not exists (select 1 from entry r where r.org_id = e.org_id and r.reverses = e.seq)
            """,
            r => r.IsDBNull(0) ? (int?)null : Convert.ToInt32(r.GetValue(0), null),
            org
        );

    public static IEnumerable<CountMark> Counts(Statements sql, string where, ReadOnlySpan<object?> args) =>
        sql.Query(
            $"""
            select c.id, c.box, c.moment_day, c.moment_ms, c.seq, c.counted from cash_count c
            where c.org_id = $1 and c.reversed_by is null {where} order by c.moment_day, c.moment_ms, c.seq
            """,
            r => new CountMark(
                r.GetGuid(0),
                r.GetInt32(1),
                new(r.GetFieldValue<DateOnly>(2), r.GetInt64(3), r.GetInt64(4)),
                new(r.GetInt64(5)),
                Money.Zero
            ),
            args
        );

    public static long SubjectSum(Statements sql, Guid org, string subject) =>
        sql.First(
            "select coalesce(sum(balance), 0) from subject_total where org_id = $1 and subject = $2",
            Read.Sum,
            org,
            subject
        );

    public static void Insert(Statements sql, Guid org, Account account) =>
        sql.Execute(
            """
            insert into account (org_id, account, code, currency, scale, kind, box, name)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            org,
            account.Number,
            account.Code,
            account.Currency,
            account.Scale,
            (int)account.Kind,
            (int)account.Box,
            account.Name
        );

    public static void Insert(Statements sql, Guid org, long seq, CountMark count) =>
        sql.Execute(
            """
            insert into cash_count (org_id, seq, id, box, moment_day, moment_ms, counted)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            org,
            seq,
            count.Id,
            count.Box,
            count.Moment.Day,
            count.Moment.CapturedMs,
            count.Counted.Minor
        );
}
