namespace Dedal.Domain.Books;

/// <summary>Notes and coins: what a pile is worth, what a total comes to in cash, which pieces give change.</summary>
public static class CashPad
{
    /// <summary>
    /// Notes and coins in use in Bolivia, in centavos, largest first (Banco Central de Bolivia; workshop reference
    /// §2.1).
    /// </summary>
    public static readonly IReadOnlyList<long> Bolivia = [20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10];

    /// <summary>Worth of a counted pile: sum of face value times pieces (worked example CC1).</summary>
    public static Money Total(IEnumerable<(long FaceValue, int Pieces)> pile) =>
        new(pile.Sum(p => checked(p.FaceValue * p.Pieces)));

    /// <summary>
    /// What a total comes to in cash, and the rounding that makes the difference (worked example CC3).
    /// </summary>
    public static (Money Due, Money Rounding) Due(Money total, long smallestCoin)
    {
        var due = total.RoundTo(smallestCoin);
        return (due, due - total);
    }

    /// <summary>
    /// Fewest pieces that make an amount, largest first. Greedy is right for these denominations; what no piece can
    /// make is left over.
    /// </summary>
    public static IReadOnlyList<(long FaceValue, int Pieces)> Change(Money amount, IEnumerable<long> denominations)
    {
        var left = amount.Minor;
        var pieces = new List<(long, int)>();
        foreach (var face in denominations.OrderDescending())
        {
            if (left >= face)
            {
                pieces.Add((face, (int)(left / face)));
                left %= face;
            }
        }

        return pieces;
    }
}
