using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Who a row of an entry can be about: whom we deal with, and who is or was a member here.</summary>
internal static class Whose
{
    /// <summary>What a form sends and what one reads, by name; an erased person is no choice.</summary>
    public static List<(string Subject, string Name)> All(Statements sql, Organisation org, Words words) =>
        [
            .. Parties
                .WithRole(sql, org.Id, null, 0)
                .Where(p => p.Name is not (null or Parties.ErasedName))
                .Select(p => (Subject.Party(p.Id), $"{p.Name} · {words["party." + p.Role]}")),
            .. sql.Query(
                """
                select p.person_id, p.name from person p
                where p.erased_at is null
                  and exists (
                    select 1 from membership m where m.org_id = $1 and m.person_id = p.person_id
                      and m.role in ('member', 'treasurer'))
                order by p.name, p.person_id limit 500
                """,
                r => (Subject.Member(r.GetGuid(0)), $"{r.GetString(1)} · {words["whose.member"]}"),
                org.Id
            ),
        ];
}
