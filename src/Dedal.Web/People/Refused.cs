using System.Globalization;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>
/// The one way a request is turned away: a page with a sentence, JSON for programs, the sign-in page.
/// </summary>
public static class Refused
{
    /// <param name="status">401, 403, 404, 413, 429, 500 or 503.</param>
    /// <param name="key">Word key of another sentence than the status's own.</param>
    public static async Task Answer(HttpContext context, int status, string? key = null)
    {
        if (context.Features.Get<Caller>() is not { } caller)
        {
            caller = Caller.Nobody(CallerMiddleware.LanguageOf(context));
            context.Features.Set(caller);
        }

        // Signing in is no help where a phone is asked for.
        var toSignIn = status == StatusCodes.Status401Unauthorized && key is null;
        key ??= "people.refused." + status.ToString(CultureInfo.InvariantCulture);
        var sentence = Words.In(caller.Language)[key];
        if (WantsJson(context.Request))
        {
            await Results.Json(new { error = key.Split('.')[^1], sentence }, statusCode: status).ExecuteAsync(context);
        }
        else if (!toSignIn)
        {
            await Page.Of<RefusedPage>(context, new { Text = sentence }, status).ExecuteAsync(context);
        }
        else if (await Typed(context) is { Count: > 0 } typed)
        {
            await Page.Of<SessionOverPage>(context, new { Typed = typed }, status).ExecuteAsync(context);
        }
        else
        {
            context.Response.Redirect(SignInAddress(context.Request));
        }
    }

    /// <summary>
    /// What she had typed when her session was over: it is not lost. Files and secrets are not kept.
    /// </summary>
    private static async Task<List<(string Name, string Value)>> Typed(HttpContext context)
    {
        if (
            !context.Request.HasFormContentType
            || context.Request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
        )
        {
            return [];
        }

        var form = await Form.Fields(context) ?? FormCollection.Empty;
        return form.Keys.Any(IsSecret)
            ? []
            : [.. form.SelectMany(f => f.Value.Select(v => (Name: f.Key, Value: v ?? "")))];
    }

    private static bool IsSecret(string field) => field is "password" or "code" or "pin";

    /// <summary>Programs and our own scripts ask for or send JSON; browsers' navigations never do.</summary>
    public static bool WantsJson(HttpRequest request) =>
        request.HasJsonContentType()
        || (
            request.Headers.Accept.ToString() is var accept
            && accept.Contains("application/json", StringComparison.OrdinalIgnoreCase)
            && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
        );

    private static string SignInAddress(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
            ? "/sign-in?next=" + Uri.EscapeDataString(request.Path + request.QueryString)
            : "/sign-in";
}
