namespace Dedal.Domain.Books.Kinds;

/// <summary>What was counted in a box.</summary>
/// <param name="Counted">Total, minor units.</param>
/// <param name="Pieces">Notes and coins by face value in minor units, when they were counted on the pad.</param>
public sealed record CashCountBody(
    long Counted,
    IReadOnlyDictionary<long, int>? Pieces = null,
    string? Box = null,
    string? Note = null
);

/// <summary>
/// Posting (workshop reference §6.3, cases CC1, CC2): what is missing against 5208, what is left over against 4203. The
/// expected amount is the box as it stood at the count's moment, so a count that arrives late is judged fairly.
/// </summary>
public sealed class CashCount() : DocumentKind<CashCountBody>("cash-count")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(CashCountBody body, Document document)
    {
        if (body.Counted < 0)
        {
            return new Refusal("amount-negative", "counted");
        }

        if (body.Counted > Limits.Amount)
        {
            return new Refusal("amount-too-large", "counted", Limits.Amount);
        }

        if (body.Pieces is { } pieces)
        {
            if (pieces.Count > 30 || pieces.Any(p => p.Key is <= 0 or > 1_000_000 || p.Value is < 0 or > 1_000_000))
            {
                return new Refusal("pieces-absurd", "pieces");
            }

            var sum = pieces.Sum(p => p.Key * p.Value);
            if (sum != body.Counted)
            {
                return new Refusal("pieces-do-not-add-up", "pieces", sum, body.Counted);
            }
        }

        return Limits.CheckText(body.Note, "note");
    }

    /// <inheritdoc />
    protected override Outcome Decide(CashCountBody body, Document document, IBookState state)
    {
        var (box, refusal) = body.Box is null
            ? (state.Needed(Role.CashBox), null)
            : Accounts.Find(state, body.Box, "box");
        if (refusal is not null)
        {
            return refusal;
        }

        if (box!.Box != BoxKind.Cash)
        {
            return new Refusal("not-a-box", "box", box.Code);
        }

        if (body.Counted % state.SmallestCoin(box.Currency) != 0)
        {
            return new Refusal("cash-not-in-coins", "counted", state.SmallestCoin(box.Currency));
        }

        foreach (var role in new[] { Role.CashShort, Role.CashOver })
        {
            if (state.ByRole(role, box.Currency) is null)
            {
                return state.Missing(role, box.Currency, "box");
            }
        }

        var counted = new Money(body.Counted);
        var difference = counted - state.BalanceAt(box.Number, document.Moment);
        var own = CashCounts.ChangeDifference(state, box.Number, document.Id, Money.Zero, difference);

        // A count that arrives after a later count of the same box takes its part out of that one's difference.
        var next = state.FirstCountAfter(box.Number, document.Moment);
        var later = next is null
            ? []
            : CashCounts.ChangeDifference(state, box.Number, next.Id, next.Difference, next.Difference - difference);
        return Decision.On(document.OccurredOn, state, [.. own, .. later]) with
        {
            Counted = new(document.Id, box.Number, document.Moment, counted, difference),
        };
    }
}
