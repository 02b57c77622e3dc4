using System.Text.RegularExpressions;
using Dedal.Web.Shared;

namespace Dedal.Tests.Modules;

/// <summary>
/// What a member reads (workshop reference §5): short sentences, words of the market and not of the office. Texts of
/// the daily screens, by the beginning of their keys.
/// </summary>
public sealed partial class MembersTextsTests
{
    private const int MostWords = 14;

    private static readonly string[] Members =
    [
        "books.",
        "told.",
        "said.",
        "how.",
        "way.",
        "who.",
        "sale.",
        "spending.",
        "debts.",
        "count.",
        "notebook.",
        "undo.",
        "qr.",
        "phone.",
        "pin.",
        "enrol.",
        "reports.how.",
        "refusal.held-",
    ];

    /// <summary>For the accountant's pages, which members do not open, though their sentences begin alike.</summary>
    private static readonly string[] NotMembers = ["told.accountants-entry"];

    private static readonly string[] OfficeWords =
    [
        "activo",
        "anticipo",
        "asiento",
        "bonificación",
        "cliente",
        "cuentas por cobrar",
        "débito",
        "disponibilidades",
        "egreso",
        "ingreso",
        "insumo",
        "lote",
        "merma",
        "participación",
        "pasivo",
        "patrimonio",
        "pendiente",
        "pérdida",
        "planilla",
        "transacción",
        "utilidad",
    ];

    private static IEnumerable<KeyValuePair<string, string[]>> Texts =>
        Words.Table.Where(t =>
            Members.Any(m => t.Key.StartsWith(m, StringComparison.Ordinal)) && !NotMembers.Contains(t.Key)
        );

    [Fact]
    public void Every_sentence_has_at_most_fourteen_words()
    {
        var long_ = Texts
            .SelectMany(t => t.Value.SelectMany(text => SentenceEnd().Split(text)).Select(s => (t.Key, Sentence: s)))
            .Where(s => Word().Count(s.Sentence) > MostWords)
            .Select(s => $"{s.Key}: {s.Sentence}")
            .ToList();
        Assert.True(long_.Count == 0, string.Join('\n', long_));
    }

    [Fact]
    public void No_word_of_the_office_stands_on_a_members_screen()
    {
        var found = Texts
            .Where(t =>
                OfficeWords.Any(w =>
                    Regex.IsMatch(
                        t.Value[0],
                        $@"\b{w}s?\b",
                        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
                        Limit
                    )
                )
            )
            .Select(t => $"{t.Key}: {t.Value[0]}")
            .ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
        Assert.True(Texts.Count() > 200, "The keys of members' texts have changed their beginnings.");
    }

    [Fact]
    public void Nobody_is_addressed_as_vos_or_tu()
    {
        var found = Texts
            .Where(t =>
                Regex.IsMatch(
                    t.Value[0],
                    @"\b(vos|tú|tu|tus|podés|tenés|querés|anotá|tocá)\b",
                    RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
                    Limit
                )
            )
            .Select(t => $"{t.Key}: {t.Value[0]}")
            .ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static TimeSpan Limit => TimeSpan.FromSeconds(10);

    [GeneratedRegex(@"[.!?:;]\s", RegexOptions.None, 10_000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[\p{L}\p{N}{}]+", RegexOptions.None, 10_000)]
    private static partial Regex Word();
}
