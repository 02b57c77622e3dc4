using Dedal.Web.People;

namespace Dedal.Web.Keep;

/// <summary>
/// Answers with a sentence when nothing can be written: at once while the server knows it, and when a write finds it
/// out. What was not durable was not answered as recorded, and left nothing behind.
/// </summary>
public sealed class StorageMiddleware(RequestDelegate next, ServerState state, Storage storage)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (state.Fault is { } known && !IsReading(context.Request.Method))
        {
            await Refuse(context, known);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && StorageFaults.Of(e) is { } fault)
        {
            storage.Faulted(fault);
            context.Response.Clear();
            await Refuse(context, fault);
        }
    }

    private static Task Refuse(HttpContext context, StorageFault fault) =>
        Refused.Answer(context, StatusCodes.Status503ServiceUnavailable, fault.RefusalKey());

    private static bool IsReading(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
