using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>What part of a document's money is for: an account, its amount and what it is about.</summary>
public readonly record struct Purpose(int Account, long Amount, string? Subject = null);

/// <summary>
/// Lays parts of a payment over purposes, in order: every centavo of a part stands against the purposes it paid, the
/// rest by rounding on its own account.
/// </summary>
public static class Purposes
{
    /// <summary>Lines for money that went out.</summary>
    public static (List<Line> Lines, Refusal? Refusal) PaidOut(
        IReadOnlyList<Purpose> purposes,
        IReadOnlyList<Payment> paid,
        Guid? party,
        IBookState state
    )
    {
        var (lines, refusal) = Spread(
            purposes,
            paid,
            (part, purpose) =>
            {
                var (line, no) = Spending.Out(part, purpose.Account, Fund.Own, party, state, purpose.Subject);
                return (line, no);
            }
        );
        var rounding = new Money(purposes.Sum(p => p.Amount) - paid.Sum(p => p.Amount));
        if (refusal is null && !rounding.IsZero)
        {
            var last = purposes[^1];
            var difference = state.Needed(Role.CashShort).Number;
            lines.AddRange(Line.Signed(last.Account, difference, rounding, Fund.Own, last.Subject));
        }

        return (lines, refusal);
    }

    /// <summary>Lines for money that came in, or is owed now; the last purpose takes the surplus.</summary>
    public static (List<Line> Lines, Refusal? Refusal) Laid(
        IReadOnlyList<Purpose> purposes,
        IReadOnlyList<Payment> paid,
        Guid? party,
        Document document,
        IBookState state
    ) =>
        Spread(
            purposes,
            paid,
            (part, purpose) => Sale.In(part, purpose.Account, Fund.Own, party, document, state, purpose.Subject)
        );

    /// <summary>The same where all that is asked was paid, but for rounding to the smallest coin.</summary>
    public static (List<Line> Lines, Refusal? Refusal) PaidIn(
        IReadOnlyList<Purpose> purposes,
        IReadOnlyList<Payment> paid,
        Guid? party,
        Document document,
        IBookState state
    )
    {
        var (lines, refusal) = Laid(purposes, paid, party, document, state);
        var rounding = new Money(purposes.Sum(p => p.Amount) - paid.Sum(p => p.Amount));
        if (refusal is null && !rounding.IsZero)
        {
            var last = purposes[^1];
            var difference = state.Needed(Role.CashShort).Number;
            lines.AddRange(Line.Signed(difference, last.Account, rounding, Fund.Own, null, last.Subject));
        }

        return (lines, refusal);
    }

    private static (List<Line> Lines, Refusal? Refusal) Spread(
        IReadOnlyList<Purpose> purposes,
        IReadOnlyList<Payment> paid,
        Func<Payment, Purpose, (Line Line, Refusal? Refusal)> make
    )
    {
        var lines = new List<Line>();
        var (at, open) = (0, purposes[0].Amount);
        foreach (var part in paid)
        {
            for (var rest = part.Amount; rest > 0; )
            {
                // What a coin more than asked was paid stays with the last purpose.
                var taken = at == purposes.Count - 1 ? rest : Math.Min(rest, open);
                if (taken > 0)
                {
                    var (line, refusal) = make(part, purposes[at]);
                    if (refusal is not null)
                    {
                        return ([], refusal);
                    }

                    lines.Add(line with { Amount = new(taken) });
                }

                rest -= taken;
                open -= taken;
                if (open <= 0 && at < purposes.Count - 1)
                {
                    open = purposes[++at].Amount;
                }
            }
        }

        return (lines, null);
    }
}
