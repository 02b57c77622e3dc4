using System.Text;
using CsCheck;
using Dedal.Domain.Books;
using Dedal.Tests.Simulation;
using Dedal.Tests.Support;
using Dedal.Web.Books;

namespace Dedal.Tests.Domain.Books;

/// <summary>Bodies damaged at random: always an answer, never a fault.</summary>
public class MangledBodyTests
{
    private static readonly string[] Pieces =
    [
        "null",
        "true",
        "-1",
        "0",
        "1.5",
        "1e3",
        "9223372036854775807",
        "9223372036854775808",
        "\"\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[[[[[[[[[[",
        "\"party\":",
        "\"total\":10,",
        ",",
        "}",
        "\0",
        "\ud800",
        "\u202e",
        "\"1101 EUR\"",
        "\"1201\"",
        "\"5208\"",
        "\"count:00000002-0000-7000-8000-000000000000\"",
    ];

    /// <summary>Where and how: a stretch of the body becomes a piece, nothing, or itself twice.</summary>
    private static readonly Gen<(int At, int Length, int Piece)[]> Damage = Gen.Select(
        Gen.Int[0, 10_000],
        Gen.Int[0, 12],
        Gen.Int[-2, Pieces.Length - 1]
    ).Array[1, 3];

    [Fact]
    public void A_damaged_body_never_faults_and_is_never_half_taken()
    {
        var tried = 0;
        var accepted = 0;
        Gen.Select(Histories.Of(12), Damage.Array[12])
            .Always(
                (history, damages) =>
                {
                    var book = new MemoryBook(Charts.Named(history.Chart));
                    var i = 0;
                    foreach (var (document, today) in Histories.Documents(book, history.Steps))
                    {
                        var mangled = document with
                        {
                            Id = Scribe.Id(6, i),
                            Body = Mangle(document.Body, damages[i++ % damages.Length]),
                        };
                        var before = book.Written.Count;
                        var answer = book.Receive(mangled, today).Answer;
                        Assert.Equal(before + (answer == Answer.Accepted ? 1 : 0), book.Written.Count);
                        Assert.Equal(0, book.Totals().Sum(t => t.Value.Debit - t.Value.Credit));
                        tried++;
                        accepted += answer == Answer.Accepted ? 1 : 0;
                        book.Receive(document, today);
                    }
                },
                iter: Histories.Times(400),
                threads: 1
            );
        Assert.True(accepted > 0 && accepted < tried, $"{accepted} of {tried} accepted");
    }

    [Fact]
    public void Random_text_is_no_body() =>
        Gen.Select(Gen.Int[0, KnownKinds.All.Count - 1], Gen.String[0, 40])
            .Always(
                (kind, text) =>
                {
                    var (book, scribe) = BadInputTests.NewBook();
                    var document = BadInputTests.Raw(scribe, KnownKinds.All[kind].Name, text);
                    Assert.Equal(Answer.Refused, book.Receive(document, new(2026, 3, 14)).Answer);
                },
                iter: Histories.Times(300),
                threads: 1
            );

    private static string Mangle(string body, (int At, int Length, int Piece)[] damage)
    {
        var text = new StringBuilder(body);
        foreach (var (at, length, piece) in damage)
        {
            var from = at % (text.Length + 1);
            var cut = Math.Min(length, text.Length - from);
            var stretch = text.ToString(from, cut);
            text.Remove(from, cut);
            text.Insert(
                from % (text.Length + 1),
                piece switch
                {
                    -2 => "",
                    -1 => stretch + stretch,
                    _ => Pieces[piece],
                }
            );
        }

        return text.ToString();
    }
}
