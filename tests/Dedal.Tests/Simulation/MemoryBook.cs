using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books;

namespace Dedal.Tests.Simulation;

/// <summary>A document of the memory book with what became of it.</summary>
public sealed record Written(long Seq, Document Document, Decision Decision);

/// <summary>
/// The book again, as plainly as it can be written: a list of decisions, and every answer worked out from all of it
/// each time. It shares no query, no total and no cache with the server's book, so what both say the same is probably
/// right.
/// </summary>
public sealed class MemoryBook(Chart chart, string currency = "BOB", int scale = 2) : IBookState
{
    private static readonly Dictionary<string, DocumentKind> Kinds = KnownKinds
        .All.Concat(Dedal.Domain.Workshop.WorkshopKinds.All)
        .ToDictionary(k => k.Name, StringComparer.Ordinal);
    private readonly Dictionary<int, Account> accounts = chart.Accounts(currency, scale).ToDictionary(a => a.Number);
    private readonly Dictionary<(string, string), Account> byCode = chart
        .Accounts(currency, scale)
        .ToDictionary(a => (a.Code, a.Currency));
    private readonly List<Written> written = [];
    private readonly Dictionary<Guid, Written> reversals = [];
    private readonly Dictionary<Guid, Written> byId = [];

    public IReadOnlyList<Written> Written => written;

    public IReadOnlyCollection<Account> Accounts => accounts.Values;

    public Chart Chart => chart;

    public string Currency => currency;

    public int Scale => scale;

    public DateOnly? ClosedThrough => written.FindLast(w => w.Decision.Closing is not null)?.Decision.Closing!.Day;

    public int NextAccountNumber => Math.Max(Chart.FirstOwnNumber, accounts.Keys.Max() + 1);

    public IReadOnlyCollection<Guid> ClosersOf(DateOnly day) =>
        [
            .. written
                .Skip(1 + written.FindLastIndex(w => w.Decision.Closing is { } c && !(c.Day >= day)))
                .Where(w => w.Document.Kind == "month-close" && w.Decision.Closing?.Day >= day)
                .Select(w => w.Document.Actor),
        ];

    public int? LastClosedYear =>
        written
            .Where(w => w.Document.Kind == "year-close" && ReversalOf(w) is null)
            .Max(w => (int?)w.Decision.PostedOn.Year);

    /// <summary>Every line with the number of its document.</summary>
    public IEnumerable<(Written Of, Line Line)> Lines => written.SelectMany(w => w.Decision.Lines.Select(l => (w, l)));

    /// <summary>Counts that hold.</summary>
    public IEnumerable<CountMark> HoldingCounts => Holding.Select(Mark);

    private IEnumerable<Written> Holding => written.Where(w => w.Decision.Counted is not null && ReversalOf(w) is null);

    /// <summary>The one door, as the server's: same order of questions, same answers.</summary>
    public Recording Receive(Document document, DateOnly today)
    {
        if (!Kinds.TryGetValue(document.Kind, out var kind))
        {
            return new(Answer.Refused, Refusal: new("kind-unknown", "kind", document.Kind));
        }

        if (byId.TryGetValue(document.Id, out var there))
        {
            return Receiving.IsSame(document, there.Document)
                ? new(Answer.AlreadyThere, there.Seq)
                : new(Answer.Refused, Refusal: new("id-with-another-body", "id"));
        }

        if (Receiving.Check(document, today) is { } wrong)
        {
            return new(Answer.Refused, Refusal: wrong);
        }

        var outcome = Posting.Decide(kind, document, this);
        if (outcome.Decision is not { } decision)
        {
            return new(Answer.Refused, Refusal: outcome.Refusal);
        }

        var row = new Written(written.Count + 1, document, decision);
        written.Add(row);
        byId.Add(document.Id, row);
        if (decision.Reverses is { } reversed)
        {
            reversals.Add(reversed.Id, row);
        }

        foreach (var account in decision.NewAccounts)
        {
            accounts.Add(account.Number, account);
            byCode.Add((account.Code, account.Currency), account);
        }

        return new(Answer.Accepted, row.Seq);
    }

    public Account? FindAccount(string code, string currency) => byCode.GetValueOrDefault((code, currency));

    public Account Account(int number) => accounts[number];

    public int? ScaleOf(string commodity) =>
        written.SelectMany(w => w.Decision.NewCommodities).FirstOrDefault(c => c.Name == commodity)?.Scale
        ?? accounts.Values.FirstOrDefault(a => a.Currency == commodity)?.Scale;

    public bool HasFund(string fund) => fund == Fund.Own || written.Exists(w => w.Decision.NewFund == fund);

    public bool HasParty(Guid party) => written.Exists(w => w.Decision.NewParty?.Id == party);

    public Guid? MergedInto(Guid party) =>
        written.FindLast(w => w.Decision.Merged?.From == party) is { } merge && ReversalOf(merge) is null
            ? merge.Decision.Merged!.Into
            : null;

    public IReadOnlyList<(int Account, Money Balance)> BalancesOf(string subject) =>
        [
            .. Subjects()
                .Where(s => s.Key.Subject == subject && s.Value != 0)
                .OrderBy(s => s.Key.Account)
                .Select(s => (s.Key.Account, new Money(s.Value))),
        ];

    public ItemKeptBody? FindItem(Guid item) => written.FindLast(w => w.Decision.Kept?.Item == item)?.Decision.Kept;

    /// <summary>Every move again from the first, with the value that its document's lines gave it.</summary>
    public Stock Stock(int account, string subject) =>
        written
            .Where(w => w.Decision.Moves.Any(m => m.Account == account && m.Subject == subject))
            .Aggregate(
                default(Stock),
                (stock, w) =>
                    stock.After(
                        w.Decision.Moves.Where(m => m.Account == account && m.Subject == subject).Sum(m => m.Quantity),
                        StockLaw.Value(w.Decision.Lines, account, subject)
                    )
            );

    public IReadOnlyList<Fact> About(string subject) => [.. Telling(subject).Select(FactOf)];

    public IReadOnlyList<Fact> StockCountsAfter(string item, Moment moment) =>
        [
            .. Telling(item)
                .Where(w => w.Document.Kind == "stock-counted" && MomentOf(w) > moment)
                .OrderBy(MomentOf)
                .Select(FactOf),
        ];

    /// <summary>What each document left on the shelf, less what it changed of counts.</summary>
    public long MovedAfter(int account, string item, Moment moment) =>
        written
            .Where(w => MomentOf(w) > moment)
            .Sum(w =>
                w.Decision.Moves.Where(m => m.Account == account && m.Subject == item).Sum(m => m.Quantity)
                + w.Decision.Moves.Where(m =>
                        Subject.IsCount(m.Subject) && m.Subject.EndsWith(item[4..], StringComparison.Ordinal)
                    )
                    .Sum(m => m.Quantity)
            );

    private IEnumerable<Written> Telling(string subject) =>
        written.Where(w => w.Decision.About.Any(a => a.Subject == subject) && ReversalOf(w) is null);

    private static Fact FactOf(Written w) =>
        new(w.Seq, w.Document.Id, w.Document.Kind, w.Document.Body, w.Document.OccurredOn, w.Document.Actor);

    public Money Balance(int account) => Sum(Lines.Select(l => Effect(l.Line, account)));

    public Money Balance(int account, string subject) => SumOf(account, Subject.Follow(this, subject)!);

    private Money SumOf(int account, string subject) =>
        Sum(
            Lines.Select(l =>
                (l.Line.Debit == account && l.Line.DebitSubject == subject ? l.Line.Amount : Money.Zero)
                - (l.Line.Credit == account && l.Line.CreditSubject == subject ? l.Line.Amount : Money.Zero)
            )
        );

    /// <summary>Every line stands at its document's moment, a count's difference at the count's.</summary>
    public Money BalanceAt(int box, Moment moment) =>
        Sum(
            Lines
                .Where(l => (l.Line.Debit == box || l.Line.Credit == box) && PlaceOf(l.Of, l.Line) <= moment)
                .Select(l => Effect(l.Line, box))
        );

    public IReadOnlyList<(int Account, string Fund, Money Balance)> ResultOf(int year) =>
        [
            .. Totals()
                .Where(t => Account(t.Key.Account).IsResult && t.Key.Period / 100 <= year)
                .GroupBy(t => (t.Key.Account, t.Key.Fund))
                .Select(g => (g.Key.Account, g.Key.Fund, new Money(g.Sum(t => t.Value.Debit - t.Value.Credit))))
                .OrderBy(r => r.Account)
                .ThenBy(r => r.Fund, StringComparer.Ordinal),
        ];

    public Recorded? Find(Guid document) =>
        byId.TryGetValue(document, out var w)
            ? new(
                w.Seq,
                document,
                w.Document.Kind,
                w.Document.Body,
                MomentOf(w),
                w.Document.Actor,
                w.Decision.PostedOn,
                w.Decision.Lines,
                ReversalOf(w)?.Document.Id,
                w.Decision.Moves
            )
            : null;

    public CountMark? FirstCountAfter(int box, Moment moment) =>
        Holding
            .Where(w => w.Decision.Counted!.Box == box && MomentOf(w) > moment)
            .OrderBy(MomentOf)
            .Select(Mark)
            .FirstOrDefault();

    public CountMark? Count(Guid document) =>
        Holding.Where(w => w.Document.Id == document).Select(Mark).FirstOrDefault();

    /// <summary>Debits and credits by account, fund and period.</summary>
    public Dictionary<(int Account, string Fund, int Period), (long Debit, long Credit)> Totals()
    {
        var totals = new Dictionary<(int Account, string Fund, int Period), (long Debit, long Credit)>();
        foreach (var (of, line) in Lines)
        {
            var (d, c) = totals.GetValueOrDefault((line.Debit, line.Fund, of.Decision.Period));
            totals[(line.Debit, line.Fund, of.Decision.Period)] = (d + line.Amount.Minor, c);
            (d, c) = totals.GetValueOrDefault((line.Credit, line.Fund, of.Decision.Period));
            totals[(line.Credit, line.Fund, of.Decision.Period)] = (d, c + line.Amount.Minor);
        }

        return totals;
    }

    /// <summary>Balances by account and subject.</summary>
    public Dictionary<(int Account, string Subject), long> Subjects() =>
        Lines
            .SelectMany(l =>
                new[]
                {
                    (l.Line.Debit, l.Line.DebitSubject, l.Line.Amount.Minor),
                    (l.Line.Credit, l.Line.CreditSubject, -l.Line.Amount.Minor),
                }
            )
            .Where(s => s.Item2 is not null)
            .GroupBy(s => (s.Item1, s.Item2!))
            .ToDictionary(g => g.Key, g => g.Sum(s => s.Item3));

    public Written? ById(Guid document) => byId.GetValueOrDefault(document);

    public Written? ReversalOf(Written w) => reversals.GetValueOrDefault(w.Document.Id);

    private static Money Effect(Line line, int account) =>
        line.Debit == account ? line.Amount
        : line.Credit == account ? -line.Amount
        : Money.Zero;

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (a, b) => a + b);

    private static Moment MomentOf(Written w) =>
        (w.Decision.Reverses?.Moment ?? w.Document.Moment) with
        {
            Seq = w.Decision.Reverses?.Seq ?? w.Seq,
        };

    private Moment PlaceOf(Written w, Line line)
    {
        var subject = Subject.IsCount(line.DebitSubject) ? line.DebitSubject : line.CreditSubject;
        return Subject.IsCount(subject) ? MomentOf(byId[Guid.Parse(subject!["count:".Length..])]) : MomentOf(w);
    }

    private CountMark Mark(Written w)
    {
        var subject = Subject.Count(w.Document.Id);
        long difference = 0;
        foreach (var line in written.SelectMany(o => o.Decision.Lines))
        {
            difference -= line.DebitSubject == subject ? line.Amount.Minor : 0;
            difference += line.CreditSubject == subject ? line.Amount.Minor : 0;
        }

        return w.Decision.Counted! with
        {
            Moment = MomentOf(w),
            Difference = new(difference),
        };
    }
}
