using Dedal.Domain.Books;

namespace Dedal.Web.Books.Reports;

/// <summary>Money that came in or went out of one kind of box for one purpose.</summary>
/// <param name="Purpose">The account on the other side.</param>
public sealed record Flow(BoxKind Box, Account Purpose, long In, long Out);

/// <summary>Money of one kind of box in one currency between two days: opening + in − out + moved = closing.</summary>
/// <param name="MovedIn">From boxes of another kind; neither earned nor spent.</param>
public sealed record BoxFlow(BoxKind Box, long Opening, long In, long Out, long MovedIn, long MovedOut, long Closing);

/// <summary>The direct cash flow in one currency.</summary>
public sealed record CashPart(string Currency, int Scale, IReadOnlyList<BoxFlow> Boxes, IReadOnlyList<Flow> Flows)
{
    public long In => Flows.Sum(f => f.In);

    public long Out => Flows.Sum(f => f.Out);
}

/// <summary>
/// What came in and what went out of boxes and banks, by the account it was for. Only lines with exactly one box
/// count; a move from box to box is shown apart and changes no total, and what was there when the book began came from
/// nowhere: it is part of the opening. What came in and what went out for one purpose
/// are not set off against each other; a reversal takes the document it reverses out again.
/// </summary>
public sealed record CashFlow(DateOnly? From, DateOnly? To, IReadOnlyList<CashPart> Parts)
{
    private sealed record Moved(Account Debit, Account Credit, bool Reversal, bool OfCount, long Amount);

    public static CashFlow Of(BookReading book, Asked asked)
    {
        var moved = Lines(book, asked);
        var opening = asked.From is { } from ? Balances.AsOf(book, from.AddDays(-1), asked.Known) : [];
        var closing = Balances.AsOf(book, asked.To, asked.Known);
        var parts = book.InOrder(
                book.Accounts.Values.Where(a =>
                    a.Box != BoxKind.None && (asked.Currency is null || a.Currency == asked.Currency)
                ),
                a => a
            )
            .GroupBy(a => (a.Currency, a.Scale))
            .Select(g => Part(book, g.Key.Currency, g.Key.Scale, [.. g], moved, opening, closing));
        return new(asked.From, asked.To, [.. parts.Where(p => p.Boxes.Count > 0)]);
    }

    private static CashPart Part(
        BookReading book,
        string currency,
        int scale,
        List<Account> boxes,
        List<Moved> moved,
        List<Total> opening,
        List<Total> closing
    )
    {
        var code = Charts.Named(book.Org.Chart).CodeOf(Role.Opening);
        var (began, flowed) = (new List<Moved>(), new List<Moved>());
        foreach (var m in moved.Where(m => m.Debit.Currency == currency))
        {
            (IsOpening(m.Debit) || IsOpening(m.Credit) ? began : flowed).Add(m);
        }

        var flows = Flows(book, flowed);
        var kinds = new List<BoxFlow>();
        foreach (var kind in boxes.Select(b => b.Box).Distinct().Order())
        {
            var row = new BoxFlow(
                kind,
                Standing(opening, kind, currency) + Began(kind),
                flows.Where(f => f.Box == kind).Sum(f => f.In),
                flows.Where(f => f.Box == kind).Sum(f => f.Out),
                Between(moved, currency, m => m.Debit.Box == kind && m.Credit.Box != kind && IsBox(m.Credit)),
                Between(moved, currency, m => m.Credit.Box == kind && m.Debit.Box != kind && IsBox(m.Debit)),
                Standing(closing, kind, currency)
            );
            if (row != new BoxFlow(kind, 0, 0, 0, 0, 0, 0))
            {
                kinds.Add(row);
            }
        }

        return new(currency, scale, kinds, flows);

        // One for each currency: the code, or the code and the currency.
        bool IsOpening(Account account) =>
            account.Code == code || account.Code.StartsWith(code + " ", StringComparison.Ordinal);

        long Began(BoxKind kind) =>
            began.Where(m => m.Debit.Box == kind).Sum(m => m.Amount)
            - began.Where(m => m.Credit.Box == kind).Sum(m => m.Amount);
    }

    /// <summary>
    /// A reversal's line counts on the side of what it undoes, with the sign turned; so does what later documents
    /// change in the difference of a cash count.
    /// </summary>
    private static List<Flow> Flows(BookReading book, List<Moved> moved)
    {
        var sums = new Dictionary<(BoxKind Box, Account Purpose), (long In, long Out)>();
        foreach (var m in moved.Where(m => IsBox(m.Debit) != IsBox(m.Credit)))
        {
            var into = IsBox(m.Debit);
            var (box, purpose) = into ? (m.Debit, m.Credit) : (m.Credit, m.Debit);
            var cameIn = m.OfCount ? purpose.Kind == AccountKind.Income : into != m.Reversal;
            var effect = into ? m.Amount : -m.Amount;
            var (sumIn, sumOut) = sums.GetValueOrDefault((box.Box, purpose));
            sums[(box.Box, purpose)] = cameIn ? (sumIn + effect, sumOut) : (sumIn, sumOut - effect);
        }

        var flows = sums.Select(s => new Flow(s.Key.Box, s.Key.Purpose, s.Value.In, s.Value.Out))
            .Where(f => f.In != 0 || f.Out != 0);
        return [.. book.InOrder(flows, f => f.Purpose)];
    }

    private static bool IsBox(Account account) => account.Box != BoxKind.None;

    private static long Standing(List<Total> totals, BoxKind kind, string currency) =>
        totals.Where(t => t.Account.Box == kind && t.Account.Currency == currency).Sum(t => t.Balance);

    private static long Between(List<Moved> moved, string currency, Func<Moved, bool> which) =>
        moved.Where(m => m.Debit.Currency == currency && which(m)).Sum(m => m.Amount);

    /// <summary>Lines with a box on one side or both, by pair of accounts; each box's index leads to them.</summary>
    private static List<Moved> Lines(BookReading book, Asked asked) =>
        book.Sql.Query(
            """
            select l.debit, l.credit, case when e.reverses is null then 0 else 1 end,
              case when coalesce(l.debit_subject, '') like 'count:%' or coalesce(l.credit_subject, '') like 'count:%'
                then 1 else 0 end,
              sum(l.amount)
            from (
              select l.* from account a cross join line l
              where a.org_id = $1 and a.box <> 0 and l.org_id = $1 and l.debit = a.account
                and l.posted_on >= $2 and l.posted_on <= $3 and +l.seq <= $4
              union all
              select l.* from account a cross join line l
              where a.org_id = $1 and a.box <> 0 and l.org_id = $1 and l.credit = a.account
                and l.debit not in (select b.account from account b where b.org_id = $1 and b.box <> 0)
                and l.posted_on >= $2 and l.posted_on <= $3 and +l.seq <= $4
            ) l join entry e on e.org_id = l.org_id and e.seq = l.seq
            group by 1, 2, 3, 4
            """,
            r => new Moved(
                book.Accounts[r.GetInt32(0)],
                book.Accounts[r.GetInt32(1)],
                r.GetInt32(2) == 1,
                r.GetInt32(3) == 1,
                Read.Sum(r, 4)
            ),
            book.Org.Id,
            asked.From ?? DateOnly.MinValue,
            asked.To ?? DateOnly.MaxValue,
            book.KnownThrough(asked.Known) ?? long.MaxValue
        );
}
