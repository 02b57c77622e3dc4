using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>
/// How much was recorded on which day, about which day, by whom (<c>recorded_day</c>). Counted twenty documents at a
/// time, so that a sale does not write to one table more; who reads adds the journal's last few by itself.
/// </summary>
internal static class RecordedDays
{
    /// <summary>Most documents at the end of a journal that are not counted yet.</summary>
    public const int Together = 20;

    /// <summary>Kinds that say nothing happened in the workshop on that day; a condition on a journal row j.</summary>
    public const string Tells = """
        j.kind not in ('reversal', 'month-close', 'month-reopening', 'year-close', 'party-added',
          'account-added', 'fund-opened', 'item-kept')
        """;

    /// <summary>Offsets from Greenwich are whole quarters of an hour: a quarter lies in one day everywhere.</summary>
    public const long Quarter = 15 * 60_000;

    /// <summary>Counts what came since the last time, up to a document.</summary>
    /// <param name="dayOf">The organisation's day at an instant.</param>
    public static void Count(Statements sql, Guid org, Func<long, DateOnly> dayOf, long through)
    {
        Count(sql, org, dayOf, Counted(sql, org), through);
        sql.Execute("update head set counted = $2 where org_id = $1", org, through);
    }

    /// <summary>Counts again, into no rows, what was counted before.</summary>
    public static void Again(Statements sql, Guid org, Func<long, DateOnly> dayOf) =>
        Count(sql, org, dayOf, 0, Counted(sql, org));

    private static long Counted(Statements sql, Guid org) =>
        sql.First("select counted from head where org_id = $1", r => r.GetInt64(0), org);

    private static void Count(Statements sql, Guid org, Func<long, DateOnly> dayOf, long after, long through)
    {
        var rows = sql.Query(
            $"""
            select j.recorded_at / {Quarter}, j.occurred_on, j.actor, count(*) from journal j
            where j.org_id = $1 and j.seq > $2 and j.seq <= $3 and {Tells}
            group by j.recorded_at / {Quarter}, j.occurred_on, j.actor
            """,
            r =>
                (
                    Quarter: r.GetInt64(0),
                    About: r.GetFieldValue<DateOnly>(1),
                    Actor: r.GetGuid(2),
                    Rows: Read.Sum(r, 3)
                ),
            org,
            after,
            through
        );
        foreach (var day in rows.GroupBy(r => (On: dayOf(r.Quarter * Quarter), r.About, r.Actor)))
        {
            sql.Execute(
                """
                insert into recorded_day (org_id, recorded_on, occurred_on, actor, documents)
                values ($1, $2, $3, $4, $5)
                on conflict (org_id, recorded_on, occurred_on, actor) do update
                set documents = recorded_day.documents + excluded.documents
                """,
                org,
                day.Key.On,
                day.Key.About,
                day.Key.Actor,
                (int)day.Sum(d => d.Rows)
            );
        }
    }
}
