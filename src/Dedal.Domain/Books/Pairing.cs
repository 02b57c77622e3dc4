namespace Dedal.Domain.Books;

/// <summary>One side of an entry before it is paired: debit positive, credit negative.</summary>
public readonly record struct Leg(int Account, Money Amount, string? Subject = null);

/// <summary>
/// Turns legs that add up to zero into lines of two accounts, in the order they were written: at most m+n-1 lines for m
/// debits and n credits, and each account's total is kept.
/// </summary>
public static class Pairing
{
    /// <summary>For legs without subjects, which can always be paired.</summary>
    public static List<Line> Pair(IReadOnlyList<Leg> legs, string fund) =>
        TryPair(legs, fund) ?? throw new InvalidOperationException("Legs of one account have only each other to face.");

    /// <param name="legs">Legs of one currency and one fund; zero amounts give no line.</param>
    /// <returns>
    /// The lines; null when a debit and a credit of one account about different subjects have only each other to face:
    /// a line has two accounts.
    /// </returns>
    public static List<Line>? TryPair(IReadOnlyList<Leg> legs, string fund)
    {
        var debits = new List<Leg>(legs.Count);
        var credits = new List<Leg>(legs.Count);
        foreach (var leg in legs)
        {
            if (!leg.Amount.IsZero)
            {
                (leg.Amount.IsNegative ? credits : debits).Add(leg);
            }
        }

        var lines = new List<Line>(Math.Max(legs.Count - 1, 0));
        int d = 0,
            c = 0;
        while (d < debits.Count && c < credits.Count)
        {
            if (IsMoveInsideAccount(debits[d], credits[c]) && !BringForward(debits, d, credits, c))
            {
                return null;
            }

            var (debit, credit) = (debits[d], credits[c]);
            var amount = debit.Amount < -credit.Amount ? debit.Amount : -credit.Amount;
            if (debit.Account != credit.Account)
            {
                lines.Add(new(debit.Account, credit.Account, amount, fund, debit.Subject, credit.Subject));
            }

            debits[d] = debit with { Amount = debit.Amount - amount };
            credits[c] = credit with { Amount = credit.Amount + amount };
            d += debits[d].Amount.IsZero ? 1 : 0;
            c += credits[c].Amount.IsZero ? 1 : 0;
        }

        return d == debits.Count && c == credits.Count
            ? lines
            : throw new InvalidOperationException("Legs to pair must add up to zero.");
    }

    private static bool IsMoveInsideAccount(Leg debit, Leg credit) =>
        debit.Account == credit.Account && debit.Subject != credit.Subject;

    /// <summary>Looks further down for a leg of another account to face first.</summary>
    private static bool BringForward(List<Leg> debits, int d, List<Leg> credits, int c)
    {
        var later = credits.FindIndex(c, l => l.Account != debits[d].Account);
        if (later >= 0)
        {
            (credits[c], credits[later]) = (credits[later], credits[c]);
            return true;
        }

        later = debits.FindIndex(d, l => l.Account != credits[c].Account);
        if (later >= 0)
        {
            (debits[d], debits[later]) = (debits[later], debits[d]);
        }

        return later >= 0;
    }
}
