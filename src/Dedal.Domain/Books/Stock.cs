namespace Dedal.Domain.Books;

/// <summary>
/// Quantity that follows value: how much more (or less) of something there is at an account and subject. The lines of
/// the same decision carry its value.
/// </summary>
/// <param name="Subject">What it is: <c>item:…</c>, or <c>run:RUN:ITEM</c> while it is out for delivery.</param>
/// <param name="Quantity">Thousandths of the item's base unit.</param>
public readonly record struct Move(int Account, string Subject, long Quantity)
{
    public Move Mirror() => this with { Quantity = -Quantity };
}

/// <summary>
/// What there is of something, with what it is worth: a moving average that carries value and quantity, never a rounded
/// average (workshop reference §4, cases IN1-IN4). Both may be below zero, when something was used before its purchase
/// was written.
/// </summary>
/// <param name="Quantity">Thousandths of the base unit.</param>
/// <param name="LastQuantity">The last quantity above zero, whose average holds while there is nothing.</param>
public readonly record struct Stock(long Quantity, Money Value, long LastQuantity, Money LastValue)
{
    /// <summary>What taking a quantity costs: the average now, else the last one, else the estimate.</summary>
    /// <param name="estimate">Minor units for one base unit, where nothing was ever bought.</param>
    public Money CostOf(long quantity, long estimate)
    {
        if (Quantity != 0 && Quantity < 0 == Value.IsNegative)
        {
            return quantity == Quantity ? Value : Share(Value.Minor, quantity, Quantity);
        }

        return LastQuantity > 0
            ? Share(LastValue.Minor, quantity, LastQuantity)
            : Share(estimate, quantity, Quantities.One);
    }

    public Stock After(long quantity, Money value)
    {
        var now = this with { Quantity = checked(Quantity + quantity), Value = Value + value };
        return now.Quantity > 0 && now.Value > Money.Zero
            ? now with
            {
                LastQuantity = now.Quantity,
                LastValue = now.Value,
            }
            : now;
    }

    /// <summary>Part of an amount, halves away from zero.</summary>
    public static Money Share(long amount, long part, long whole)
    {
        var product = (Int128)amount * part;
        var (magnitude, divisor) = (Int128.Abs(product), Int128.Abs((Int128)whole));
        var rounded = (long)(((magnitude * 2) + divisor) / (divisor * 2));
        return new(product < 0 == whole < 0 ? rounded : -rounded);
    }
}

/// <summary>How quantities are counted.</summary>
public static class Quantities
{
    /// <summary>One base unit (kilo, metre, piece).</summary>
    public const long One = 1000;

    /// <summary>A million base units: more is a slip of the finger.</summary>
    public const long Most = 1_000_000 * One;

    public static Refusal? Check(long quantity, string field) =>
        quantity is <= 0 or > Most ? new Refusal("item-quantity-absurd", field) : null;
}

/// <summary>
/// Laws that hold for stock whatever rule moved it. What was taken before it was there was taken at a guess: what comes
/// in next says what it really cost, and the difference goes to the cost of what was sold. Nothing left is worth
/// nothing.
/// </summary>
public static class StockLaw
{
    /// <summary>Lines that true up what moves and lines do to stock; what a count took is no stock.</summary>
    /// <param name="before">What there was.</param>
    public static IEnumerable<Line> TrueUp(
        IBookState state,
        IReadOnlyList<Move> moves,
        IReadOnlyList<Line> lines,
        Func<int, string, Stock> before
    )
    {
        foreach (var place in moves.Where(m => !Subject.IsCount(m.Subject)).GroupBy(m => (m.Account, m.Subject)))
        {
            var (account, subject) = place.Key;
            var had = before(account, subject);
            var quantity = place.Sum(m => m.Quantity);
            var value = Value(lines, account, subject);
            var difference = Caught(had, quantity, value) ?? Money.Zero;
            var after = had.After(quantity, value - difference);
            difference += Residue(after);
            if (difference.IsZero)
            {
                continue;
            }

            var cost = state.Needed(Role.CostOfSales).Number;
            foreach (var line in Line.Signed(cost, account, difference, Fund.Own, null, subject))
            {
                yield return line;
            }
        }
    }

    /// <summary>What lines bring to a place, debits less credits.</summary>
    public static Money Value(IReadOnlyList<Line> lines, int account, string subject)
    {
        var value = Money.Zero;
        foreach (var line in lines)
        {
            if (line.Debit == account && line.DebitSubject == subject)
            {
                value += line.Amount;
            }

            if (line.Credit == account && line.CreditSubject == subject)
            {
                value -= line.Amount;
            }
        }

        return value;
    }

    /// <summary>What was taken too cheap (or too dear) before, as far as what comes in covers it.</summary>
    private static Money? Caught(Stock before, long quantity, Money value)
    {
        if (before.Quantity >= 0 || quantity <= 0 || value <= Money.Zero)
        {
            return null;
        }

        var covered = Math.Min(-before.Quantity, quantity);
        return Stock.Share(value.Minor, covered, quantity)
            - Stock.Share(-before.Value.Minor, covered, -before.Quantity);
    }

    /// <summary>What the value is too high: nothing is left, or it has another sign than the quantity.</summary>
    private static Money Residue(Stock stock)
    {
        if (stock.Quantity == 0)
        {
            return stock.Value;
        }

        var odd = stock.Quantity > 0 ? stock.Value.IsNegative : stock.Value > Money.Zero;
        if (!odd)
        {
            return Money.Zero;
        }

        var worth =
            stock.LastQuantity > 0
                ? Stock.Share(stock.LastValue.Minor, stock.Quantity, stock.LastQuantity)
                : Money.Zero;
        return stock.Value - worth;
    }
}
