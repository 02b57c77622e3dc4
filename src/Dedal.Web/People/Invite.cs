using Dedal.Web.Data;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>
/// A way in for somebody who works with a laptop: a code, good once and for a week, with which she chooses her own user
/// name and password, or goes on to make a passkey.
/// </summary>
public static class Invite
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/o/{org:guid}/people/{person:guid}/invitation", Make)
            .AllowRoles(Dedal.Domain.Books.Who.Coordinators);
        routes.MapGet("/invitation", (HttpContext c) => Page.Of<InvitationPage>(c)).AllowAnyone();
        routes.MapPost("/invitation", Accept).AllowAnyone().RequireRateLimiting(Attempts.ByAddress);
    }

    private static async Task<IResult> Make(
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
        var code = Tokens.NewCode(groups: 4);
        var (name, fault) = await writer.Do(s =>
        {
            if (Members.ById(s.Sql, org, person) is not { Erased: false } member)
            {
                return ("", "persons.unknown");
            }

            // Else a coordinator could make herself the owner of an account that opens other organisations.
            if (!Members.AreOursAlone(s.Sql, caller.Person!.Value, only, person, clock.GetUtcNow()))
            {
                return ("", "persons.elsewhere");
            }

            s.Sql.Execute("delete from invitation where person_id = $1", person);
            s.Sql.Execute(
                """
                insert into invitation (code_hash, org_id, person_id, made_by, expires_at) values ($1, $2, $3, $4, $5)
                """,
                Tokens.Hash(code),
                org,
                person,
                caller.Person!.Value,
                s.NowMs + (long)Life.TotalMilliseconds
            );
            return (member.Name, (string?)null);
        });
        return fault is not null
            ? ChangeMember.Answer(context, sessions, person, fault, "")
            : Page.Of<ShownOncePage>(
                context,
                new
                {
                    Person = person,
                    Title = "persons.invite.of",
                    Name = name,
                    Code = code,
                    How = "persons.invite.how",
                    Address = $"{context.Request.Scheme}://{context.Request.Host}/invitation#{code}",
                }
            );
    }

    private static async Task<IResult> Accept(HttpContext context, Reads reads, Writer writer, Sessions sessions)
    {
        var typed = await Typed.Read(context);
        var (code, login, password) = (typed["code"], typed["login"], typed.Secret("password"));
        var withKey = typed["how"] == "key";
        (string Field, string Said)? fault =
            Whose(reads, code) is not { } person ? ("code", "invitation.no")
            : !Persons.IsLogin(login) ? ("login", "people.field.login")
            : !withKey && Passwords.Fault(password, login, person.Name) is { } weak ? ("password", weak)
            : null;
        if (fault is null)
        {
            var hash = withKey ? null : await Passwords.Hash(password);
            fault = await writer.Do(s => Write(s, code, login, hash));
        }

        if (fault is not null)
        {
            return Page.Of<InvitationPage>(
                context,
                new
                {
                    Code = code,
                    Login = login,
                    Fault = fault,
                },
                422
            );
        }

        var owner = Owner(reads, login);
        sessions.Forget(owner);
        return await SignIn.Finish(context, writer, owner, "/me");
    }

    /// <summary>Uses the code up and makes its owner's way in; what she had before no longer opens anything.</summary>
    private static (string, string)? Write(WriteScope scope, string code, string login, string? hash)
    {
        var hashOfCode = Tokens.Hash(Tokens.ReadCode(code));
        var used = scope.Sql.Query(
            """
            update invitation set used_at = $1 where code_hash = $2 and used_at is null and expires_at > $1
            returning person_id, made_by
            """,
            r => (Person: r.GetGuid(0), By: r.GetGuid(1)),
            scope.NowMs,
            hashOfCode
        );

        // Asked again: since the code was made, another organisation may have come to rely on her account.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(scope.NowMs);
        if (used is not [var (person, by)] || !Members.AreOursAlone(scope.Sql, by, null, person, now))
        {
            return ("code", "invitation.no");
        }

        if (Credentials.ByLogin(scope.Sql, login) is { } other && other.Id != person)
        {
            // The code is good for another try.
            scope.Sql.Execute("update invitation set used_at = null where code_hash = $1", hashOfCode);
            return ("login", "invitation.login-taken");
        }

        scope.Sql.Execute("delete from credential where person_id = $1", person);
        scope.Sql.Execute(
            "update session set revoked_at = $1 where person_id = $2 and revoked_at is null",
            scope.NowMs,
            person
        );
        scope.Sql.Execute("update person set login = $1 where person_id = $2", Persons.NormalLogin(login), person);
        if (hash is not null)
        {
            Credentials.SetPassword(scope, person, hash);
        }

        return null;
    }

    private static Person? Whose(Reads reads, string code)
    {
        using var sql = reads.OfServer();
        var person = sql.Query(
            "select person_id from invitation where code_hash = $1 and used_at is null",
            r => r.GetGuid(0),
            Tokens.Hash(Tokens.ReadCode(code))
        );
        return person is [var id] ? Credentials.ById(sql, id) : null;
    }

    private static Guid Owner(Reads reads, string login)
    {
        using var sql = reads.OfServer();
        return Credentials.ByLogin(sql, login)!.Id;
    }
}
