using System.Buffers.Text;
using Dedal.Web.Data;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.Identity;

namespace Dedal.Web.People;

/// <summary>What a person's own page shows.</summary>
public sealed record MyAccessView(
    Person Person,
    Session Here,
    IReadOnlyList<Session> Sessions,
    IReadOnlyList<UserPasskeyInfo> Passkeys,
    int RecoveryCodesLeft,
    bool MayChange,
    TimeZoneInfo TimeZone
)
{
    /// <summary>Names of the phones on which sessions were begun by PIN, by the session's hash.</summary>
    public IReadOnlyDictionary<string, string> Phones { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// A person's own page: sessions to end, passkeys, recovery codes, password. The ways to prove who one is can be
/// changed only shortly after proving it: a phone left open is not enough to take an account over.
/// </summary>
public static class MyAccess
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/me", Show).AllowSignedIn();
        routes.MapPost("/me/sessions/end", EndSession).AllowSignedIn();
        routes.MapPost("/me/sessions/end-others", EndOthers).AllowSignedIn();
        routes.MapPost("/me/passkeys/remove", RemovePasskey).AllowSignedIn();
        routes.MapPost("/me/recovery-codes", PrintCodes).AllowSignedIn();
        routes.MapPost("/me/password", SetPassword).AllowSignedIn();
    }

    /// <summary>Whether this session proved who uses it a short while ago.</summary>
    public static bool MayChange(HttpContext context, TimeProvider clock) => Session.Of(context).IsRecent(clock);

    private static IResult Show(HttpContext context, Reads reads, Sessions sessions, TimeProvider clock) =>
        Page.Of<MyAccessPage>(context, new { View = View(context, reads, sessions, clock) });

    private static async Task<IResult> EndSession(HttpContext context, Sessions sessions)
    {
        var typed = await Typed.Read(context);
        var here = Session.Of(context);
        if (here.Phone is null || typed["session"] == here.Hash)
        {
            await sessions.Revoke(here.Person, typed["session"]);
        }

        return Results.Redirect("/me");
    }

    private static async Task<IResult> EndOthers(HttpContext context, Sessions sessions)
    {
        var here = Session.Of(context);
        if (here.Phone is null)
        {
            await sessions.RevokeOthers(here.Person, here.Hash);
        }

        return Results.Redirect("/me");
    }

    private static async Task<IResult> RemovePasskey(HttpContext context, Writer writer, TimeProvider clock)
    {
        if (!MayChange(context, clock))
        {
            return Again();
        }

        var typed = await Typed.Read(context);
        if (Base64Url.IsValid(typed["passkey"]))
        {
            var id = Base64Url.DecodeFromChars(typed["passkey"]);
            await writer.Do(s => Credentials.RemovePasskey(s, Session.Of(context).Person, id));
        }

        return Results.Redirect("/me");
    }

    /// <summary>The codes stand on this one answer and nowhere else.</summary>
    private static async Task<IResult> PrintCodes(HttpContext context, Reads reads, Writer writer, TimeProvider clock)
    {
        if (!MayChange(context, clock))
        {
            return Again();
        }

        Person person;
        using (var sql = reads.OfServer())
        {
            person = Credentials.ById(sql, Session.Of(context).Person)!;
        }

        var codes = await writer.Do(s => Credentials.NewRecoveryCodes(s, person.Id));
        return Page.Of<RecoveryCodesPage>(context, new { Codes = codes, Login = person.Login ?? "" });
    }

    private static async Task<IResult> SetPassword(
        HttpContext context,
        Reads reads,
        Writer writer,
        Sessions sessions,
        TimeProvider clock
    )
    {
        if (!MayChange(context, clock))
        {
            return Again();
        }

        var typed = await Typed.Read(context);
        var view = View(context, reads, sessions, clock);
        var password = typed.Secret("password");
        if (Passwords.Fault(password, view.Person.Login ?? "", view.Person.Name) is { } fault)
        {
            return Page.Of<MyAccessPage>(context, new { View = view, PasswordFault = fault }, 422);
        }

        var hash = await Passwords.Hash(password);
        await writer.Do(s => Credentials.SetPassword(s, view.Person.Id, hash));
        await sessions.RevokeOthers(view.Person.Id, view.Here.Hash);
        return Page.Of<MyAccessPage>(
            context,
            new { View = View(context, reads, sessions, clock), Done = "people.me.password-set" }
        );
    }

    private static MyAccessView View(HttpContext context, Reads reads, Sessions sessions, TimeProvider clock)
    {
        var here = Session.Of(context);
        var all = here.Phone is null ? sessions.Of(here.Person) : [here];
        using var sql = reads.OfServer();
        var org = Memberships.Of(sql, here.Person, clock.GetUtcNow()).FirstOrDefault();
        return new(
            Credentials.ById(sql, here.Person)!,
            here,
            all,
            Credentials.Passkeys(sql, here.Person),
            Credentials.RecoveryCodesLeft(sql, here.Person),
            here.IsRecent(clock),
            TimeZoneInfo.FindSystemTimeZoneById(org?.TimeZone ?? "America/La_Paz")
        )
        {
            Phones = all.Where(s => s.Phone is not null)
                .Select(s => (s.Hash, Device: Devices.ById(sql, s.PhoneOrg!.Value, s.Phone!.Value)))
                .Where(s => s.Device is not null)
                .ToDictionary(s => s.Hash, s => s.Device!.Name, StringComparer.Ordinal),
        };
    }

    private static IResult Again() => Results.Redirect("/sign-in?next=/me");
}
