using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>One item at a stop.</summary>
/// <param name="Left">Pieces left there.</param>
/// <param name="Returned">Pieces she gave back.</param>
/// <param name="Amount">What she owes for those she keeps, minor units.</param>
public sealed record StopItem(Guid Item, int Left, int Returned, long Amount);

/// <summary>A buyer was served.</summary>
/// <param name="Party">Who; none: sold on the way.</param>
/// <param name="Paid">Cash names the rider's box.</param>
/// <param name="Reason">Why pieces came back.</param>
public sealed record StopClosedBody(
    Guid Run,
    IReadOnlyList<StopItem> Items,
    Guid? Party = null,
    IReadOnlyList<Payment>? Paid = null,
    string? Reason = null
);

/// <summary>
/// Posting (workshop reference §6.3): rider's box, QR or receivable against sales for what she keeps, its cost from the
/// goods out. More back than was left happened: it goes into the basket, and is a task. A stop that arrives after the
/// run was closed takes its cost from what was then missing.
/// </summary>
public sealed class StopClosed() : DocumentKind<StopClosedBody>("stop-closed")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.PaidIn;

    /// <inheritdoc />
    protected override Refusal? Check(StopClosedBody body, Document document)
    {
        if (
            body.Items.Count is 0 or > 60
            || body.Items.Any(i => i is null || i.Left is < 0 or > 100_000 || i.Returned is < 0 or > 100_000)
        )
        {
            return new Refusal("item-quantity-absurd", "items");
        }

        var total = body.Items.Sum(i => i.Amount);
        return body.Items.Any(i => i.Amount is < 0 or > Limits.Amount) ? new Refusal("amount-not-positive", "items")
            : total == 0 && body.Paid is null ? Limits.CheckText(body.Reason, "reason")
            : Paying.Check(body.Paid, body.Party) ?? Limits.CheckText(body.Reason, "reason");
    }

    /// <inheritdoc />
    protected override Outcome Decide(StopClosedBody body, Document document, IBookState state)
    {
        var run = RunState.Of(state.About(Subject.Run(body.Run)));
        if (run is null)
        {
            return new Refusal("run-unknown", "run");
        }

        var total = body.Items.Sum(i => i.Amount);
        var paid = body.Paid ?? [];
        if (!Paying.IsRounding(paid, total, state.SmallestCoin(state.Currency), owedInCoins: true))
        {
            return new Refusal("paid-is-not-total", "paid", paid.Sum(p => p.Amount), total);
        }

        var gathered = new Gathered();
        var refusal =
            Accounts.CheckParty(state, body.Party)
            ?? Sold(gathered, body, paid, document, state)
            ?? Cost(gathered, body, run.Open, state);
        return refusal is not null ? refusal : gathered.On(document, state, Told(body));
    }

    private static About[] Told(StopClosedBody body) =>
        body.Party is { } party
            ? [new(Subject.Run(body.Run)), new(Subject.Party(party))]
            : [new(Subject.Run(body.Run))];

    private static Refusal? Sold(
        Gathered gathered,
        StopClosedBody body,
        IReadOnlyList<Payment> paid,
        Document document,
        IBookState state
    )
    {
        var purposes = new List<Purpose>();
        foreach (var sold in body.Items)
        {
            if (state.FindItem(sold.Item) is not { } item)
            {
                return new Refusal("item-unknown", "items");
            }

            var (income, refusal) = item.Income is { } code
                ? Accounts.Find(state, code, "items")
                : (state.Needed(Role.Sales), null);
            if (refusal is not null)
            {
                return refusal;
            }

            if (sold.Amount > 0)
            {
                purposes.Add(new(income!.Number, sold.Amount));
            }
        }

        if (purposes.Count == 0)
        {
            return null;
        }

        var (lines, no) = Purposes.PaidIn(purposes, paid, body.Party, document, state);
        gathered.Lines.AddRange(lines);
        return no;
    }

    private static Refusal? Cost(Gathered gathered, StopClosedBody body, bool open, IBookState state)
    {
        var cost = state.Needed(Role.CostOfSales).Number;
        foreach (var stop in body.Items)
        {
            var item = state.FindItem(stop.Item)!;
            if (open)
            {
                OnRun.Unload(gathered, state, body.Run, item, stop.Left - stop.Returned, cost);
                continue;
            }

            var quantity = (stop.Left - stop.Returned) * Quantities.One;
            var missing = OnRun.CostOf(gathered, state, body.Run, item, quantity);
            gathered.Add(cost, state.Needed(Role.Waste).Number, missing);
        }

        return null;
    }
}
