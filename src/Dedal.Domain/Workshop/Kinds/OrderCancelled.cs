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

    /// <summary>What of an order's price was taken back as returns, minor units.</summary>
    internal static long TakenBack(Guid order, IBookState state)
    {
        var returns = state.Needed(Role.Returns).Number;
        return state
            .About(Subject.Order(order))
            .Where(f => f.Kind == "order-cancelled")
            .Sum(f => Returned(state.Find(f.Id)!.Lines, returns));
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

    private static long Returned(IEnumerable<Line> lines, int returns) =>
        lines.Where(l => l.Debit == returns).Sum(l => l.Amount.Minor);

    /// <summary>She owes no more for what she brought back, and it stands on the shelf if it can be sold.</summary>
    private static void TakeBack(Gathered gathered, OrderCancelledBody body, OrderState order, IBookState state)
    {
        var (receivable, party) = (state.Needed(Role.Receivable).Number, Subject.Party(order.Taken.Party));
        var returns = state.Needed(Role.Returns).Number;
        var owes = Math.Max(0, state.Balance(receivable, party).Minor) + PaidOnAccount(body.Order, state);
        // What was paid under "who owes us" is not among the order's own documents; what goes back now shows it.
        var left = Math.Clamp(order.Price - Math.Max(order.Paid, Returned(gathered.Lines, returns)), 0, owes);
        gathered.Add(returns, receivable, new(left), null, party);
        if (body.Keep && order.Taken.Item is { } id && state.FindItem(id) is { } item)
        {
            Shelf.TakeBack(gathered, state, item, order.Taken.Pieces, isWaste: false);
        }
    }

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
