using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>
/// The books that the writer has open. What a book knows is kept between transactions without asking again: should
/// another process have written meanwhile, the next document meets that one's number in the journal's key, the
/// transaction is undone, and it runs again on a new shelf, whose books are read with their head locked. Totals and
/// heads gather here and are written once a transaction.
/// </summary>
public sealed class BookShelf(Statements sql)
{
    /// <summary>Open books kept in memory, 1.2 KB each; above what one server's busy day touches.</summary>
    private const int Most = 20_000;

    private readonly Dictionary<Guid, Book> open = [];
    private readonly Totals totals = new(sql);

    public void NewTransaction()
    {
        if (open.Count >= Most)
        {
            open.Clear();
        }

        totals.NewTransaction();
    }

    public Book Open(Guid org) => open.TryGetValue(org, out var book) ? book : Load(org, Head(org));

    /// <summary>The book read again, when another process has written to it; null when it is up to date.</summary>
    public Book? Reload(Guid org)
    {
        totals.Write();
        var head = Head(org);
        return open[org].Seq == head.Seq ? null : Load(org, head);
    }

    public void WriteTotals() => totals.Write();

    private Book Load(Guid org, (long Seq, byte[] Hash) head) =>
        open[org] = BookLoader.Load(sql, totals, org, head.Seq, head.Hash);

    private (long Seq, byte[] Hash) Head(Guid org)
    {
        var update = sql.Kind == EngineKind.Postgres ? " for update" : "";
        var rows = sql.Query(
            "select seq, hash from head where org_id = $1" + update,
            r => (r.GetInt64(0), (byte[])r.GetValue(1)),
            org
        );
        return rows.Count > 0 ? rows[0] : throw new InvalidOperationException($"Organisation {org} has no book.");
    }
}

/// <summary>
/// Changes to month and subject totals, days to count, and new heads, that gather in a transaction and are written
/// once each.
/// </summary>
public sealed class Totals(Statements sql)
{
    private readonly Dictionary<(Guid Org, int Account, string Fund, int Period), (long Debit, long Credit)> months =
    [];
    private readonly Dictionary<(Guid Org, int Account, string Subject), long> subjects = [];
    private readonly Dictionary<Guid, (long Seq, byte[] Hash)> heads = [];
    private readonly Dictionary<Guid, (Func<long, DateOnly> DayOf, long Seq)> days = [];
    private readonly HashSet<Guid> locked = [];

    public void NewTransaction() => locked.Clear();

    /// <summary>
    /// The end of an organisation's chain after a document. The first of a transaction is written at once, before the
    /// document: its row is the lock that two processes writing to one book meet first.
    /// </summary>
    public void Head(Guid org, long seq, byte[] hash)
    {
        if (locked.Add(org))
        {
            WriteHead(org, seq, hash);
        }
        else
        {
            heads[org] = (seq, hash);
        }
    }

    /// <summary>What was recorded on which day is to be counted, up to a document that is written.</summary>
    public void Days(Guid org, Func<long, DateOnly> dayOf, long seq) => days[org] = (dayOf, seq);

    public void Add(Guid org, int period, Line line)
    {
        Month(org, line.Debit, line.Fund, period, line.Amount.Minor, 0);
        Month(org, line.Credit, line.Fund, period, 0, line.Amount.Minor);
        Subject(org, line.Debit, line.DebitSubject, line.Amount.Minor);
        Subject(org, line.Credit, line.CreditSubject, -line.Amount.Minor);
    }

    public void Write()
    {
        foreach (var (key, sum) in months)
        {
            sql.Execute(
                """
                insert into month_total (org_id, account, fund, period, debit, credit) values ($1, $2, $3, $4, $5, $6)
                on conflict (org_id, account, fund, period) do update
                set debit = month_total.debit + excluded.debit, credit = month_total.credit + excluded.credit
                """,
                key.Org,
                key.Account,
                key.Fund,
                key.Period,
                sum.Debit,
                sum.Credit
            );
        }

        foreach (var (key, sum) in subjects)
        {
            sql.Execute(
                """
                insert into subject_total (org_id, account, subject, balance) values ($1, $2, $3, $4)
                on conflict (org_id, account, subject) do update
                set balance = subject_total.balance + excluded.balance
                """,
                key.Org,
                key.Account,
                key.Subject,
                sum
            );
        }

        foreach (var (org, head) in heads)
        {
            WriteHead(org, head.Seq, head.Hash);
        }

        foreach (var (org, (dayOf, seq)) in days)
        {
            RecordedDays.Count(sql, org, dayOf, seq);
        }

        heads.Clear();
        days.Clear();
        months.Clear();
        subjects.Clear();
    }

    private void WriteHead(Guid org, long seq, byte[] hash) =>
        sql.Execute("update head set seq = $2, hash = $3 where org_id = $1", org, seq, hash);

    private void Month(Guid org, int account, string fund, int period, long debit, long credit)
    {
        ref var sum = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
            months,
            (org, account, fund, period),
            out _
        );
        sum = checked((sum.Debit + debit, sum.Credit + credit));
    }

    private void Subject(Guid org, int account, string? subject, long amount)
    {
        if (subject is not null)
        {
            subjects[(org, account, subject)] = checked(subjects.GetValueOrDefault((org, account, subject)) + amount);
        }
    }
}
