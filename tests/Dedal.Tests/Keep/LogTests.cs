using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dedal.Tests.Keep;

/// <summary>Words that only personal data would carry are sent everywhere; none of them may be in a log.</summary>
public class LogTests
{
    private const string Canary = "canario";

    [Theory, ClassData(typeof(Engines))]
    public async Task Logs_hold_routes_and_faults_and_nothing_that_somebody_typed(EngineKind engine)
    {
        using var logs = new Logs();
        await using var app = await TestApp.Start(
            engine,
            b => b.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Information),
            routes: r =>
                r.MapGet("/fault", string (HttpContext c) => throw new InvalidOperationException(Canary)).AllowAnyone()
        );
        var org = await app.Workshop("Taller " + Canary);
        var client = await app.SignedIn(org.Id, Who.Treasurer);
        client.DefaultRequestHeaders.Add("User-Agent", Canary);
        client.DefaultRequestHeaders.Add("Referer", $"http://localhost/{Canary}");

        foreach (var path in new[] { "/" + Canary, $"/o/{org.Id}/hoy?who={Canary}", $"/o/{Canary}/hoy" })
        {
            using var got = await client.GetAsync(new Uri(path, UriKind.Relative));
        }

        using var fault = await client.GetAsync(new Uri("/fault", UriKind.Relative));
        Assert.Equal(HttpStatusCode.InternalServerError, fault.StatusCode);
        Assert.DoesNotContain(Canary, await fault.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        string[] bodies =
        [
            $$"""
                [{"id":"{{TestBook.Id()}}","kind":"sale","schema":1,"occurredOn":"2026-03-14",
                "capturedAt":1773500000000,"clockOffset":0,"device":"{{Canary}}","deviceSeq":1,
                "body":{"total":2500,"note":"{{Canary}}","paid":[{"how":"cash","amount":2500}] } }]
                """,
            $"[{{\"{Canary}\":",
            Canary,
        ];
        foreach (var body in bodies)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var sent = await client.PostAsync(new Uri($"/o/{org.Id}/documents", UriKind.Relative), content);
        }

        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["login"] = Canary, ["password"] = Canary + Canary }
        );
        using var signIn = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);

        Assert.Contains(logs.Lines, l => l.Contains("/fault", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, l => l.Contains("InvalidOperationException", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, l => l.Contains("documents 200", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, l => l.Contains(Canary, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_program_writes_one_JSON_object_a_line()
    {
        var folder = Directory.CreateTempSubdirectory("dedal-log-").FullName;
        try
        {
            await using var server = await BuiltProgram.Serve("serve", "--data", folder);
            using var client = new HttpClient();
            using var answer = await client.GetAsync(new Uri(server.Url, "/canario?canario=1"));
            Assert.Equal(0, await server.Stop());
            var lines = server.Output.Split('\n').Where(l => l.StartsWith('{')).ToList();
            Assert.NotEmpty(lines);
            Assert.All(lines, l => System.Text.Json.JsonDocument.Parse(l).Dispose());
            Assert.Contains(lines, l => l.Contains("no route 404", StringComparison.Ordinal));
            Assert.DoesNotContain("canario", server.Output + server.Errors, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Everything logged, with its exception, as text.</summary>
    private sealed class Logs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
