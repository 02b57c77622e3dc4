using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dedal.Browser;

/// <summary>
/// The built program as its own process, on a free port of 127.0.0.1, with its data in a temporary folder. As a class
/// fixture it is one running server per test class. <see cref="Kill"/> and <see cref="Start"/> keep port and
/// data: what a server that went away and came back looks like to a phone.
/// </summary>
public sealed class RunningApp : IAsyncLifetime
{
    /// <summary>How quick it is, is measured by the bench: what fails here did not come at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);

    private readonly string[] arguments;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dedal-browser-");
    private readonly ConcurrentQueue<string> output = new();
    private Process? process;

    public RunningApp()
        : this([]) { }

    internal RunningApp(string[] verb)
    {
        arguments = [ServerPath(), .. verb, "--data", folder.FullName];
    }

    public Uri Url { get; private set; } = FreeUrl();

    /// <summary>Where this server keeps its data.</summary>
    public string Folder => folder.FullName;

    /// <summary>What the program printed so far, its sign-in codes among it.</summary>
    public IReadOnlyCollection<string> Output => output;

    public async ValueTask InitializeAsync()
    {
        try
        {
            await Start();
        }
        catch (InvalidOperationException e)
            when (e.Message.Contains("address already in use", StringComparison.Ordinal))
        {
            // Somebody took the port after it was looked for.
            Url = FreeUrl();
            await Start();
        }
    }

    /// <summary>Starts the program and waits until it answers, whatever it answers.</summary>
    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet", [.. arguments, "--urls", Url.ToString()])
        {
            WorkingDirectory = folder.FullName,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start)!;
        process.StandardInput.Close();
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await UntilItAnswers();
    }

    /// <summary>The power went: SIGKILL, nothing can be tidied up.</summary>
    public async Task Kill()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop (SIGTERM) and waits; returns the exit code.</summary>
    public async Task<int> Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"]);
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
            await Kill();
        process?.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task UntilItAnswers()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience && !process!.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(Url);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(50);
            }
        }
        if (process!.HasExited)
            await process.WaitForExitAsync(); // until its last lines are read
        var ended = process.HasExited ? $"ended with code {process.ExitCode}" : $"did not answer in {Patience}";
        throw new InvalidOperationException($"The server {ended}. It printed:\n{string.Join('\n', output)}");
    }

    private void Keep(string? line)
    {
        if (line is not null)
            output.Enqueue(line);
    }

    private static Uri FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    // Built with these tests, so in the same configuration and for the same framework.
    private static string ServerPath()
    {
        var mine = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(Repository.Root, "src/Dedal.Web/bin", mine.Parent!.Name, mine.Name, "dedal.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not built: run bin/check first.");
    }
}
