using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>A machine that is no longer here.</summary>
/// <param name="Why"><c>broken</c>, <c>lost</c>, <c>sold</c> or <c>returned</c>.</param>
/// <param name="Paid">How it was paid, when it was sold.</param>
public sealed record EquipmentRetiredBody(
    Guid Asset,
    string Why,
    IReadOnlyList<Payment>? Paid = null,
    Guid? Party = null
);

/// <summary>
/// Posting: cost and accumulated wear leave the book together; what it was still worth and nobody paid is its last
/// wear, what was paid above it other income. What is left of its grant is earned with it.
/// </summary>
public sealed class EquipmentRetired() : DocumentKind<EquipmentRetiredBody>("equipment-retired")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.PaidIn;

    /// <inheritdoc />
    protected override Refusal? Check(EquipmentRetiredBody body, Document document) =>
        body.Why switch
        {
            "sold" => Paying.Check(body.Paid, body.Party),
            "broken" or "lost" or "returned" => body.Paid is { Count: > 0 }
                ? new Refusal("reason-missing", "why")
                : null,
            _ => new Refusal("reason-missing", "why"),
        };

    /// <inheritdoc />
    protected override Outcome Decide(EquipmentRetiredBody body, Document document, IBookState state)
    {
        if (Accounts.CheckParty(state, body.Party) is { } unknown)
        {
            return unknown;
        }

        var subject = Subject.Asset(body.Asset);
        if (Asset.Of(state.About(subject)) is not { } asset)
        {
            return new Refusal("asset-unknown", "asset");
        }

        if (asset.RetiredOn is not null)
        {
            return new Refusal("asset-gone", "asset", asset.Got.Name);
        }

        var equipment = state.Needed(Role.Equipment).Number;
        var gathered = new Gathered();
        if (body.Paid is { Count: > 0 } paid)
        {
            Purpose[] purposes =
            [
                new(equipment, asset.BookValue, subject),
                new(state.Needed(Role.OtherIncome).Number, 0),
            ];
            var (lines, refusal) = Purposes.Laid(purposes, paid, body.Party, document, state);
            if (refusal is not null)
            {
                return refusal;
            }

            gathered.Lines.AddRange(lines);
        }

        gathered.Add(state.Needed(Role.Wear).Number, equipment, new(asset.WornSoFar), subject, subject);
        var unpaid = Math.Max(0, asset.BookValue - (body.Paid ?? []).Sum(p => p.Amount));
        gathered.Add(state.Needed(Role.WearCost).Number, equipment, new(unpaid), null, subject);
        if (asset.IsGranted)
        {
            var deferred = asset.Got.Source == AssetSource.Kind ? subject : null;
            var earned = state.Needed(Role.GrantRecognised).Number;
            gathered.Add(state.Needed(Role.Grants).Number, earned, new(asset.Granted - asset.Released), deferred);
        }

        return gathered.On(document, state, new About(subject, Ends: true));
    }
}
