using System.Text.Json;
using Dedal.Web.Data;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>What pin.js sends.</summary>
/// <param name="Fresh">Her own new PIN, instead of the one somebody made for her.</param>
internal sealed record PinSent(Guid Person, string? Pin, string? Fresh);

/// <summary>
/// On an enrolled phone: own picture, six digits. The session lives on this phone, in this organisation, until the
/// day's work is done; it ends with the phone.
/// </summary>
public static class SignInWithPin
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/pin", (HttpContext c) => Page.Of<PinPage>(c)).AllowAnyone();
        routes.MapGet("/o/{org:guid}/pin/people", Who).AllowDevice();
        routes.MapPost("/o/{org:guid}/pin", Do).AllowDevice().RequireRateLimiting(Attempts.ByAddress);
    }

    /// <summary>Whom the phone shows: those who have a role today.</summary>
    private static IResult Who(HttpContext context, Reads reads, TimeProvider clock)
    {
        var caller = Caller.Of(context);
        if (caller.Proven!.Revoked)
        {
            return No(context, "pin.no.phone", StatusCodes.Status403Forbidden);
        }

        using var sql = reads.Of(caller.Org!);
        var today = caller.Org!.DayOf(clock.GetUtcNow());
        var people = Members
            .All(sql, caller.Org.Id)
            .Where(m => !m.Erased && m.RolesOn(today).Any())
            .Select(m => new
            {
                id = m.Id,
                name = m.Name,
                picture = m.Picture,
                pin = m.HasPin,
            });
        return Results.Json(new { name = caller.Org.Name, people });
    }

    private static async Task<IResult> Do(
        HttpContext context,
        Reads reads,
        Writer writer,
        Sessions sessions,
        Attempts attempts,
        TimeProvider clock
    )
    {
        var caller = Caller.Of(context);
        var (org, phone) = (caller.Org!, caller.Proven!);
        if (phone.Revoked)
        {
            return No(context, "pin.no.phone", StatusCodes.Status403Forbidden);
        }

        if (await Sent(context) is not { } sent || !Pins.IsPin(sent.Pin))
        {
            return No(context, "pin.no.six");
        }

        if (!attempts.MayTry(phone.Device))
        {
            return No(context, "people.refused.429", StatusCodes.Status429TooManyRequests);
        }

        Pin? pin;
        using (var sql = reads.Of(org))
        {
            var today = Memberships.Roles(sql, org, sent.Person, clock.GetUtcNow());
            pin = today.Count == 0 ? null : Pins.Of(sql, org.Id, sent.Person);
        }

        // Nothing is counted for who is not there: a made-up id leaves no row. The work is the same.
        if (pin is not null && await writer.Do(s => Pins.Count(s, org.Id, phone.Device, sent.Person)) is { } barred)
        {
            return No(context, barred, StatusCodes.Status429TooManyRequests);
        }

        if (!await Passwords.Verify(sent.Pin!, pin?.Secret) || pin is null)
        {
            return No(context, "pin.no.wrong");
        }

        return await Enter(context, writer, sessions, sent, pin, clock);
    }

    /// <summary>The PIN was right; one that somebody made for her opens only together with her own new one.</summary>
    private static async Task<IResult> Enter(
        HttpContext context,
        Writer writer,
        Sessions sessions,
        PinSent sent,
        Pin pin,
        TimeProvider clock
    )
    {
        var (org, phone) = (Caller.Of(context).Org!, Caller.Of(context).Proven!);
        await writer.Do(s => Pins.Clear(s, org.Id, phone.Device, sent.Person));
        string? hash = null;
        if (pin.OneTimeUntil is { } until)
        {
            if (clock.GetUtcNow().ToUnixTimeMilliseconds() >= until)
            {
                return No(context, "pin.no.expired");
            }

            if (sent.Fresh is null)
            {
                return Results.Json(new { change = true });
            }

            if (!Pins.IsPin(sent.Fresh) || Pins.IsSilly(sent.Fresh) || sent.Fresh == sent.Pin)
            {
                return No(context, "pin.no.silly");
            }

            hash = await Passwords.Hash(sent.Fresh);
        }

        if (context.Features.Get<Session>() is { } old)
        {
            await sessions.Revoke(old.Person, old.Hash);
        }

        var token = await writer.Do(s =>
        {
            // Read again where it is written: two at once must not both change it, and a phone may be gone by now.
            if (
                Pins.Of(s.Sql, org.Id, sent.Person) != pin
                || Devices.ById(s.Sql, org.Id, phone.Device) is not { RevokedAt: null }
            )
            {
                return null;
            }

            if (hash is not null)
            {
                Pins.Set(s, org.Id, sent.Person, hash, oneTime: false);
            }

            return Sessions.StartOnPhone(s, sent.Person, Agents.Describe(context), org.Id, phone.Device);
        });
        if (token is null)
        {
            return No(context, "pin.no.wrong");
        }

        SessionCookie.Write(context, token);
        return Results.Json(new { org = org.Id });
    }

    private static async Task<PinSent?> Sent(HttpContext context)
    {
        try
        {
            return JsonSerializer.Deserialize<PinSent>(await PhoneScripts.Body(context), JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult No(HttpContext context, string key, int status = StatusCodes.Status422UnprocessableEntity) =>
        Results.Json(
            new { error = key.Split('.')[^1], sentence = Words.In(Caller.Of(context).Language)[key] },
            statusCode: status
        );
}
