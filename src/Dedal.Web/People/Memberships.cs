using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.People;

/// <summary>
/// Roles in organisations, from a day, until a day (both included), by the organisation's own calendar.
/// </summary>
public static class Memberships
{
    /// <summary>Roles of a person at a moment.</summary>
    public static List<string> Roles(Statements sql, Organisation org, Guid person, DateTimeOffset at) =>
        RolesOn(sql, org.Id, person, org.DayOf(at));

    /// <summary>
    /// Roles of a person on a day, for documents that give their day: her own ones there, and what follows from those
    /// in the association directly above. Nothing reaches further up, down or sideways.
    /// </summary>
    public static List<string> RolesOn(Statements sql, Guid org, Guid person, DateOnly day) =>
        [
            .. sql.Query(
                    """
                    select m.role, case when m.org_id = o.org_id then 1 else 0 end
                    from org o join membership m on m.org_id = o.org_id or m.org_id = o.parent_id
                    where o.org_id = $1 and m.person_id = $2 and m.from_day <= $3
                      and (m.to_day is null or m.to_day >= $3)
                    """,
                    r => r.GetInt32(1) == 1 ? r.GetString(0) : Below(r.GetString(0)),
                    org,
                    person,
                    day
                )
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>
    /// What a role in an association is in the workshops directly below it; null when it is nothing there. Who
    /// accompanies reads and asks; who records, closes or decides has a role in the workshop itself.
    /// </summary>
    public static string? Below(string role) =>
        role switch
        {
            Who.Coordinator or Who.Mentor => Who.Overseer,
            Who.Funder => Who.Funder,
            _ => null,
        };

    /// <summary>Organisations in which a person has a role today, by name.</summary>
    public static List<Organisation> Of(Statements sql, Guid person, DateTimeOffset at)
    {
        var ids = sql.Query("select distinct org_id from membership where person_id = $1", r => r.GetGuid(0), person)
            .Select(id => Organisations.ById(sql, id)!);
        return [.. ids.Where(o => Roles(sql, o, person, at).Count > 0).OrderBy(o => o.Name, StringComparer.Ordinal)];
    }

    /// <summary>Gives a role from a day on. Giving it again changes nothing.</summary>
    public static void Add(WriteScope scope, Guid org, Guid person, string role, DateOnly from) =>
        scope.Sql.Execute(
            """
            insert into membership (org_id, person_id, role, from_day) values ($1, $2, $3, $4)
            on conflict (org_id, person_id, role, from_day) do nothing
            """,
            org,
            person,
            role,
            from
        );

    /// <summary>Makes a person coordinator and treasurer of an organisation from today on.</summary>
    public static void Found(WriteScope scope, Organisation org, Guid person)
    {
        var today = org.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(scope.NowMs));
        Add(scope, org.Id, person, Who.Coordinator, today);
        Add(scope, org.Id, person, Who.Treasurer, today);
    }

    /// <summary>
    /// What is made on the command line belongs to who set the server up; before set-up it waits for her.
    /// </summary>
    public static void GiveToFirst(WriteScope scope, Organisation org)
    {
        var sql = "select person_id from person where erased_at is null order by created_at, person_id limit 1";
        foreach (var person in scope.Sql.Query(sql, r => r.GetGuid(0)))
        {
            Found(scope, org, person);
        }
    }

    /// <summary>Lets a role end with a day; the row stays.</summary>
    public static void End(WriteScope scope, Guid org, Guid person, string role, DateOnly last) =>
        scope.Sql.Execute(
            """
            update membership set to_day = $1
            where org_id = $2 and person_id = $3 and role = $4 and (to_day is null or to_day > $1)
            """,
            last,
            org,
            person,
            role
        );
}
