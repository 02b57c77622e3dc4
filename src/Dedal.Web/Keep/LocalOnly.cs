using System.Net;
using Dedal.Web.People;

namespace Dedal.Web.Keep;

/// <summary>Lets through only what comes from this machine itself and was not passed on by a proxy.</summary>
public static class LocalOnly
{
    /// <summary>Makes an endpoint look absent to everybody else.</summary>
    public static T Guard<T>(T endpoint)
        where T : IEndpointConventionBuilder
    {
        endpoint.Add(builder =>
        {
            var inner = builder.RequestDelegate!;
            builder.RequestDelegate = context =>
                IsLocal(context) ? inner(context) : Refused.Answer(context, StatusCodes.Status404NotFound);
        });
        return endpoint;
    }

    public static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && !context.Request.Headers.Keys.Any(h =>
            h.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || h.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
            || h.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        );
}
