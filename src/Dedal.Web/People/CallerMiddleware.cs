using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>Works out who makes the request and what she may see in the organisation that the address names.</summary>
public sealed class CallerMiddleware(RequestDelegate next, Sessions sessions, DeviceProof proof)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var caller = Signed(context);
        context.Features.Set(caller);
        try
        {
            if (await proof.Read(context) is var (device, org))
            {
                context.Features.Set(
                    caller with
                    {
                        Proven = device,
                        Device = device.Device.ToString("D"),
                        Org = caller.Org ?? org,
                    }
                );
            }
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await Refused.Answer(context, e.StatusCode);
            return;
        }

        await next(context);
    }

    /// <summary>The caller as her session says.</summary>
    private Caller Signed(HttpContext context)
    {
        var session = SessionCookie.Read(context) is { } token ? sessions.Find(token) : null;
        if (session is null)
        {
            return Caller.Nobody(LanguageOf(context));
        }

        var access = Guid.TryParse(context.GetRouteValue("org") as string, out var org)
            ? sessions.AccessTo(session, org)
            : null;
        context.Features.Set(session);
        return new(session.Person, session.Name, session.Language, access?.Org, access?.Roles ?? [])
        {
            Device = "web:" + session.Hash[..8],
        };
    }

    /// <summary>
    /// The language somebody unknown chose here, else the first of her browser that we have, else Spanish.
    /// </summary>
    public static string LanguageOf(HttpContext context)
    {
        if (SessionCookie.ReadLanguage(context) is { } chosen && Words.Languages.Contains(chosen))
        {
            return chosen;
        }

        var wanted = context
            .Request.GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value?.Split('-')[0].ToLowerInvariant());
        return wanted.FirstOrDefault(l => Words.Languages.Contains(l)) ?? Words.Languages[0];
    }
}
