using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.People;

/// <summary>Everything a person reaches: where she has a role, and what follows from it below.</summary>
public static class Reach
{
    private const string Columns = "o.kind, o.name, o.currency, o.scale, o.chart, o.time_zone, o.demo, o.parent_id";

    /// <summary>
    /// Organisations with the roles a person has there at a moment, by the rule of <see cref="Memberships.RolesOn"/>,
    /// asked for all of them at once.
    /// </summary>
    /// <param name="only">The one organisation that a session by PIN sees; null where there is no such limit.</param>
    public static List<Access> Of(Statements sql, Guid person, DateTimeOffset at, Guid? only)
    {
        var rows = sql.Query(
            $"""
            select o.org_id, {Columns}, m.role, 1, m.from_day, m.to_day
            from membership m join org o on o.org_id = m.org_id where m.person_id = $1
            union all
            select o.org_id, {Columns}, m.role, 0, m.from_day, m.to_day
            from membership m join org o on o.parent_id = m.org_id where m.person_id = $1
            """,
            r =>
                (
                    Org: Organisations.Of(r),
                    Role: r.GetInt32(10) == 1 ? r.GetString(9) : Memberships.Below(r.GetString(9)),
                    From: r.GetFieldValue<DateOnly>(11),
                    To: r.IsDBNull(12) ? DateOnly.MaxValue : r.GetFieldValue<DateOnly>(12)
                ),
            person
        );
        var days = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        return
        [
            .. rows.Where(r => r.Role is not null && (only is null || r.Org.Id == only))
                .Where(r => r.From <= DayOf(r.Org) && DayOf(r.Org) <= r.To)
                .GroupBy(r => r.Org.Id)
                .Select(g => new Access(g.First().Org, [.. g.Select(r => r.Role!).Distinct(StringComparer.Ordinal)])),
        ];

        DateOnly DayOf(Organisation org) =>
            days.TryGetValue(org.TimeZone, out var day) ? day : days[org.TimeZone] = org.DayOf(at);
    }
}
