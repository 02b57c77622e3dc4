namespace Dedal.Domain.Books;

/// <summary>One side of an entry before it is paired: debit positive, credit negative.</summary>
public readonly record struct Leg(int Account, Money Amount, string? Subject = null);

/// <summary>
/// Turns legs that add up to zero into lines of two accounts, in the order they were written: at most m+n-1 lines for m
/// debits and n credits, and each account's total is kept.
/// </summary>
public static class Pairing
{
    /// <param name="legs">Legs of one currency and one fund; zero amounts give no line.</param>
    public static List<Line> Pair(IReadOnlyList<Leg> legs, string fund)
    {
        var debits = legs.Where(l => l.Amount > Money.Zero).ToList();
        var credits = legs.Where(l => l.Amount < Money.Zero).ToList();
        var lines = new List<Line>(debits.Count + credits.Count);
        int d = 0,
            c = 0;
        var left = Money.Zero;
        var right = Money.Zero;
        while (true)
        {
            if (left.IsZero && d < debits.Count)
            {
                left = debits[d++].Amount;
            }

            if (right.IsZero && c < credits.Count)
            {
                right = -credits[c++].Amount;
            }

            if (left.IsZero || right.IsZero)
            {
                break;
            }

            var amount = left < right ? left : right;
            var (debit, credit) = (debits[d - 1], credits[c - 1]);
            if (debit.Account != credit.Account)
            {
                lines.Add(new(debit.Account, credit.Account, amount, fund, debit.Subject, credit.Subject));
            }

            left -= amount;
            right -= amount;
        }

        return left.IsZero && right.IsZero
            ? lines
            : throw new InvalidOperationException("Legs to pair must add up to zero.");
    }
}
