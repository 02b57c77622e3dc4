using System.Text.Json;
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
            var beyond =
                order.HandedOverOn is not null ? Role.Returns
                : OrderMoney.IsRounding(body.Refund - held, paid, state) ? Role.CashShort
                : Role.Receivable;
            var about = beyond == Role.Receivable ? Subject.Party(order.Taken.Party) : null;
            IReadOnlyList<Purpose> purposes =
            [
                new(deposits, Math.Min(held, body.Refund), subject),
                new(state.Needed(beyond).Number, body.Refund - Math.Min(held, body.Refund), about),
            ];
            var (lines, refusal) = Purposes.PaidOut(
                [.. purposes.Where(p => p.Amount > 0)],
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

        if (order is { HandedOverOn: not null, CancelledOn: null })
        {
            var returns = state.Needed(Role.Returns).Number;
            TakeBack(gathered, body, order, Returned(gathered.Lines, returns), state);
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
    /// Of two that cancelled one order the first did it and is undone: the other does what it had found done already.
    /// </summary>
    internal static void Again(Gathered gathered, Recorded undone, IBookState state)
    {
        var id = JsonSerializer.Deserialize(undone.Body, BodyJson.Default.OrderCancelledBody)!.Order;
        var facts = state.About(Subject.Order(id)).Where(f => f.Id != undone.Id).ToList();
        if (OrderState.Of(facts) is not { Cancelled: { } cancelled } order)
        {
            return;
        }

        if (order.HandedOverOn is null)
        {
            PutAway(gathered, cancelled, order, state);
        }
        else if (!facts.Exists(f => f.Kind == undone.Kind && f.Seq < undone.Seq))
        {
            var back = TakenBack(id, state) - Returned(undone.Lines, state.Needed(Role.Returns).Number);
            TakeBack(gathered, cancelled, order, back, state);
        }
    }

    /// <summary>What of an order's price was taken back as returns, minor units.</summary>
    internal static long TakenBack(Guid order, IBookState state)
    {
        var returns = state.Needed(Role.Returns).Number;
        return state
            .About(Subject.Order(order))
            .Where(f => f.Kind == "order-cancelled")
            .Sum(f => Returned(state.Find(f.Id)!.Lines, returns));
    }

    private static long Returned(IEnumerable<Line> lines, int returns) =>
        lines.Where(l => l.Debit == returns).Sum(l => l.Amount.Minor);

    /// <summary>She owes no more for what she brought back, and it stands on the shelf if it can be sold.</summary>
    /// <param name="back">What was given back to her of its price, minor units.</param>
    private static void TakeBack(
        Gathered gathered,
        OrderCancelledBody body,
        OrderState order,
        long back,
        IBookState state
    )
    {
        var (receivable, party) = (state.Needed(Role.Receivable).Number, Subject.Party(order.Taken.Party));
        var owes = Math.Max(0, gathered.Balance(state, receivable, party).Minor);
        // What was paid under "who owes us" is not among the order's own documents; what goes back now shows it.
        var left = Math.Clamp(order.Price - Math.Max(order.Paid, back), 0, owes);
        gathered.Add(state.Needed(Role.Returns).Number, receivable, new(left), null, party);
        if (body.Keep && order.Taken.Item is { } id && state.FindItem(id) is { } item)
        {
            Shelf.TakeBack(gathered, state, item, order.Taken.Pieces, isWaste: false);
        }
    }

    /// <summary>What was made leaves the work: to the shelf when it can be sold, else to waste.</summary>
    private static void PutAway(Gathered gathered, OrderCancelledBody body, OrderState order, IBookState state)
    {
        var subject = Subject.Order(body.Order);
        var item =
            body.Keep && order.Taken.Item is { } id && state.FindItem(id) is { Stocked: true } found ? found : null;
        var (to, about) = item is null
            ? (state.Needed(Role.Waste).Number, null)
            : (state.Needed(item.StockRole).Number, Subject.Item(item.Item));
        // By way of work in progress: a line has two accounts, and the product's shelf is where a ready garment stands.
        var (making, ready) = (state.Needed(Role.WorkInProgress).Number, state.Needed(Role.Finished).Number);
        gathered.Add(making, ready, gathered.Balance(state, ready, subject), subject, subject);
        var made = gathered.Balance(state, making, subject);
        gathered.Add(to, making, made, about, subject);
        if (item is not null && made > Money.Zero)
        {
            gathered.Moves.Add(new(to, about!, order.Taken.Pieces * Quantities.One));
        }
    }
}
