using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;

namespace Dedal.Web.Panorama.Reports;

/// <summary>
/// What a standing is made of, asked for many organisations at once. Each query names its organisations as $1; the
/// connection is opened for them alone.
/// </summary>
internal static class StandingQueries
{
    public static Dictionary<Guid, long> Heads(Statements sql, IEnumerable<Guid> orgs) =>
        sql.Query(
                $"select org_id, seq from head where org_id {OrgSet.In(sql)}",
                r => (r.GetGuid(0), r.GetInt64(1)),
                OrgSet.Of(sql, orgs)
            )
            .ToDictionary(h => h.Item1, h => h.Item2);

    /// <summary>How many persons each has as members or treasurers on a day.</summary>
    public static Dictionary<Guid, int> Members(Statements sql, IEnumerable<Guid> orgs, DateOnly day) =>
        sql.Query(
                $"""
                select org_id, count(distinct person_id) from membership
                where org_id {OrgSet.In(sql)} and role in ('{Who.Member}', '{Who.Treasurer}')
                  and from_day <= $2 and (to_day is null or to_day >= $2)
                group by org_id
                """,
                r => (r.GetGuid(0), Convert.ToInt32(r.GetValue(1), null)),
                OrgSet.Of(sql, orgs),
                day
            )
            .ToDictionary(m => m.Item1, m => m.Item2);

    /// <summary>How many questions wait in each.</summary>
    public static Dictionary<Guid, int> Questions(Statements sql, IEnumerable<Guid> orgs) =>
        sql.Query(
                $"""
                select q.org_id, count(*) from question q
                where q.org_id {OrgSet.In(sql)} and q.erased_at is null and not exists (
                  select 1 from answer a where a.org_id = q.org_id and a.question_id = q.question_id)
                group by q.org_id
                """,
                r => (r.GetGuid(0), Convert.ToInt32(r.GetValue(1), null)),
                OrgSet.Of(sql, orgs)
            )
            .ToDictionary(q => q.Item1, q => q.Item2);

    /// <summary>Associations of a demonstration: only below them its workshops show.</summary>
    public static HashSet<Guid> Demonstrations(Statements sql) =>
        [.. sql.Query("select org_id from org where demo = 1 and parent_id is null", r => r.GetGuid(0))];

    /// <summary>The standings of organisations of one time zone.</summary>
    public static List<Standing> WorkOut(Statements sql, List<Organisation> orgs, DateOnly today)
    {
        sql.BeginReading();
        var set = OrgSet.Of(sql, orgs.Select(o => o.Id));
        var recent = RecentDays.Of(sql, set, orgs, today);
        var counts = Counts(sql, set).ToDictionary(c => c.Org, c => c.Count);
        var (now, before) = (Period.Of(today), Period.Of(today.AddDays(-today.Day)));
        var months = Months(sql, set, before, now).ToDictionary(m => (m.Org, m.Month), m => m.Figures);
        var qr = Qr(sql, set);
        var closed = Closed(sql, set);
        var last = LastDays(sql, set);
        sql.Rollback();
        var nothing = new MonthFigures(0, 0);
        return orgs.ConvertAll(org =>
        {
            var days = recent[org.Id];
            var (waiting, back) = qr.GetValueOrDefault(org.Id);
            return new Standing(
                org,
                today,
                days.Last ?? (last.TryGetValue(org.Id, out var day) ? day : null),
                days.Documents,
                days.InTime,
                days.Alone,
                days.DaysRecorded,
                counts.GetValueOrDefault(org.Id),
                months.GetValueOrDefault((org.Id, now), nothing),
                months.GetValueOrDefault((org.Id, before), nothing),
                waiting,
                back,
                closed.TryGetValue(org.Id, out var through) ? through : null
            );
        });
    }

    private static List<(Guid Org, LastCount Count)> Counts(Statements sql, string set) =>
        sql.Query(
            $"""
            with last as materialized (
              select o.org_id, (select l.seq from cash_count l where l.org_id = o.org_id and l.reversed_by is null
                order by l.seq desc limit 1) as seq
              from org o where o.org_id {OrgSet.In(sql)})
            select c.org_id, c.moment_day, c.seq, (
              select coalesce(sum(t.balance), 0) from subject_total t {OrgSet.By(sql, "subject_total_subject")}
              where t.org_id = c.org_id and t.subject = 'count:' || lower(cast(c.id as text)))
            from last join cash_count c on c.org_id = last.org_id and c.seq = last.seq
            """,
            r =>
                (
                    r.GetGuid(0),
                    new LastCount(r.GetFieldValue<DateOnly>(1), -Convert.ToInt64(r.GetValue(3), null), r.GetInt64(2))
                ),
            set
        );

    /// <summary>Income and result of two months, of the accounts in the organisation's own currency.</summary>
    private static List<(Guid Org, int Month, MonthFigures Figures)> Months(
        Statements sql,
        string set,
        int first,
        int last
    ) =>
        sql.Query(
            $"""
            select o.org_id, t.period,
              sum(case when a.kind = {(int)AccountKind.Income} then t.credit - t.debit else 0 end),
              sum(t.credit - t.debit)
            from org o join month_total t on t.org_id = o.org_id and t.period in ($2, $3)
            join account a on a.org_id = t.org_id and a.account = t.account and a.currency = o.currency
              and a.kind in ({(int)AccountKind.Income}, {(int)AccountKind.Expense})
            where o.org_id {OrgSet.In(sql)} group by o.org_id, t.period
            """,
            r =>
                (
                    r.GetGuid(0),
                    r.GetInt32(1),
                    new MonthFigures(Convert.ToInt64(r.GetValue(2), null), Convert.ToInt64(r.GetValue(3), null))
                ),
            set,
            first,
            last
        );

    private static Dictionary<Guid, (int Waiting, long ToGiveBack)> Qr(Statements sql, string set) =>
        sql.Query(
                $"""
                select q.org_id, sum(q.waiting), sum(q.back) from (
                  select t.org_id, t.account, sum(case when t.balance > 0 then 1 else 0 end) as waiting,
                    sum(case when t.balance < 0 then -t.balance else 0 end) as back
                  from subject_total t {OrgSet.By(sql, "subject_total_qr")}
                  where t.org_id {OrgSet.In(sql)} and t.balance <> 0 and t.subject like 'qr:%'
                  group by t.org_id, t.account) q
                where (select a.box from account a where a.org_id = q.org_id and a.account = q.account)
                  = {(int)BoxKind.QrPending}
                group by q.org_id
                """,
                r =>
                    (
                        Org: r.GetGuid(0),
                        Open: (Convert.ToInt32(r.GetValue(1), null), Convert.ToInt64(r.GetValue(2), null))
                    ),
                set
            )
            .ToDictionary(q => q.Org, q => q.Open);

    private static Dictionary<Guid, DateOnly> Closed(Statements sql, string set) =>
        sql.Query(
                $"""
                select c.org_id, c.through from org o join closing c on c.org_id = o.org_id and c.seq = (
                  select max(l.seq) from closing l where l.org_id = o.org_id)
                where o.org_id {OrgSet.In(sql)} and c.through is not null
                """,
                r => (r.GetGuid(0), r.GetFieldValue<DateOnly>(1)),
                set
            )
            .ToDictionary(c => c.Item1, c => c.Item2);

    /// <summary>For books in which nothing was recorded in the window.</summary>
    private static Dictionary<Guid, DateOnly> LastDays(Statements sql, string set) =>
        sql.Query(
                $"""
                select o.org_id, (select e.posted_on from entry e where e.org_id = o.org_id
                  order by e.posted_on desc, e.seq desc limit 1)
                from org o where o.org_id {OrgSet.In(sql)}
                """,
                r => (Org: r.GetGuid(0), Day: r.IsDBNull(1) ? (DateOnly?)null : r.GetFieldValue<DateOnly>(1)),
                set
            )
            .Where(d => d.Day is not null)
            .ToDictionary(d => d.Org, d => d.Day!.Value);
}
