using Dedal.Domain.Books;

namespace Dedal.Web.Books.Reports;

/// <summary>Debits and credits of one account in one fund, minor units.</summary>
public sealed record Total(Account Account, string Fund, long Debit, long Credit)
{
    /// <summary>Debits less credits.</summary>
    public long Balance => Debit - Credit;
}

/// <summary>The same in one month.</summary>
public sealed record Change(Account Account, string Fund, int Month, long Debit, long Credit);

/// <summary>
/// The two questions that all statements rest on: what stands on the accounts at a day, and what went through them
/// month by month. Whole months come from month_total, broken ones from lines; what arrived after the "known on" day
/// is taken off again (nearly always few documents).
/// </summary>
public static class Balances
{
    private readonly record struct Key(int Account, string Fund, int Month);

    private readonly record struct Pair(int Debit, int Credit, string Fund, int Period, long Amount);

    /// <summary>
    /// Every account's totals by fund up to the end of a day; accounts that nothing touched are left out.
    /// </summary>
    public static List<Total> AsOf(BookReading book, DateOnly? day, DateOnly? known = null)
    {
        var sums = new Sums();
        var through = book.KnownThrough(known);
        var head = through is null ? 0 : book.Head.Seq;
        if (through is { } little && little < head / 2)
        {
            sums.Add(Recorded(book, 0, little, day), _ => 0);
        }
        else
        {
            AddTotals(book, Cut.At(day), sums);
            if (through is { } seq && seq < head)
            {
                sums.Add(Recorded(book, seq, head, day), _ => 0, sign: -1);
            }
        }

        return [.. sums.Rows.Select(s => new Total(book.Accounts[s.Key.Account], s.Key.Fund, s.Debit, s.Credit))];
    }

    /// <summary>
    /// What was earned and spent between two days by month, without year closes: a closed year keeps telling what it
    /// earned.
    /// </summary>
    public static List<Change> ResultByMonth(BookReading book, DateOnly from, DateOnly to, DateOnly? known = null)
    {
        var sums = new Sums();
        var (first, last) = (Period.Of(from), Period.Of(to));
        var wholeEnd = Cut.IsMonthEnd(to);
        foreach (
            var row in book.Sql.Query(
                """
                select t.account, t.fund, t.period, t.debit, t.credit
                from account a cross join fund f cross join month_total t
                where a.org_id = $1 and a.kind in (3, 4) and f.org_id = $1
                  and t.org_id = $1 and t.account = a.account and t.fund = f.fund
                  and t.period >= $2 and t.period < $3 and t.period % 100 <> 13
                """,
                r => (new Key(r.GetInt32(0), r.GetString(1), r.GetInt32(2)), r.GetInt64(3), r.GetInt64(4)),
                book.Org.Id,
                first,
                wholeEnd ? last + 1 : last
            )
        )
        {
            sums.Add(row.Item1, row.Item2, row.Item3);
        }

        if (!wholeEnd)
        {
            sums.Add(OfDays(book, Cut.FirstOfMonth(to), to), _ => last);
        }

        if (from.Day > 1)
        {
            sums.Add(OfDays(book, Cut.FirstOfMonth(from), from.AddDays(-1)), _ => first, sign: -1);
        }

        if (book.KnownThrough(known) is { } seq)
        {
            sums.Add(Later(book, seq, from, to), p => p.Period, sign: -1);
        }

        return
        [
            .. sums
                .Rows.Select(s => new Change(book.Accounts[s.Key.Account], s.Key.Fund, s.Key.Month, s.Debit, s.Credit))
                .Where(c => c.Account.IsResult && (c.Debit != 0 || c.Credit != 0)),
        ];
    }

    private static void AddTotals(BookReading book, Cut cut, Sums sums)
    {
        foreach (
            var row in book.Sql.Query(
                """
                select account, fund, sum(debit), sum(credit) from month_total
                where org_id = $1 and period < $2 group by account, fund
                """,
                r => (Key: new Key(r.GetInt32(0), r.GetString(1), 0), Debit: Read.Sum(r, 2), Credit: Read.Sum(r, 3)),
                book.Org.Id,
                cut.Before
            )
        )
        {
            sums.Add(row.Key, row.Debit, row.Credit);
        }

        if (cut.HasDays)
        {
            sums.Add(OfDays(book, cut.First, cut.Last), _ => 0);
        }
    }

    private static List<Pair> OfDays(BookReading book, DateOnly first, DateOnly last) =>
        book.Sql.Query(
            """
            select l.debit, l.credit, l.fund, 0, sum(l.amount)
            from entry e join line l on l.org_id = e.org_id and l.seq = e.seq
            where e.org_id = $1 and e.posted_on >= $2 and e.posted_on <= $3
            group by l.debit, l.credit, l.fund
            """,
            ReadPair,
            book.Org.Id,
            first,
            last
        );

    /// <summary>Lines of the documents after one number and up to another that are in the cut at a day.</summary>
    private static List<Pair> Recorded(BookReading book, long after, long through, DateOnly? day) =>
        book.Sql.Query(
            $"""
            select l.debit, l.credit, l.fund, 0, sum(l.amount) from line l
            where l.org_id = $1 and l.seq > $2 and l.seq <= $3 and l.posted_on <= $4
            {(day is { Month: 12, Day: 31 } ? Cut.YearCloseOut("$4") : "")}
            group by l.debit, l.credit, l.fund
            """,
            ReadPair,
            book.Org.Id,
            after,
            through,
            day ?? DateOnly.MaxValue
        );

    /// <summary>The same by month for documents after a number posted between two days, without year closes.</summary>
    private static List<Pair> Later(BookReading book, long after, DateOnly first, DateOnly last) =>
        book.Sql.Query(
            """
            select l.debit, l.credit, l.fund, e.period, sum(l.amount)
            from line l join entry e on e.org_id = l.org_id and e.seq = l.seq
            where l.org_id = $1 and l.seq > $2 and e.posted_on >= $3 and e.posted_on <= $4 and e.period % 100 <> 13
            group by l.debit, l.credit, l.fund, e.period
            """,
            ReadPair,
            book.Org.Id,
            after,
            first,
            last
        );

    private static Pair ReadPair(System.Data.Common.DbDataReader r) =>
        new(r.GetInt32(0), r.GetInt32(1), r.GetString(2), r.GetInt32(3), Read.Sum(r, 4));

    private sealed class Sums
    {
        private readonly Dictionary<Key, (long Debit, long Credit)> sums = [];

        public IEnumerable<(Key Key, long Debit, long Credit)> Rows =>
            sums.Select(s => (s.Key, s.Value.Debit, s.Value.Credit));

        public void Add(Key key, long debit, long credit)
        {
            var sum = sums.GetValueOrDefault(key);
            sums[key] = checked((sum.Debit + debit, sum.Credit + credit));
        }

        public void Add(IEnumerable<Pair> pairs, Func<Pair, int> month, int sign = 1)
        {
            foreach (var pair in pairs)
            {
                Add(new(pair.Debit, pair.Fund, month(pair)), sign * pair.Amount, 0);
                Add(new(pair.Credit, pair.Fund, month(pair)), 0, sign * pair.Amount);
            }
        }
    }
}
