using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>Stock and what documents tell about, as they follow from the journal.</summary>
internal static class StockRows
{
    public static Stock Of(Statements sql, Guid org, int account, string subject) =>
        sql.First(
            """
            select quantity, value, last_quantity, last_value from stock
            where org_id = $1 and account = $2 and subject = $3
            """,
            r => new Stock(r.GetInt64(0), new(r.GetInt64(1)), r.GetInt64(2), new(r.GetInt64(3))),
            org,
            account,
            subject
        );

    public static List<Move> Moves(Statements sql, Guid org, long seq) =>
        sql.Query(
            "select account, subject, quantity from move where org_id = $1 and seq = $2 order by n",
            r => new Move(r.GetInt32(0), r.GetString(1), r.GetInt64(2)),
            org,
            seq
        );

    public static List<Fact> About(Statements sql, Guid org, string subject) =>
        sql.Query(
            """
            select j.seq, j.id, j.kind, j.body, j.occurred_on, j.actor from about a
            join journal j on j.org_id = a.org_id and j.seq = a.seq
            where a.org_id = $1 and a.subject = $2
              and not exists (select 1 from entry e where e.org_id = a.org_id and e.reverses = a.seq)
            order by a.seq
            """,
            ReadFact,
            org,
            subject
        );

    /// <summary>Moment of the last count of an item, held or not; null when it was never counted.</summary>
    public static Moment? LastCount(Statements sql, Guid org, string item) =>
        sql.Query(
                """
                select e.moment_day, e.moment_ms, e.seq from about a
                join journal j on j.org_id = a.org_id and j.seq = a.seq
                join entry e on e.org_id = a.org_id and e.seq = a.seq
                where a.org_id = $1 and a.subject = $2 and j.kind = 'stock-counted'
                order by e.moment_day desc, e.moment_ms desc, e.seq desc limit 1
                """,
                r => (Moment?)new Moment(r.GetFieldValue<DateOnly>(0), r.GetInt64(1), r.GetInt64(2)),
                org,
                item
            )
            .FirstOrDefault();

    public static List<Fact> CountsAfter(Statements sql, Guid org, string item, Moment moment) =>
        sql.Query(
            """
            select j.seq, j.id, j.kind, j.body, j.occurred_on, j.actor from about a
            join journal j on j.org_id = a.org_id and j.seq = a.seq
            join entry e on e.org_id = a.org_id and e.seq = a.seq
            where a.org_id = $1 and a.subject = $2 and j.kind = 'stock-counted'
              and (e.moment_day, e.moment_ms, e.seq) > ($3, $4, $5)
              and not exists (select 1 from entry r where r.org_id = a.org_id and r.reverses = a.seq)
            order by e.moment_day, e.moment_ms, e.seq
            """,
            ReadFact,
            org,
            item,
            moment.Day,
            moment.CapturedMs,
            moment.Seq
        );

    /// <summary>
    /// What documents after a moment moved of an item at an account. A count's difference moves as much to its own
    /// subject as from the shelf, so that both together are nothing.
    /// </summary>
    public static long MovedAfter(Statements sql, Guid org, int account, string item, Moment moment) =>
        sql.First(
            """
            select coalesce(sum(m.quantity), 0) from entry e join move m on m.org_id = e.org_id and m.seq = e.seq
            where e.org_id = $1 and e.posted_on >= $4
              and (e.moment_day, e.moment_ms, coalesce(e.reverses, e.seq)) > ($4, $5, $6)
              and (m.account = $2 and m.subject = $3 or m.subject like 'count:%' || substr($3, 5))
            """,
            Read.Sum,
            org,
            account,
            item,
            moment.Day,
            moment.CapturedMs,
            moment.Seq
        );

    private static Fact ReadFact(System.Data.Common.DbDataReader r) =>
        new(r.GetInt64(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetFieldValue<DateOnly>(4), r.GetGuid(5));

    /// <summary>Writes what a decided document does to stock and tells about.</summary>
    public static void Write(Statements sql, Guid org, long seq, Decision decision)
    {
        if (decision.Moves.Count > 0)
        {
            WriteMoves(sql, org, seq, decision);
        }

        foreach (var about in decision.About)
        {
            sql.Execute(
                "insert into about (org_id, subject, seq, ends) values ($1, $2, $3, $4)",
                org,
                about.Subject,
                seq,
                about.Ends ? 1 : 0
            );
            Count(sql, org, about.Subject, 1, about.Ends ? 1 : 0);
        }

        if (decision.Reverses is { } undone)
        {
            var told = sql.Query(
                "select subject, ends from about where org_id = $1 and seq = $2",
                r => (Subject: r.GetString(0), Ends: r.GetInt32(1)),
                org,
                undone.Seq
            );
            foreach (var (subject, ends) in told)
            {
                Count(sql, org, subject, -1, -ends);
            }
        }
    }

    private static void WriteMoves(Statements sql, Guid org, long seq, Decision decision)
    {
        var n = 0;
        foreach (var move in decision.Moves)
        {
            sql.Execute(
                "insert into move (org_id, seq, n, account, subject, quantity) values ($1, $2, $3, $4, $5, $6)",
                org,
                seq,
                ++n,
                move.Account,
                move.Subject,
                move.Quantity
            );
        }

        foreach (var place in decision.Moves.GroupBy(m => (m.Account, m.Subject)))
        {
            var (account, subject) = place.Key;
            var after = Of(sql, org, account, subject)
                .After(place.Sum(m => m.Quantity), StockLaw.Value(decision.Lines, account, subject));
            sql.Execute(
                """
                insert into stock (org_id, account, subject, quantity, value, last_quantity, last_value)
                values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (org_id, account, subject) do update set quantity = excluded.quantity,
                  value = excluded.value, last_quantity = excluded.last_quantity, last_value = excluded.last_value
                """,
                org,
                account,
                subject,
                after.Quantity,
                after.Value.Minor,
                after.LastQuantity,
                after.LastValue.Minor
            );
        }
    }

    /// <summary>One more document about a thing, or one less; new things get the next number of their kind.</summary>
    private static void Count(Statements sql, Guid org, string subject, int facts, int endings)
    {
        sql.Execute(
            """
            insert into thing (org_id, subject, kind, number, facts, endings)
            select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5 from thing where org_id = $1 and kind = $3
            on conflict (org_id, subject) do update
              set facts = thing.facts + excluded.facts, endings = thing.endings + excluded.endings
            """,
            org,
            subject,
            subject[..subject.IndexOf(':', StringComparison.Ordinal)],
            facts,
            endings
        );
    }
}
