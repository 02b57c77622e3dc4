using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books.Reports;

/// <summary>
/// The SQL of registers: both sides of the lines, each walked in the order of its index. The plus sign before seq keeps
/// SQLite from walking the whole book by number instead.
/// </summary>
internal static class RegisterLines
{
    /// <summary>One row more than asked, to know whether there is a next page.</summary>
    public static List<RegisterRow> Page(
        BookReading book,
        RegisterAsked asked,
        long? known,
        Position? lower,
        Position upper
    )
    {
        var query = new Query(book, asked, known);
        var direction = asked.OldestFirst ? "asc" : "desc";

        // One bound walks the index from where the page begins, the other only stops it.
        var bounds = asked.OldestFirst
            ? (lower is { } l ? query.From(l) : "") + query.Through(upper.Day)
            : query.Before(upper) + (lower is { } low ? query.Since(low.Day) : "");
        var order = $"posted_on {direction}, seq {direction}, n {direction}";
        var limit = string.Create(CultureInfo.InvariantCulture, $"limit {asked.Size + 1}");
        var sql = $"""
            select u.posted_on, u.seq, u.n, u.side, j.id, j.kind, j.body,
              u.account, u.other, u.fund, u.subject, u.amount
            from (
              select * from ({query.Debits(bounds)} order by {order} {limit}) d
              union all
              select * from ({query.Credits(bounds)} order by {order} {limit}) c
              order by {order}, side {direction} {limit}
            ) u join journal j on j.org_id = $1 and j.seq = u.seq
            order by u.posted_on {direction}, u.seq {direction}, u.n {direction}, u.side {direction}
            """;
        return book.Sql.Query(
            sql,
            r => new RegisterRow(
                new(r.GetFieldValue<DateOnly>(0), r.GetInt64(1), r.GetInt32(2), r.GetInt32(3)),
                r.GetGuid(4),
                r.GetString(5),
                r.GetString(6),
                book.Accounts[r.GetInt32(7)],
                book.Accounts[r.GetInt32(8)],
                r.GetString(9),
                r.IsDBNull(10) ? null : r.GetString(10),
                r.GetInt64(11),
                0
            ),
            [.. query.Args]
        );
    }

    /// <summary>What the rows before a position add up to, with what stood there before them.</summary>
    public static long Before(BookReading book, RegisterAsked asked, long? known, Position position)
    {
        // Early in the journal there is less to add up than to take off again.
        var isEarly = known is { } k && k < book.Head.Seq / 2;
        if (asked.Account is not { } account || asked.Subject is not null || asked.IsPart || isEarly)
        {
            var all = new Query(book, asked, known);
            var since = asked.IsPart && asked.From is { } from ? all.Since(from) : "";
            return all.Sum(all.Before(position) + since);
        }

        var cut = position.IsEndOfDay ? Cut.At(position.Day) : new(Period.Of(position.Day), default, default);
        var sum = book.Sql.First(
            """
            select coalesce(sum(t.debit - t.credit), 0)
            from fund f join month_total t on t.org_id = f.org_id and t.account = $2 and t.fund = f.fund
            where f.org_id = $1 and t.period < $3
            """,
            Read.Sum,
            book.Org.Id,
            account,
            cut.Before
        );
        if (cut.HasDays || !position.IsEndOfDay)
        {
            var month = new Query(book, asked, null);
            sum += month.Sum(month.Since(Cut.FirstOfMonth(position.Day)) + month.Before(position));
        }

        if (known is { } seq)
        {
            var later = new Query(book, asked, null);
            sum -= later.Sum(later.Before(position) + later.Later(seq));
        }

        return sum;
    }

    /// <summary>Gathers the parameters while the text is put together.</summary>
    private sealed class Query
    {
        private readonly BookReading book;
        private readonly string debit;
        private readonly string credit;
        private readonly string rest;

        public Query(BookReading book, RegisterAsked asked, long? known)
        {
            this.book = book;
            Args.Add(book.Org.Id);
            var keys = new List<(string Column, string Value)>();
            if (asked.Subject is { } subject)
            {
                keys.Add(("subject", Arg(subject)));
            }

            if (asked.Account is { } account)
            {
                keys.Add(("", Arg(account)));
            }

            debit = string.Concat(keys.Select(k => $" and l.debit{Column(k.Column)} = {k.Value}"));
            credit = string.Concat(keys.Select(k => $" and l.credit{Column(k.Column)} = {k.Value}"));
            if (asked.Account is null)
            {
                var ofCurrency = Numbers(a => a.Currency == (asked.Currency ?? book.Org.Currency));
                debit += $" and l.debit in ({ofCurrency})";
                credit += $" and l.credit in ({ofCurrency})";
            }

            if (asked.Against is { } box)
            {
                var boxes = Numbers(a => a.Box == box);
                debit += $" and l.credit in ({boxes})";
                credit += $" and l.debit in ({boxes})";
            }

            rest = known is { } seq ? $" and +l.seq <= {Arg(seq)}" : "";
            if (!asked.Closes || asked.To is { Month: 12, Day: 31 })
            {
                rest += Cut.YearCloseOut(asked.Closes ? Arg(asked.To!.Value) : null);
            }
        }

        public List<object?> Args { get; } = [];

        public string From(Position p) => $" and (l.posted_on, l.seq, l.n, $side) >= ({Row(p)})";

        public string Before(Position p) => $" and (l.posted_on, l.seq, l.n, $side) < ({Row(p)})";

        public string Since(DateOnly day) => $" and l.posted_on >= {Arg(day)}";

        public string Through(DateOnly day) => $" and l.posted_on <= {Arg(day)}";

        public string Later(long seq) => $" and +l.seq > {Arg(seq)}";

        public string Debits(string bounds) => Side("debit", "credit", 0, "l.amount", debit + bounds);

        public string Credits(string bounds) => Side("credit", "debit", 1, "-l.amount", credit + bounds);

        public long Sum(string bounds) =>
            book.Sql.First(
                $"""
                select coalesce(sum(amount), 0) from (
                  select coalesce(sum(l.amount), 0) as amount from line l
                  where l.org_id = $1{WithSide(debit + bounds, 0)}{rest}
                  union all
                  select -coalesce(sum(l.amount), 0) from line l
                  where l.org_id = $1{WithSide(credit + bounds, 1)}{rest}
                ) s
                """,
                Read.Sum,
                [.. Args]
            );

        private string Side(string own, string other, int side, string amount, string where) =>
            $"""
                select l.posted_on, l.seq, l.n, {side} as side, l.{own} as account, l.{other} as other, l.fund,
                  l.{own}_subject as subject, {amount} as amount
                from line l where l.org_id = $1{WithSide(where, side)}{rest}
                """;

        private static string WithSide(string where, int side) =>
            where.Replace("$side", side == 0 ? "0" : "1", StringComparison.Ordinal);

        private static string Column(string name) => name.Length == 0 ? "" : "_" + name;

        private string Numbers(Func<Account, bool> which)
        {
            var numbers = book.Accounts.Values.Where(which).Select(a => a.Number).Order();
            var list = string.Join(", ", numbers);
            return list.Length == 0 ? "-1" : list;
        }

        private string Row(Position p) => $"{Arg(p.Day)}, {Arg(p.Seq)}, {Arg(p.N)}, {Arg(p.Side)}";

        private string Arg(object value)
        {
            Args.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"${Args.Count}");
        }
    }
}
