using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>An order that will not be made or taken.</summary>
/// <param name="Refund">What she gets back of what she paid, minor units; the rest stays with the workshop.</param>
/// <param name="Keep">What was made can be sold to somebody else.</param>
public sealed record OrderCancelledBody(
    Guid Order,
    long Refund = 0,
    string How = Paying.Cash,
    string? Box = null,
    bool Keep = false
);

/// <summary>
/// Posting (workshop reference §6.3): what was on account goes back or is other income; what was made goes to finished
/// goods (the product is stock-kept) or is waste. After the hand-over it is a return: the money back lessens the sale.
/// </summary>
public sealed class OrderCancelled() : DocumentKind<OrderCancelledBody>("order-cancelled")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => [new("how", -1, "refund")];

    /// <inheritdoc />
    protected override Refusal? Check(OrderCancelledBody body, Document document) =>
        body.Refund == 0 ? null
        : body.How == Paying.Credit ? new Refusal("payment-unknown", "how", body.How)
        : Limits.CheckAmount(body.Refund, "refund") ?? Paying.Check([new(body.How, body.Refund, body.Box)], null);

    /// <inheritdoc />
    protected override Outcome Decide(OrderCancelledBody body, Document document, IBookState state)
    {
        var subject = Subject.Order(body.Order);
        if (OrderState.Of(state.About(subject)) is not { } order)
        {
            return new Refusal("order-unknown", "order");
        }

        var gathered = new Gathered();
        var deposits = state.Needed(Role.Deposits).Number;
        var held = Math.Max(0, -state.Balance(deposits, subject).Minor);
        if (body.Refund > 0)
        {
            List<Payment> paid = [new(body.How, body.Refund, body.Box)];
            var (lines, refusal) = Purposes.PaidOut(
                Refunded(body, order, held, paid, state),
                paid,
                order.Taken.Party,
                state
            );
            if (refusal is not null)
            {
                return refusal;
            }

            gathered.Lines.AddRange(lines);
        }

        if (order is { HandedOverOn: not null, BroughtBack: false })
        {
            TakeBack(gathered, body, order, state);
        }
        else if (order.HandedOverOn is null)
        {
            var kept = held - Math.Min(held, body.Refund);
            // Under the order's subject on both sides: what is undone later finds what was kept of it.
            gathered.Add(deposits, state.Needed(Role.OtherIncome).Number, new(kept), subject, subject);
        }

        PutAway(gathered, body, order, state);
        return gathered.On(document, state, new About(subject, Ends: true));
    }

    /// <summary>
    /// Out of what the money goes that is given back: what is on account, then what the workshop has of the order.
    /// Beyond that she owes it, unless there is no coin for so little.
    /// </summary>
    private static IReadOnlyList<Purpose> Refunded(
        OrderCancelledBody body,
        OrderState order,
        long held,
        List<Payment> paid,
        IBookState state
    )
    {
        var subject = Subject.Order(body.Order);
        var isSold = order.HandedOverOn is not null;
        var kept = OrderMoney.Kept(order with { BroughtBack = isSold }, a => state.Balance(a, subject), state);
        List<Purpose> there = [new(state.Needed(Role.Deposits).Number, held, subject), .. kept];
        var beyond = body.Refund - there.Sum(p => p.Amount);
        return OrderMoney.Reached(
            body.Refund,
            there,
            OrderMoney.IsRounding(beyond, paid, state)
                ? new(state.Needed(Role.CashShort).Number, 0)
                : new(state.Needed(Role.Receivable).Number, 0, Subject.Party(order.Taken.Party))
        );
    }

    /// <summary>What she had on account under her own name and the hand-over took: it is hers again.</summary>
    private static long PaidOnAccount(Guid order, IBookState state)
    {
        var (receivable, deposits) = (state.Needed(Role.Receivable).Number, state.Needed(Role.Deposits).Number);
        return state
            .About(Subject.Order(order))
            .Where(f => f.Kind == "order-handed-over")
            .SelectMany(f => state.Find(f.Id)!.Lines)
            .Where(l => l.Debit == deposits && l.Credit == receivable && Subject.IsParty(l.DebitSubject))
            .Sum(l => l.Amount.Minor);
    }

    /// <summary>She owes no more for what she brought back, and it stands on the shelf if it can be sold.</summary>
    private static void TakeBack(Gathered gathered, OrderCancelledBody body, OrderState order, IBookState state)
    {
        var (receivable, party) = (state.Needed(Role.Receivable).Number, Subject.Party(order.Taken.Party));
        var returns = state.Needed(Role.Returns).Number;
        var owes = Math.Max(0, state.Balance(receivable, party).Minor) + PaidOnAccount(body.Order, state);
        // What an earlier cancellation gave back or kept was not paid for what left afterwards.
        var subject = Subject.Order(body.Order);
        var other = state.Needed(Role.OtherIncome).Number;
        var paid = order.Paid - order.Refunded + state.Balance(other, subject).Minor;
        // What was paid under "who owes us" is not among the order's own documents; what goes back now shows it.
        var returned = gathered.Balance(state, returns, subject).Minor;
        gathered.Add(
            returns,
            receivable,
            new(Math.Clamp(order.Price - Math.Max(paid, returned), 0, owes)),
            subject,
            party
        );
        if (body.Keep && order.Taken.Item is { } id && state.FindItem(id) is { } item)
        {
            Shelf.TakeBack(gathered, state, item, order.Taken.Pieces, isWaste: false);
        }
    }

    /// <summary>
    /// What is made of it stands on the shelf if it can be sold; the rest is waste. By way of work in progress: a line
    /// has two accounts, and the product's shelf is where a ready garment stands.
    /// </summary>
    private static void PutAway(Gathered gathered, OrderCancelledBody body, OrderState order, IBookState state)
    {
        var subject = Subject.Order(body.Order);
        var (making, ready) = (state.Needed(Role.WorkInProgress).Number, state.Needed(Role.Finished).Number);
        gathered.Add(making, ready, gathered.Balance(state, ready, subject), subject, subject);
        if (
            body.Keep
            && order is { Open: true, Made: > 0, Taken.Item: { } id }
            && state.FindItem(id) is { Stocked: true } item
        )
        {
            var (shelf, about) = (state.Needed(item.StockRole).Number, Subject.Item(item.Item));
            var quantity = order.Made * Quantities.One;
            var made = gathered.Balance(state, making, subject);
            // Nothing written down of what it took: as much as such pieces cost.
            var worth = made.IsZero
                ? gathered.Now(state, shelf, about).CostOf(quantity, item.Cost ?? 0)
                : WorthOf(order, made, state);
            gathered.Add(shelf, making, worth, about, subject);
            gathered.Moves.Add(new(shelf, about, quantity));
        }

        var rest = gathered.Balance(state, making, subject);
        gathered.Add(state.Needed(Role.Waste).Number, making, rest, subject, subject);
    }

    /// <summary>What the pieces took that are made: their part of each step.</summary>
    private static Money WorthOf(OrderState order, Money made, IBookState state)
    {
        if (order.Made == order.Taken.Pieces)
        {
            return made;
        }

        var subject = Subject.Order(order.Taken.Order);
        var worth = Money.Zero;
        foreach (var fact in state.About(subject).Where(f => f.Kind == "order-worked"))
        {
            var took = state
                .Find(fact.Id)!
                .Lines.Where(l => l.DebitSubject == subject && l.CreditSubject != subject)
                .Sum(l => l.Amount.Minor);
            var pieces = order.PiecesDone(fact.Read(BodyJson.Default.OrderWorkedBody).Step);
            worth += Stock.Share(took, Math.Min(order.Made, pieces), pieces);
        }

        return worth < made ? worth : made;
    }
}
