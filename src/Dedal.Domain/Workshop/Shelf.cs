using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>Where products stand that are for sale.</summary>
internal static class Shelf
{
    /// <summary>
    /// Puts back what was sold, at what it costs now; what is no good any more is waste. Nothing where no stock is
    /// kept.
    /// </summary>
    public static void TakeBack(Gathered gathered, IBookState state, ItemKeptBody item, int pieces, bool isWaste)
    {
        if (!item.Stocked)
        {
            return;
        }

        var (shelf, subject) = (state.Needed(item.StockRole).Number, Subject.Item(item.Item));
        var quantity = pieces * Quantities.One;
        var cost = gathered.Now(state, shelf, subject).CostOf(quantity, item.Cost ?? 0);
        var to = isWaste ? state.Needed(Role.Waste).Number : shelf;
        gathered.Add(to, state.Needed(Role.CostOfSales).Number, cost, isWaste ? null : subject);
        if (!isWaste)
        {
            gathered.Moves.Add(new(shelf, subject, quantity));
        }
    }
}
