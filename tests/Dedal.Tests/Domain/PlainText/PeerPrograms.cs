using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Dedal.Tests.Domain.PlainText;

/// <summary>Runs hledger and ledger where they are installed.</summary>
internal static class PeerPrograms
{
    public static bool AreInstalled { get; } = Exists("hledger") && Exists("ledger");

    /// <summary>"account TAB commodity" to amount as the program computes it, or what it complained about.</summary>
    public static (Dictionary<string, decimal> Balances, string? Error) Hledger(string file)
    {
        var (output, error) = Run("hledger", ["-f", file, "balance", "--flat", "--no-total", "--empty", "-O", "json"]);
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

    private static Dictionary<string, decimal> ReadHledger(string json)
    {
        var balances = new Dictionary<string, decimal>(StringComparer.Ordinal);
        using var report = JsonDocument.Parse(json);
        foreach (var row in report.RootElement[0].EnumerateArray())
        {
            foreach (var amount in row[3].EnumerateArray())
            {
                var quantity = amount.GetProperty("aquantity");
                var value = (decimal)quantity.GetProperty("decimalMantissa").GetInt64();
                for (var places = quantity.GetProperty("decimalPlaces").GetInt32(); places > 0; places--)
                {
                    value /= 10;
                }

                Add(balances, row[0].GetString() + "\t" + amount.GetProperty("acommodity").GetString(), value);
            }
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
                Add(balances, account.Trim('(', ')', '[', ']') + "\t" + commodity.Trim('"'), Number(amount));
            }
        }

        return balances.Where(b => b.Value != 0).ToDictionary(StringComparer.Ordinal);
    }

    // ledger prints the commodity behind the quantity where it has quotes.
    private static decimal Number(string amount) =>
        decimal.Parse(amount.Split(' ')[0].Trim('"'), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static void Add(Dictionary<string, decimal> balances, string key, decimal value)
    {
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
