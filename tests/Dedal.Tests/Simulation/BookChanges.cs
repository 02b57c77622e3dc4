using Dedal.Domain.Books;

namespace Dedal.Tests.Simulation;

/// <summary>What lines do to boxes, to who owes us and to what we owe, in the words of <see cref="Effects"/>.</summary>
internal static class BookChanges
{
    /// <summary>Lines that change a count's difference are not the document's own and are left out.</summary>
    public static Dictionary<string, long> Of(MemoryBook book, IEnumerable<Line> lines)
    {
        var changes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (!Subject.IsCount(line.DebitSubject) && !Subject.IsCount(line.CreditSubject))
            {
                Add(changes, book, line);
            }
        }

        return changes;
    }

    public static void Add(Dictionary<string, long> changes, MemoryBook book, Line line)
    {
        Add(changes, book, line.Debit, line.DebitSubject, line.Amount.Minor);
        Add(changes, book, line.Credit, line.CreditSubject, -line.Amount.Minor);
    }

    public static void Add(Dictionary<string, long> all, IReadOnlyDictionary<string, long> more)
    {
        foreach (var (key, change) in more)
        {
            all[key] = all.GetValueOrDefault(key) + change;
        }
    }

    /// <summary>Whether both say the same of every key; nothing said is nothing.</summary>
    public static bool Same(IReadOnlyDictionary<string, long> a, IReadOnlyDictionary<string, long> b) =>
        a.All(x => b.GetValueOrDefault(x.Key) == x.Value) && b.All(x => a.GetValueOrDefault(x.Key) == x.Value);

    public static string Show(IReadOnlyDictionary<string, long> changes) =>
        string.Join(
            ", ",
            changes
                .Where(c => c.Value != 0)
                .OrderBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => $"{c.Key} {c.Value}")
        );

    private static void Add(Dictionary<string, long> changes, MemoryBook book, int number, string? subject, long amount)
    {
        var account = book.Account(number);
        var party = subject?.StartsWith("party:", StringComparison.Ordinal) == true ? subject[6..] : null;
        var (key, sign) =
            account.Box == BoxKind.QrPending ? ("qr", 1)
            : account.Box != BoxKind.None ? ("box:" + Name(book, account), 1)
            : party is null ? ("", 0)
            : Is(book, account, Role.Payable) ? ("owed:" + party, -1)
            : Is(book, account, Role.Receivable) || Is(book, account, Role.Deposits) ? ("debt:" + party, 1)
            : ("", 0);
        if (sign != 0)
        {
            changes[key] = changes.GetValueOrDefault(key) + (sign * amount);
        }
    }

    private static bool Is(MemoryBook book, Account account, string role) => account.Code == book.Chart.CodeOf(role);

    /// <summary>As documents name it.</summary>
    private static string Name(MemoryBook book, Account account) =>
        account.Currency == book.Currency ? account.Code : $"{account.Code} {account.Currency}";
}
