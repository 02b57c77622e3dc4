using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>
/// Ends the session. Pages are never kept by the browser, and what a phone has not sent yet stays: it belongs to the
/// device, whoever leaves it.
/// </summary>
public static class SignOut
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/sign-out", Do).AllowSignedIn();

    private static async Task<IResult> Do(HttpContext context, Sessions sessions)
    {
        var session = Session.Of(context);
        await sessions.Revoke(session.Person, session.Hash);
        SessionCookie.Remove(context);
        return Results.Redirect("/sign-in");
    }
}
