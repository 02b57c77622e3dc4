using System.Diagnostics;
using System.Globalization;

namespace Dedal.Bench;

/// <summary>A program in a process of its own, watched for the most memory it ever held.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;
    private readonly Thread watch;

    public Child(string program, string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        start.Environment["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1";
        Started = Stopwatch.GetTimestamp();
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, e) => Errors += e.Data is null ? "" : e.Data + "\n";
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        watch = new Thread(Watch) { IsBackground = true };
        watch.Start();
    }

    public long Started { get; }

    public string Errors { get; private set; } = "";

    /// <summary>The kernel's high-water mark of resident memory so far, MB.</summary>
    public double PeakMegabytes { get; private set; }

    /// <summary>Waits for a program that ends by itself.</summary>
    public double Seconds()
    {
        process.WaitForExit();
        var seconds = Stopwatch.GetElapsedTime(Started).TotalSeconds;
        watch.Join();
        return process.ExitCode == 0 ? seconds : throw new InvalidOperationException(Errors);
    }

    /// <summary>The built program of Dedal, as it stands beside this one.</summary>
    public static Child OfDedal(params string[] args) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "dedal.dll"), .. args]);

    public static double Run(params string[] args)
    {
        using var child = OfDedal(args);
        return child.Seconds();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        watch.Join();
        process.Dispose();
    }

    private void Watch()
    {
        while (!process.HasExited)
        {
            try
            {
                var line = File.ReadLines($"/proc/{process.Id}/status")
                    .FirstOrDefault(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
                if (line is not null)
                {
                    PeakMegabytes = double.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture) / 1024;
                }
            }
            catch (Exception e) when (e is IOException or InvalidOperationException)
            {
                return;
            }

            Thread.Sleep(20);
        }
    }
}
