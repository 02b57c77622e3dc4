using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Kinds;

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

    /// <summary>
    /// What the workshop has of an order that has ended: what was kept of a cancelled one, and what is still counted as
    /// sold though it came back.
    /// </summary>
    /// <param name="balance">Of an account, under the order's subject.</param>
    public static IReadOnlyList<Purpose> Kept(OrderState ended, Func<int, Money> balance, IBookState state)
    {
        var subject = Subject.Order(ended.Taken.Order);
        var (returns, other) = (state.Needed(Role.Returns).Number, state.Needed(Role.OtherIncome).Number);
        var kept = Math.Max(0, -balance(other).Minor);
        var sold = ended.BroughtBack ? Math.Max(0, ended.Price - balance(returns).Minor) : 0;
        return [new(other, kept, subject), new(returns, sold, subject)];
    }

    /// <summary>As much of each purpose as an amount reaches, in their order; the last takes what is left.</summary>
    public static IReadOnlyList<Purpose> Reached(long amount, IEnumerable<Purpose> purposes, Purpose last)
    {
        List<Purpose> reached = [];
        foreach (var purpose in purposes)
        {
            var part = Math.Min(purpose.Amount, amount);
            reached.Add(purpose with { Amount = part });
            amount -= part;
        }

        reached.Add(last with { Amount = amount });
        return [.. reached.Where(p => p.Amount > 0)];
    }

    /// <summary>
    /// Where a payment that did not arrive is missing: on account of an order that is open. Of one that has ended, what
    /// still stands on account, then what the workshop has of it; the rest the customer owes.
    /// </summary>
    public static IReadOnlyList<Purpose> Missing(string? order, Guid party, long amount, IBookState state)
    {
        var deposits = state.Needed(Role.Deposits).Number;
        var owed = new Purpose(state.Needed(Role.Receivable).Number, amount, Subject.Party(party));
        if (order is null || OrderState.Of(state.About(order)) is not { } ended)
        {
            return [owed];
        }

        if (ended.Open)
        {
            return [new(deposits, amount, order)];
        }

        var onAccount = Math.Max(0, -state.Balance(deposits, order).Minor);
        var kept = Kept(ended, account => state.Balance(account, order), state);
        return Reached(amount, [new(deposits, onAccount, order), .. kept], owed);
    }
}
