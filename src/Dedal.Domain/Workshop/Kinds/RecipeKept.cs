using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>Usual minutes of a step, for the whole base quantity.</summary>
public sealed record StepMinutes(string Step, int Minutes);

/// <summary>
/// Where a recipe was tried. Never worked out from the altitude: published tips disagree and stop far below 4,090 m
/// (workshop reference §4), so what holds is what was measured here.
/// </summary>
public sealed record Site(
    int Altitude,
    string? Oven = null,
    int? ProofMinutes = null,
    int? BakeMinutes = null,
    DateOnly? Tried = null
);

/// <summary>A recipe of record, as a whole; the last version holds.</summary>
/// <param name="Item">The product it makes.</param>
/// <param name="Flour">The material that everything is measured against, where there is one.</param>
/// <param name="Base">Quantity of the flour the lines are for, thousandths.</param>
/// <param name="Lines">All materials, the flour too.</param>
/// <param name="Yield">Pieces it makes.</param>
/// <param name="PieceGrams">What a piece weighs when baked.</param>
/// <param name="DoughLoss">Dough that stays on hands and table, per mille.</param>
/// <param name="BakeLoss">Weight lost in the oven, per mille, measured here.</param>
/// <param name="Second">What pieces with a flaw are sold as.</param>
public sealed record RecipeKeptBody(
    Guid Recipe,
    Guid Item,
    IReadOnlyList<Used> Lines,
    int Yield,
    Guid? Flour = null,
    long Base = 0,
    int? PieceGrams = null,
    int DoughLoss = 0,
    int BakeLoss = 0,
    IReadOnlyList<StepMinutes>? Minutes = null,
    Site? Site = null,
    Guid? Second = null,
    bool Archived = false
);

/// <summary>Keeps a recipe, new or changed; batches keep what they were made with.</summary>
public sealed class RecipeKept() : DocumentKind<RecipeKeptBody>("recipe-kept")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(RecipeKeptBody body, Document document) =>
        body.Yield is < 1 or > 100_000 ? new Refusal("recipe-without-yield", "yield")
        : body.Lines.Count == 0 ? new Refusal("recipe-without-lines", "lines")
        : body.Flour is not null && Quantities.Check(body.Base, "base") is { } wrong ? wrong
        : body.DoughLoss is < 0 or > 900 || body.BakeLoss is < 0 or > 900 ? new Refusal("loss-absurd", "bakeLoss")
        : body.PieceGrams is < 1 or > 50_000 ? new Refusal("weight-absurd", "pieceGrams")
        : body.Minutes?.Any(m => m is null || m.Minutes is < 0 or > 10_000 || m.Step.Length is 0 or > 30) == true
            ? new Refusal("minutes-absurd", "minutes")
        : body.Site is { Altitude: < 0 or > 6000 } ? new Refusal("altitude-absurd", "altitude")
        : Limits.CheckText(body.Site?.Oven, "oven") ?? WorkChecks.Check(body.Lines);

    /// <inheritdoc />
    protected override Outcome Decide(RecipeKeptBody body, Document document, IBookState state)
    {
        var named = body.Lines.Select(l => l.Item).Append(body.Item);
        if (body.Second is { } second)
        {
            named = named.Append(second);
        }

        return named.Any(i => state.FindItem(i) is null)
            ? new Refusal("item-unknown", "lines")
            : Decision.On(document.OccurredOn, state, []) with
            {
                About = [new(Subject.Recipe(body.Recipe))],
            };
    }

    /// <summary>The version that holds.</summary>
    public static RecipeKeptBody? Of(IReadOnlyList<Fact> facts) =>
        facts.LastOrDefault(f => f.Kind == "recipe-kept")?.Read(BodyJson.Default.RecipeKeptBody);
}
