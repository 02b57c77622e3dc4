namespace Dedal.Domain.PlainText;

/// <summary>What one transaction does to one account.</summary>
/// <param name="Minor">Minor units of the account's commodity; debit positive, credit negative, maybe 0.</param>
public readonly record struct Leg(int Account, long Minor);

/// <summary>A line of the books: the amount goes from the credit to the debit account.</summary>
public readonly record struct PairedLine(int Debit, int Credit, long Amount);

/// <summary>Turns a complete transaction into legs that sum to zero in every commodity.</summary>
public sealed class Booker(AccountTable accounts)
{
    private readonly List<(Commodity Commodity, long Sum)> _sums = [];

    /// <summary>
    /// Fills <paramref name="legs"/> with one leg per posting in file order, then one on a trading account for each
    /// commodity
    /// that does not sum to zero: what was exchanged at a cost, and what unbalanced virtual postings leave open.
    /// </summary>
    /// <returns>Null, or the refusal when an amount does not fit the commodity's minor units.</returns>
    public Refusal? Book(JournalTransaction transaction, List<Leg> legs)
    {
        legs.Clear();
        _sums.Clear();
        foreach (var posting in transaction.Postings)
        {
            if (posting is not { Amount: { } amount, Commodity: { } commodity })
            {
                continue;
            }

            if (!amount.TryToMinor(commodity.Scale, out var minor) || !TryAdd(commodity, minor))
            {
                return TooLarge(posting.Line, commodity);
            }

            legs.Add(new(accounts.Get(posting.Account, commodity).Id, minor));
        }

        foreach (var (commodity, sum) in _sums)
        {
            if (sum != 0)
            {
                legs.Add(new(accounts.Trading(commodity).Id, -sum));
            }
        }

        return null;
    }

    internal static Refusal TooLarge(int line, Commodity commodity) =>
        new("journal-amount-too-large", null, line, commodity.Name, commodity.Scale);

    private bool TryAdd(Commodity commodity, long minor)
    {
        if (commodity.BookSlot >= _sums.Count || _sums[commodity.BookSlot].Commodity != commodity)
        {
            commodity.BookSlot = _sums.Count;
            _sums.Add((commodity, 0));
        }

        var sum = (Int128)_sums[commodity.BookSlot].Sum + minor;
        _sums[commodity.BookSlot] = (commodity, (long)Int128.Clamp(sum, -long.MaxValue, long.MaxValue));
        return sum <= long.MaxValue && sum >= -long.MaxValue;
    }
}

/// <summary>Pairs signed legs into lines of a debit and a credit account.</summary>
public static class Pairing
{
    /// <summary>
    /// Pairs debits with credits of the same commodity in the given order: for d debits and c credits at most d + c -
    /// 1 lines.
    /// Legs of zero make no line, nor does an account with itself.
    /// </summary>
    /// <param name="legs">Sum to zero in every commodity.</param>
    public static void Pair(List<Leg> legs, AccountTable accounts, List<PairedLine> lines)
    {
        lines.Clear();
        if (legs.Count == 2 && legs[0].Minor == -legs[1].Minor)
        {
            AddLine(lines, legs[0].Account, legs[1].Account, legs[0].Minor);
            return;
        }

        // Sorting by commodity keeps a transaction of thousands of commodities linear; it is stable.
        IEnumerable<IGrouping<int, Leg>> groups = IsOneCommodity(legs, accounts)
            ? legs.GroupBy(_ => 0)
            : legs.GroupBy(l => accounts[l.Account].Commodity.Id);
        foreach (var group in groups)
        {
            PairGroup([.. group], lines);
        }
    }

    private static bool IsOneCommodity(List<Leg> legs, AccountTable accounts)
    {
        for (var i = 1; i < legs.Count; i++)
        {
            if (accounts[legs[i].Account].Commodity != accounts[legs[0].Account].Commodity)
            {
                return false;
            }
        }

        return true;
    }

    private static void PairGroup(Leg[] legs, List<PairedLine> lines)
    {
        int debit = -1,
            credit = -1;
        long owed = 0,
            due = 0;
        while (true)
        {
            if (owed == 0 && !Next(legs, ref debit, 1, out owed))
            {
                break;
            }

            if (due == 0 && !Next(legs, ref credit, -1, out due))
            {
                break;
            }

            var amount = Math.Min(owed, due);
            AddLine(lines, legs[debit].Account, legs[credit].Account, amount);
            owed -= amount;
            due -= amount;
        }

        if (owed != 0 || due != 0)
        {
            throw new InvalidOperationException("The legs of a transaction do not sum to zero.");
        }
    }

    private static bool Next(Leg[] legs, ref int at, int sign, out long amount)
    {
        while (++at < legs.Length)
        {
            if (Math.Sign(legs[at].Minor) == sign)
            {
                amount = Math.Abs(legs[at].Minor);
                return true;
            }
        }

        amount = 0;
        return false;
    }

    private static void AddLine(List<PairedLine> lines, int debit, int credit, long amount)
    {
        if (amount < 0)
        {
            (debit, credit, amount) = (credit, debit, -amount);
        }

        if (amount != 0 && debit != credit)
        {
            lines.Add(new(debit, credit, amount));
        }
    }
}
