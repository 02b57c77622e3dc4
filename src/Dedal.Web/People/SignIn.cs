using Dedal.Web.Data;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dedal.Web.People;

/// <summary>
/// Sign-in by login and password, or by login and a printed recovery code. Whether there is such a person shows neither
/// in the answer nor in its time.
/// </summary>
public static class SignIn
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", Show).AllowAnyone();
        routes.MapPost("/sign-in", WithPassword).AllowAnyone().RequireRateLimiting(Attempts.ByAddress);
        routes.MapGet("/sign-in/recovery", ShowRecovery).AllowAnyone();
        routes.MapPost("/sign-in/recovery", WithRecoveryCode).AllowAnyone().RequireRateLimiting(Attempts.ByAddress);
    }

    private static IResult Show(HttpContext context, Reads reads, AppOptions options, string? next)
    {
        using var sql = reads.OfServer();
        return Persons.AnyPerson(sql)
            ? Shared.Page.Of<SignInPage>(context, new { Next = Local(next), People = EnterDemo.People(sql, options) })
            : Results.Redirect("/set-up");
    }

    private static IResult ShowRecovery(HttpContext context) => Shared.Page.Of<RecoveryPage>(context);

    private static async Task<IResult> WithPassword(HttpContext context, Reads reads, Writer writer, Attempts attempts)
    {
        var typed = await Typed.Read(context);
        var (login, next) = (typed["login"], Local(typed["next"]));
        var person = await Try(context, reads, writer, attempts, login, typed.Secret("password"), Password);
        return person.Key is null
            ? await Finish(context, writer, person.Id, next)
            : Shared.Page.Of<SignInPage>(
                context,
                new
                {
                    Login = login,
                    Next = next,
                    Fault = person.Key,
                },
                person.Status
            );
    }

    private static async Task<IResult> WithRecoveryCode(
        HttpContext context,
        Reads reads,
        Writer writer,
        Attempts attempts
    )
    {
        var typed = await Typed.Read(context);
        var login = typed["login"];
        var person = await Try(context, reads, writer, attempts, login, typed["code"], RecoveryCode);
        return person.Key is null
            ? await Finish(context, writer, person.Id, "/me")
            : Shared.Page.Of<RecoveryPage>(context, new { Login = login, Fault = person.Key }, person.Status);
    }

    /// <summary>Counts, looks, and counts back when the secret was right.</summary>
    private static async Task<(Guid Id, string? Key, int Status)> Try(
        HttpContext context,
        Reads reads,
        Writer writer,
        Attempts attempts,
        string login,
        string secret,
        Func<Reads, Writer, Guid?, string, Task<bool>> isRight
    )
    {
        if (login.Length > Passwords.Longest || secret.Length > Passwords.Longest)
        {
            return (default, "people.sign-in.wrong", StatusCodes.Status422UnprocessableEntity);
        }

        if (!attempts.MayTry(login) || !await writer.Do(s => Attempts.Count(s, login, context)))
        {
            return (default, "people.sign-in.locked", StatusCodes.Status429TooManyRequests);
        }

        Guid? person;
        using (var sql = reads.OfServer())
        {
            person = Credentials.ByLogin(sql, login)?.Id;
        }

        if (!await isRight(reads, writer, person, secret) || person is not { } id)
        {
            return (default, "people.sign-in.wrong", StatusCodes.Status422UnprocessableEntity);
        }

        await writer.Do(s => Attempts.Clear(s, login, context));
        return (id, null, StatusCodes.Status200OK);
    }

    private static async Task<bool> Password(Reads reads, Writer writer, Guid? person, string password)
    {
        string? stored;
        using (var sql = reads.OfServer())
        {
            stored = Credentials.Password(sql, person ?? Guid.Empty);
        }

        if (!await Passwords.Verify(password, stored))
        {
            return false;
        }

        if (Passwords.IsOutdated(stored!))
        {
            var hash = await Passwords.Hash(password);
            await writer.Do(s => Credentials.SetPassword(s, person!.Value, hash));
        }

        return true;
    }

    private static Task<bool> RecoveryCode(Reads reads, Writer writer, Guid? person, string code) =>
        writer.Do(s => Credentials.UseRecoveryCode(s, person ?? Guid.Empty, code));

    /// <summary>A new session, always with a new token; the one this browser had ends.</summary>
    internal static async Task<IResult> Finish(HttpContext context, Writer writer, Guid person, string next)
    {
        if (context.Features.Get<Session>() is { } old)
        {
            await context.RequestServices.GetRequiredService<Sessions>().Revoke(old.Person, old.Hash);
        }

        SessionCookie.Write(context, await writer.Do(s => Sessions.Start(s, person, Agents.Describe(context))));
        return Results.Redirect(next);
    }

    /// <summary>Where to go after: a page of this site, never another site.</summary>
    internal static string Local(string? next) =>
        next is { Length: > 0 and < 500 } && RedirectHttpResult.IsLocalUrl(next) ? next : "/";
}
