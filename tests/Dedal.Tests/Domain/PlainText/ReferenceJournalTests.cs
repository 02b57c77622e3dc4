using System.Globalization;

namespace Dedal.Tests.Domain.PlainText;

/// <summary>The reference journals, compared with the balances that hledger and ledger compute.</summary>
public sealed class ReferenceJournalTests
{
    private const string Absent = "(no reference journals here)";

    public static TheoryData<string> Accepted => Cases("journals", "numbers", "ledger-tests");

    public static TheoryData<string> WithMonths => Cases("journals");

    public static TheoryData<string> Rejected => Cases("reject");

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_reference_journal_has_the_balances_of_both_programs(string name)
    {
        var file = FileOf(name);
        var run = JournalRun.Read(File.ReadAllText(file));
        Assert.Null(run.Refusal);
        Assert.Equal(Expected(file, ".balances.tsv"), run.Balances.OrderBy(b => b.Key, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WithMonths))]
    public void A_reference_journal_has_the_monthly_changes_of_both_programs(string name)
    {
        var file = FileOf(name);
        var run = JournalRun.Read(File.ReadAllText(file));
        Assert.Equal(Expected(file, ".monthly.tsv"), run.Monthly.OrderBy(b => b.Key, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rejected))]
    public void A_faulty_reference_journal_is_refused_with_its_line(string name)
    {
        var run = JournalRun.Read(File.ReadAllText(FileOf(name)));
        Assert.NotNull(run.Refusal);
        Assert.IsType<int>(run.Refusal.Args[0]);
        Assert.StartsWith("journal-", run.Refusal.Code, StringComparison.Ordinal);
    }

    private static TheoryData<string> Cases(params string[] folders)
    {
        var names = folders
            .SelectMany(f => BooksFolder.Journals(f).Select(j => f + "/" + Path.GetFileNameWithoutExtension(j)))
            .ToArray();
        return [.. names.Length == 0 ? [Absent] : names];
    }

    internal static string FileOf(string name)
    {
        Assert.SkipWhen(string.Equals(name, Absent, StringComparison.Ordinal), "no reference journals here");
        return Path.Combine(BooksFolder.Path!, name + ".journal");
    }

    private static IEnumerable<KeyValuePair<string, decimal>> Expected(string journal, string ending) =>
        File.ReadAllLines(Path.ChangeExtension(journal, null) + ending)
            .Skip(1)
            .Select(row => row.Split('\t'))
            .Select(row => new KeyValuePair<string, decimal>(
                string.Join('\t', row[..^1]),
                decimal.Parse(row[^1], CultureInfo.InvariantCulture)
            ))
            .OrderBy(b => b.Key, StringComparer.Ordinal);
}
