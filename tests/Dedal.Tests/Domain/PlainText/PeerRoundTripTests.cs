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

    [Theory]
    [InlineData("a  $-5.35\n  b  7.28\n  (c)  $9")]
    [InlineData("a  $-5\n  a  $-1\n  b  7.28 X\n  b  1 X\n  (c)  $9")]
    [InlineData("a  10.12 X @ $12.3456\n  b  $-124.93\n  c  2.889295 Y")]
    [InlineData("a  1 X @ $1.004\n  b  $-1.00")]
    [InlineData("a  5 X @ $-2\n  b  $10")]
    [InlineData("a  1 X @ 2 X\n  b  -2 X")]
    [InlineData("a  10 X {$1} [2024-01-05] @ $2  ; kept\n  b  $-20")]
    [InlineData("[a]  1 X @@ $3\n  [b]  $-3\n  (c d)  7\n  e  0")]
    [InlineData("a  1 \"and\"\n  b  2 \"A_1\"\n  c  3 \"a-b\"\n  d  4 R$")]
    public void Both_programs_read_what_only_one_of_them_would_have_read_as_it_was(string postings)
    {
        // Another amount makes the precision finer in the export than it was when the tolerance was applied.
        var elided =
            postings.Contains("Y", StringComparison.Ordinal) || postings.Contains("R$", StringComparison.Ordinal);
        Check(
            $"commodity $1.00\n\n2024-01-05 (x) y\n  {postings}\n{(elided ? "  z\n" : "")}"
                + "\n2024-01-06\n  p  $1.2345\n  q\n"
        );
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
