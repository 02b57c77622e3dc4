using System.Text.RegularExpressions;
using Dedal.Domain;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Shared;

namespace Dedal.Tests.Modules;

/// <summary>Amounts as people say them, and a sentence for every refusal there is.</summary>
public partial class SentencesTests
{
    private static readonly Organisation Workshop = new(
        Guid.Empty,
        "workshop",
        "Taller",
        "BOB",
        2,
        "workshop",
        "America/La_Paz"
    );

    [Theory]
    [InlineData("es", 2500, "25 bolivianos", "25")]
    [InlineData("es", 100, "1 boliviano", "1")]
    [InlineData("es", 67040, "670 bolivianos con 40", "670 con 40")]
    [InlineData("es", 67005, "670 bolivianos con 05", "670 con 05")]
    [InlineData("es", 50, "50 centavos", "50 centavos")]
    [InlineData("es", 0, "0 bolivianos", "0")]
    [InlineData("es", -1250, "menos 12 bolivianos con 50", "menos 12 con 50")]
    [InlineData("es", 123456700, "1.234.567 bolivianos", "1.234.567")]
    [InlineData("fr", 67040, "670 bolivianos 40", "670 bolivianos 40")]
    [InlineData("en", 67040, "670 bolivianos 40", "670 bolivianos 40")]
    public void An_amount_is_said_as_people_say_it(string language, long minor, string full, string bare)
    {
        var words = Words.In(language);
        Assert.Equal(full, Spoken.Money(new(minor), "BOB", 2, words));
        Assert.Equal(bare, Spoken.Bare(new(minor), "BOB", 2, words));
    }

    [Fact]
    public void A_currency_without_words_is_written_in_figures() =>
        Assert.Equal("XAU\u00a01,234", Spoken.Money(new(1234), "XAU", 3, Words.In("es")));

    [Fact]
    public void Amounts_months_and_days_in_a_refusal_are_written_as_people_read_them()
    {
        var es = Words.In("es");
        Assert.Equal(
            "Pagó Bs\u00a05,00, pero el total es Bs\u00a01.250,00. Corrija uno.",
            Sentences.Of(new("paid-is-not-total", "paid", 500L, 125000L), es, Workshop)
        );
        Assert.Equal(
            "Marzo 2026 ya está cerrado.",
            Sentences.Of(new("month-closed-already", "month", 202603), es, Workshop)
        );
        Assert.Equal(
            "Esto no se pudo guardar (never-heard-of).",
            Sentences.Of(new Refusal("never-heard-of"), es, Workshop)
        );
    }

    [Fact]
    public void Every_refusal_code_in_the_sources_has_a_sentence_that_takes_any_arguments()
    {
        var root = Path.GetDirectoryName(Path.GetDirectoryName(Authorisation.PermissionTable.File))!;
        var codes = Directory
            .EnumerateFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Groups["code"].Value))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains("amount-not-positive", codes);
        Assert.DoesNotContain(codes, c => !Words.In("es").Has("refusal." + c));
        foreach (var language in Words.Languages)
        {
            Assert.All(codes, c => Assert.NotEmpty(Sentences.Of(new(c), Words.In(language), Workshop)));
        }
    }

    [GeneratedRegex(
        "(new Refusal\\(|Refuse\\(\\s*new\\(|Fail\\()\\s*\"(?<code>[a-z0-9-]+)\"",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Code();
}
