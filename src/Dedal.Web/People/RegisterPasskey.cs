using Dedal.Web.Data;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.Identity;

namespace Dedal.Web.People;

/// <summary>A passkey of this device for the person who is signed in. Called by passkey.js.</summary>
public static class RegisterPasskey
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/me/passkeys/options", Options).AllowSignedIn();
        routes.MapPost("/me/passkeys", Do).AllowSignedIn();
    }

    private static async Task<IResult> Options(
        HttpContext context,
        Reads reads,
        Writer writer,
        IPasskeyHandler<Person> passkeys,
        TimeProvider clock
    )
    {
        if (!MyAccess.MayChange(context, clock))
        {
            return No(context, "people.me.sign-in-again", StatusCodes.Status403Forbidden);
        }

        var person = Me(context, reads);
        var options = await passkeys.MakeCreationOptionsAsync(
            new()
            {
                Id = person.Id.ToString("D"),
                Name = person.Login ?? person.Name,
                DisplayName = person.Name,
            },
            context
        );
        await Ceremonies.Begin(context, writer, options.AttestationState!);
        return Results.Text(options.CreationOptionsJson, "application/json");
    }

    private static async Task<IResult> Do(
        HttpContext context,
        Reads reads,
        Writer writer,
        IPasskeyHandler<Person> passkeys,
        TimeProvider clock
    )
    {
        if (!MyAccess.MayChange(context, clock))
        {
            return No(context, "people.me.sign-in-again", StatusCodes.Status403Forbidden);
        }

        var person = Me(context, reads);
        var result = await passkeys.PerformAttestationAsync(
            new()
            {
                HttpContext = context,
                CredentialJson = await PhoneScripts.Body(context),
                AttestationState = await Ceremonies.End(context, writer),
            }
        );
        if (!result.Succeeded || result.UserEntity.Id != person.Id.ToString("D"))
        {
            return No(context, "people.passkey.not-made", StatusCodes.Status400BadRequest);
        }

        result.Passkey.Name = Agents.Describe(context);
        await writer.Do(s => Credentials.SavePasskey(s, person.Id, result.Passkey, used: false));
        return Results.Json(new { });
    }

    private static Person Me(HttpContext context, Reads reads)
    {
        using var sql = reads.OfServer();
        return Credentials.ById(sql, Caller.Of(context).Person!.Value)!;
    }

    private static IResult No(HttpContext context, string key, int status) =>
        Results.Json(
            new { error = key.Split('.')[^1], sentence = Words.In(Caller.Of(context).Language)[key] },
            statusCode: status
        );
}
