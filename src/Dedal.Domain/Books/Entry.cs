namespace Dedal.Domain.Books;

/// <summary>
/// One line of an entry: the same amount leaves the credited account and reaches the debited one, in one currency and
/// one fund. An entry made of such lines cannot be out of balance.
/// </summary>
/// <param name="Amount">Always more than zero, in minor units of both accounts' currency.</param>
/// <param name="Fund">Whose money it is; <c>own</c> in a workshop.</param>
/// <param name="DebitSubject">Typed id (<c>party:…</c>, <c>member:…</c>, <c>qr:…</c>) the debit is about, if
/// any.</param>
/// <param name="CreditSubject">The same for the credit.</param>
public readonly record struct Line(
    int Debit,
    int Credit,
    Money Amount,
    string Fund = Fund.Own,
    string? DebitSubject = null,
    string? CreditSubject = null
)
{
    /// <summary>The line that undoes this one.</summary>
    public Line Mirror() => new(Credit, Debit, Amount, Fund, CreditSubject, DebitSubject);

    /// <summary>A line for a signed amount: negative amounts swap the sides. Zero gives no line.</summary>
    public static IEnumerable<Line> Signed(
        int debit,
        int credit,
        Money amount,
        string fund,
        string? debitSubject = null,
        string? creditSubject = null
    )
    {
        if (amount.IsZero)
        {
            yield break;
        }

        var line = new Line(debit, credit, amount.Abs(), fund, debitSubject, creditSubject);
        yield return amount.IsNegative ? line.Mirror() : line;
    }
}

/// <summary>Names of funds that rules know.</summary>
public static class Fund
{
    /// <summary>The organisation's own money; the only fund of a workshop.</summary>
    public const string Own = "own";
}

/// <summary>Typed ids of what a line is about. Who owes us, a deposit, a count: all are sums by subject.</summary>
public static class Subject
{
    public static string Party(Guid id) => $"party:{id:D}";

    public static string Member(Guid id) => $"member:{id:D}";

    public static string Qr(Guid document) => $"qr:{document:D}";

    /// <summary>A count: of cash as it is, of stock followed by the item.</summary>
    public static string Count(Guid document) => $"count:{document:D}";

    /// <summary>A party's subject as it counts now: hers, or of the one she was merged into.</summary>
    public static string? Follow(IBookState state, string? subject) =>
        IsParty(subject)
        && Guid.TryParse(subject.AsSpan("party:".Length), out var party)
        && state.MergedInto(party) is { } into
            ? Follow(state, Party(into))
            : subject;

    public static string Item(Guid id) => $"item:{id:D}";

    public static string Order(Guid id) => $"order:{id:D}";

    public static string Run(Guid id) => $"run:{id:D}";

    /// <summary>An item while it is out with a run.</summary>
    public static string OnRun(Guid run, Guid item) => $"run:{run:D}:{item:D}";

    public static string Recipe(Guid id) => $"recipe:{id:D}";

    public static string Standing(Guid id) => $"standing:{id:D}";

    public static string Asset(Guid id) => $"asset:{id:D}";

    public static bool IsParty([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? subject) =>
        subject?.StartsWith("party:", StringComparison.Ordinal) == true;

    public static bool IsCount(string? subject) => subject?.StartsWith("count:", StringComparison.Ordinal) == true;
}

/// <summary>
/// A month of the books as a number: 202411 is November 2024. Month 13 holds the year close, so that the income
/// statement of a closed year still reads its twelve months while the balance sheet sees the result moved.
/// </summary>
public static class Period
{
    public static int Of(DateOnly day) => (day.Year * 100) + day.Month;

    public static int YearClose(int year) => (year * 100) + 13;

    public static bool IsYearClose(int period) => period % 100 == 13;

    public static DateOnly FirstDay(int period) => new(period / 100, Math.Min(period % 100, 12), 1);

    public static DateOnly LastDay(int period) => FirstDay(period).AddMonths(1).AddDays(-1);

    public static int Next(int period) => Of(FirstDay(period).AddMonths(1));

    public static bool IsMonth(int period) => period % 100 is >= 1 and <= 12 && period / 100 is >= 1900 and <= 9998;
}

/// <summary>What a rule decided: the entry and what else the document changes in the book's state.</summary>
/// <param name="PostedOn">The day the books have it; later than the person's day only for late documents.</param>
/// <param name="Period">Month of <paramref name="PostedOn"/>, or month 13 for a year close.</param>
public sealed record Decision(DateOnly PostedOn, int Period, IReadOnlyList<Line> Lines)
{
    /// <summary>The document this one reverses.</summary>
    public Recorded? Reverses { get; init; }

    /// <summary>A count of a box, with the difference found.</summary>
    public CountMark? Counted { get; init; }

    /// <summary>A count that no longer holds, because it is reversed.</summary>
    public Guid? CountReversed { get; init; }

    /// <summary>
    /// The last day of the months that are closed after this document, when it closes or reopens one.
    /// </summary>
    public ClosedThrough? Closing { get; init; }

    /// <summary>Accounts that this document adds to the book.</summary>
    public IReadOnlyList<Account> NewAccounts { get; init; } = [];

    /// <summary>Commodities whose decimals this document fixes.</summary>
    public IReadOnlyList<Kinds.ImportedCommodity> NewCommodities { get; init; } = [];

    /// <summary>A fund that this document opens.</summary>
    public string? NewFund { get; init; }

    /// <summary>A customer, supplier or member that this document names for the first time.</summary>
    public NewParty? NewParty { get; init; }

    /// <summary>Two parties that are one from now on.</summary>
    public PartyMerge? Merged { get; init; }

    /// <summary>A party that stands for herself again, because her merge is reversed.</summary>
    public Guid? Unmerged { get; init; }

    /// <summary>What it does to stock; the lines carry the value.</summary>
    public IReadOnlyList<Move> Moves { get; init; } = [];

    /// <summary>What it tells about, besides money.</summary>
    public IReadOnlyList<About> About { get; init; } = [];

    /// <summary>An item as it is from now on.</summary>
    public Kinds.ItemKeptBody? Kept { get; init; }

    /// <summary>Posted on the day it occurred, or on the first open day when that month is closed.</summary>
    public static Decision On(DateOnly occurredOn, IBookState state, IReadOnlyList<Line> lines)
    {
        var posted = state.ClosedThrough is { } closed && occurredOn <= closed ? closed.AddDays(1) : occurredOn;
        return new(posted, Books.Period.Of(posted), lines);
    }
}

/// <summary>All months up to a day are closed (null: none is), as said by one person.</summary>
public sealed record ClosedThrough(DateOnly? Day);

/// <summary>
/// A person or business the workshop deals with; her name lives in an erasable row, not in the journal.
/// </summary>
public sealed record NewParty(Guid Id, string Role);

/// <summary>Everything under one party goes to another.</summary>
public sealed record PartyMerge(Guid From, Guid Into);

/// <summary>A cash count as later documents see it.</summary>
/// <param name="Difference">Counted less expected, as it stands now.</param>
public sealed record CountMark(Guid Id, int Box, Moment Moment, Money Counted, Money Difference);

/// <summary>Either a decision or the reason there is none.</summary>
public readonly record struct Outcome(Decision? Decision, Refusal? Refusal)
{
    public static implicit operator Outcome(Decision decision) => new(decision, null);

    public static implicit operator Outcome(Refusal refusal) => new(null, refusal);
}
