namespace Dedal.Web.People;

/// <summary>
/// Refuses what another site makes a browser send. Every unsafe request must say that it comes from here:
/// Sec-Fetch-Site where the browser sends it, else Origin. There is no token, so that pages can be stored on the phone.
/// </summary>
public sealed partial class CrossSiteMiddleware(RequestDelegate next, ILogger<CrossSiteMiddleware> log)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsSafe(context.Request.Method) || ComesFromHere(context.Request))
        {
            return next(context);
        }

        Log(
            log,
            context.GetEndpoint() is RouteEndpoint route ? PermissionMiddleware.Name(route) : "an unknown address"
        );
        return Refused.Answer(context, StatusCodes.Status403Forbidden, "people.refused.cross-site");
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool ComesFromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        return site.Count > 0
            ? site is ["same-origin"] or ["none"]
            : request.Headers.Origin is [{ } origin]
                && Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && from.Scheme is "http" or "https"
                && string.Equals(Authority(request, from.Scheme), from.Authority, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Host and port as a URI of the scheme writes them (without the standard port).</summary>
    private static string? Authority(HttpRequest request, string scheme) =>
        Uri.TryCreate($"{scheme}://{request.Host.Value}", UriKind.Absolute, out var here) ? here.Authority : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused {Endpoint}: the request came from another site.")]
    private static partial void Log(ILogger log, string endpoint);
}
