using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>What is on the shelf, counted.</summary>
/// <param name="Reason"><c>waste</c>, <c>mistake</c>, <c>theft</c> or <c>start</c> (what was there when stock began to
/// be kept).</param>
public sealed record StockCountedBody(IReadOnlyList<CountedItem> Items, string Reason);

/// <param name="Quantity">Thousandths of the base unit; none is zero.</param>
public sealed record CountedItem(Guid Item, long Quantity);

/// <summary>
/// Posting (workshop reference §6.3): the difference at the moving average against waste; what was there from the
/// beginning against the opening. The shelf is taken as it stood at the count's moment, and what was moved before and
/// arrives later changes the difference (<see cref="StockCounts"/>).
/// </summary>
public sealed class StockCounted() : DocumentKind<StockCountedBody>("stock-counted")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(StockCountedBody body, Document document) =>
        body.Items.Count is 0 or > 200 || body.Items.Any(i => i is null || i.Quantity is < 0 or > Quantities.Most)
            ? new Refusal("item-quantity-absurd", "items")
        : body.Items.Select(i => i.Item).Distinct().Count() != body.Items.Count ? new Refusal("item-twice", "items")
        : body.Reason is "waste" or "mistake" or "theft" or "start" ? null
        : new Refusal("reason-missing", "reason");

    /// <inheritdoc />
    protected override Outcome Decide(StockCountedBody body, Document document, IBookState state)
    {
        var gathered = new Gathered();
        foreach (var counted in body.Items)
        {
            if (state.FindItem(counted.Item) is not { } item)
            {
                return new Refusal("item-unknown", "items");
            }

            if (!item.Stocked)
            {
                return new Refusal("item-not-stocked", "items", item.Name);
            }

            var shelf = (Account: state.Needed(item.StockRole).Number, Item: Subject.Item(item.Item));
            var there = StockCounts.QuantityAt(state, shelf.Account, shelf.Item, document.Moment);
            var place = StockCounts.Place(state, body, document.Id, shelf.Item);
            StockCounts.Change(state, gathered, shelf, place, there - counted.Quantity);
        }

        return gathered.On(document, state, [.. body.Items.Select(i => new About(Subject.Item(i.Item)))]);
    }
}
