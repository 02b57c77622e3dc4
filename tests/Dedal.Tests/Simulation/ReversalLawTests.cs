using CsCheck;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;

namespace Dedal.Tests.Simulation;

/// <summary>A reversed document was never there, and cash does not mind in which order it comes.</summary>
public class ReversalLawTests
{
    /// <summary>Kinds that post by what others posted before: compared by person, not by account.</summary>
    private static readonly HashSet<string> Dependent = ["fiado-payment", "qr-seen", "qr-disputed", "qr-given-back"];

    [Fact]
    public void A_history_with_a_document_and_its_reversal_has_the_totals_of_the_history_without_it()
    {
        var compared = 0;
        Gen.Select(Histories.Of(50), Gen.Int[0, 10_000])
            .Always(
                (history, pick) =>
                {
                    var sent = new List<(Document Document, bool Accepted)>();
                    var book = Histories.Play(history, (_, d, r) => sent.Add((d, r.Answer == Answer.Accepted)));
                    var choice = book.Written.Where(w => IsReversible(book, w)).ToList();
                    if (choice.Count == 0)
                    {
                        return;
                    }

                    var chosen = choice[pick % choice.Count].Document;
                    if (sent.Exists(s => s.Accepted && Mentions(s.Document, chosen)))
                    {
                        return;
                    }

                    var today = new DateOnly(2030, 1, 1);
                    var accepted = sent.Where(s => s.Accepted).Select(s => (s.Document, today)).ToList();
                    var without = Histories.Replay(history.Chart, accepted.Where(d => d.Document.Id != chosen.Id));
                    if (without.Written.Count != accepted.Count - 1)
                    {
                        return; // something was accepted only because of it
                    }

                    var reversal = new Scribe(book).Make("reversal", new ReversalBody(chosen.Id)) with
                    {
                        Id = Scribe.Id(4, 1),
                        OccurredOn = today,
                    };
                    var answer = book.Receive(reversal, today);
                    if (answer.Refusal?.Code == "undo-later-first")
                    {
                        return; // a debt that was lost since: the loss is undone first
                    }

                    Assert.True(answer.Answer == Answer.Accepted, $"{chosen.Kind}: {answer.Refusal}");
                    var kinds = book.Written.Select(w => w.Document.Kind).ToHashSet(StringComparer.Ordinal);
                    var merged = (kinds.Overlaps(Dependent), kinds.Contains("year-close"));
                    Assert.Equal(Meaning(without, merged), Meaning(book, merged));
                    Assert.Equal(Differences(without), Differences(book));
                    compared++;
                },
                iter: Histories.Times(200),
                threads: 1
            );
        Assert.True(compared > 100, $"only {compared} compared");
    }

    [Fact]
    public void Cash_documents_and_counts_give_the_same_box_in_every_order_of_arrival() =>
        Gen.Select(CashDocuments, Gen.Int[0, int.MaxValue - 1])
            .Always(
                (documents, seed) =>
                {
                    var inOrder = Received(documents);
                    var shuffled = documents.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    var mixed = Received(shuffled);
                    Assert.Equal(Sums(inOrder), Sums(mixed));
                    Assert.Equal(Differences(inOrder), Differences(mixed));
                },
                iter: Histories.Times(300),
                threads: 1
            );

    /// <summary>Sales, expenses and counts of one box, each at a moment of its own.</summary>
    private static readonly Gen<Document[]> CashDocuments = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 500], Gen.Int[0, 2000])
        .Array[1, 25]
        .Select(parts =>
            parts
                .DistinctBy(p => p.Item3)
                .Select(
                    (p, i) =>
                    {
                        var coins = p.Item2 * 10L;
                        var scribe = new Scribe(new(Charts.Named("workshop")));
                        var document = p.Item1 switch
                        {
                            0 => scribe.Make("expense", new SpendingBody(coins, "5201", [new("cash", coins)]), p.Item3),
                            1 => scribe.Make("cash-count", new CashCountBody(coins), p.Item3),
                            _ => scribe.Make("sale", new SaleBody(coins, [new("cash", coins)]), p.Item3),
                        };
                        return document with { Id = Scribe.Id(5, i) };
                    }
                )
                .ToArray()
        );

    private static MemoryBook Received(IEnumerable<Document> documents) =>
        Histories.Replay("workshop", documents.Select(d => (d, new DateOnly(2030, 1, 1))));

    private static Dictionary<int, long> Sums(MemoryBook book) =>
        book.Totals()
            .GroupBy(t => t.Key.Account)
            .ToDictionary(g => g.Key, g => g.Sum(t => t.Value.Debit - t.Value.Credit))
            .Where(s => s.Value != 0)
            .ToDictionary();

    /// <summary>
    /// Balances by account and fund. What a customer owes and what she has in advance is one figure where a payment may
    /// have been split differently; results and what a year close gathered of them are one figure, too.
    /// </summary>
    private static SortedDictionary<string, long> Meaning(MemoryBook book, (bool Customers, bool Result) merged)
    {
        var meaning = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (key, value) in book.Totals())
        {
            var account = book.Account(key.Account);
            var isCustomer =
                account.Code == book.Chart.CodeOf(Role.Receivable) || account.Code == book.Chart.CodeOf(Role.Deposits);
            var isResult = account.IsResult || account.Code == book.Chart.CodeOf(Role.Surplus);
            var name =
                merged.Customers && isCustomer ? "customers"
                : merged.Result && isResult ? "result"
                : account.Code;
            var at = $"{name} {account.Currency} {key.Fund}";
            meaning[at] = meaning.GetValueOrDefault(at) + value.Debit - value.Credit;
        }

        foreach (var zero in meaning.Where(m => m.Value == 0).Select(m => m.Key).ToList())
        {
            meaning.Remove(zero);
        }

        return meaning;
    }

    private static Dictionary<Guid, long> Differences(MemoryBook book) =>
        book.HoldingCounts.OrderBy(c => c.Id).ToDictionary(c => c.Id, c => c.Difference.Minor);

    private static bool IsReversible(MemoryBook book, Written w) =>
        book.ReversalOf(w) is null
        && !IsToldAgain(book, w)
        && w.Document.Kind
            is not (
                "reversal"
                or "month-close"
                or "month-reopening"
                or "party-added"
                or "account-added"
                or "fund-opened"
            );

    /// <summary>What was given back and is told a second time is undone after the second.</summary>
    private static bool IsToldAgain(MemoryBook book, Written w) =>
        w.Document.Kind == "qr-given-back"
        && w.Decision.About is [var about]
        && book.About(about.Subject).Any(f => f.Seq > w.Seq);

    private static bool Mentions(Document document, Document other) =>
        document.Body.Contains($"\"{other.Id}\"", StringComparison.Ordinal);
}
