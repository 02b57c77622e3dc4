using System.Diagnostics;
using System.Globalization;

namespace Dedal.Tests.Domain.PlainText;

/// <summary>Runs hledger and ledger where they are installed.</summary>
internal static class PeerPrograms
{
    public static bool AreInstalled { get; } = Exists("hledger") && Exists("ledger");

    /// <summary>"account TAB commodity" to amount as the program computes it, or what it complained about.</summary>
    public static (Dictionary<string, decimal> Balances, string? Error) Hledger(string file)
    {
        var (output, error) = Run(
            "hledger",
            ["-f", file, "balance", "--flat", "--no-total", "--empty", "--layout=bare", "-O", "csv", "-c", "1000."]
        );
        return error is null ? (ReadHledger(output), null) : ([], error);
    }

    public static (Dictionary<string, decimal> Balances, string? Error) Ledger(string file)
    {
        var (output, error) = Run(
            "ledger",
            [
                "-f",
                file,
                "register",
                "--no-pager",
                "--unround",
                "--format",
                "%(account)\t%(commodity)\t%(quantity(amount))\n",
            ]
        );
        return error is null ? (ReadLedger(output), null) : ([], error);
    }

    private static Dictionary<string, decimal> ReadHledger(string csv)
    {
        var balances = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var row in csv.Split('\n').Skip(1))
        {
            var cells = row.Split("\",\"");
            if (cells.Length != 3)
            {
                continue;
            }

            var commodity = cells[1].Replace("\"\"", "\"", StringComparison.Ordinal).Trim('"');
            Add(balances, cells[0].TrimStart('"') + "\t" + commodity, cells[2].TrimEnd('"', '\r'));
        }

        return balances;
    }

    private static Dictionary<string, decimal> ReadLedger(string rows)
    {
        var balances = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var row in rows.Split('\n'))
        {
            if (row.Split('\t') is [var account, var commodity, var amount])
            {
                Add(balances, account.Trim('(', ')', '[', ']') + "\t" + commodity.Trim('"'), amount);
            }
        }

        return balances.Where(b => b.Value != 0).ToDictionary(StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, decimal> balances, string key, string amount)
    {
        var number = amount.Split(' ')[0].Trim('"');
        var value = decimal.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        var sum = balances.GetValueOrDefault(key) + value;
        balances[key] = sum;
        if (sum == 0)
        {
            balances.Remove(key);
        }
    }

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    private static (string Output, string? Error) Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["HOME"] = Path.GetTempPath();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, process.ExitCode == 0 ? null : error.GetAwaiter().GetResult());
    }
}
