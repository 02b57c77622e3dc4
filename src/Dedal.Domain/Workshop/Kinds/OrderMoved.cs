using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>Other days for an order.</summary>
public sealed record OrderMovedBody(Guid Order, DateOnly DueOn, DateOnly? FittingOn = null);

/// <summary>Moves no money.</summary>
public sealed class OrderMoved() : DocumentKind<OrderMovedBody>("order-moved")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(OrderMovedBody body, Document document) =>
        body.DueOn > document.OccurredOn.AddYears(2) || body.DueOn < document.OccurredOn
            ? new Refusal("due-before-taken", "dueOn")
        : body.FittingOn > body.DueOn ? new Refusal("fitting-after-due", "fittingOn")
        : null;

    /// <inheritdoc />
    protected override Outcome Decide(OrderMovedBody body, Document document, IBookState state) =>
        OrderState.Of(state.About(Subject.Order(body.Order))) is null
            ? new Refusal("order-unknown", "order")
            : Decision.On(document.OccurredOn, state, []) with
            {
                About = [new(Subject.Order(body.Order))],
            };
}
