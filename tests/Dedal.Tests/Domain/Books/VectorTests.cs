using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CsCheck;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Tests.Simulation;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Shared;

namespace Dedal.Tests.Domain.Books;

/// <summary>
/// The files of tests/vectors, which the phone's scripts run too (tests/js/vectors.test.js), and the law that what a
/// kind declares about itself is what its rule does.
/// </summary>
public class VectorTests
{
    private static readonly JsonObject EffectsFile = Read("effects.json");

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly List<DocumentKind> Kinds = [.. Dedal.Web.App.Modules.SelectMany(m => m.Kinds)];

    [Fact]
    public void The_file_declares_the_effects_that_the_kinds_declare()
    {
        var declared = new JsonObject();
        foreach (var kind in Kinds.Where(k => k.Effects.Count > 0))
        {
            declared[kind.Name] = JsonSerializer.SerializeToNode(kind.Effects, Plain);
        }

        var (here, there) = (declared.ToJsonString(), EffectsFile["effects"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(declared, EffectsFile["effects"]), $"{here}\n{there}");
    }

    [Fact]
    public void Effects_are_worked_out_as_the_file_says()
    {
        var tried = new HashSet<string>(StringComparer.Ordinal);
        foreach (var vector in EffectsFile["vectors"]!.AsArray())
        {
            var kind = (string)vector!["kind"]!;
            tried.Add(kind);
            var changes = Effects.Of(
                Kinds.Single(k => k.Name == kind).Effects,
                JsonSerializer.SerializeToElement(vector["body"]),
                role => (string?)vector["codes"]![role],
                id => (long?)vector["waiting"]![id.ToString("D")] ?? 0
            );
            var expected = vector["changes"]!.AsObject().ToDictionary(c => c.Key, c => (long)c.Value!);
            Assert.Equal(BookChanges.Show(expected), $"{BookChanges.Show(changes)}");
        }

        Assert.Equal(Kinds.Where(k => k.Effects.Count > 0).Select(k => k.Name).ToHashSet(), tried);
    }

    [Fact]
    public void Amounts_are_written_read_and_said_as_the_file_says()
    {
        var file = Read("money.json");
        foreach (var v in file["amount"]!.AsArray())
        {
            Assert.Equal((string?)v![2], Format.Amount((long)v[0]!, (int)v[1]!));
        }

        foreach (var v in file["money"]!.AsArray())
        {
            Assert.Equal((string?)v![3], Format.Money(new((long)v[0]!), (string)v[1]!, (int)v[2]!));
        }

        foreach (var v in file["parse"]!.AsArray())
        {
            Assert.Equal(((string?)v![0], (long?)v[2]), ((string?)v[0], Format.ParseAmount((string?)v[0], (int)v[1]!)));
        }

        foreach (var v in file["spoken"]!.AsArray())
        {
            var (minor, currency, scale) = (new Money((long)v!["minor"]!), (string)v["currency"]!, (int)v["scale"]!);
            foreach (var language in Words.Languages)
            {
                var words = Words.In(language);
                var said = (bool)v["bare"]!
                    ? Spoken.Bare(minor, currency, scale, words)
                    : Spoken.Money(minor, currency, scale, words);
                Assert.Equal((string?)v[language], said);
            }
        }
    }

    [Fact]
    public void What_a_kind_declares_about_boxes_and_debts_is_what_its_rule_does()
    {
        var tried = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var history in Histories.Drawn(500, length: 80, seed: "8qPfZE8YgAm3"))
        {
            Foresee(history, tried);
        }

        Assert.All(KnownKinds.All.Where(k => k.Effects.Count > 0), k => Assert.True(tried[k.Name] > 20, k.Name));
        Histories.Of(80).Always(h => Foresee(h, tried), iter: Histories.Times(200), threads: 1);
    }

    /// <summary>What each document of a history declares, worked out before it is posted and compared after.</summary>
    private static void Foresee((string Chart, Step[] Steps) history, Dictionary<string, int> tried)
    {
        var book = new MemoryBook(Charts.Named(history.Chart));
        foreach (var (document, today) in Histories.Documents(book, history.Steps))
        {
            var kind = KnownKinds.All.First(k => k.Name == document.Kind);
            Dictionary<string, long>? foreseen = null;
            if (kind.Effects.Count > 0)
            {
                using var body = JsonDocument.Parse(document.Body);
                foreseen = Effects.Of(kind.Effects, body.RootElement, book.Chart.CodeOf, Waits);
            }

            if (book.Receive(document, today).Answer == Answer.Accepted && foreseen is not null)
            {
                var done = BookChanges.Of(book, book.Written[^1].Decision.Lines);
                Assert.Equal(
                    $"{document.Kind} {BookChanges.Show(foreseen)}",
                    $"{document.Kind} {BookChanges.Show(done)}"
                );
                tried[document.Kind] = tried.GetValueOrDefault(document.Kind) + 1;
            }
        }

        long Waits(Guid id) => book.Balance(book.Needed(Role.QrPending).Number, Subject.Qr(id)).Minor;
    }

    private static JsonObject Read(string file)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Dedal.slnx")))
        {
            at = at.Parent ?? throw new DirectoryNotFoundException("These tests run inside the repository.");
        }

        return JsonNode.Parse(File.ReadAllText(Path.Combine(at.FullName, "tests", "vectors", file)))!.AsObject();
    }
}
