namespace Dedal.Domain.PlainText;

/// <summary>What one transaction does to one account.</summary>
/// <param name="Minor">Minor units of the account's commodity; debit positive, credit negative, maybe 0.</param>
public readonly record struct Leg(int Account, long Minor);

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
