using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>One person of an organisation: her roles, her name and picture, her sessions, her erasure.</summary>
public static class ChangeMember
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string One = "/o/{org:guid}/people/{person:guid}";
        routes.MapGet(One, Show).AllowRoles(LookAfterPeople.Roles);
        routes.MapPost(One + "/roles", GiveRole).AllowRoles(Who.Coordinators);
        routes.MapPost(One + "/roles/end", EndRole).AllowRoles(Who.Coordinators);
        routes.MapPost(One + "/name", Rename).AllowRoles(Who.Coordinators);
        routes.MapPost(One + "/sessions/end", EndSessions).AllowRoles(Who.Coordinators);
        routes.MapPost(One + "/erase", Erase).AllowRoles(Who.Coordinators);
    }

    private static IResult Show(HttpContext context, Reads reads, Guid person)
    {
        using var sql = reads.Of(Caller.Of(context).Org!);
        return Page.Of<MemberPage>(
            context,
            new { Person = person },
            Members.ById(sql, Caller.Of(context).Org!.Id, person) is null ? 404 : 200
        );
    }

    private static async Task<IResult> GiveRole(
        HttpContext context,
        Writer writer,
        Sessions sessions,
        TimeProvider clock,
        Guid person
    )
    {
        var typed = await Typed.Read(context);
        var org = Caller.Of(context).Org!;
        var role = RoleTyped.Of(typed, LookAfterPeople.Given, org.DayOf(clock.GetUtcNow()));
        var fault = role.Fault?.Said;
        fault ??= await writer.Do(s =>
        {
            if (Members.ById(s.Sql, org.Id, person) is not { Erased: false })
            {
                return "persons.unknown";
            }

            role.Give(s, org.Id, person);
            return null;
        });
        return Answer(context, sessions, person, fault, "role");
    }

    /// <summary>From yesterday on, which is at once; or later.</summary>
    private static async Task<IResult> EndRole(
        HttpContext context,
        Writer writer,
        Sessions sessions,
        TimeProvider clock,
        Guid person
    )
    {
        var typed = await Typed.Read(context);
        var org = Caller.Of(context).Org!;
        var today = org.DayOf(clock.GetUtcNow());
        var (role, last) = (typed["role"], LookAfterPeople.DayIn(typed["last"]) ?? today.AddDays(-1));
        var fault =
            !LookAfterPeople.Given.Contains(role) ? "people.field.choose"
            : last < today.AddDays(-1) || !LookAfterPeople.IsNear(last, today) ? "persons.last-day"
            : null;
        fault ??= await writer.Do(s =>
        {
            if (role == Who.Coordinator && !Members.HasOtherCoordinator(s.Sql, org.Id, person, last.AddDays(1)))
            {
                return "persons.last-coordinator";
            }

            Memberships.End(s, org.Id, person, role, last);
            return null;
        });
        return Answer(context, sessions, person, fault, "role-ended");
    }

    private static async Task<IResult> Rename(
        HttpContext context,
        Writer writer,
        Sessions sessions,
        TimeProvider clock,
        Guid person
    )
    {
        var typed = await Typed.Read(context);
        var caller = Caller.Of(context);
        var only = Session.Of(context).PhoneOrg;
        var org = caller.Org!;
        var today = org.DayOf(clock.GetUtcNow());
        var (name, picture) = (typed["name"], $"{typed["drawing"]}-{typed["colour"]}");
        var fault = LookAfterPeople.Name(name) ?? (Pictures.Is(picture) ? null : "people.field.choose");
        fault ??= await writer.Do(s =>
        {
            if (Members.ById(s.Sql, org.Id, person) is not { Erased: false } member)
            {
                return "persons.unknown";
            }

            if (!Members.AreOursAlone(s.Sql, caller.Person!.Value, only, person, clock.GetUtcNow()))
            {
                return "persons.elsewhere";
            }

            if (picture != member.Picture && Members.PicturesTaken(s.Sql, org.Id, today).Contains(picture))
            {
                return "persons.picture-taken";
            }

            s.Sql.Execute("update person set name = $1 where person_id = $2", name, person);
            Persons.SetPicture(s, person, picture);
            return null;
        });
        return Answer(context, sessions, person, fault, "renamed");
    }

    /// <summary>All that were begun on this organisation's phones; all there are, when she is nobody else's.</summary>
    private static async Task<IResult> EndSessions(
        HttpContext context,
        Writer writer,
        Sessions sessions,
        TimeProvider clock,
        Guid person
    )
    {
        var caller = Caller.Of(context);
        var only = Session.Of(context).PhoneOrg;
        var org = caller.Org!.Id;
        var fault = await writer.Do(s =>
        {
            if (Members.ById(s.Sql, org, person) is null)
            {
                return "persons.unknown";
            }

            var all = Members.AreOursAlone(s.Sql, caller.Person!.Value, only, person, clock.GetUtcNow());
            s.Sql.Execute(
                """
                update session set revoked_at = $1
                where person_id = $2 and revoked_at is null and ($3 = 1 or device_org = $4)
                """,
                s.NowMs,
                person,
                all ? 1 : 0,
                org
            );
            return null;
        });
        return Answer(context, sessions, person, fault, "sessions-ended");
    }

    private static async Task<IResult> Erase(
        HttpContext context,
        Writer writer,
        Sessions sessions,
        TimeProvider clock,
        Guid person
    )
    {
        var caller = Caller.Of(context);
        var only = Session.Of(context).PhoneOrg;
        var org = caller.Org!;
        var last = org.DayOf(clock.GetUtcNow()).AddDays(-1);
        var fault =
            person == caller.Person
                ? "persons.not-yourself"
                : await writer.Do(s =>
                {
                    if (Members.ById(s.Sql, org.Id, person) is not { Erased: false })
                    {
                        return "persons.unknown";
                    }

                    if (!Members.AreOursAlone(s.Sql, caller.Person!.Value, only, person, clock.GetUtcNow()))
                    {
                        return "persons.elsewhere";
                    }

                    if (LeavesAnyAlone(s.Sql, person, last))
                    {
                        return "persons.last-coordinator";
                    }

                    Persons.Erase(s, person, last);
                    return null;
                });
        return Answer(context, sessions, person, fault, "erased");
    }

    private static bool LeavesAnyAlone(Statements sql, Guid person, DateOnly last) =>
        sql.Query(
                """
                select distinct org_id from membership
                where person_id = $1 and role = 'coordinator' and (to_day is null or to_day > $2)
                """,
                r => r.GetGuid(0),
                person,
                last
            )
            .Exists(org => !Members.HasOtherCoordinator(sql, org, person, last.AddDays(1)));

    /// <summary>Back to her page, with what was done or what stands in the way.</summary>
    internal static IResult Answer(HttpContext context, Sessions sessions, Guid person, string? fault, string done)
    {
        sessions.Forget(person);
        return fault is null
            ? TypedResults.Extensions.GoTo($"/o/{Caller.Of(context).Org!.Id:D}/people/{person:D}?done={done}")
            : Page.Of<MemberPage>(
                context,
                new { Person = person, Fault = fault },
                fault == "persons.unknown" ? 404 : 422
            );
    }
}
