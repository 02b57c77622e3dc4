using System.Data.Common;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>A document as the notebook shows it.</summary>
/// <param name="Actor">Name of who said so; null once it is erased.</param>
/// <param name="Reverses">Number of the document it undoes.</param>
/// <param name="ReversedBy">Number of the document that undoes it.</param>
public sealed record NotebookRow(
    long Seq,
    Document Document,
    DateOnly PostedOn,
    long RecordedAtMs,
    string? Actor,
    long? Reverses,
    long? ReversedBy,
    IReadOnlyList<Line> Lines
);

/// <summary>Documents in the server's order, newest first.</summary>
public static class Notebook
{
    public const int PageSize = 50;

    private static readonly string Select = $"""
        select {string.Join(", ", JournalColumns.All.Select(c => "j." + c))}, e.posted_on, e.reverses, p.name,
          (select r.seq from entry r where r.org_id = j.org_id and r.reverses = j.seq)
        from journal j join entry e on e.org_id = j.org_id and e.seq = j.seq
        left join person p on p.person_id = j.actor
        where j.org_id = $1
        """;

    /// <summary>The documents before a number (exclusive).</summary>
    public static List<NotebookRow> Before(Statements sql, Guid org, long before, int most = PageSize) =>
        WithLines(sql, org, sql.Query($"{Select} and j.seq < $2 order by j.seq desc limit {most}", Of, org, before));

    public static NotebookRow? BySeq(Statements sql, Guid org, long seq) =>
        WithLines(sql, org, sql.Query($"{Select} and j.seq = $2", Of, org, seq)).FirstOrDefault();

    /// <summary>Documents with a QR payment nobody has seen yet, the one that waits longest first.</summary>
    public static List<NotebookRow> QrWaiting(Statements sql, Guid org, int account) =>
        [.. OfQr(sql, org, account, "balance > 0").Select(q => q.Row)];

    /// <summary>Documents undone after their QR payment was seen, with the money that is to be given back.</summary>
    public static List<(NotebookRow Row, Money Amount)> QrToGiveBack(Statements sql, Guid org, int account) =>
        [.. OfQr(sql, org, account, "balance < 0").Select(q => (q.Row, -q.Balance))];

    /// <summary>How many QR payments wait to be seen, and what is to be given back of those seen.</summary>
    public static (int Waiting, Money ToGiveBack) QrOpen(Statements sql, Guid org, int account) =>
        sql.First(
            """
            select coalesce(sum(case when balance > 0 then 1 else 0 end), 0),
              coalesce(sum(case when balance < 0 then -balance else 0 end), 0)
            from subject_total where org_id = $1 and account = $2 and balance <> 0 and subject like 'qr:%'
            """,
            r => ((int)Read.Sum(r, 0), new Money(Read.Sum(r, 1))),
            org,
            account
        );

    /// <summary>Ids are made in the order of time, so the subjects of QR payments stand in it.</summary>
    private static List<(NotebookRow Row, Money Balance)> OfQr(Statements sql, Guid org, int account, string which) =>
        [
            .. sql.Query(
                    $"""
                    select subject, balance from subject_total
                    where org_id = $1 and account = $2 and {which} and subject like 'qr:%'
                    order by subject limit {PageSize}
                    """,
                    r => (Id: Guid.Parse(r.GetString(0)["qr:".Length..]), Balance: new Money(r.GetInt64(1))),
                    org,
                    account
                )
                .Select(q => (BySeq(sql, org, BookQueries.Document(sql, org, q.Id)!.Value.Item1)!, q.Balance)),
        ];

    private static NotebookRow Of(DbDataReader r)
    {
        var n = JournalColumns.All.Length;
        return new(
            r.GetInt64(1),
            JournalColumns.ReadDocument(r),
            r.GetFieldValue<DateOnly>(n),
            r.GetInt64(10),
            r.IsDBNull(n + 2) ? null : r.GetString(n + 2),
            r.IsDBNull(n + 1) ? null : r.GetInt64(n + 1),
            r.IsDBNull(n + 3) ? null : r.GetInt64(n + 3),
            []
        );
    }

    /// <summary>One query for the lines of all rows: they stand close together.</summary>
    private static List<NotebookRow> WithLines(Statements sql, Guid org, List<NotebookRow> rows)
    {
        if (rows.Count is 0)
        {
            return rows;
        }

        if (rows[0].Seq - rows[^1].Seq > 4 * PageSize)
        {
            return [.. rows.Select(r => r with { Lines = BookQueries.Lines(sql, org, r.Seq) })];
        }

        var lines = BookQueries.LinesOf(sql, org, rows[^1].Seq, rows[0].Seq + 1).ToLookup(l => l.Seq, l => l.Line);
        return [.. rows.Select(r => r with { Lines = [.. lines[r.Seq]] })];
    }
}
