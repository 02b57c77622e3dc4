namespace Dedal.Domain.Books;

/// <summary>
/// A cash count locks nothing, but it says what really was in the box at a moment. A document that is older than a
/// count and arrives after it explains part of that count's difference (or adds to it): the box stays as counted, and
/// the difference is corrected. Law: after any history, the box as it stood at a count that holds equals what was
/// counted.
/// </summary>
public static class CashCounts
{
    /// <summary>Lines that change a count's difference, written against what is missing or left over.</summary>
    /// <param name="from">Difference as the books have it (counted less expected).</param>
    /// <param name="to">Difference as it must be.</param>
    public static IEnumerable<Line> ChangeDifference(IBookState state, int box, Guid count, Money from, Money to)
    {
        var subject = Subject.Count(count);
        var currency = state.Account(box).Currency;
        var (cashShort, cashOver) = (state.ByRole(Role.CashShort, currency), state.ByRole(Role.CashOver, currency));
        if (cashShort is null || cashOver is null)
        {
            throw new InvalidOperationException($"A box in {currency} was counted without accounts for differences.");
        }

        var missing = Missing(to) - Missing(from);
        var over = Over(to) - Over(from);
        return Line.Signed(cashShort.Number, box, missing, Fund.Own, debitSubject: subject)
            .Concat(Line.Signed(box, cashOver.Number, over, Fund.Own, creditSubject: subject));
    }

    /// <summary>
    /// What a document's effect on boxes does to counts that come after its moment. Call with the document's own lines;
    /// lines of counts' differences are not an effect of the document.
    /// </summary>
    public static IEnumerable<Line> Compensate(IBookState state, Moment moment, IReadOnlyList<Line> lines)
    {
        foreach (var (box, effect) in EffectOnBoxes(state, lines))
        {
            if (!effect.IsZero && state.FirstCountAfter(box, moment) is { } count)
            {
                foreach (
                    var line in ChangeDifference(state, box, count.Id, count.Difference, count.Difference - effect)
                )
                {
                    yield return line;
                }
            }
        }
    }

    private static Money Missing(Money difference) => difference.IsNegative ? -difference : Money.Zero;

    private static Money Over(Money difference) => difference.IsNegative ? Money.Zero : difference;

    private static IEnumerable<(int Box, Money Effect)> EffectOnBoxes(IBookState state, IReadOnlyList<Line> lines)
    {
        SortedDictionary<int, Money>? effects = null;
        foreach (var line in lines)
        {
            Add(line.Debit, line.Amount);
            Add(line.Credit, -line.Amount);
        }

        return effects?.Select(e => (e.Key, e.Value)) ?? [];

        void Add(int account, Money amount)
        {
            // An account that this document itself adds has no count yet.
            if (account < state.NextAccountNumber && state.Account(account).Box != BoxKind.None)
            {
                effects ??= [];
                effects[account] = effects.GetValueOrDefault(account) + amount;
            }
        }
    }
}
