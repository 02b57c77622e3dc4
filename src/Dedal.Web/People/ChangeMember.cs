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

    private static async Task<IResult> GiveRole([AsParameters] One one)
    {
        var role = RoleTyped.Of(await Typed.Read(one.Context), LookAfterPeople.Given, one.Today);
        return await one.Do("role", s => role.Give(s, one.Org.Id, one.Person), role.Fault?.Said);
    }

    /// <summary>From yesterday on, which is at once; or later.</summary>
    private static async Task<IResult> EndRole([AsParameters] One one)
    {
        var typed = await Typed.Read(one.Context);
        var (role, yesterday) = (typed["role"], one.Today.AddDays(-1));
        var last = LookAfterPeople.DayIn(typed["last"]) ?? yesterday;
        var fault =
            !LookAfterPeople.Given.Contains(role) ? "people.field.choose"
            : last < yesterday || !LookAfterPeople.IsNear(last, one.Today) ? "persons.last-day"
            : null;
        return await one.Do(
            "role-ended",
            s => Memberships.End(s, one.Org.Id, one.Person, role, last),
            fault,
            (s, _) =>
                role == Who.Coordinator && !Members.HasOtherCoordinator(s.Sql, one.Org.Id, one.Person, last.AddDays(1))
                    ? "persons.last-coordinator"
                    : null
        );
    }

    private static async Task<IResult> Rename([AsParameters] One one)
    {
        var typed = await Typed.Read(one.Context);
        var (name, picture) = (typed["name"], $"{typed["drawing"]}-{typed["colour"]}");
        return await one.Do(
            "renamed",
            s =>
            {
                s.Sql.Execute("update person set name = $1 where person_id = $2", name, one.Person);
                Persons.SetPicture(s, one.Person, picture);
            },
            LookAfterPeople.Name(name) ?? (Pictures.Is(picture) ? null : "people.field.choose"),
            (s, member) =>
                !one.IsOursAlone(s) ? "persons.elsewhere"
                : picture != member.Picture && Members.PicturesTaken(s.Sql, one.Org.Id, one.Today).Contains(picture)
                    ? "persons.picture-taken"
                : null
        );
    }

    /// <summary>All that were begun on this organisation's phones; all there are, when she is nobody else's.</summary>
    private static Task<IResult> EndSessions([AsParameters] One one) =>
        one.Do(
            "sessions-ended",
            s =>
                s.Sql.Execute(
                    """
                    update session set revoked_at = $1
                    where person_id = $2 and revoked_at is null and ($3 = 1 or device_org = $4)
                    """,
                    s.NowMs,
                    one.Person,
                    one.IsOursAlone(s) ? 1 : 0,
                    one.Org.Id
                )
        );

    private static Task<IResult> Erase([AsParameters] One one)
    {
        var last = one.Today.AddDays(-1);
        return one.Do(
            "erased",
            s => Persons.Erase(s, one.Person, last),
            one.Person == one.Caller.Person ? "persons.not-yourself" : null,
            (s, _) =>
                !one.IsOursAlone(s) ? "persons.elsewhere"
                : LeavesAnyAlone(s.Sql, one.Person, last) ? "persons.last-coordinator"
                : null
        );
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

    /// <summary>The person that an act is about, and who acts.</summary>
    private sealed record One(HttpContext Context, Writer Writer, Sessions Sessions, TimeProvider Clock, Guid Person)
    {
        public Caller Caller => Caller.Of(Context);

        public Organisation Org => Caller.Org!;

        public DateOnly Today => Org.DayOf(Clock.GetUtcNow());

        public bool IsOursAlone(WriteScope s) =>
            Members.AreOursAlone(s.Sql, Caller.Person!.Value, Session.Of(Context).PhoneOrg, Person, Clock.GetUtcNow());

        /// <summary>Looks her up, refuses, acts and answers.</summary>
        /// <param name="fault">What is wrong whoever she is.</param>
        /// <param name="refuse">What is wrong with her.</param>
        public async Task<IResult> Do(
            string done,
            Action<WriteScope> act,
            string? fault = null,
            Func<WriteScope, Member, string?>? refuse = null
        )
        {
            fault ??= await Writer.Do(s =>
            {
                if (Members.ById(s.Sql, Org.Id, Person) is not { Erased: false } member)
                {
                    return "persons.unknown";
                }

                var no = refuse?.Invoke(s, member);
                if (no is null)
                {
                    act(s);
                }

                return no;
            });
            return Answer(Context, Sessions, Person, fault, done);
        }
    }
}
