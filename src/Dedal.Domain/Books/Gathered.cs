using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Books;

/// <summary>Lines and moves of one document, gathered.</summary>
public sealed class Gathered
{
    public List<Line> Lines { get; } = [];

    public List<Move> Moves { get; } = [];

    /// <summary>A line, unless it is for nothing.</summary>
    public void Add(int debit, int credit, Money amount, string? debitSubject = null, string? creditSubject = null) =>
        Lines.AddRange(Line.Signed(debit, credit, amount, Fund.Own, debitSubject, creditSubject));

    /// <summary>
    /// Takes a quantity of an item from stock to an account, at the moving average; several takings of one item in one
    /// document see each other. What is not stock-kept was an expense when it was bought.
    /// </summary>
    /// <returns>What it cost.</returns>
    public Money Take(IBookState state, ItemKeptBody item, long quantity, int to, string? toSubject = null)
    {
        if (!item.Stocked || quantity == 0)
        {
            return Money.Zero;
        }

        var (account, subject) = (state.Needed(item.StockRole).Number, Subject.Item(item.Item));
        var cost = Now(state, account, subject).CostOf(quantity, item.Cost ?? 0);
        Add(to, account, cost, toSubject, subject);
        Moves.Add(new(account, subject, -quantity));
        return cost;
    }

    /// <summary>Stock as it is after what this document has done so far.</summary>
    public Stock Now(IBookState state, int account, string subject) =>
        state
            .Stock(account, subject)
            .After(
                Moves.Where(m => m.Account == account && m.Subject == subject).Sum(m => m.Quantity),
                StockLaw.Value(Lines, account, subject)
            );

    /// <summary>A balance after what this document has done so far, under whichever name of one person.</summary>
    public Money Balance(IBookState state, int account, string subject)
    {
        var (whose, sum) = (Subject.Follow(state, subject), state.Balance(account, subject));
        foreach (var line in Lines)
        {
            if (line.Debit == account && Subject.Follow(state, line.DebitSubject) == whose)
            {
                sum += line.Amount;
            }

            if (line.Credit == account && Subject.Follow(state, line.CreditSubject) == whose)
            {
                sum -= line.Amount;
            }
        }

        return sum;
    }

    public Decision On(Document document, IBookState state, params IReadOnlyList<About> about) =>
        Decision.On(document.OccurredOn, state, Lines) with
        {
            Moves = Moves,
            About = about,
        };
}
