namespace Dedal.Domain.Books;

/// <summary>
/// Somebody either owes us or has something on account with us, never both: what she has on account pays what she comes
/// to owe, whatever document brought either. Law: after any history nobody has less than nothing on one of the two
/// accounts, and nobody something on both.
/// </summary>
public static class SetOff
{
    /// <summary>Lines that set off, for everybody whose debt or account the lines of a decision touch.</summary>
    public static IEnumerable<Line> Of(IBookState state, Decision decision)
    {
        var lines = decision.Lines;
        // Until a merge is undone its two are one: what each has is read under her own name.
        Func<int, string, Money> balance = decision.Unmerged is null
            ? state.Balance
            : (account, subject) => state.BalancesOf(subject).FirstOrDefault(b => b.Account == account).Balance;
        if (state.ByRole(Role.Receivable) is not { } receivable || state.ByRole(Role.Deposits) is not { } deposits)
        {
            yield break;
        }

        foreach (var subject in Touched(lines, receivable.Number, deposits.Number))
        {
            var owes = After(receivable.Number);
            var net = owes + After(deposits.Number);
            var surplus = net.IsNegative ? owes : owes - net;
            foreach (var line in Line.Signed(deposits.Number, receivable.Number, surplus, Fund.Own, subject, subject))
            {
                yield return line;
            }

            Money After(int account) => balance(account, subject) + StockLaw.Value(lines, account, subject);
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
}
