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
    /// Where a payment that did not arrive is missing: on account of an order that is open. Of one that has ended, what
    /// still stands on account, then what was kept of it or is still counted as sold though it came back; the rest the
    /// customer owes.
    /// </summary>
    public static IReadOnlyList<Purpose> Missing(string? order, Guid party, long amount, IBookState state)
    {
        var deposits = state.Needed(Role.Deposits).Number;
        var owed = new Purpose(state.Needed(Role.Receivable).Number, amount, Subject.Party(party));
        var facts = order is null ? [] : state.About(order);
        if (order is null || OrderState.Of(facts) is not { } ended)
        {
            return [owed];
        }

        if (ended.Open)
        {
            return [new(deposits, amount, order)];
        }

        var other = state.Needed(Role.OtherIncome).Number;
        var left = facts.FirstOrDefault(f => f.Kind == "order-handed-over");
        var cameBack = left is not null && facts.Any(f => f.Kind == "order-cancelled" && f.Seq > left.Seq);
        var (role, most, about) =
            cameBack ? (Role.Returns, ended.Price - OrderCancelled.TakenBack(ended.Taken.Order, state), null)
            : left is null ? (Role.OtherIncome, -state.Balance(other, order).Minor, order)
            : (null, 0, null);
        var onAccount = Math.Clamp(-state.Balance(deposits, order).Minor, 0, amount);
        var kept = Math.Clamp(most, 0, amount - onAccount);
        List<Purpose> purposes = [new(deposits, onAccount, order)];
        if (role is not null)
        {
            purposes.Add(new(state.Needed(role).Number, kept, about));
        }

        return [.. purposes, owed with { Amount = amount - onAccount - kept }];
    }
}
