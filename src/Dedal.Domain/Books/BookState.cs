namespace Dedal.Domain.Books;

/// <summary>
/// What a rule may know: one organisation's book up to the document before this one. Implemented over the database by
/// the server and in memory by the simulation; a rule never sees anything else, so replaying the journal gives the
/// same book.
/// </summary>
public interface IBookState
{
    Chart Chart { get; }

    /// <summary>The organisation's own currency; statements are in it.</summary>
    string Currency { get; }

    int Scale { get; }

    /// <summary>Last day of the closed months; null while no month is closed.</summary>
    DateOnly? ClosedThrough { get; }

    Account? FindAccount(string code, string currency);

    Account Account(int number);

    /// <summary>Decimals of a commodity that this book knows; null for one it has never seen.</summary>
    int? ScaleOf(string commodity);

    /// <summary>The number the next account outside the chart gets.</summary>
    int NextAccountNumber { get; }

    bool HasFund(string fund);

    bool HasParty(Guid party);

    /// <summary>Who a party was merged into; null while she stands for herself.</summary>
    Guid? MergedInto(Guid party);

    /// <summary>What is open under a subject, by account: debits less credits, nothing that is zero.</summary>
    IReadOnlyList<(int Account, Money Balance)> BalancesOf(string subject);

    /// <summary>An item as it is now; null for one this book has never seen.</summary>
    Kinds.ItemKeptBody? FindItem(Guid item);

    /// <summary>What there is of a subject at an account.</summary>
    Stock Stock(int account, string subject);

    /// <summary>Counts of an item after a moment that hold, the earliest first.</summary>
    /// <param name="item">Its subject.</param>
    IReadOnlyList<Fact> StockCountsAfter(string item, Moment moment);

    /// <summary>
    /// What documents after a moment have moved of an item at an account; counts' differences left out.
    /// </summary>
    long MovedAfter(int account, string item, Moment moment);

    /// <summary>Documents about a subject that are not reversed, in the server's order.</summary>
    IReadOnlyList<Fact> About(string subject);

    /// <summary>Debits less credits of an account, all funds, in minor units.</summary>
    Money Balance(int account);

    /// <summary>Debits less credits of an account that are about one subject.</summary>
    Money Balance(int account, string subject);

    /// <summary>
    /// The same, of a box as it stood at a moment: later documents and later counts' differences left out.
    /// </summary>
    Money BalanceAt(int box, Moment moment);

    /// <summary>
    /// Balances (debit positive) of income and expense accounts that no year close has moved yet, up to the end of a
    /// year: years before it count too, or their result would never reach what has been gathered.
    /// </summary>
    IReadOnlyList<(int Account, string Fund, Money Balance)> ResultOf(int year);

    Recorded? Find(Guid document);

    /// <summary>The first count of a box after a moment that still holds.</summary>
    CountMark? FirstCountAfter(int box, Moment moment);

    /// <summary>A count by its document, while it holds.</summary>
    CountMark? Count(Guid document);

    /// <summary>Everyone whose close, still in force, locks a day.</summary>
    IReadOnlyCollection<Guid> ClosersOf(DateOnly day);

    /// <summary>The latest year whose result was moved and not moved back.</summary>
    int? LastClosedYear { get; }
}
