using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Costing;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>What was made for the shelf: a batch of bread, a dozen aprons.</summary>
/// <param name="Times">How often the recipe, thousandths.</param>
/// <param name="Materials">What went in, as it was.</param>
/// <param name="Good">Pieces without a flaw.</param>
/// <param name="Second">Pieces sold for less, as <paramref name="SecondItem"/>.</param>
/// <param name="Waste">Pieces lost as usual: they carry no cost.</param>
/// <param name="Abnormal">Pieces lost by an accident: their share is waste.</param>
/// <param name="Sure">She was asked about an odd weight and said that it is so.</param>
public sealed record BatchMadeBody(
    Guid Item,
    int Good,
    int Second = 0,
    int Waste = 0,
    int Abnormal = 0,
    Guid? SecondItem = null,
    Guid? Recipe = null,
    long? Times = null,
    IReadOnlyList<Used>? Materials = null,
    IReadOnlyList<Worked>? Work = null,
    bool Sure = false
);

/// <summary>
/// Posting (workshop reference §6.3, case BA3): materials and work to finished goods, shared by sales value; what was
/// lost by accident is waste.
/// </summary>
public sealed class BatchMade() : DocumentKind<BatchMadeBody>("batch-made")
{
    private const int MostPieces = 100_000;

    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IEnumerable<Guid> MembersIn(Document document) => WorkChecks.Members(Peek(document)?.Work);

    /// <inheritdoc />
    protected override Refusal? Check(BatchMadeBody body, Document document) =>
        new[] { body.Good, body.Second, body.Waste, body.Abnormal }.Any(n => n is < 0 or > MostPieces)
        || body.Good + body.Second + body.Waste + body.Abnormal == 0
            ? new Refusal("item-quantity-absurd", "good")
        : body.Second > 0 && body.SecondItem is null ? new Refusal("second-missing", "second")
        : body.Times is { } times && Quantities.Check(times, "times") is { } wrong ? wrong
        : WorkChecks.Check(body.Materials) ?? WorkChecks.Check(body.Work);

    /// <inheritdoc />
    protected override Outcome Decide(BatchMadeBody body, Document document, IBookState state)
    {
        if (state.FindItem(body.Item) is not { } item)
        {
            return new Refusal("item-unknown", "item");
        }

        var second = body.SecondItem is { } id ? state.FindItem(id) : null;
        if (body.SecondItem is not null && second is null)
        {
            return new Refusal("item-unknown", "second");
        }

        if (WeightIsOdd(body, state) && !body.Sure)
        {
            return new Refusal("bread-weight-odd", "good");
        }

        // Everything goes through work in progress of this batch, which is empty again at the end.
        var (making, subject) = (state.Needed(Role.WorkInProgress).Number, $"batch:{document.Id:D}");
        var gathered = new Gathered();
        if (gathered.TakeAll(state, body.Materials, making, subject) is { } refusal)
        {
            return refusal;
        }

        Labour.Earn(gathered, state, body.Work, body.Item, "batch", body.Good + body.Second, making, subject);

        var total = StockLaw.Value(gathered.Lines, making, subject);
        var shares = Shares(body, item, second, total.Minor);
        PutDown(gathered, state, item, body.Good, shares[0], making, subject);
        if (second is not null)
        {
            PutDown(gathered, state, second, body.Second, shares[1], making, subject);
        }

        var lost = total.Minor - shares[0] - (second is null ? 0 : shares[1]);
        gathered.Add(state.Needed(Role.Waste).Number, making, new(lost), null, subject);
        // It tells nothing about the recipe: whoever asks for that one would read every batch ever made.
        return gathered.On(document, state, new About(subject, Ends: true));
    }

    /// <summary>Good, second and abnormal by sales value; where no price is known, by pieces.</summary>
    private static IReadOnlyList<long> Shares(BatchMadeBody body, ItemKeptBody item, ItemKeptBody? second, long total)
    {
        var (good, other) = (PriceOf(item), second is null ? null : PriceOf(second));
        var priced = good is not null && (second is null || other is not null);
        decimal[] weights =
        [
            body.Good * (priced ? good!.Value : 1),
            second is null ? 0 : body.Second * (priced ? other!.Value : 1),
            body.Abnormal * (priced ? good!.Value : 1),
        ];
        return weights.Sum() == 0 ? [0, 0, total] : Sharing.LargestRemainder(total, weights, 1);
    }

    private static decimal? PriceOf(ItemKeptBody item) =>
        item.Price is { } price ? (decimal)price / item.Quantity : null;

    private static void PutDown(
        Gathered gathered,
        IBookState state,
        ItemKeptBody item,
        int pieces,
        long cost,
        int making,
        string subject
    )
    {
        // Not stock-kept: its cost is the cost of what is sold, now.
        if (!item.Stocked)
        {
            gathered.Add(state.Needed(Role.CostOfSales).Number, making, new(cost), null, subject);
            return;
        }

        var (account, about) = (state.Needed(item.StockRole).Number, Subject.Item(item.Item));
        gathered.Add(account, making, new(cost), about, subject);
        if (pieces > 0)
        {
            gathered.Moves.Add(new(account, about, pieces * Quantities.One));
        }
    }

    /// <summary>Bread weighs 1.2 to 1.5 times its flour (reference §4): outside it somebody mistyped.</summary>
    private static bool WeightIsOdd(BatchMadeBody body, IBookState state)
    {
        if (
            body.Recipe is not { } id
            || RecipeKept.Of(state.About(Subject.Recipe(id))) is not { PieceGrams: { } grams, Flour: { } flour }
        )
        {
            return false;
        }

        var used = body.Materials?.Where(m => m.Item == flour).Sum(m => m.Quantity) ?? 0;
        var baked = (long)(body.Good + body.Second + body.Waste + body.Abnormal) * grams;
        return used > 0 && !Baking.IsPlausible(baked, used);
    }
}
