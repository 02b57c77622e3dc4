using System.Diagnostics;
using System.Text;
using CsCheck;
using Dedal.Domain.PlainText;
using Dedal.Tests.Support;

namespace Dedal.Tests.Domain.PlainText;

/// <summary>Hostile and mangled files: refused or read, never an exception, never slow.</summary>
public sealed class JournalHostileTests
{
    /// <summary>Far more than any of them takes, far less than the square of its length would.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string?> Hostile =>
        new()
        {
            { "2024-01-05 x\n  a  1\0 X\n  b\n", "journal-control-character" },
            { "2024-01-05 \u001b[31mx\n", "journal-control-character" },
            { "; " + new string('x', 100_000), "journal-line-too-long" },
            { "2024-01-05 x\n  a  " + new string('9', 60_000) + " X\n  b\n", "journal-number-too-many-digits" },
            { "2024-01-05 x\n  a  0." + new string('0', 60_000) + "1 X\n  b\n", "journal-number-too-many-digits" },
            { "2024-01-05 x\n  a  1e" + new string('9', 60_000) + " X\n  b\n", "journal-number-too-many-digits" },
            { "2024-01-05 x\n  a  " + new string('(', 60_000) + "\n  b\n", "journal-expression-unsupported" },
            {
                "2024-01-05 x\n  a  " + string.Concat(Enumerable.Repeat("(1+", 20_000)),
                "journal-expression-unsupported"
            },
            { "2024-01-05 x\n  a  1 X " + string.Concat(Enumerable.Repeat("{", 60_000)), "journal-amount-trailing" },
            { "2024-01-05 x\n  a  1 X " + string.Concat(Enumerable.Repeat("[1]", 20_000)), "journal-amount-trailing" },
            { "2024-01-05 x\n  " + string.Join(':', Enumerable.Repeat("a", 20_000)), "journal-account-too-long" },
            { "2024-01-05 x\n" + Repeat("  a  1 X\n", 20_000), "journal-too-many-postings" },
            { "2024-01-05 x\n" + Repeat("  ; comment and more comment\n", 20_000), "journal-comment-too-long" },
            { Repeat("apply account a\n", 20_000), "journal-too-many-nested" },
            { Repeat("alias a=a:a\n", 20_000), "journal-too-many-nested" },
            { Numbered("alias a{0}=a{1}:a\n", 90) + "2024-01-05 x\n  a0  1 X\n  b\n", null },
            { Repeat("alias a=a:a\n", 90) + "2024-01-05 x\n  a  1 X\n  b\n", null },
            { Numbered("2024-01-05 x\n  a  1 \"c{0}\"\n  b\n", 11_000), "journal-too-many-commodities" },
            { Repeat("2024-01-05 x\n  a  1 X ; [" + new string('1', 1_000) + "\n  b\n", 100), null },
            { Repeat(";", 60_000) + "\n" + Repeat("\n", 100_000), null },
            { "comment\n" + Repeat("a\n", 100_000), null },
            { "2024-01-05 x\n" + Numbered("  a{0}  1 \"c{0}\"\n", 9_000) + "  b\n", "journal-too-many-postings" },
            { "2024-01-05 x\n" + Numbered("  a{0}  1 \"c{0}\" == 1 \"c{0}\"\n", 4_900) + "  b\n", null },
        };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_file_is_answered_fast_and_without_an_exception(string text, string? code)
    {
        var watch = Stopwatch.StartNew();
        var run = JournalRun.Read(text);
        Assert.Equal(code, run.Refusal?.Code);
        Assert.True(watch.Elapsed < Patience, $"took {watch.Elapsed}");
    }

    [Fact]
    public void Random_characters_never_throw() =>
        Gen.String[Gen.Char["2024-01/5 \t\n*!();=@{}[]\"'.,:~$€%|#axPYDNeE\r\u00a0\ufeff\ud800"], 0, 200]
            .Always(text => Answered(JournalRun.Read(text)), iter: 20_000);

    [Fact]
    public void Any_characters_never_throw() => Gen.String.Always(text => Answered(JournalRun.Read(text)), iter: 5_000);

    [Fact]
    public void A_mutilated_journal_never_throws()
    {
        const string Text = """
            commodity $1,000.00
            D $1,000.00
            2024-01-05=2024-01-09 ! (K-7) Payee ; obra: techo
                * a:b  10 "X 1" {$2} [2024-01-01] @ $2.50 = 10 "X 1"  ; [2024/1/6=1/7]
                [c d]  -$25.00
                [e]
                (v)  = $7
                caja
            apply account z
            alias q=r
            P 2024/1/1 EUR $1.10

            2024-01-06 otro
                q  1.234,50 EUR @@ $3 ==* 0
                caja
            """;
        Gen.Select(Gen.Int[0, Text.Length - 1], Gen.Int[0, 12], Gen.String[Gen.Char[Text], 0, 6])
            .Array[1, 4]
            .Always(
                edits =>
                {
                    var text = new StringBuilder(Text);
                    foreach (var (at, drop, add) in edits)
                    {
                        var place = Math.Min(at, text.Length);
                        text.Remove(place, Math.Min(drop, text.Length - place)).Insert(place, add);
                    }

                    return Answered(JournalRun.Read(text.ToString()));
                },
                iter: 20_000
            );
    }

    [Fact]
    public void A_mangled_body_is_refused_and_never_throws()
    {
        const string Text = "2024-01-05 ! (1) x ; y\n  a  1.50 X @ $2  ; c\n  [b]  2 X = 2 X\n  [c]\n  d\n";
        var body = Encoding.UTF8.GetBytes(JournalBody.Write(JournalRun.Read(Text).Transactions[0]));
        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte)
            .Array[1, 3]
            .Always(
                edits =>
                {
                    var copy = body.ToArray();
                    foreach (var (at, value) in edits)
                    {
                        copy[at] = value;
                    }

                    var (transaction, refusal) = JournalBody.Read(copy, new());
                    return (transaction is null) != (refusal is null);
                },
                iter: 20_000
            );
        Assert.Equal("journal-body-malformed", JournalBody.Read(""u8, new()).Refusal?.Code);
        Assert.Equal(
            "journal-body-version",
            JournalBody.Read("""{"v":2,"date":"2024-01-05","postings":[]}"""u8, new()).Refusal?.Code
        );
    }

    [Fact]
    public void A_body_with_keys_from_a_later_release_is_still_read()
    {
        var (transaction, refusal) = JournalBody.Read(
            """{"v":1,"new":{"a":[1]},"date":"2024-01-05","postings":[{"account":"a","later":1,"n":"1","c":"X"}]}"""u8,
            new()
        );
        Assert.Null(refusal);
        Assert.Equal("a", Assert.Single(transaction!.Postings).Account);
    }

    // A refusal names a line; what was accepted can be exported and stored.
    private static bool Answered(JournalRun run)
    {
        if (run.Refusal is { } refusal)
        {
            return refusal.Args[0] is int && refusal.Code.StartsWith("journal-", StringComparison.Ordinal);
        }

        return ExportTests.Export(run.Transactions).Length > 0
            && run.Transactions.TrueForAll(t =>
                JournalBody.Read(Encoding.UTF8.GetBytes(JournalBody.Write(t)), new()).Transaction is not null
            );
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Numbered(string format, int times)
    {
        var text = new StringBuilder();
        for (var i = 0; i < times; i++)
        {
            text.Append(
                format
                    .Replace("{0}", $"{i}", StringComparison.Ordinal)
                    .Replace("{1}", $"{i + 1}", StringComparison.Ordinal)
            );
        }

        return text.ToString();
    }
}
