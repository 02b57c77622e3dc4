using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>Goods that left without being sold.</summary>
/// <param name="Why"><c>yapa</c>, <c>sample</c>, <c>waste</c> or <c>home</c>.</param>
public sealed record GivenAwayBody(IReadOnlyList<Used> Items, string Why);

/// <summary>
/// Posting (workshop reference §6.3): yapa and samples are a cost of their own, what spoiled is waste, what was taken
/// home is a withdrawal.
/// </summary>
public sealed class GivenAway() : DocumentKind<GivenAwayBody>("given-away")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(GivenAwayBody body, Document document) =>
        body.Items.Count == 0 ? new Refusal("item-quantity-absurd", "items")
        : body.Why is not ("yapa" or "sample" or "waste" or "home") ? new Refusal("reason-missing", "why")
        : WorkChecks.Check(body.Items);

    /// <inheritdoc />
    protected override Outcome Decide(GivenAwayBody body, Document document, IBookState state)
    {
        var to = state.Needed(
            body.Why switch
            {
                "waste" => Role.Waste,
                "home" => Role.House,
                _ => Role.Samples,
            }
        );
        var gathered = new Gathered();
        return gathered.TakeAll(state, body.Items, to.Number) is { } refusal
            ? refusal
            : gathered.On(document, state, [.. About(body)]);
    }

    private static IEnumerable<About> About(GivenAwayBody body) =>
        body.Items.Select(i => Subject.Item(i.Item)).Distinct().Select(s => new About(s));
}
