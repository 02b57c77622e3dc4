namespace Dedal.Tests.Domain.PlainText;

/// <summary>An export gives hledger and ledger the balances that Dedal has.</summary>
public sealed class PeerRoundTripTests
{
    public static TheoryData<string> Journals =>
        [
            .. ReferenceJournalTests
                .Accepted.Select(c => c.Data)
                .Where(n => !n.StartsWith("ledger-tests", StringComparison.Ordinal)),
        ];

    [Theory]
    [MemberData(nameof(Journals))]
    public void Both_programs_read_the_export_and_reach_the_same_balances(string name) =>
        Check(File.ReadAllText(ReferenceJournalTests.FileOf(name)));

    [Fact]
    public void Both_programs_read_one_export_of_all_the_small_journals()
    {
        Assert.SkipUnless(BooksFolder.Path is not null, "no reference journals here");
        foreach (var file in BooksFolder.Journals("ledger-tests"))
        {
            var run = JournalRun.Read(File.ReadAllText(file));
            Assert.Null(run.Refusal);
        }

        var all = BooksFolder
            .Journals("ledger-tests")
            .SelectMany(f => JournalRun.Read(File.ReadAllText(f)).Transactions)
            .ToList();
        Check(ExportTests.Export(all));
    }

    internal static void Check(string journal)
    {
        Assert.SkipUnless(PeerPrograms.AreInstalled, "hledger and ledger are not installed here");
        var run = JournalRun.Read(journal);
        Assert.Null(run.Refusal);
        var file = Path.Combine(Path.GetTempPath(), $"dedal-export-{Path.GetRandomFileName()}.journal");
        try
        {
            File.WriteAllText(file, ExportTests.Export(run.Transactions));
            var (hledger, hledgerError) = PeerPrograms.Hledger(file);
            Assert.Null(hledgerError);
            Assert.Equal(ExportTests.Sorted(run.Balances), ExportTests.Sorted(hledger));
            var (ledger, ledgerError) = PeerPrograms.Ledger(file);
            Assert.Null(ledgerError);
            Assert.Equal(ExportTests.Sorted(run.Balances), ExportTests.Sorted(ledger));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
