using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>
/// Lets a request through only when its endpoint says who may call it and the caller is one of them. Nothing said, or
/// something that makes no sense, is refused.
/// </summary>
public sealed partial class PermissionMiddleware(RequestDelegate next, ILogger<PermissionMiddleware> log)
{
    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null)
        {
            return Refused.Answer(context, StatusCodes.Status404NotFound);
        }

        // Not one of ours: routing's own answer to a wrong method or content type.
        if (endpoint is not RouteEndpoint route)
        {
            return next(context);
        }

        if (Faults(route) is { } fault)
        {
            Undeclared(log, Name(route), fault);
            return Refused.Answer(context, StatusCodes.Status500InternalServerError);
        }

        var permission = route.Metadata.GetRequiredMetadata<Permission>();
        var refusal = Decide(permission, Caller.Of(context));
        if (refusal is null)
        {
            return next(context);
        }

        Log(log, Name(route), refusal.Value);
        return Refused.Answer(context, refusal.Value, permission == Permission.Device ? "people.refused.device" : null);
    }

    /// <summary>The status of the refusal; null when the caller may.</summary>
    public static int? Decide(Permission permission, Caller caller) =>
        permission == Permission.Anyone ? null
        : permission == Permission.Device
            ? caller.Proven is null ? StatusCodes.Status401Unauthorized
                : null
        : caller.Person is null ? StatusCodes.Status401Unauthorized
        : permission == Permission.SignedIn ? null
        : caller.Org is null ? StatusCodes.Status404NotFound
        : caller.Has(permission.Roles) ? null
        : StatusCodes.Status403Forbidden;

    /// <summary>What is wrong with an endpoint's declaration; null when it is sound.</summary>
    public static string? Faults(RouteEndpoint route)
    {
        var declared = route.Metadata.GetOrderedMetadata<Permission>();
        var namesOrg = route.RoutePattern.GetParameter("org") is not null;
        return declared.Count != 1 ? $"{declared.Count} permissions declared instead of one"
            : (declared[0].Roles.Count > 0 || declared[0] == Permission.Device) != namesOrg
                ? "roles or devices and the organisation in the address belong together"
            : null;
    }

    /// <summary>The route as it was declared: no id, no name.</summary>
    public static string Name(RouteEndpoint route)
    {
        var methods = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        return $"{string.Join(',', methods)} /{route.RoutePattern.RawText?.TrimStart('/')}";
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Endpoint {Endpoint} is refused to everyone: {Fault}.")]
    private static partial void Undeclared(ILogger log, string endpoint, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused {Endpoint} with {Status}.")]
    private static partial void Log(ILogger log, string endpoint, int status);
}
