namespace Dedal.Bench;

/// <summary>
/// The same journal read by ledger, hledger and beancount, which read the text for every report, and by Dedal, which
/// reads it once. Every report is a process of its own. What is not installed is left out (bench/peers installs it).
/// </summary>
internal static class Peers
{
    private const string Org = "Gran taller";

    public static async IAsyncEnumerable<Figure> Run(Size size)
    {
        var folder = Directory.CreateTempSubdirectory("dedal-bench-").FullName;
        var transactions = size.Transactions ?? size.Of(100_000, 500);
        var (journal, beans) = (Path.Combine(folder, "book.journal"), Path.Combine(folder, "book.beancount"));
        JournalFile.Write(journal, transactions);
        JournalFile.Write(beans, transactions, asBeancount: true);
        yield return Figure.Info("transactions in the journal", transactions, "");
        string[] year = ["-b", "2024-01-01", "-e", "2025-01-01"];
        foreach (
            var figure in Program(
                "ledger",
                ["-f", journal],
                ["bal"],
                ["bal", "ingresos", "gastos", .. year],
                ["bal", "activo", "pasivo"]
            )
        )
        {
            yield return figure;
        }

        foreach (var figure in Program("hledger", ["-f", journal], ["bal"], ["is", "-M", .. year], ["bs"]))
        {
            yield return figure;
        }

        foreach (var figure in Program("bean-report", [beans], ["balances"], ["income"], ["balsheet"]))
        {
            yield return figure;
        }

        foreach (var figure in Dedal(folder, journal))
        {
            yield return figure;
        }

        await Task.Run(() => Directory.Delete(folder, recursive: true));
    }

    private static IEnumerable<Figure> Program(
        string program,
        string[] file,
        string[] balances,
        string[] income,
        string[] sheet
    )
    {
        if (!IsInstalled(program))
        {
            Console.Error.WriteLine($"{program} is not installed");
            yield break;
        }

        var most = 0.0;
        foreach (var (name, report) in new[] { ("balances", balances), ("income", income), ("balance sheet", sheet) })
        {
            using var child = new Child(program, [.. file, .. report]);
            yield return Figure.Info($"{program}, {name}", child.Seconds(), "s");
            most = Math.Max(most, child.PeakMegabytes);
        }

        yield return Figure.Info($"  {program}, most resident memory", most, "MB");
    }

    private static IEnumerable<Figure> Dedal(string folder, string journal)
    {
        string[] data = ["--org", Org, "--data", Path.Combine(folder, "data")];
        using (var import = Child.OfDedal(["import", journal, .. data]))
        {
            yield return Figure.Info("dedal, import once", import.Seconds(), "s");
            yield return Figure.Info("  dedal, most resident memory", import.PeakMegabytes, "MB");
        }

        string[] year = ["--from", "2024-01-01", "--to", "2024-12-31"];
        foreach (
            var (name, report) in new (string, string[])[]
            {
                ("balances", ["balance"]),
                ("income", ["income", .. year]),
                ("balance sheet", ["sheet"]),
            }
        )
        {
            yield return Figure.Info($"dedal, {name}", Child.Run(["report", .. report, .. data]), "s");
        }
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
