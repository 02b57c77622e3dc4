using System.Numerics;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;

namespace Dedal.Web.Panorama.Reports;

/// <summary>
/// What was recorded in one workshop in the last thirty days, and who was there. The days it was about are bits.
/// </summary>
internal sealed class RecentDays
{
    /// <summary>Days that shares and days alone look back.</summary>
    public const int Window = 30;

    private DateOnly since;
    private long days;
    private long byTreasurer;
    private long accompanied;

    public int Documents { get; private set; }

    /// <summary>Of these, recorded by the end of the following day.</summary>
    public int InTime { get; private set; }

    /// <summary>The last day of the window about which anything was recorded.</summary>
    public DateOnly? Last => days == 0 ? null : since.AddDays(BitOperations.Log2((ulong)days));

    public int DaysRecorded => BitOperations.PopCount((ulong)days);

    /// <summary>A treasurer recorded, and nobody who accompanies the workshop did.</summary>
    public int Alone => BitOperations.PopCount((ulong)(byTreasurer & ~accompanied));

    /// <summary>What was counted when it was recorded, and the end of each journal that is not counted yet.</summary>
    public static Dictionary<Guid, RecentDays> Of(Statements sql, string set, List<Organisation> orgs, DateOnly today)
    {
        var helpers = Helpers(sql, set);
        var of = orgs.ToDictionary(o => o.Id);
        var since = today.AddDays(1 - Window);
        var all = orgs.ToDictionary(o => o.Id, _ => new RecentDays { since = since });
        var roles = new Dictionary<(Guid, Guid), (bool Treasurer, bool Accompanies)>();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(orgs[0].TimeZone);
        var start = since.ToDateTime(TimeOnly.MinValue);
        var startMs = new DateTimeOffset(start, zone.GetUtcOffset(start)).ToUnixTimeMilliseconds();
        // One row for each who recorded: the rows themselves would take longer to hand over than to add up.
        sql.Query(
            $"""
            select org_id, actor, sum(documents), sum(case when recorded_on <= occurred_on
                or {OrgSet.Days(sql, "recorded_on", "occurred_on")} <= 1 then documents else 0 end),
              sum(distinct case when occurred_on >= $2
                then cast(1 as bigint) << {OrgSet.Days(sql, "occurred_on", "$2")} else 0 end)
            from recorded_day where org_id {OrgSet.In(sql)} and recorded_on >= $2 and occurred_on <= $3
            group by org_id, actor
            """,
            r =>
                Add(
                    r.GetGuid(0),
                    r.GetGuid(1),
                    Convert.ToInt32(r.GetValue(2), null),
                    Convert.ToInt32(r.GetValue(3), null),
                    Convert.ToInt64(r.GetValue(4), null)
                ),
            set,
            since,
            today
        );
        sql.Query(
            $"""
            select h.org_id, j.recorded_at / {RecordedDays.Quarter}, j.occurred_on, j.actor, count(*)
            from head h join journal j on j.org_id = h.org_id and j.seq > h.counted
            where h.org_id {OrgSet.In(sql)} and j.recorded_at >= $2 and j.occurred_on <= $3 and {RecordedDays.Tells}
            group by h.org_id, j.recorded_at / {RecordedDays.Quarter}, j.occurred_on, j.actor
            """,
            r =>
                Some(
                    r.GetGuid(0),
                    r.GetInt64(1),
                    r.GetFieldValue<DateOnly>(2),
                    r.GetGuid(3),
                    Convert.ToInt32(r.GetValue(4), null)
                ),
            set,
            startMs,
            today
        );
        return all;

        bool Some(Guid org, long quarter, DateOnly about, Guid actor, int documents)
        {
            var recorded = of[org].DayOf(DateTimeOffset.FromUnixTimeMilliseconds(quarter * RecordedDays.Quarter));
            var bit = about >= since ? 1L << (about.DayNumber - since.DayNumber) : 0;
            return Add(org, actor, documents, recorded <= about.AddDays(1) ? documents : 0, bit);
        }

        bool Add(Guid org, Guid actor, int documents, int inTime, long about)
        {
            var who = (org, actor);
            var role = roles[who] = roles.TryGetValue(who, out var known) ? known : RolesOf(of[org], actor, helpers);
            all[org].Add(documents, inTime, about, role.Treasurer, role.Accompanies);
            return true;
        }
    }

    private void Add(int documents, int inTime, long about, bool treasurer, bool accompanies)
    {
        Documents += documents;
        InTime += inTime;
        days |= about;
        byTreasurer |= treasurer ? about : 0;
        accompanied |= accompanies ? about : 0;
    }

    private static (bool Treasurer, bool Accompanies) RolesOf(
        Organisation org,
        Guid actor,
        ILookup<(Guid, Guid), string> who
    )
    {
        var above = org.Parent is { } parent ? who[(parent, actor)].Select(Memberships.Below).OfType<string>() : [];
        var roles = who[(org.Id, actor)].Concat(above).ToList();
        return (roles.Contains(Who.Treasurer), roles.Exists(r => r is Who.Coordinator or Who.Mentor or Who.Overseer));
    }

    /// <summary>Who keeps the books or accompanies, here or in the association above, whatever the dates.</summary>
    private static ILookup<(Guid, Guid), string> Helpers(Statements sql, string set) =>
        sql.Query(
                $"""
                select org_id, person_id, role from membership
                where role in ('{Who.Treasurer}', '{Who.Coordinator}', '{Who.Mentor}')
                  and org_id in (select org_id from org where org_id {OrgSet.In(sql)}
                    union select parent_id from org where org_id {OrgSet.In(sql)} and parent_id is not null)
                """,
                r => (Key: (r.GetGuid(0), r.GetGuid(1)), Role: r.GetString(2)),
                set
            )
            .ToLookup(m => m.Key, m => m.Role);
}
