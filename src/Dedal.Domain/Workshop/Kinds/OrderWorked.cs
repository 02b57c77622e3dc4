using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>A step of an order, done.</summary>
/// <param name="Step">One of <see cref="OrderState.StepNames"/>.</param>
/// <param name="Work">Who did it.</param>
/// <param name="Materials">What was taken from stock for it.</param>
/// <param name="Guarantee">An alteration that the customer does not pay.</param>
/// <param name="Pieces">How many of the order's pieces; all that are left for the step when it is not said.</param>
public sealed record OrderWorkedBody(
    Guid Order,
    string Step,
    IReadOnlyList<Worked>? Work = null,
    IReadOnlyList<Used>? Materials = null,
    bool Guarantee = false,
    int? Pieces = null
);

/// <summary>
/// Posting (workshop reference §6.3): materials and work onto the order; when it is ready, to finished goods. After the
/// hand-over (an alteration under guarantee) they are costs of the sale, after a cancellation waste.
/// </summary>
public sealed class OrderWorked() : DocumentKind<OrderWorkedBody>("order-worked")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IEnumerable<Guid> MembersIn(Document document) => WorkChecks.Members(Peek(document)?.Work);

    /// <inheritdoc />
    protected override Refusal? Check(OrderWorkedBody body, Document document) =>
        !OrderState.StepNames.Contains(body.Step) ? new Refusal("step-unknown", "step", body.Step)
        : body.Pieces is < 1 or > OrderTaken.MostPieces ? new Refusal("work-absurd", "pieces")
        : WorkChecks.Check(body.Work) ?? WorkChecks.Check(body.Materials);

    /// <inheritdoc />
    protected override Outcome Decide(OrderWorkedBody body, Document document, IBookState state)
    {
        var subject = Subject.Order(body.Order);
        if (OrderState.Of(state.About(subject)) is not { } order)
        {
            return new Refusal("order-unknown", "order");
        }

        var to =
            order.HandedOverOn is not null ? Role.CostOfSales
            : order.CancelledOn is not null ? Role.Waste
            : Role.WorkInProgress;
        var account = state.Needed(to).Number;
        var gathered = new Gathered();
        if (gathered.TakeAll(state, body.Materials, account, subject) is { } refusal)
        {
            return refusal;
        }

        // A piece is cut and sewn once, however often somebody works on it; tried on and altered as often as needed.
        var pieces = body.Step is "fitting" or "alteration"
            ? order.Taken.Pieces
            : Math.Min(body.Pieces ?? order.Taken.Pieces, order.LeftFor(body.Step));
        Labour.Earn(gathered, state, body.Work, order.Taken.Item, body.Step, pieces, account, subject);

        if (body.Step == "ready" && order.Open)
        {
            var made = gathered.Balance(state, account, subject);
            gathered.Add(state.Needed(Role.Finished).Number, account, made, subject, subject);
        }

        return gathered.On(document, state, new About(subject));
    }
}
