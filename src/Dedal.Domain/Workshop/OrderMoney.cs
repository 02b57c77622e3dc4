using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop;

/// <summary>How money of orders is taken, whatever the document.</summary>
internal static class OrderMoney
{
    /// <summary>Judges parts that are money: nothing stays owed by them.</summary>
    public static Refusal? CheckPaid(IReadOnlyList<Payment>? paid, bool mayBeNone) =>
        paid is null && mayBeNone ? null
        : paid?.FirstOrDefault(p => p?.How == Paying.Credit) is { } credit
            ? new Refusal("payment-unknown", "paid", credit.How)
        : Paying.Check(paid, null);

    /// <summary>Lays what was paid over purposes in order; the last takes whatever is left.</summary>
    public static (List<Line> Lines, Refusal? Refusal) In(
        IReadOnlyList<Purpose> purposes,
        IReadOnlyList<Payment>? paid,
        Guid? party,
        Document document,
        IBookState state
    ) => paid is null ? ([], null) : Purposes.Laid(purposes, paid, party, document, state);

    /// <summary>A difference for which there is no coin, where cash was part of it.</summary>
    public static bool IsRounding(long difference, IReadOnlyList<Payment> paid, IBookState state) =>
        difference * 2 <= state.SmallestCoin(state.Currency) && paid.Any(p => p.How == Paying.Cash);

    /// <summary>
    /// Where a customer's money goes once nothing is asked for the order any more: what she owes, else on account.
    /// </summary>
    public static IReadOnlyList<Purpose> Afterwards(Guid order, Guid party, IBookState state)
    {
        var receivable = state.Needed(Role.Receivable).Number;
        var owed = Math.Max(0, state.Balance(receivable, Subject.Party(party)).Minor);
        return
        [
            new(receivable, owed, Subject.Party(party)),
            new(state.Needed(Role.Deposits).Number, 0, Subject.Order(order)),
        ];
    }
}
