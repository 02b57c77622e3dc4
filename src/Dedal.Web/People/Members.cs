using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.People;

/// <summary>A role somebody has or had.</summary>
/// <param name="To">Last day; null while it has none.</param>
public sealed record RoleOf(string Role, DateOnly From, DateOnly? To)
{
    public bool IsOn(DateOnly day) => From <= day && (To is null || To >= day);
}

/// <summary>Somebody who has or had a role in an organisation.</summary>
/// <param name="Picture">See <see cref="Shared.Pictures"/>.</param>
public sealed record Member(
    Guid Id,
    string Name,
    string? Picture,
    bool Erased,
    bool HasPin,
    bool MaySignIn,
    List<RoleOf> Roles
)
{
    public IEnumerable<string> RolesOn(DateOnly day) => Roles.Where(r => r.IsOn(day)).Select(r => r.Role).Distinct();
}

/// <summary>The people of an organisation, and who may do what with them.</summary>
public static class Members
{
    /// <summary>Most that a list shows.</summary>
    private const int Most = 500;

    /// <summary>By name.</summary>
    public static List<Member> All(Statements sql, Guid org) => Read(sql, org, null);

    public static Member? ById(Statements sql, Guid org, Guid person) => Read(sql, org, person).FirstOrDefault();

    /// <summary>
    /// Whether a treasurer may act on her: only with those who are nothing but members, so that no treasurer makes
    /// herself coordinator through somebody else's PIN.
    /// </summary>
    public static bool MayLookAfter(IReadOnlyList<string> roles, Member member, DateOnly today) =>
        roles.Contains(Who.Coordinator)
        || member.Roles.All(r => r.Role == Who.Member || (r.To is { } to && to < today));

    /// <summary>
    /// Whether every organisation that knows a person is one this coordinator looks after. Else her name, password and
    /// erasure are not hers to decide.
    /// </summary>
    /// <param name="only">The one organisation that a session by PIN sees; null where there is no such limit.</param>
    public static bool AreOursAlone(Statements sql, Guid coordinator, Guid? only, Guid person, DateTimeOffset now)
    {
        var ours = Coordinated(sql, coordinator, only, now).Select(o => o.Id).ToHashSet();
        return sql.Query("select distinct org_id from membership where person_id = $1", r => r.GetGuid(0), person)
            .TrueForAll(ours.Contains);
    }

    /// <summary>
    /// Organisations that somebody coordinates at a moment, by name. A PIN is given by others: whoever came in by it
    /// coordinates nothing but the phone's organisation.
    /// </summary>
    /// <param name="only">As above.</param>
    public static List<Organisation> Coordinated(Statements sql, Guid person, Guid? only, DateTimeOffset now) =>
        Memberships
            .Of(sql, person, now)
            .FindAll(o =>
                (only is null || o.Id == only) && Memberships.Roles(sql, o, person, now).Contains(Who.Coordinator)
            );

    /// <summary>
    /// Whether somebody else coordinates from a day on without an end: an organisation is never left alone.
    /// </summary>
    public static bool HasOtherCoordinator(Statements sql, Guid org, Guid person, DateOnly from) =>
        sql.Query(
            """
            select 1 from membership m join person p on p.person_id = m.person_id
            where m.org_id = $1 and m.person_id <> $2 and m.role = 'coordinator' and m.from_day <= $3
              and m.to_day is null and p.erased_at is null limit 1
            """,
            _ => true,
            org,
            person,
            from
        ).Count > 0;

    /// <summary>Pictures that people with a role have already.</summary>
    public static HashSet<string> PicturesTaken(Statements sql, Guid org, DateOnly today) =>
        [
            .. All(sql, org)
                .Where(m => m.Roles.Exists(r => r.To is null || r.To >= today))
                .Select(m => m.Picture)
                .OfType<string>(),
        ];

    private static List<Member> Read(Statements sql, Guid org, Guid? only)
    {
        var rows = sql.Query(
            $"""
            select p.person_id, p.name, p.picture, p.erased_at, n.person_id,
              exists (select 1 from credential c
                where c.person_id = p.person_id and c.kind in ('password', 'passkey')),
              m.role, m.from_day, m.to_day
            from membership m join person p on p.person_id = m.person_id
            left join pin n on n.org_id = m.org_id and n.person_id = m.person_id
            where m.org_id = $1 and ($2 = 0 or m.person_id = $3)
            order by lower(p.name), p.person_id, m.from_day, m.role limit {Most * 4}
            """,
            r =>
                (
                    Member: new Member(
                        r.GetGuid(0),
                        r.GetString(1),
                        r.IsDBNull(2) ? null : r.GetString(2),
                        !r.IsDBNull(3),
                        !r.IsDBNull(4),
                        Convert.ToBoolean(r.GetValue(5), null),
                        []
                    ),
                    Role: new RoleOf(
                        r.GetString(6),
                        r.GetFieldValue<DateOnly>(7),
                        r.IsDBNull(8) ? null : r.GetFieldValue<DateOnly>(8)
                    )
                ),
            org,
            only is null ? 0 : 1,
            only ?? Guid.Empty
        );
        return
        [
            .. rows.GroupBy(r => r.Member.Id).Select(g => g.First().Member with { Roles = [.. g.Select(r => r.Role)] }),
        ];
    }
}
