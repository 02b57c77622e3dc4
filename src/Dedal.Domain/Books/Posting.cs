namespace Dedal.Domain.Books;

/// <summary>
/// The one way a document becomes an entry: the kind's rule, then debts set off and what late documents do to counts,
/// then the checks that hold for every entry whatever rule made it.
/// </summary>
public static class Posting
{
    /// <summary>Earliest day a person can give a document by hand; imported journals may go further back.</summary>
    public static readonly DateOnly EarliestDay = new(2000, 1, 1);

    public static Outcome Decide(DocumentKind kind, Document document, IBookState state) =>
        Complete(kind.Decide(document, state), document, state);

    /// <summary>What follows the kind's rule.</summary>
    public static Outcome Complete(Outcome outcome, Document document, IBookState state)
    {
        if (outcome.Decision is not { } decision)
        {
            return outcome;
        }

        // Undoing a merge is the one entry that still means the party who was merged away.
        if (decision.Unmerged is null)
        {
            decision = Follow(decision, state);
        }

        var setOff = SetOff.Of(state, decision).ToList();
        if (setOff.Count > 0)
        {
            decision = decision with { Lines = [.. decision.Lines, .. setOff] };
        }

        var moment = decision.Reverses?.Moment ?? document.Moment;
        if (decision.Moves.Count > 0)
        {
            var trueUp = StockLaw.TrueUp(state, decision.Moves, decision.Lines, state.Stock);
            decision = StockCounts.Compensate(state, moment, decision with { Lines = [.. decision.Lines, .. trueUp] });
        }

        if (decision.Counted is null && decision.CountReversed is null && !Period.IsYearClose(decision.Period))
        {
            var compensation = CashCounts.Compensate(state, moment, decision.Lines).ToList();
            if (compensation.Count > 0)
            {
                decision = decision with { Lines = [.. decision.Lines, .. compensation] };
            }
        }

        Assert(decision, state);
        return decision;
    }

    /// <summary>Lines about a party who was merged into another are about the other.</summary>
    private static Decision Follow(Decision decision, IBookState state)
    {
        List<Line>? followed = null;
        for (var i = 0; i < decision.Lines.Count; i++)
        {
            var line = decision.Lines[i];
            var (debit, credit) = (Subject.Follow(state, line.DebitSubject), Subject.Follow(state, line.CreditSubject));
            if (debit != line.DebitSubject || credit != line.CreditSubject)
            {
                followed ??= [.. decision.Lines];
                followed[i] = line with { DebitSubject = debit, CreditSubject = credit };
            }
        }

        return followed is null ? decision : decision with { Lines = followed };
    }

    /// <summary>Assertions that stay on in production: a rule that breaks them is a fault, not a refusal.</summary>
    private static void Assert(Decision decision, IBookState state)
    {
        foreach (var line in decision.Lines)
        {
            var debit = FindNew(line.Debit) ?? state.Account(line.Debit);
            var credit = FindNew(line.Credit) ?? state.Account(line.Credit);
            if (line.Amount <= Money.Zero || line.Debit == line.Credit)
            {
                throw new InvalidOperationException("A line needs an amount above zero and two accounts.");
            }

            if (!string.Equals(debit.Currency, credit.Currency, StringComparison.Ordinal))
            {
                throw new InvalidOperationException("Both accounts of a line have one currency.");
            }
        }

        if (state.ClosedThrough is { } closed && decision.PostedOn <= closed && !Period.IsYearClose(decision.Period))
        {
            throw new InvalidOperationException("Nothing is posted into a closed month.");
        }

        Account? FindNew(int number)
        {
            foreach (var account in decision.NewAccounts)
            {
                if (account.Number == number)
                {
                    return account;
                }
            }

            return null;
        }
    }
}
