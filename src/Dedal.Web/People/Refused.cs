using System.Globalization;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dedal.Web.People;

/// <summary>The one way a request is turned away: a page with a sentence, JSON for programs, the sign-in page.</summary>
public static class Refused
{
    /// <param name="status">401, 403, 404, 429 or 500.</param>
    /// <param name="key">Word key of another sentence than the status's own.</param>
    public static Task Answer(HttpContext context, int status, string? key = null)
    {
        var language = context.Features.Get<Caller>()?.Language ?? CallerMiddleware.LanguageOf(context);
        key ??= "people.refused." + status.ToString(CultureInfo.InvariantCulture);
        if (WantsJson(context.Request))
        {
            return Results
                .Json(new { error = key.Split('.')[^1], sentence = Words.In(language)[key] }, statusCode: status)
                .ExecuteAsync(context);
        }

        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Redirect(SignInAddress(context.Request));
            return Task.CompletedTask;
        }

        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(RefusedPage.Language)] = language,
            [nameof(RefusedPage.Sentence)] = Words.In(language)[key],
        };
        return new RazorComponentResult<RefusedPage>(parameters) { StatusCode = status }.ExecuteAsync(context);
    }

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
