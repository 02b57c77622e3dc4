using Dedal.Web.Data;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.Identity;

namespace Dedal.Web.People;

/// <summary>Sign-in by passkey: the browser knows who she is, so that nothing is typed. Called by passkey.js.</summary>
public static class SignInWithPasskey
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/passkey/options", Options).AllowAnyone().RequireRateLimiting(Attempts.ByAddress);
        routes.MapPost("/sign-in/passkey", Do).AllowAnyone().RequireRateLimiting(Attempts.ByAddress);
    }

    private static async Task<IResult> Options(HttpContext context, Writer writer, IPasskeyHandler<Person> passkeys)
    {
        var options = await passkeys.MakeRequestOptionsAsync(null, context);
        await Ceremonies.Begin(context, writer, options.AssertionState!);
        return Results.Text(options.RequestOptionsJson, "application/json");
    }

    private static async Task<IResult> Do(HttpContext context, Writer writer, IPasskeyHandler<Person> passkeys)
    {
        var result = await passkeys.PerformAssertionAsync(
            new()
            {
                HttpContext = context,
                CredentialJson = await PhoneScripts.Body(context),
                AssertionState = await Ceremonies.End(context, writer),
            }
        );
        if (!result.Succeeded)
        {
            var words = Words.In(Caller.Of(context).Language);
            return Results.Json(new { error = "passkey", sentence = words["people.passkey.unknown"] }, statusCode: 400);
        }

        await writer.Do(s => Credentials.SavePasskey(s, result.User.Id, result.Passkey, used: true));
        await SignIn.Finish(context, writer, result.User.Id, "/");
        return Results.Json(new { });
    }
}
