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
    /// <summary>Days that shares and days alone look back.</summary>
    private const int Window = 30;

    private const long DayMs = 86_400_000;

    public static Dictionary<Guid, long> Heads(Statements sql, IEnumerable<Guid> orgs) =>
        sql.Query(
                $"select org_id, seq from head where org_id in {OrgSet.In(sql)}",
                r => (r.GetGuid(0), r.GetInt64(1)),
                OrgSet.Of(orgs)
            )
            .ToDictionary(h => h.Item1, h => h.Item2);

    /// <summary>How many persons each has as members or treasurers on a day.</summary>
    public static Dictionary<Guid, int> Members(Statements sql, IEnumerable<Guid> orgs, DateOnly day) =>
        sql.Query(
                $"""
                select org_id, count(distinct person_id) from membership
                where org_id in {OrgSet.In(sql)} and role in ('{Who.Member}', '{Who.Treasurer}')
                  and from_day <= $2 and (to_day is null or to_day >= $2)
                group by org_id
                """,
                r => (r.GetGuid(0), Convert.ToInt32(r.GetValue(1), null)),
                OrgSet.Of(orgs),
                day
            )
            .ToDictionary(m => m.Item1, m => m.Item2);

    /// <summary>How many questions wait in each.</summary>
    public static Dictionary<Guid, int> Questions(Statements sql, IEnumerable<Guid> orgs) =>
        sql.Query(
                $"""
                select q.org_id, count(*) from question q
                where q.org_id in {OrgSet.In(sql)} and q.erased_at is null and not exists (
                  select 1 from answer a where a.org_id = q.org_id and a.question_id = q.question_id)
                group by q.org_id
                """,
                r => (r.GetGuid(0), Convert.ToInt32(r.GetValue(1), null)),
                OrgSet.Of(orgs)
            )
            .ToDictionary(q => q.Item1, q => q.Item2);

    /// <summary>Associations of a demonstration: only below them its workshops show.</summary>
    public static HashSet<Guid> Demonstrations(Statements sql) =>
        [.. sql.Query("select org_id from org where demo = 1 and parent_id is null", r => r.GetGuid(0))];

    /// <summary>The standings of organisations of one time zone.</summary>
    public static List<Standing> WorkOut(Statements sql, List<Organisation> orgs, DateOnly today)
    {
        sql.BeginReading();
        var set = OrgSet.Of(orgs.Select(o => o.Id));
        var days = Days(sql, set, orgs[0], today).ToLookup(d => d.Org);
        var who = Helpers(sql, set);
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
            var mine = days[org.Id].ToList();
            var (waiting, back) = qr.GetValueOrDefault(org.Id);
            return new Standing(
                org,
                today,
                mine.Count > 0 ? mine.Max(d => d.Day)
                    : last.TryGetValue(org.Id, out var day) ? day
                    : null,
                mine.Sum(d => d.Documents),
                mine.Sum(d => d.InTime),
                mine.GroupBy(d => d.Day).Count(d => d.Key > today.AddDays(-Window) && IsAlone(d, org, who)),
                mine.Select(d => d.Day).Distinct().Count(d => d > today.AddDays(-Window)),
                counts.GetValueOrDefault(org.Id),
                months.GetValueOrDefault((org.Id, now), nothing),
                months.GetValueOrDefault((org.Id, before), nothing),
                waiting,
                back,
                closed.TryGetValue(org.Id, out var through) ? through : null
            );
        });
    }

    /// <summary>
    /// Documents recorded since the window began, by the day they are about and who said so. The journal is in the
    /// order in which the server recorded, so they are its end: from the first document posted in the window on.
    /// </summary>
    private static List<DayCount> Days(Statements sql, string set, Organisation like, DateOnly today)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(like.TimeZone);
        var offset = (long)zone.GetUtcOffset(today.ToDateTime(new(12, 0))).TotalMilliseconds;
        var since = today.AddDays(-Window + 1);
        var sinceMs = new DateTimeOffset(since.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
        return sql.Query(
            $"""
            select j.org_id, j.occurred_on, j.actor, count(*),
              sum(case when j.recorded_at < {OrgSet.StartOf(sql, "j.occurred_on")} + $3 then 1 else 0 end)
            from org o join journal j on j.org_id = o.org_id and j.seq >= (
              select e.seq from entry e where e.org_id = o.org_id and e.posted_on >= $2
              order by e.posted_on, e.seq limit 1)
            where o.org_id in {OrgSet.In(sql)} and j.recorded_at >= $4 and j.occurred_on <= $5
              and j.kind not in ('reversal', 'month-close', 'month-reopening', 'year-close', 'party-added',
                'account-added', 'fund-opened', 'item')
            group by j.org_id, j.occurred_on, j.actor
            """,
            r => new DayCount(
                r.GetGuid(0),
                r.GetFieldValue<DateOnly>(1),
                r.GetGuid(2),
                Convert.ToInt32(r.GetValue(3), null),
                Convert.ToInt32(r.GetValue(4), null)
            ),
            set,
            since,
            (2 * DayMs) - offset,
            sinceMs - offset,
            today
        );
    }

    /// <summary>A treasurer recorded, and nobody who accompanies the workshop did.</summary>
    private static bool IsAlone(IEnumerable<DayCount> day, Organisation org, ILookup<(Guid, Guid), string> who)
    {
        var actors = day.Select(d => d.Actor).Distinct().ToList();
        return !actors.Exists(a => Roles(a).Any(r => r is Who.Coordinator or Who.Mentor or Who.Overseer))
            && actors.Exists(a => Roles(a).Contains(Who.Treasurer));

        IEnumerable<string> Roles(Guid actor)
        {
            var above = org.Parent is { } parent ? who[(parent, actor)].Select(Memberships.Below).OfType<string>() : [];
            return who[(org.Id, actor)].Concat(above);
        }
    }

    /// <summary>Who keeps the books or accompanies, here or in the association above, whatever the dates.</summary>
    private static ILookup<(Guid, Guid), string> Helpers(Statements sql, string set) =>
        sql.Query(
                $"""
                select org_id, person_id, role from membership
                where role in ('{Who.Treasurer}', '{Who.Coordinator}', '{Who.Mentor}')
                  and org_id in (select org_id from org where org_id in {OrgSet.In(sql)}
                    union select parent_id from org where org_id in {OrgSet.In(sql)} and parent_id is not null)
                """,
                r => (Key: (r.GetGuid(0), r.GetGuid(1)), Role: r.GetString(2)),
                set
            )
            .ToLookup(m => m.Key, m => m.Role);

    private static List<(Guid Org, LastCount Count)> Counts(Statements sql, string set) =>
        sql.Query(
            $"""
            select c.org_id, c.moment_day, c.seq, (
              select coalesce(sum(t.balance), 0) from subject_total t
              where t.org_id = c.org_id and t.subject = 'count:' || lower(cast(c.id as text)))
            from org o join cash_count c on c.org_id = o.org_id and c.seq = (
              select l.seq from cash_count l where l.org_id = o.org_id and l.reversed_by is null
              order by l.seq desc limit 1)
            where o.org_id in {OrgSet.In(sql)}
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
            from org o join account a on a.org_id = o.org_id and a.currency = o.currency
              and a.kind in ({(int)AccountKind.Income}, {(int)AccountKind.Expense})
            join fund f on f.org_id = o.org_id
            join month_total t on t.org_id = o.org_id and t.account = a.account and t.fund = f.fund
              and t.period in ($2, $3)
            where o.org_id in {OrgSet.In(sql)} group by o.org_id, t.period
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
                select o.org_id, sum(case when t.balance > 0 then 1 else 0 end),
                  sum(case when t.balance < 0 then -t.balance else 0 end)
                from org o join account a on a.org_id = o.org_id and a.box = {(int)BoxKind.QrPending}
                join subject_total t on t.org_id = o.org_id and t.account = a.account and t.balance <> 0
                  and t.subject like 'qr:%'
                where o.org_id in {OrgSet.In(sql)} group by o.org_id
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
                where o.org_id in {OrgSet.In(sql)} and c.through is not null
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
                from org o where o.org_id in {OrgSet.In(sql)}
                """,
                r => (Org: r.GetGuid(0), Day: r.IsDBNull(1) ? (DateOnly?)null : r.GetFieldValue<DateOnly>(1)),
                set
            )
            .Where(d => d.Day is not null)
            .ToDictionary(d => d.Org, d => d.Day!.Value);

    private sealed record DayCount(Guid Org, DateOnly Day, Guid Actor, int Documents, int InTime);
}
