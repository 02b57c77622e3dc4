using System.Net;
using System.Text.Json;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;

namespace Dedal.Tests.Keep;

public class WatchingTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Health_says_version_engine_writable_and_counts_without_sign_in(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        await app.Workshop("Bordados");
        var text = await app.Client().GetStringAsync(new Uri("/health", UriKind.Relative));
        var health = JsonDocument.Parse(text).RootElement;
        Assert.Equal("ok", health.GetProperty("status").GetString());
        Assert.Equal(engine == EngineKind.Sqlite ? "sqlite" : "postgresql", health.GetProperty("engine").GetString());
        Assert.True(health.GetProperty("writable").GetBoolean());
        Assert.Equal(1, health.GetProperty("heads").GetInt64());
        Assert.DoesNotContain("Bordados", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measures_are_for_the_machine_itself_and_not_through_a_proxy()
    {
        var folder = Directory.CreateTempSubdirectory("dedal-measures-").FullName;
        try
        {
            await MadeYear.CopyTo(folder);
            await using var server = await BuiltProgram.Serve("demo", "--data", folder);
            using var client = new HttpClient { BaseAddress = server.Url };
            // A request is measured after it was answered, and before the next one of its connection is read.
            await client.GetStringAsync(new Uri("/health", UriKind.Relative));
            var measures = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
            Assert.Contains("dedal_writable", measures, StringComparison.Ordinal);
            Assert.Contains("http_server_request_duration_seconds", measures, StringComparison.Ordinal);
            client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
            using var outside = await client.GetAsync(new Uri("/metrics", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_filled_database_is_served_in_250_MB()
    {
        var folder = Directory.CreateTempSubdirectory("dedal-start-").FullName;
        try
        {
            await MadeYear.CopyTo(folder);
            await using var server = await BuiltProgram.Serve("serve", "--data", folder);
            Assert.InRange(server.ResidentBytes, 1, 250L << 20);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
