using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dedal.Web.Shared;

namespace Dedal.Web.Sync;

/// <summary>What an enrolled phone keeps about its organisation; every module adds its part.</summary>
public static class ServeSnapshot
{
    /// <summary>A home screen is for doing, not for reading lists.</summary>
    private const int MostTasks = 4;

    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        var after = long.TryParse(context.Request.Query["after"], CultureInfo.InvariantCulture, out var n) ? n : 0;
        var of = new SnapshotOf(
            context.RequestServices.GetRequiredService<Reads>(),
            caller.Org!,
            Words.In(Words.Languages.Contains(language) ? language : caller.Language),
            context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
            caller.Proven!.Device.ToString("D"),
            after
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
        var (shift, until) = of.Org.ClockAt(of.Now);
        json.WriteNumber("shift", shift.TotalMinutes);
        json.WriteNumber("shiftTo", until.ToUnixTimeMilliseconds());
        foreach (var module in App.Modules)
        {
            module.WriteSnapshot(json, of);
        }

        WriteTasks(json, of);
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    /// <summary>What waits in the workshop, in words: a phone only shows it while nothing of its own waits.</summary>
    private static void WriteTasks(Utf8JsonWriter json, SnapshotOf of)
    {
        json.WriteStartArray("tasks");
        var tasks = App.Modules.SelectMany(m => m.Tasks(of.Reads, of.Org, of.Today, of.W));
        foreach (var task in tasks.Where(t => t.Screen is not null).Take(MostTasks))
        {
            json.WriteStartObject();
            json.WriteString("icon", task.Icon);
            json.WriteString("what", task.Text);
            json.WriteString("screen", task.Screen);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
