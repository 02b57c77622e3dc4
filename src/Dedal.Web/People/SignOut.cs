using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>Ends the session in the database and takes everything that is ours out of the browser's stores.</summary>
public static class SignOut
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/sign-out", Do).AllowSignedIn();

    private static async Task<IResult> Do(HttpContext context, Sessions sessions)
    {
        var session = Session.Of(context);
        await sessions.Revoke(session.Person, session.Hash);
        SessionCookie.Remove(context);

        // Not "storage": what a phone has not sent yet belongs to the device, whoever leaves it.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Results.Redirect("/sign-in");
    }
}
