using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dedal.Web.Shared;

namespace Dedal.Web.Sync;

/// <summary>What an enrolled phone keeps about its organisation; every module adds its part.</summary>
public static class ServeSnapshot
{
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Phones whose copies one phone may hold at once.</summary>
    private const int MostCopies = 10;

    private static readonly CultureInfo Inv = CultureInfo.InvariantCulture;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/o/{org:guid}/snapshot", (RequestDelegate)Serve).AllowDevice();

    private static async Task Serve(HttpContext context)
    {
        var caller = Caller.Of(context);
        if (caller.Proven is { Revoked: true })
        {
            // It may hand in what it holds; it learns nothing more.
            context.Response.StatusCode = StatusCodes.Status410Gone;
            return;
        }

        var language = context.Request.Query["lang"].ToString();
        var of = new SnapshotOf(
            context.RequestServices.GetRequiredService<Reads>(),
            caller.Org!,
            Words.In(Words.Languages.Contains(language) ? language : caller.Language),
            context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
            caller.Proven!.Device.ToString("D"),
            Waiting(context, caller.Proven.Device.ToString("D"))
        );
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Plainly);
        json.WriteStartObject();
        json.WriteString("org", of.Org.Id);
        json.WriteString("name", of.Org.Name);
        json.WriteString("currency", of.Org.Currency);
        json.WriteNumber("scale", of.Org.Scale);
        json.WriteString("zone", of.Org.TimeZone);
        json.WriteBoolean("demo", of.Org.Demo);
        json.WriteNumber("now", of.Now.ToUnixTimeMilliseconds());
        foreach (var module in App.Modules)
        {
            module.WriteSnapshot(json, of);
        }

        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    /// <summary>The first number that waits, of this phone and of each whose copy was brought to it.</summary>
    private static Dictionary<string, long> Waiting(HttpContext context, string device)
    {
        var query = context.Request.Query;
        var waiting = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var pair in query["of"].Take(MostCopies).Append($"{device}:{query["after"]}"))
        {
            var colon = pair!.LastIndexOf(':');
            if (colon is > 0 and <= 100)
            {
                waiting[pair[..colon]] = long.TryParse(pair[(colon + 1)..], Inv, out var n) ? n : 0;
            }
        }

        return waiting;
    }
}
