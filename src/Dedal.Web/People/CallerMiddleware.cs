using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>Works out who makes the request and what she may see in the organisation that the address names.</summary>
public sealed class CallerMiddleware(RequestDelegate next, Sessions sessions)
{
    public Task InvokeAsync(HttpContext context)
    {
        var session = SessionCookie.Read(context) is { } token ? sessions.Find(token) : null;
        if (session is null)
        {
            context.Features.Set(Caller.Nobody(LanguageOf(context)));
            return next(context);
        }

        var access = Guid.TryParse(context.GetRouteValue("org") as string, out var org)
            ? sessions.AccessTo(session, org)
            : null;
        context.Features.Set(session);
        context.Features.Set(
            new Caller(session.Person, session.Name, session.Language, access?.Org, access?.Roles ?? [])
            {
                Device = "web:" + session.Hash[..8],
            }
        );
        return next(context);
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
