using System.Text.Json;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>Who may be chosen on a phone: those with a role in the organisation today.</summary>
internal static class PeopleSnapshot
{
    public static void Write(Utf8JsonWriter json, SnapshotOf of)
    {
        json.WriteStartArray("people");
        using var sql = of.Reads.Of(of.Org);
        var people = sql.Query(
            """
            select p.person_id, p.name, p.picture, exists (
              select 1 from membership m where m.org_id = $1 and m.person_id = p.person_id
                and m.role in ('member', 'treasurer')
                and m.from_day <= $2 and (m.to_day is null or m.to_day >= $2))
            from person p
            where p.erased_at is null and exists (
              select 1 from membership m where m.org_id = $1 and m.person_id = p.person_id
                and m.role in ('member', 'treasurer', 'coordinator')
                and m.from_day <= $2 and (m.to_day is null or m.to_day >= $2))
            order by p.name, p.person_id limit 200
            """,
            r =>
                (
                    Id: r.GetGuid(0),
                    Name: r.GetString(1),
                    Picture: r.IsDBNull(2) ? null : r.GetString(2),
                    Works: Convert.ToBoolean(r.GetValue(3), null)
                ),
            of.Org.Id,
            of.Today
        );
        foreach (var (id, name, picture, works) in people)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("name", name);
            if (!works)
            {
                json.WriteBoolean("helps", true);
            }

            if (Pictures.Is(picture) && picture!.Split('-') is [var drawing, var colour])
            {
                json.WriteString("drawing", Pictures.All.First(p => p.Name == drawing).Path);
                json.WriteString("colour", colour);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
