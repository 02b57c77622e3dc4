using System.Diagnostics;
using Dedal.Web.People;

namespace Dedal.Web.Keep;

/// <summary>
/// One line a request: the route as it was declared, the status, the time. Never the address itself, a header, a body
/// or who asked. A fault is logged with its type and place; its message could hold what somebody typed.
/// </summary>
public sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // She went away; nobody waits for an answer.
        }
        catch (Exception e)
        {
            await Answer(context, e);
        }

        var route = context.GetEndpoint() is RouteEndpoint endpoint ? PermissionMiddleware.Name(endpoint) : "no route";
        if (route.EndsWith("/health", StringComparison.Ordinal) || route.EndsWith("/metrics", StringComparison.Ordinal))
        {
            // Monitors ask every few seconds; they know themselves what they were told.
            return;
        }

        var ms = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Answered(log, route, context.Response.StatusCode, Math.Round(ms, 1));
    }

    private async Task Answer(HttpContext context, Exception e)
    {
        if (e is BadHttpRequestException bad && !context.Response.HasStarted)
        {
            context.Response.StatusCode = bad.StatusCode;
            return;
        }

        Broken(log, e.GetType().FullName, e.StackTrace);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        await Refused.Answer(context, StatusCodes.Status500InternalServerError);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Route} {Status} {Milliseconds}")]
    private static partial void Answered(ILogger log, string route, int status, double milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed: {Fault} {Place}")]
    private static partial void Broken(ILogger log, string? fault, string? place);
}
