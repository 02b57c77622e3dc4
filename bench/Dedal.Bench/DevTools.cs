using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dedal.Bench;

/// <summary>
/// Chromium with one page, spoken to over its DevTools socket: page and service worker on the same slow line, every
/// byte that comes over it counted.
/// </summary>
internal sealed class DevTools : IAsyncDisposable
{
    private readonly Process process;
    private readonly string profile;
    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> waiting = new();
    private readonly ConcurrentDictionary<string, string> sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Kind, string Url)> requests = new(StringComparer.Ordinal);
    private bool offline;
    private int last;

    private DevTools(Process process, string profile)
    {
        (this.process, this.profile) = (process, profile);
    }

    public static string Program =>
        Environment.GetEnvironmentVariable("DEDAL_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";

    /// <summary>What came over the line since it was emptied: kind of request, address, bytes with headers.</summary>
    public ConcurrentQueue<(string Kind, string Url, double Bytes)> Received { get; } = new();

    public static async Task<DevTools> Open()
    {
        var profile = Directory.CreateTempSubdirectory("dedal-bench-chromium-").FullName;
        string[] switches =
        [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=360,640",
            "--remote-debugging-port=0",
            $"--user-data-dir={profile}",
            "about:blank",
        ];
        var start = new ProcessStartInfo(Program, switches)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var port = Path.Combine(profile, "DevToolsActivePort");
        for (var tries = 0; !File.Exists(port) || (await File.ReadAllLinesAsync(port)).Length < 2; tries++)
        {
            await Task.Delay(tries < 600 ? 50 : throw new InvalidOperationException("Chromium did not start."));
        }

        var tools = new DevTools(process, profile);
        var where = await File.ReadAllLinesAsync(port);
        await tools.socket.ConnectAsync(new Uri($"ws://127.0.0.1:{where[0]}{where[1]}"), CancellationToken.None);
        _ = Task.Run(tools.Listen);
        await tools.Send(
            "Target.setAutoAttach",
            new()
            {
                ["autoAttach"] = true,
                ["waitForDebuggerOnStart"] = true,
                ["flatten"] = true,
            }
        );
        while (!tools.sessions.Values.Contains("page", StringComparer.Ordinal))
        {
            await Task.Delay(10);
        }

        return tools;
    }

    /// <summary>A cookie as if the server had set it.</summary>
    public Task SetCookie(Uri url, string name, string value) =>
        Send(
            "Network.setCookie",
            new()
            {
                ["url"] = url.ToString(),
                ["name"] = name,
                ["value"] = value,
            },
            Page
        );

    /// <summary>Runs before any script of every page from here on.</summary>
    public Task BeforeEveryPage(string script) =>
        Send("Page.addScriptToEvaluateOnNewDocument", new() { ["source"] = script }, Page);

    public Task Go(Uri address) => Send("Page.navigate", new() { ["url"] = address.ToString() }, Page);

    /// <summary>The value of an expression, awaited.</summary>
    public async Task<JsonNode?> Evaluate(string expression)
    {
        var answer = await Send(
            "Runtime.evaluate",
            new()
            {
                ["expression"] = expression,
                ["awaitPromise"] = true,
                ["returnByValue"] = true,
            },
            Page
        );
        return answer["exceptionDetails"] is null && answer["result"] is { } result
            ? result["value"]
            : throw new InvalidOperationException($"{expression}: {answer.ToJsonString()}");
    }

    public async Task Offline(bool on)
    {
        offline = on;
        foreach (var session in sessions.Keys)
        {
            await SlowLine(session);
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        socket.Dispose();
        sending.Dispose();
        for (var tries = 0; tries < 20 && Directory.Exists(profile); tries++)
        {
            try
            {
                Directory.Delete(profile, recursive: true);
            }
            catch (IOException)
            {
                await Task.Delay(100); // its last child is still closing files
            }
        }
    }

    private string Page => sessions.First(s => s.Value == "page").Key;

    private async Task Attached(string session, string kind)
    {
        await Send("Network.enable", [], session);
        await SlowLine(session);
        if (kind == "page")
        {
            await Send("Page.enable", [], session);
            await Send("Emulation.setCPUThrottlingRate", new() { ["rate"] = 6 }, session);
            await Send(
                "Emulation.setDeviceMetricsOverride",
                new()
                {
                    ["width"] = 360,
                    ["height"] = 640,
                    ["deviceScaleFactor"] = 2,
                    ["mobile"] = true,
                },
                session
            );
        }

        await Send("Runtime.runIfWaitingForDebugger", [], session);
        sessions[session] = kind;
    }

    private Task<JsonNode> SlowLine(string session) =>
        Send(
            "Network.emulateNetworkConditions",
            new()
            {
                ["offline"] = offline,
                ["latency"] = 400,
                ["downloadThroughput"] = 400_000 / 8,
                ["uploadThroughput"] = 400_000 / 8,
            },
            session
        );

    private async Task<JsonNode> Send(string method, JsonObject args, string? session = null)
    {
        var id = Interlocked.Increment(ref last);
        var message = new JsonObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = args,
        };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        await sending.WaitAsync();
        try
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(message);
            await socket.SendAsync(bytes, WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }

        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private async Task Listen()
    {
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Take(JsonNode.Parse(message.ToArray())!);
                    message.SetLength(0);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The browser is closed.
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is { } id)
        {
            if (waiting.TryRemove(id.GetValue<int>(), out var answer))
            {
                answer.SetResult(message["result"] ?? message["error"]!);
            }

            return;
        }

        var what = message["params"]!;
        var request = message["sessionId"] + "/" + what["requestId"];
        switch (message["method"]!.GetValue<string>())
        {
            case "Target.attachedToTarget":
                var (session, kind) = ($"{what["sessionId"]}", $"{what["targetInfo"]!["type"]}");
                _ = Task.Run(() => Attached(session, kind));
                break;
            case "Target.detachedFromTarget":
                sessions.TryRemove($"{what["sessionId"]}", out _);
                break;
            case "Network.responseReceived":
                requests[request] = ($"{what["type"]}", $"{what["response"]!["url"]}");
                break;
            case "Network.loadingFinished"
                when requests.TryGetValue(request, out var of) && of.Url.StartsWith("http", StringComparison.Ordinal):
                Received.Enqueue((of.Kind, of.Url, what["encodedDataLength"]!.GetValue<double>()));
                break;
            default:
                break;
        }
    }
}
