namespace Dedal.Domain.PlainText;

/// <summary>Whether a transaction or posting was checked against the bank: nothing, <c>!</c> or <c>*</c>.</summary>
public enum JournalStatus : byte
{
    Unmarked,
    Pending,
    Cleared,
}

/// <summary>How a posting takes part in balancing.</summary>
public enum PostingKind : byte
{
    /// <summary>A plain account name: must balance with the other real postings.</summary>
    Real,

    /// <summary><c>[account]</c>: must balance with the other bracketed postings.</summary>
    BalancedVirtual,

    /// <summary><c>(account)</c>: need not balance; its counterpart goes to a trading account.</summary>
    Virtual,
}

/// <summary>What a posting's commodity cost: <c>@</c> a unit or <c>@@</c> in total.</summary>
/// <param name="Quantity">As written, without the sign of the posting; cut behind the 18th digit.</param>
/// <param name="IsCut">The file has more digits. Good enough to check a balance with, not to infer an amount
/// from.</param>
public sealed record JournalCost(Quantity Quantity, Commodity Commodity, bool IsTotal, bool IsCut = false);

/// <summary>A balance that the file says an account has after a posting.</summary>
/// <param name="IsTotal"><c>==</c>: the account holds nothing else.</param>
/// <param name="IsInclusive"><c>*</c>: with its sub-accounts.</param>
public sealed record BalanceAssertion(
    Quantity Quantity,
    Commodity Commodity,
    bool IsTotal,
    bool IsInclusive,
    int Line = 0
)
{
    /// <summary>The sign as written: <c>=</c>, <c>==</c>, <c>=*</c> or <c>==*</c>.</summary>
    public string Sign =>
        (IsTotal, IsInclusive) switch
        {
            (false, false) => "=",
            (true, false) => "==",
            (false, true) => "=*",
            _ => "==*",
        };
}

/// <summary>One line of a transaction: an account and an amount of one commodity.</summary>
public sealed class JournalPosting
{
    /// <summary>Full name, parts separated by colons.</summary>
    public required string Account { get; init; }

    public PostingKind Kind { get; init; }

    public JournalStatus Status { get; init; }

    /// <summary>
    /// Null only for a posting without an amount: from the parser "to be inferred", after booking "nothing".
    /// </summary>
    public Quantity? Amount { get; init; }

    /// <summary>Null exactly when <see cref="Amount"/> is.</summary>
    public Commodity? Commodity { get; init; }

    public JournalCost? Cost { get; init; }

    /// <summary>Lot annotations as written (<c>{$10} [2024-01-05] (note)</c>); kept, not calculated with.</summary>
    public string? Lot { get; init; }

    public BalanceAssertion? Assertion { get; init; }

    /// <summary>Text after the semicolon, tags included; lines separated by line feeds.</summary>
    public string? Comment { get; set; }

    /// <summary>
    /// The posting's own date, when it differs from the transaction's (<c>[2024/1/5]</c> or tag <c>date:</c>).
    /// </summary>
    public DateOnly? Date { get; set; }

    /// <summary>The posting's own secondary date (<c>[=2024/1/5]</c> or tag <c>date2:</c>).</summary>
    public DateOnly? SecondaryDate { get; set; }

    /// <summary>Line of the file, from 1; 0 when it did not come from a file.</summary>
    public int Line { get; init; }

    internal JournalPosting With(Quantity? amount, Commodity? commodity) =>
        new()
        {
            Account = Account,
            Kind = Kind,
            Status = Status,
            Amount = amount,
            Commodity = commodity,
            Cost = amount is null ? null : Cost,
            Lot = Lot,
            Assertion = Assertion,
            Comment = Comment,
            Date = Date,
            SecondaryDate = SecondaryDate,
            Line = Line,
        };
}

/// <summary>One transaction of a journal, as written or (after booking) with every amount known.</summary>
public sealed class JournalTransaction
{
    public required DateOnly Date { get; init; }

    public DateOnly? SecondaryDate { get; init; }

    public JournalStatus Status { get; init; }

    /// <summary>The code in parentheses (cheque number and the like), or null.</summary>
    public string? Code { get; init; }

    /// <summary>Payee or description; empty when none is written.</summary>
    public required string Description { get; init; }

    /// <summary>Text after the semicolon, tags included; lines separated by line feeds.</summary>
    public string? Comment { get; set; }

    public required List<JournalPosting> Postings { get; init; }

    /// <summary>Line of the file, from 1; 0 when it did not come from a file.</summary>
    public int Line { get; init; }
}
