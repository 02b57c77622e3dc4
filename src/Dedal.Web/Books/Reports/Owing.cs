using Dedal.Domain.Books;

namespace Dedal.Web.Books.Reports;

/// <summary>What stands open between the organisation and one person or business on one account.</summary>
/// <param name="Amount">Above zero: she owes us; below: we owe her.</param>
/// <param name="Name">Null when it was erased or never written.</param>
/// <param name="Since">Day of the oldest document that is not yet paid, when payments settle the oldest first.</param>
public sealed record OwingRow(string Subject, string? Name, Account Account, long Amount, DateOnly? Since);

/// <summary>Who owes us and whom we owe, by person, on accounts of what is owed.</summary>
public sealed record Owing(IReadOnlyList<OwingRow> OweUs, IReadOnlyList<OwingRow> WeOwe)
{
    /// <summary>Beginnings of subjects that are no persons.</summary>
    private static readonly string[] Things = ["item:", "asset:", "batch:", "run:"];

    private sealed record Open(string Subject, Account Account, long Balance);

    public static Owing Of(BookReading book, Asked asked)
    {
        var open = (asked.To ?? asked.Known) is null ? FromTotals(book) : FromLines(book, asked);
        // A grant that is not earned yet says from whom it came; nobody asks for it back as a debt.
        var grants = Charts.Named(book.Org.Chart).CodeOf(Role.Grants);
        open.RemoveAll(o =>
            o.Balance == 0 || o.Account.Code == grants || !IsOwed(o) || !BookReading.Shows(o.Account, asked)
        );
        var names = SubjectNames.Of(book);
        var since = Since(book, asked, open);
        var rows = book.InOrder(open, o => o.Account)
            .Select(o => new OwingRow(
                o.Subject,
                names.GetValueOrDefault(o.Subject),
                o.Account,
                o.Balance,
                since.TryGetValue((o.Subject, o.Account.Number), out var day) ? day : null
            ))
            .ToList();
        return new(
            [.. rows.Where(r => r.Amount > 0).OrderBy(r => r.Since)],
            [.. rows.Where(r => r.Amount < 0).OrderBy(r => r.Since)]
        );
    }

    /// <summary>
    /// Boxes are not owed: a QR on its way has a subject too. Nor is what stands on a shelf, in work or in use: of an
    /// order only the customer's deposit is.
    /// </summary>
    private static bool IsOwed(Open open) =>
        open.Account is { Kind: AccountKind.Asset or AccountKind.Liability, Box: BoxKind.None }
        && !Things.Any(t => open.Subject.StartsWith(t, StringComparison.Ordinal))
        && (open.Account.Kind == AccountKind.Liability || !open.Subject.StartsWith("order:", StringComparison.Ordinal));

    private static List<Open> FromTotals(BookReading book) =>
        book.Sql.Query(
            "select subject, account, balance from subject_total where org_id = $1 and balance <> 0",
            r => new Open(r.GetString(0), book.Accounts[r.GetInt32(1)], r.GetInt64(2)),
            book.Org.Id
        );

    private static List<Open> FromLines(BookReading book, Asked asked) =>
        book.Sql.Query(
            """
            select subject, account, sum(amount) from (
              select debit_subject as subject, debit as account, amount from line
              where org_id = $1 and debit_subject is not null and posted_on <= $2 and +seq <= $3
              union all
              select credit_subject, credit, -amount from line
              where org_id = $1 and credit_subject is not null and posted_on <= $2 and +seq <= $3
            ) s group by subject, account
            """,
            r => new Open(r.GetString(0), book.Accounts[r.GetInt32(1)], Read.Sum(r, 2)),
            book.Org.Id,
            asked.To ?? DateOnly.MaxValue,
            book.KnownThrough(asked.Known) ?? long.MaxValue
        );

    /// <summary>
    /// Goes back from the newest line that made the debt until the open amount is covered. What was reversed, and its
    /// reversal, took part in nothing.
    /// </summary>
    private static Dictionary<(string, int), DateOnly> Since(BookReading book, Asked asked, List<Open> open)
    {
        var left = open.ToDictionary(o => (o.Subject, o.Account.Number), o => o.Balance);
        var since = new Dictionary<(string, int), DateOnly>();
        foreach (var (side, sign) in new[] { ("debit", 1), ("credit", -1) })
        {
            if (!left.Values.Any(v => v * sign > 0))
            {
                continue;
            }

            foreach (var line in LinesOf(side, book, asked))
            {
                if (left.TryGetValue(line.Key, out var amount) && amount * sign > 0)
                {
                    left[line.Key] = amount - (sign * line.Amount);
                    since[line.Key] = line.Day;
                }
            }
        }

        return since;
    }

    /// <summary>Newest first. A long book has few open debts: as it stands, the index leads to theirs alone.</summary>
    private static List<((string, int) Key, long Amount, DateOnly Day)> LinesOf(
        string side,
        BookReading book,
        Asked asked
    )
    {
        var open = (asked.To ?? asked.Known) is null
            ? $"""
                subject_total t cross join line l
                where t.org_id = $1 and t.balance <> 0 and l.org_id = $1
                  and l.{side}_subject = t.subject and l.{side} = t.account
                """
            : $"line l where l.org_id = $1 and l.{side}_subject is not null";
        return book.Sql.Query(
            $"""
            select l.{side}_subject, l.{side}, l.amount, l.posted_on from {open}
              and l.posted_on <= $2 and +l.seq <= $3
              and not exists (
                select 1 from entry e where e.org_id = l.org_id and e.seq = l.seq and e.reverses is not null)
              and not exists (
                select 1 from entry e
                where e.org_id = l.org_id and e.reverses = l.seq and e.seq <= $3 and e.posted_on <= $2)
            order by l.posted_on desc, l.seq desc, l.n desc
            """,
            r => ((r.GetString(0), r.GetInt32(1)), r.GetInt64(2), r.GetFieldValue<DateOnly>(3)),
            book.Org.Id,
            asked.To ?? DateOnly.MaxValue,
            book.KnownThrough(asked.Known) ?? long.MaxValue
        );
    }
}
