using System.Text.Json;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Domain.Books;

/// <summary>
/// A stock count says what really was on the shelf at a moment, as a cash count does of a box (<see
/// cref="CashCounts"/>). What it took (below zero: found) stands under a subject of its own, with quantity and value,
/// so that a document which is older and arrives after it takes its part out of that. Law: after any history, the shelf
/// as it stood at a count that holds is what was counted.
/// </summary>
public static class StockCounts
{
    /// <summary>What was on the shelf at a moment, whatever has arrived since.</summary>
    public static long QuantityAt(IBookState state, int shelf, string item, Moment moment) =>
        state.Stock(shelf, item).Quantity
        - state.MovedAfter(shelf, item, moment)
        + state.StockCountsAfter(item, moment).Sum(c => Taken(state, c, item).Quantity);

    /// <summary>
    /// A count takes more of an item, or less. What goes back does so at the value it was taken at, as far as there is
    /// any; the rest at what the shelf is worth.
    /// </summary>
    public static void Change(
        IBookState state,
        Gathered gathered,
        (int Account, string Item) shelf,
        (int Account, string Subject) count,
        long change
    )
    {
        var taken = gathered.Now(state, count.Account, count.Subject);
        var back = taken.Quantity > 0 ? Math.Clamp(change, -taken.Quantity, 0) : Math.Clamp(change, 0, -taken.Quantity);
        if (back != 0)
        {
            Step(back, Stock.Share(taken.Value.Minor, back, taken.Quantity));
        }

        if (change - back is not 0 and var rest)
        {
            var estimate = state.FindItem(Id(shelf.Item))?.Cost ?? 0;
            Step(rest, gathered.Now(state, shelf.Account, shelf.Item).CostOf(rest, estimate));
        }

        void Step(long quantity, Money value)
        {
            gathered.Add(count.Account, shelf.Account, value, count.Subject, shelf.Item);
            gathered.Moves.Add(new(shelf.Account, shelf.Item, -quantity));
            gathered.Moves.Add(new(count.Account, count.Subject, quantity));
        }
    }

    /// <summary>Takes what a count that does not hold any more took back to the shelf.</summary>
    public static void Undo(IBookState state, Recorded count, Gathered gathered)
    {
        var body = JsonSerializer.Deserialize(count.Body, BodyJson.Default.StockCountedBody)!;
        foreach (var (id, _) in body.Items)
        {
            var item = Subject.Item(id);
            var (account, subject) = Place(state, body, count.Id, item);
            var shelf = state.Needed(state.FindItem(id)!.StockRole).Number;
            Change(state, gathered, (shelf, item), (account, subject), -state.Stock(account, subject).Quantity);
        }
    }

    /// <summary>What a decision moves on the shelf, taken out of the first count after its moment.</summary>
    public static Decision Compensate(IBookState state, Moment moment, Decision decision)
    {
        var all = new Gathered();
        all.Lines.AddRange(decision.Lines);
        all.Moves.AddRange(decision.Moves);
        var shelves = decision
            .Moves.Where(m => m.Subject.StartsWith("item:", StringComparison.Ordinal))
            .GroupBy(m => (m.Account, m.Subject), m => m.Quantity);
        foreach (var shelf in shelves)
        {
            if (
                shelf.Sum() is not 0 and var moved
                && state.StockCountsAfter(shelf.Key.Subject, moment) is [var count, ..]
            )
            {
                var before = all.Now(state, shelf.Key.Account, shelf.Key.Subject);
                var (lines, moves) = (all.Lines.Count, all.Moves.Count);
                Change(state, all, shelf.Key, Place(state, Body(count), count.Id, shelf.Key.Subject), moved);
                var trueUp = StockLaw.TrueUp(state, all.Moves[moves..], all.Lines[lines..], (_, _) => before);
                all.Lines.AddRange([.. trueUp]);
            }
        }

        return decision with
        {
            Lines = all.Lines,
            Moves = all.Moves,
        };
    }

    /// <summary>The moves of a document without what it changed of counts.</summary>
    public static IEnumerable<Move> Own(IReadOnlyList<Move> moves) =>
        // A count's move follows the shelf's that it belongs to.
        moves.Where(
            (m, i) => !Subject.IsCount(m.Subject) && !(i + 1 < moves.Count && Subject.IsCount(moves[i + 1].Subject))
        );

    /// <summary>Where what a count took of an item stands.</summary>
    public static (int Account, string Subject) Place(
        IBookState state,
        StockCountedBody body,
        Guid count,
        string item
    ) =>
        (
            state.Needed(body.Reason == "start" ? Role.Opening : Role.Waste).Number,
            Subject.Count(count) + item["item".Length..]
        );

    private static Stock Taken(IBookState state, Fact count, string item)
    {
        var (account, subject) = Place(state, Body(count), count.Id, item);
        return state.Stock(account, subject);
    }

    private static StockCountedBody Body(Fact count) => count.Read(BodyJson.Default.StockCountedBody);

    private static Guid Id(string item) => Guid.Parse(item.AsSpan("item:".Length));
}
