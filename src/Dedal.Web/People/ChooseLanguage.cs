using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>Language of this browser, and of the person when she is signed in.</summary>
public static class ChooseLanguage
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/language", Do).AllowAnyone();

    private static async Task<IResult> Do(HttpContext context, Writer writer, Sessions sessions)
    {
        var typed = await Typed.Read(context);
        var language = typed["language"];
        if (Words.Languages.Contains(language))
        {
            SessionCookie.WriteLanguage(context, language);
            if (Caller.Of(context).Person is { } person)
            {
                await writer.Do(s =>
                    s.Sql.Execute("update person set language = $1 where person_id = $2", language, person)
                );
                sessions.Forget(person);
            }
        }

        return Results.Redirect(SignIn.Local(typed["back"]));
    }
}
