using Dedal.Web.Data;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>
/// A PIN for somebody who has none or forgot hers: six digits to say to her, good for a week, changed at the first use.
/// </summary>
public static class GivePin
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/o/{org:guid}/people/{person:guid}/pin", Do).AllowRoles(LookAfterPeople.Roles);

    private static async Task<IResult> Do(
        HttpContext context,
        Writer writer,
        Sessions sessions,
        TimeProvider clock,
        Guid person
    )
    {
        var caller = Caller.Of(context);
        var org = caller.Org!;
        var code = Pins.NewCode();
        var hash = await Passwords.Hash(code);
        var today = org.DayOf(clock.GetUtcNow());
        var (name, fault) = await writer.Do(s =>
        {
            var member = Members.ById(s.Sql, org.Id, person);
            if (member is not { Erased: false })
            {
                return ("", "persons.unknown");
            }

            if (!Members.MayLookAfter(caller.Roles, member, today))
            {
                return ("", "persons.not-yours");
            }

            Pins.Set(s, org.Id, person, hash, oneTime: true);

            // Whoever was in with the old one is out.
            s.Sql.Execute(
                """
                update session set revoked_at = $1
                where person_id = $2 and device_org = $3 and revoked_at is null
                """,
                s.NowMs,
                person,
                org.Id
            );
            return (member.Name, (string?)null);
        });
        if (fault is not null)
        {
            return ChangeMember.Answer(context, sessions, person, fault, "");
        }

        sessions.Forget(person);
        return Page.Of<ShownOncePage>(
            context,
            new
            {
                Person = person,
                Title = "persons.pin.of",
                Name = name,
                Code = $"{code[..3]} {code[3..]}",
                How = "persons.pin.how",
            }
        );
    }
}
