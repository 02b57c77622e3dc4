namespace Dedal.Domain.Books;

/// <summary>
/// Somebody either owes us or has something on account with us, never both: what she has on account pays what she comes
/// to owe, whatever document brought either. Law: after any history nobody has less than nothing on one of the two
/// accounts, and nobody something on both.
/// </summary>
public static class SetOff
{
    /// <summary>Lines that set off, for everybody whose debt or account the given lines touch.</summary>
    public static IEnumerable<Line> Of(IBookState state, IReadOnlyList<Line> lines)
    {
        if (state.ByRole(Role.Receivable) is not { } receivable || state.ByRole(Role.Deposits) is not { } deposits)
        {
            yield break;
        }

        foreach (var subject in Touched(lines, receivable.Number, deposits.Number))
        {
            var owes = After(state, lines, receivable.Number, subject);
            var net = owes + After(state, lines, deposits.Number, subject);
            var surplus = net.IsNegative ? owes : owes - net;
            foreach (var line in Line.Signed(deposits.Number, receivable.Number, surplus, Fund.Own, subject, subject))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Touched(IReadOnlyList<Line> lines, int receivable, int deposits)
    {
        SortedSet<string>? touched = null;
        foreach (var line in lines)
        {
            Add(line.Debit, line.DebitSubject);
            Add(line.Credit, line.CreditSubject);
        }

        return touched ?? [];

        void Add(int account, string? subject)
        {
            if ((account == receivable || account == deposits) && Subject.IsParty(subject))
            {
                touched ??= new(StringComparer.Ordinal);
                touched.Add(subject);
            }
        }
    }

    private static Money After(IBookState state, IReadOnlyList<Line> lines, int account, string subject) =>
        state.Balance(account, subject) + StockLaw.Value(lines, account, subject);
}
