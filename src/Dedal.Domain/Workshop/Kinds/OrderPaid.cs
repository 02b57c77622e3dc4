using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>A customer pays a part of an order, at any time.</summary>
public sealed record OrderPaidBody(Guid Order, IReadOnlyList<Payment> Paid);

/// <summary>
/// Posting (workshop reference §6.3): on account until the hand-over. What comes after it (two phones, one of them
/// late) pays what she owes, and more than that stays on account as a task.
/// </summary>
public sealed class OrderPaid() : DocumentKind<OrderPaidBody>("order-paid")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.PaidIn;

    /// <inheritdoc />
    protected override Refusal? Check(OrderPaidBody body, Document document) =>
        OrderMoney.CheckPaid(body.Paid, mayBeNone: false);

    /// <inheritdoc />
    protected override Outcome Decide(OrderPaidBody body, Document document, IBookState state)
    {
        if (OrderState.Of(state.About(Subject.Order(body.Order))) is not { } order)
        {
            return new Refusal("order-unknown", "order");
        }

        IReadOnlyList<Purpose> purposes = order.Open
            ? [new(state.Needed(Role.Deposits).Number, 0, Subject.Order(body.Order))]
            : OrderMoney.Afterwards(body.Order, order.Taken.Party, state);
        var (lines, refusal) = OrderMoney.In(purposes, body.Paid, order.Taken.Party, document, state);
        return refusal is not null
            ? refusal
            : Decision.On(document.OccurredOn, state, lines) with
            {
                About = [new(Subject.Order(body.Order))],
            };
    }
}
