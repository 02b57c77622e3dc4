namespace Dedal.Web.People;

/// <summary>What browsers are told on every answer: nothing from elsewhere, nothing in a frame, nothing kept.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Styles are inlined in the page (one TCP window); scripts never are.</summary>
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "media-src 'self' blob:; "
        + "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(Write, context);
        return next(context);
    }

    private static Task Write(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!IsPart(context))
        {
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.Remove("blazor-enhanced-nav"); // there is no such script here
            if (!Is(context, "application/json"))
            {
                // From figures for a script nobody goes anywhere.
                headers["Referrer-Policy"] = "same-origin";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
            }
        }

        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// A script of a page does what the page may do; only a worker, which stands elsewhere, has a policy of its own.
    /// What would be said for nothing takes a tenth of all that a phone loads.
    /// </summary>
    private static bool IsPart(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/phone", StringComparison.Ordinal) && Is(context, "text/javascript");

    private static bool Is(HttpContext context, string type) =>
        context.Response.ContentType?.StartsWith(type, StringComparison.Ordinal) == true;
}
