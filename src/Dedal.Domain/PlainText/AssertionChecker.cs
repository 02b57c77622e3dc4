namespace Dedal.Domain.PlainText;

/// <summary>
/// Balance assertions and assignments. Assertions hold in order of date, on one day in order of the file (hledger). An
/// assignment is filled in with the balance in order of the file (ledger) and then asserted like the others, so that it
/// passes only where both programs reach the same amount.
/// </summary>
internal sealed class AssertionChecker(JournalSurvey survey, AccountTable accounts)
{
    private readonly RunningBalances _running = new(accounts, survey.InclusivePaths);
    private readonly Dictionary<string, bool> _watched = new(StringComparer.Ordinal);
    private readonly List<Movement> _steps = [];
    private readonly List<BalanceAssertion> _kept = [];
    private readonly List<string> _keptPaths = [];
    private bool _isAssigned;

    /// <summary>One movement of an account that an assertion looks at, to be replayed in order of date.</summary>
    private readonly record struct Movement(int Day, int Account, long Minor, int Assertion);

    /// <summary>Gives each posting that has only a balance the amount that reaches it.</summary>
    public Refusal? Assign(JournalTransaction transaction)
    {
        var postings = transaction.Postings;
        _isAssigned = postings.Exists(p => p is { Amount: null, Assertion: not null });
        if (!_isAssigned)
        {
            return null;
        }

        if (postings.Find(p => p is { Amount: null, Assertion: not null, Date: not null }) is { } dated)
        {
            // hledger: the order in which it would have to be filled in is not defined.
            return new("journal-assignment-with-date", null, dated.Line, dated.Account);
        }

        // Earlier postings of the same transaction count; they are taken back afterwards, when all amounts are known.
        var counted = new List<Leg>();
        Refusal? refusal = null;
        for (var i = 0; i < postings.Count && refusal is null; i++)
        {
            refusal = postings[i] switch
            {
                { Amount: { } amount, Commodity: { } commodity } => Count(postings[i], amount, commodity, counted),
                { Assertion: { } assertion } => AssignOne(postings, ref i, assertion, counted),
                _ => null,
            };
        }

        foreach (var leg in counted)
        {
            _running.Add(leg.Account, -leg.Minor);
        }

        return refusal;
    }

    private Refusal? Count(JournalPosting posting, Quantity amount, Commodity commodity, List<Leg> counted)
    {
        if (!amount.TryToMinor(commodity.Scale, out var minor))
        {
            return Booker.TooLarge(posting.Line, commodity);
        }

        var leg = new Leg(accounts.Get(posting.Account, commodity).Id, minor);
        _running.Add(leg.Account, leg.Minor);
        counted.Add(leg);
        return null;
    }

    private Refusal? AssignOne(List<JournalPosting> postings, ref int i, BalanceAssertion assertion, List<Leg> counted)
    {
        var posting = postings[i];
        var (wanted, inclusive) = (assertion.Commodity, assertion.IsInclusive);
        var holdings = _running.Holdings(posting.Account, inclusive);
        if (wanted.Name.Length == 0 && assertion.Quantity.IsZero && holdings.Any(h => h.Commodity != wanted.Id))
        {
            // "= 0" without a commodity: ledger empties the account, hledger leaves the others alone.
            return new("journal-assignment-without-commodity", null, posting.Line, posting.Account);
        }

        if (!assertion.Quantity.TryToMinor(wanted.Scale, out var target))
        {
            return Booker.TooLarge(posting.Line, wanted);
        }

        var changes = new List<(Commodity Commodity, Int128 Minor)>
        {
            (wanted, (Int128)target - _running.Get(posting.Account, wanted, inclusive)),
        };
        if (assertion.IsTotal)
        {
            changes.AddRange(
                holdings
                    .Where(h => h.Commodity != wanted.Id)
                    .Select(h => (survey.Commodities.All[h.Commodity], -(Int128)h.Minor))
            );
        }

        postings.RemoveAt(i);
        foreach (var (commodity, minor) in changes)
        {
            if (!Quantity.TryFromMinor(minor, commodity.Scale, out var quantity))
            {
                return Booker.TooLarge(posting.Line, commodity);
            }

            var filled = posting.With(quantity, commodity);
            postings.Insert(i++, filled);
            if (Count(filled, quantity, commodity, counted) is { } refusal)
            {
                return refusal;
            }
        }

        i--;
        return null;
    }

    /// <summary>Counts the legs; checks now when the file is in order of date, else keeps them for the end.</summary>
    public Refusal? Step(JournalTransaction transaction, List<Leg> legs)
    {
        var at = 0;
        foreach (var posting in transaction.Postings)
        {
            if (posting.Amount is not null)
            {
                var leg = legs[at++];
                _running.Add(leg.Account, leg.Minor);
                Keep(transaction, posting, leg);
            }

            if (survey.IsInDateOrder && IsLastOf(transaction, posting) && Check(posting) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>Checks what had to wait until all dates were known.</summary>
    public Refusal? Finish()
    {
        if (survey.IsInDateOrder)
        {
            return null;
        }

        var order = new long[_steps.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = ((long)_steps[i].Day << 32) | (uint)i;
        }

        Array.Sort(order);
        var replay = new RunningBalances(accounts, survey.InclusivePaths);
        foreach (var key in order)
        {
            var step = _steps[(int)(key & 0xffffffff)];
            if (step.Account >= 0)
            {
                replay.Add(step.Account, step.Minor);
            }

            if (step.Assertion >= 0 && Failed(replay, _kept[step.Assertion], _keptPaths[step.Assertion]) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private Refusal? Check(JournalPosting posting) =>
        posting.Assertion is { } assertion ? Failed(_running, assertion, posting.Account) : null;

    // An assignment that became several postings is asserted after the last of them.
    private static bool IsLastOf(JournalTransaction transaction, JournalPosting posting)
    {
        if (posting.Assertion is not { IsTotal: true })
        {
            return true;
        }

        var i = transaction.Postings.IndexOf(posting);
        return i + 1 >= transaction.Postings.Count || transaction.Postings[i + 1].Assertion != posting.Assertion;
    }

    private static Refusal? Failed(RunningBalances balances, BalanceAssertion assertion, string path)
    {
        if (balances.Holds(assertion, path, out var actual))
        {
            return null;
        }

        var reached = Quantity.TryFromMinor(actual, assertion.Commodity.Scale, out var exact) ? exact.ToString() : "…";
        return new(
            "journal-assertion-failed",
            null,
            assertion.Line,
            path,
            assertion.Commodity.Name,
            assertion.Quantity.ToString(),
            reached
        );
    }

    private void Keep(JournalTransaction transaction, JournalPosting posting, Leg leg)
    {
        if (survey.IsInDateOrder || !IsWatched(posting.Account))
        {
            return;
        }

        var assertion = -1;
        if (posting.Assertion is { } asserted && IsLastOf(transaction, posting))
        {
            assertion = _kept.Count;
            _kept.Add(asserted);
            _keptPaths.Add(posting.Account);
        }

        // hledger keeps a transaction with an assignment together on its own date.
        var day = _isAssigned ? transaction.Date : posting.Date ?? transaction.Date;
        _steps.Add(new(day.DayNumber, leg.Account, leg.Minor, assertion));
    }

    /// <summary>Does an assertion look at this account, itself or from above?</summary>
    private bool IsWatched(string path)
    {
        if (_watched.TryGetValue(path, out var known))
        {
            return known;
        }

        var watched = survey.AssertedPaths.Contains(path);
        for (var end = path.IndexOf(':'); !watched && end >= 0; end = path.IndexOf(':', end + 1))
        {
            watched = survey.InclusivePaths.Contains(path[..end]);
        }

        _watched.Add(path, watched);
        return watched;
    }
}
