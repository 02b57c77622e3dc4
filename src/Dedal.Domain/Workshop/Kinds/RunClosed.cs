using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>What came home of one item.</summary>
/// <param name="Resale">Pieces that can still be sold.</param>
/// <param name="Waste">Pieces that cannot.</param>
public sealed record CameBack(Guid Item, int Resale, int Waste);

/// <summary>The rider is back and hands in what she took.</summary>
/// <param name="HandedIn">Cash into the workshop's box, minor units.</param>
/// <param name="RiderOwes">What is missing is hers, as agreed; otherwise it is the workshop's loss.</param>
public sealed record RunClosedBody(
    Guid Run,
    IReadOnlyList<CameBack> Back,
    long HandedIn = 0,
    string? From = null,
    string? To = null,
    bool RiderOwes = false
);

/// <summary>
/// Posting (workshop reference §6.3): what can be sold goes back to the shelf, the rest of the basket is waste, so that
/// nothing of the run is left on the delivery account; the rider's cash goes to the box, and what is missing of it is
/// shown. A second close of the same run changes nothing.
/// </summary>
public sealed class RunClosed() : DocumentKind<RunClosedBody>("run-closed")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => [new("from", -1, "handedIn"), new("to", 1, "handedIn")];

    /// <inheritdoc />
    protected override Refusal? Check(RunClosedBody body, Document document) =>
        body.Back.Count > 60
        || body.Back.Any(b => b is null || b.Resale is < 0 or > 100_000 || b.Waste is < 0 or > 100_000)
            ? new Refusal("item-quantity-absurd", "back")
        : body.HandedIn == 0 ? null
        : body.From is null || body.To is null ? new Refusal("account-missing", "to")
        : Limits.CheckAmount(body.HandedIn, "handedIn");

    /// <inheritdoc />
    protected override Outcome Decide(RunClosedBody body, Document document, IBookState state)
    {
        if (RunState.Of(state.About(Subject.Run(body.Run))) is not { } run)
        {
            return new Refusal("run-unknown", "run");
        }

        var gathered = new Gathered();
        if (run.Open)
        {
            var refusal = PutBack(gathered, body, run, state) ?? HandIn(gathered, body, run, state);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return gathered.On(document, state, new About(Subject.Run(body.Run), Ends: true));
    }

    private static Refusal? PutBack(Gathered gathered, RunClosedBody body, RunState run, IBookState state)
    {
        var waste = state.Needed(Role.Waste).Number;
        foreach (var id in run.Items.Keys.Union(body.Back.Select(b => b.Item)))
        {
            if (state.FindItem(id) is not { } item)
            {
                return new Refusal("item-unknown", "back");
            }

            var resale = body.Back.Where(b => b.Item == id).Sum(b => b.Resale);
            if (item.Stocked && resale > 0)
            {
                var (shelf, subject) = (state.Needed(item.StockRole).Number, Subject.Item(id));
                var cost = OnRun.CostOf(gathered, state, body.Run, item, resale * Quantities.One);
                var delivery = state.Needed(Role.Delivery).Number;
                gathered.Add(shelf, delivery, cost, subject, Subject.OnRun(body.Run, id));
                gathered.Moves.Add(new(shelf, subject, resale * Quantities.One));
                gathered.Moves.Add(new(delivery, Subject.OnRun(body.Run, id), -resale * Quantities.One));
            }

            Empty(gathered, state, body.Run, item, waste);
        }

        return null;
    }

    /// <summary>Whatever of an item is left on the run (or lacks) goes to waste.</summary>
    private static void Empty(Gathered gathered, IBookState state, Guid run, ItemKeptBody item, int waste)
    {
        var (delivery, subject) = (state.Needed(Role.Delivery).Number, Subject.OnRun(run, item.Item));
        var rest = gathered.Now(state, delivery, subject);
        gathered.Add(waste, delivery, rest.Value, null, subject);
        if (rest.Quantity != 0)
        {
            gathered.Moves.Add(new(delivery, subject, -rest.Quantity));
        }
    }

    private static Refusal? HandIn(Gathered gathered, RunClosedBody body, RunState run, IBookState state)
    {
        var from = state.Needed(Role.RiderBox);
        if (body.HandedIn > 0)
        {
            var (given, no) = Accounts.Find(state, body.From, "from");
            var (to, refusal) = Accounts.Find(state, body.To, "to");
            if ((no ?? refusal) is { } unknown)
            {
                return unknown;
            }

            if (given!.Number != from.Number || to!.Box != BoxKind.Cash || to.Number == from.Number)
            {
                return new Refusal("not-a-box", "to", to!.Code);
            }

            gathered.Add(to.Number, from.Number, new(body.HandedIn));
        }

        // Short or over: against the rider when that was agreed, else the workshop's own.
        var difference = run.RiderCash(from.Code) - body.HandedIn;
        var rider = body.RiderOwes ? run.Loaded.Rider : null;
        var role =
            difference < 0 ? Role.CashOver
            : rider is null ? Role.CashShort
            : Role.Advances;
        var about = difference > 0 && rider is { } member ? Subject.Member(member) : null;
        gathered.Add(state.Needed(role).Number, from.Number, new(difference), about);
        return null;
    }
}
