using CsCheck;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books;

namespace Dedal.Tests.Simulation;

/// <summary>Laws that hold in every history of a book, whatever people record, late, twice or wrongly.</summary>
public class BookLawTests
{
    [Fact]
    public void Histories_are_rich_enough_to_prove_something()
    {
        var accepted = new Dictionary<string, int>(StringComparer.Ordinal);
        var refused = new Dictionary<string, int>(StringComparer.Ordinal);
        var sent = 0;
        foreach (var history in Histories.Drawn(100, length: 100, seed: "0000KOIPZcc4"))
        {
            Histories.Play(
                history,
                (_, d, r) =>
                {
                    sent++;
                    var counter = r.Answer == Answer.Accepted ? accepted : refused;
                    var key = r.Answer == Answer.Accepted ? d.Kind : r.Refusal!.Code;
                    counter[key] = counter.GetValueOrDefault(key) + 1;
                }
            );
        }

        var missing = KnownKinds
            .All.Select(k => k.Name)
            .Where(k => !k.StartsWith("journal-", StringComparison.Ordinal)) // imports have histories of their own
            .Where(k => k is not ("party-merged" or "item-kept")) // who and what, not how much: tests of their own
            .Where(k => accepted.GetValueOrDefault(k) < 3)
            .ToList();
        Assert.True(
            missing.Count == 0,
            $"hardly ever accepted: {string.Join(", ", missing)}; refused: {Show(refused)}"
        );
        Assert.True(accepted.Values.Sum() > sent * 0.7, $"{Show(accepted)}; refused: {Show(refused)}");
    }

    [Fact]
    public void Every_entry_balances_in_each_currency_and_fund_and_so_does_the_book() =>
        Check(
            100,
            (book, _, _) =>
            {
                foreach (var line in book.Written[^1].Decision.Lines)
                {
                    Assert.True(line.Amount > Money.Zero);
                    Assert.NotEqual(line.Debit, line.Credit);
                    Assert.Equal(book.Account(line.Debit).Currency, book.Account(line.Credit).Currency);
                    Assert.True(book.HasFund(line.Fund));
                }
            },
            book =>
                Assert.All(
                    book.Totals().GroupBy(t => (book.Account(t.Key.Account).Currency, t.Key.Fund, t.Key.Period)),
                    g => Assert.Equal(0, g.Sum(t => t.Value.Debit - t.Value.Credit))
                )
        );

    [Fact]
    public void A_box_as_of_each_count_that_holds_is_what_was_counted() =>
        Check(
            150,
            (book, _, _) =>
            {
                foreach (var count in book.HoldingCounts)
                {
                    Assert.Equal(count.Counted, book.BalanceAt(count.Box, count.Moment));
                }
            }
        );

    [Fact]
    public void A_box_holds_what_was_last_counted_and_what_came_and_went_since() =>
        Check(
            100,
            null,
            book =>
            {
                foreach (var box in book.Accounts.Where(a => a.Box == BoxKind.Cash))
                {
                    Assert.Equal(Oracle.Box(book, box), book.Balance(box.Number).Minor);
                }
            }
        );

    [Fact]
    public void What_a_person_owes_or_is_owed_is_the_sum_of_her_documents() =>
        Check(
            100,
            null,
            book =>
            {
                for (var i = 0; i < 3; i++)
                {
                    var party = Scribe.Id(2, i);
                    var subject = Subject.Party(party);
                    var owedToUs =
                        book.Balance(book.Needed(Role.Receivable).Number, subject)
                        + book.Balance(book.Needed(Role.Deposits).Number, subject);
                    Assert.Equal(Oracle.OwedToUs(book, party), owedToUs.Minor);
                    Assert.Equal(
                        Oracle.WeOwe(book, party),
                        -book.Balance(book.Needed(Role.Payable).Number, subject).Minor
                    );
                }
            }
        );

    [Fact]
    public void Nobody_owes_and_has_something_on_account_at_once() =>
        Check(
            100,
            (book, _, _) =>
            {
                for (var i = 0; i < 3; i++)
                {
                    var subject = Subject.Party(Scribe.Id(2, i));
                    var owes = book.Balance(book.Needed(Role.Receivable).Number, subject);
                    var had = -book.Balance(book.Needed(Role.Deposits).Number, subject);
                    Assert.True(
                        !owes.IsNegative && !had.IsNegative && (owes.IsZero || had.IsZero),
                        $"owes {owes}, has {had}"
                    );
                }
            }
        );

    [Fact]
    public void What_was_sold_is_what_the_sales_say_and_rounding_stands_on_its_own_account() =>
        Check(
            60,
            null,
            book =>
            {
                var sales = book.Needed(Role.Sales).Number;
                var months = book.Totals().Where(t => t.Key.Account == sales && !Period.IsYearClose(t.Key.Period));
                Assert.Equal(Oracle.Sold(book), months.Sum(t => t.Value.Credit - t.Value.Debit));
            }
        );

    [Fact]
    public void A_qr_payment_waits_in_full_until_it_is_seen_disputed_or_reversed() =>
        Check(
            100,
            null,
            book =>
            {
                var waiting = book.Needed(Role.QrPending).Number;
                foreach (var fund in book.Lines.Select(l => l.Line.Fund).ToHashSet(StringComparer.Ordinal))
                {
                    Assert.Equal(Oracle.QrWaiting(book, fund), Oracle.BalanceInFund(book, waiting, fund));
                }
            }
        );

    [Fact]
    public void Closed_months_never_change()
    {
        Dictionary<(int, string, int), (long, long)> frozen = [];
        Check(
            150,
            (book, document, _) =>
            {
                var totals = book.Totals();
                if (document.Kind != "month-reopening")
                {
                    foreach (var (key, value) in frozen)
                    {
                        Assert.Equal(value, totals[key]);
                    }
                }

                var through = book.ClosedThrough is { } day ? Period.Of(day) : 0;
                frozen = totals
                    .Where(t => t.Key.Period <= through && !Period.IsYearClose(t.Key.Period))
                    .ToDictionary(t => t.Key, t => t.Value);
                Assert.DoesNotContain(
                    totals.Keys,
                    k => k.Period <= through && !Period.IsYearClose(k.Period) && !frozen.ContainsKey(k)
                );
            },
            _ => frozen = []
        );
    }

    [Fact]
    public void A_year_close_leaves_nothing_behind_of_that_year_or_any_before() =>
        Check(
            150,
            (book, document, _) =>
            {
                if (document.Kind == "year-close")
                {
                    Assert.All(book.ResultOf(book.LastClosedYear!.Value), r => Assert.Equal(Money.Zero, r.Balance));
                }
            }
        );

    [Fact]
    public void Sending_everything_again_changes_nothing()
    {
        Check(
            40,
            null,
            book =>
            {
                var (before, seq) = (book.Totals(), book.Written.Count);
                foreach (var w in book.Written.ToList())
                {
                    Assert.Equal(Answer.AlreadyThere, book.Receive(w.Document, w.Document.OccurredOn).Answer);
                }

                Assert.Equal(seq, book.Written.Count);
                Assert.Equal(before, book.Totals());
            }
        );
    }

    /// <param name="each">After each accepted document.</param>
    private static void Check(
        int times,
        Action<MemoryBook, Document, Recording>? each,
        Action<MemoryBook>? last = null
    ) =>
        Histories
            .Of(70)
            .Always(
                h =>
                {
                    var book = Histories.Play(
                        h,
                        (b, d, r) =>
                        {
                            if (r.Answer == Answer.Accepted)
                            {
                                each?.Invoke(b, d, r);
                            }
                        }
                    );
                    last?.Invoke(book);
                },
                iter: Histories.Times(times),
                threads: 1
            );

    private static string Show(Dictionary<string, int> counts) =>
        string.Join(", ", counts.OrderByDescending(c => c.Value).Select(c => $"{c.Key} {c.Value}"));
}
