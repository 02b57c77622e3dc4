using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>A machine stands somewhere else from now on.</summary>
public sealed record EquipmentMovedBody(Guid Asset, string Place);

/// <summary>Moves no money.</summary>
public sealed class EquipmentMoved() : DocumentKind<EquipmentMovedBody>("equipment-moved")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(EquipmentMovedBody body, Document document) =>
        string.IsNullOrWhiteSpace(body.Place)
            ? new Refusal("place-missing", "place")
            : Limits.CheckText(body.Place, "place");

    /// <inheritdoc />
    protected override Outcome Decide(EquipmentMovedBody body, Document document, IBookState state)
    {
        var subject = Subject.Asset(body.Asset);
        return Asset.Of(state.About(subject)) switch
        {
            null => new Refusal("asset-unknown", "asset"),
            { RetiredOn: not null } gone => new Refusal("asset-gone", "asset", gone.Got.Name),
            _ => Decision.On(document.OccurredOn, state, []) with { About = [new(subject)] },
        };
    }
}
