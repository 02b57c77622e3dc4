using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>Moves goods between the shelf, a run and buyers; the delivery account knows each item.</summary>
internal static class OnRun
{
    public static void Load(Gathered gathered, IBookState state, Guid run, ItemKeptBody item, int pieces)
    {
        var quantity = pieces * Quantities.One;
        var (delivery, subject) = (state.Needed(Role.Delivery).Number, Subject.OnRun(run, item.Item));
        gathered.Take(state, item, quantity, delivery, subject);
        gathered.Moves.Add(new(delivery, subject, quantity));
    }

    /// <summary>What pieces of a run cost: its own average, else what they cost on the shelf.</summary>
    public static Money CostOf(Gathered gathered, IBookState state, Guid run, ItemKeptBody item, long quantity)
    {
        if (!item.Stocked)
        {
            return Money.Zero;
        }

        var delivery = state.Needed(Role.Delivery).Number;
        var shelf = gathered.Now(state, state.Needed(item.StockRole).Number, Subject.Item(item.Item));
        var each = shelf.CostOf(Quantities.One, item.Cost ?? 0).Minor;
        return gathered.Now(state, delivery, Subject.OnRun(run, item.Item)).CostOf(quantity, each);
    }

    /// <summary>Pieces leave the run (or, below zero, come back to it) for an account.</summary>
    public static void Unload(Gathered gathered, IBookState state, Guid run, ItemKeptBody item, int pieces, int to)
    {
        var quantity = pieces * Quantities.One;
        if (quantity == 0)
        {
            return;
        }

        var (delivery, subject) = (state.Needed(Role.Delivery).Number, Subject.OnRun(run, item.Item));
        gathered.Add(to, delivery, CostOf(gathered, state, run, item, quantity), null, subject);
        gathered.Moves.Add(new(delivery, subject, -quantity));
    }
}
