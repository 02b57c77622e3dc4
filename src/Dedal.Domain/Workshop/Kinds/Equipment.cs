using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>Where a machine's money came from.</summary>
public static class AssetSource
{
    public const string Own = "own";
    public const string Loan = "loan";

    /// <summary>Bought with a grant's money.</summary>
    public const string Grant = "grant";

    /// <summary>Given as a machine.</summary>
    public const string Kind = "kind";

    /// <summary>The workshop's before its book began.</summary>
    public const string Before = "before";
}

/// <summary>A machine, from the day it is in use.</summary>
/// <param name="Months">Its life; machines of this trade 96 (reference §4, [G]).</param>
/// <param name="Paid">How it was paid; none for one that was given.</param>
/// <param name="Granted">How much of its cost was a grant's money, minor units; null: all of it.</param>
public sealed record EquipmentGotBody(
    Guid Asset,
    string Name,
    long Cost,
    string Source,
    DateOnly InUseFrom,
    int Months,
    string? Serial = null,
    string? Place = null,
    IReadOnlyList<Payment>? Paid = null,
    Guid? Party = null,
    long? Granted = null
);

/// <summary>
/// Posting (workshop reference §6.3): equipment against box, bank or supplier; one that was given against deferred
/// grants, so that it does not inflate what was earned; one that was there before the book against what there was.
/// </summary>
public sealed class EquipmentGot() : DocumentKind<EquipmentGotBody>("equipment-got")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.PaidOut;

    /// <inheritdoc />
    protected override Refusal? Check(EquipmentGotBody body, Document document) =>
        string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > 80 || Limits.HasStrayCharacters(body.Name)
            ? new Refusal("item-name-missing", "name")
        : body.Months is < 1 or > 600 ? new Refusal("life-absurd", "months")
        : body.Source
            is not (AssetSource.Own or AssetSource.Loan or AssetSource.Grant or AssetSource.Kind or AssetSource.Before)
            ? new Refusal("source-unknown", "source", body.Source)
        : body.Granted is not null && body.Source != AssetSource.Grant ? new Refusal("grant-not-chosen", "granted")
        : body.Granted <= 0 || body.Granted > body.Cost ? new Refusal("grant-above-cost", "granted")
        : Limits.CheckAmount(body.Cost, "cost")
            ?? Limits.CheckText(body.Serial, "serial")
            ?? Limits.CheckText(body.Place, "place")
            ?? (body.Source is AssetSource.Kind or AssetSource.Before ? null : Paying.Check(body.Paid, body.Party));

    /// <inheritdoc />
    protected override Outcome Decide(EquipmentGotBody body, Document document, IBookState state)
    {
        var subject = Subject.Asset(body.Asset);
        if (Accounts.CheckParty(state, body.Party) is { } unknown)
        {
            return unknown;
        }

        if (state.About(subject).Count > 0)
        {
            return new Refusal("asset-exists", "asset");
        }

        var gathered = new Gathered();
        var equipment = state.Needed(Role.Equipment).Number;
        if (body.Source == AssetSource.Before)
        {
            gathered.Add(equipment, state.Needed(Role.Opening).Number, new(body.Cost), subject);
            return gathered.On(document, state, new About(subject));
        }

        if (body.Source == AssetSource.Kind)
        {
            gathered.Add(equipment, state.Needed(Role.Grants).Number, new(body.Cost), subject, subject);
            return gathered.On(document, state, new About(subject));
        }

        if (body.Paid!.Sum(p => p.Amount) != body.Cost)
        {
            return new Refusal("paid-is-not-total", "paid", body.Paid!.Sum(p => p.Amount), body.Cost);
        }

        var (lines, refusal) = Purposes.PaidOut([new(equipment, body.Cost, subject)], body.Paid!, body.Party, state);
        gathered.Lines.AddRange(lines);
        return refusal is not null ? refusal : gathered.On(document, state, new About(subject));
    }
}

/// <summary>Wear of one machine in a month.</summary>
/// <param name="Amount">Minor units.</param>
/// <param name="Release">Part of a grant that is earned with it.</param>
public sealed record WearLine(Guid Asset, long Amount, long Release = 0);

/// <summary>The wear of a month, accepted by a person.</summary>
/// <param name="Month">As 202603.</param>
public sealed record WearBookedBody(int Month, IReadOnlyList<WearLine> Lines);

/// <summary>
/// Posting (workshop reference §6.3): wear against accumulated wear, and as much of a grant recognised as the granted
/// machine wore out. Once a month and machine, never more than it cost.
/// </summary>
public sealed class WearBooked() : DocumentKind<WearBookedBody>("wear-booked")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(WearBookedBody body, Document document) =>
        !Period.IsMonth(body.Month) ? new Refusal("month-absurd", "month")
        : body.Lines.Count is 0 or > 200 || body.Lines.Select(l => l?.Asset).Distinct().Count() != body.Lines.Count
            ? new Refusal("asset-unknown", "lines")
        : body.Lines.Any(l => l.Amount is <= 0 or > Limits.Amount || l.Release < 0 || l.Release > l.Amount)
            ? new Refusal("amount-not-positive", "lines")
        : null;

    /// <inheritdoc />
    protected override Outcome Decide(WearBookedBody body, Document document, IBookState state)
    {
        var gathered = new Gathered();
        var (cost, worn) = (state.Needed(Role.WearCost).Number, state.Needed(Role.Wear).Number);
        foreach (var line in body.Lines)
        {
            var subject = Subject.Asset(line.Asset);
            if (Asset.Of(state.About(subject)) is not { } asset)
            {
                return new Refusal("asset-unknown", "lines");
            }

            if (asset.RetiredOn is not null)
            {
                return new Refusal("asset-gone", "lines", asset.Got.Name);
            }

            if (asset.Worn.ContainsKey(body.Month))
            {
                return new Refusal("wear-twice", "month", asset.Got.Name);
            }

            if (asset.WornSoFar + line.Amount > asset.Got.Cost || asset.Released + line.Release > asset.Granted)
            {
                return new Refusal("wear-above-cost", "lines", asset.Got.Name);
            }

            gathered.Add(cost, worn, new(line.Amount), null, subject);
            var grant = state.Needed(Role.Grants).Number;
            var deferred = asset.Got.Source == AssetSource.Kind ? subject : null;
            gathered.Add(grant, state.Needed(Role.GrantRecognised).Number, new(line.Release), deferred);
        }

        return gathered.On(document, state, [.. body.Lines.Select(l => new About(Subject.Asset(l.Asset)))]);
    }
}
