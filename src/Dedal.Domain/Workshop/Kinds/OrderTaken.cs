using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>A garment (or several alike) made for a customer.</summary>
/// <param name="Garment">What it is, as the workshop calls it.</param>
/// <param name="Item">The product it counts as, where there is one: its account of sales, its usual minutes.</param>
/// <param name="Price">For all of it, minor units.</param>
/// <param name="Set">The measures it is made to; they are in an erasable row.</param>
/// <param name="OwnCloth">The customer brought the cloth.</param>
/// <param name="Materials">What it will take; nothing moves before the cutting.</param>
/// <param name="Paid">What she pays on account now.</param>
public sealed record OrderTakenBody(
    Guid Order,
    Guid Party,
    string Garment,
    int Pieces,
    long Price,
    DateOnly DueOn,
    DateOnly? FittingOn = null,
    Guid? Item = null,
    Guid? Set = null,
    bool OwnCloth = false,
    IReadOnlyList<Used>? Materials = null,
    IReadOnlyList<Payment>? Paid = null
);

/// <summary>
/// Posting (workshop reference §6.3): what she pays on account is owed to her until the hand-over. More than the price
/// happened, and is a task.
/// </summary>
public sealed class OrderTaken() : DocumentKind<OrderTakenBody>("order-taken")
{
    /// <summary>More pieces than this are no order.</summary>
    public const int MostPieces = 10_000;

    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.PaidIn;

    /// <inheritdoc />
    protected override Refusal? Check(OrderTakenBody body, Document document) =>
        string.IsNullOrWhiteSpace(body.Garment) || body.Garment.Length > 60 || Limits.HasStrayCharacters(body.Garment)
            ? new Refusal("item-name-missing", "garment")
        : body.Pieces is < 1 or > MostPieces ? new Refusal("item-quantity-absurd", "pieces")
        : body.DueOn < document.OccurredOn || body.DueOn > document.OccurredOn.AddYears(2)
            ? new Refusal("due-before-taken", "dueOn")
        : body.FittingOn is { } fitting && (fitting < document.OccurredOn || fitting > body.DueOn)
            ? new Refusal("fitting-after-due", "fittingOn")
        : Limits.CheckAmount(body.Price, "price")
            ?? WorkChecks.Check(body.Materials)
            ?? OrderMoney.CheckPaid(body.Paid, mayBeNone: true);

    /// <inheritdoc />
    protected override Outcome Decide(OrderTakenBody body, Document document, IBookState state)
    {
        if (Accounts.CheckParty(state, body.Party) is { } unknown)
        {
            return unknown;
        }

        if (body.Item is { } item && state.FindItem(item) is null)
        {
            return new Refusal("item-unknown", "item");
        }

        if (OrderState.Of(state.About(Subject.Order(body.Order))) is not null)
        {
            return new Refusal("order-exists", "order");
        }

        var deposits = new Purpose(state.Needed(Role.Deposits).Number, 0, Subject.Order(body.Order));
        var (lines, refusal) = OrderMoney.In([deposits], body.Paid, body.Party, document, state);
        return refusal is not null
            ? refusal
            : Decision.On(document.OccurredOn, state, lines) with
            {
                About = [new(Subject.Order(body.Order))],
            };
    }
}
