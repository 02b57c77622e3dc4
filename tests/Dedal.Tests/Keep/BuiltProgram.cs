using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dedal.Tests.Keep;

/// <summary>
/// The built program as its own process: command lines that end, and servers that run until disposed.
/// </summary>
public sealed class BuiltProgram : IAsyncDisposable
{
    /// <summary>How quick it is, is measured by the bench: what fails here did not come at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);

    /// <summary>What a server prints that finds another at its address.</summary>
    private const string PortTaken = "address already in use";

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly Stopwatch sinceStart = Stopwatch.StartNew();

    private bool disposed;

    private BuiltProgram(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, e) => Keep(output, e.Data);
        process.ErrorDataReceived += (_, e) => Keep(errors, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where a server answers.</summary>
    public Uri Url { get; private init; } = new("http://127.0.0.1");

    public string Output => Text(output);

    public string Errors => Text(errors);

    /// <summary>Runs a command line to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> Run(params string[] arguments) =>
        RunWith(null, arguments);

    /// <summary>The same with DEDAL_POSTGRES in its environment, where nothing of ours is otherwise.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunWith(string? postgres, string[] arguments)
    {
        var start = Start(arguments);
        if (postgres is not null)
        {
            start.Environment["DEDAL_POSTGRES"] = postgres;
        }

        await using var program = new BuiltProgram(start);
        return (await program.Ended(), program.Output, program.Errors);
    }

    /// <summary>Starts a server on a free port and does not wait for it.</summary>
    public static BuiltProgram Begin(params string[] arguments) =>
        new(Start([.. arguments, "--urls", $"http://127.0.0.1:{FreePort()}"]));

    /// <summary>Starts a server on a free port and waits for its first answer.</summary>
    public static async Task<BuiltProgram> Serve(params string[] arguments)
    {
        try
        {
            return await ServeAt(new Uri($"http://127.0.0.1:{FreePort()}"), arguments);
        }
        catch (InvalidOperationException e) when (e.Message.Contains(PortTaken, StringComparison.Ordinal))
        {
            // Somebody took the port after it was looked for.
            return await ServeAt(new Uri($"http://127.0.0.1:{FreePort()}"), arguments);
        }
    }

    /// <summary>The same at an address.</summary>
    public static async Task<BuiltProgram> ServeAt(Uri url, string[] arguments)
    {
        var program = new BuiltProgram(Start([.. arguments, "--urls", url.ToString()])) { Url = url };
        try
        {
            await program.Answers();
            return program;
        }
        catch
        {
            // Whoever asked has nothing to dispose of, and it would write on into folders that are deleted.
            await program.DisposeAsync();
            throw;
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>SIGTERM; answers the exit code.</summary>
    public async Task<int> Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        return await Ended();
    }

    /// <summary>SIGSTOP: from here on it does nothing until it is disposed of.</summary>
    public async Task Freeze()
    {
        using var stop = Process.Start("kill", ["-STOP", $"{process.Id}"]);
        var stat = $"/proc/{process.Id}/stat";
        while (!(await File.ReadAllTextAsync(stat)).Contains(") T ", StringComparison.Ordinal))
        {
            await Task.Delay(5);
        }
    }

    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static ProcessStartInfo Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "dedal.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Remove("DEDAL_POSTGRES");
        return start;
    }

    private async Task<int> Ended()
    {
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    private async Task Answers()
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        while (sinceStart.Elapsed < Patience && !process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(Url, "/health"));
                return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(10);
            }
        }

        if (process.HasExited)
        {
            await process.WaitForExitAsync(); // until its last lines are read
        }

        throw new InvalidOperationException($"The server did not answer. It printed:\n{Output}{Errors}");
    }

    private static void Keep(StringBuilder all, string? line)
    {
        lock (all)
        {
            all.AppendLine(line);
        }
    }

    private static string Text(StringBuilder all)
    {
        lock (all)
        {
            return all.ToString();
        }
    }
}
