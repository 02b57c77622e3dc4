using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>A place where money is, with what is in it.</summary>
public sealed record BoxBalance(Account Account, Money Balance);

/// <summary>What pages ask about boxes: cash, banks, QR not yet seen.</summary>
public static class Boxes
{
    /// <summary>All boxes of an organisation; those never used and empty come last.</summary>
    public static List<BoxBalance> All(Statements sql, Guid org) =>
        sql.Query(
            """
            select a.account, a.code, a.currency, a.scale, a.kind, a.box, a.name,
              (select coalesce(sum(t.debit - t.credit), 0) from month_total t
               where t.org_id = a.org_id and t.account = a.account)
            from account a where a.org_id = $1 and a.box <> 0 order by a.account
            """,
            r => new BoxBalance(AccountRows.Of(r), new(Read.Sum(r, 7))),
            org
        );

    /// <summary>
    /// What came into and went out of a box on one day. What was there at the beginning and what a count found are
    /// neither; what was undone is not counted.
    /// </summary>
    public static (Money In, Money Out) OfDay(Statements sql, Guid org, DateOnly day, int box)
    {
        var sums = sql.Query(
            """
            select case when l.debit = $3 then 1 else 0 end, sum(l.amount) from line l
            join entry e on e.org_id = l.org_id and e.seq = l.seq
            join journal j on j.org_id = l.org_id and j.seq = l.seq
            where l.org_id = $1 and l.posted_on = $2 and (l.debit = $3 or l.credit = $3)
              and e.reverses is null and j.kind <> 'opening-balances'
              and coalesce(l.debit_subject, '') not like 'count:%' and coalesce(l.credit_subject, '') not like 'count:%'
              and not exists (select 1 from entry r where r.org_id = e.org_id and r.reverses = e.seq)
            group by case when l.debit = $3 then 1 else 0 end
            """,
            r => (IsIn: r.GetInt32(0) == 1, Sum: new Money(Read.Sum(r, 1))),
            org,
            day,
            box
        );
        return (sums.Find(s => s.IsIn).Sum, sums.Find(s => !s.IsIn).Sum);
    }
}

/// <summary>Reads accounts: number, code, currency, scale, kind, box, name, in this order.</summary>
internal static class AccountRows
{
    public const string Columns = "account, code, currency, scale, kind, box, name";

    public static Account Of(System.Data.Common.DbDataReader r) =>
        new(
            r.GetInt32(0),
            r.GetString(1),
            r.GetString(2),
            r.GetInt32(3),
            (AccountKind)r.GetInt32(4),
            (BoxKind)r.GetInt32(5),
            r.IsDBNull(6) ? null : r.GetString(6)
        );

    public static List<Account> All(Statements sql, Guid org) =>
        sql.Query($"select {Columns} from account where org_id = $1 order by code, currency", Of, org);
}

/// <summary>Whose money is kept apart.</summary>
internal static class Funds
{
    public static List<string> All(Statements sql, Guid org) =>
        [
            .. sql.Query("select fund from fund where org_id = $1 order by fund", r => r.GetString(0), org)
                .OrderByDescending(f => f == Fund.Own),
        ];
}
