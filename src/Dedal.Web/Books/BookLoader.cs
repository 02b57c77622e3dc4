using System.Collections.Concurrent;
using System.Collections.Frozen;
using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>Reads what a book must know before it can take documents.</summary>
internal static class BookLoader
{
    private static readonly ConcurrentDictionary<(string, string, int), StandardAccounts> Standard = new();

    public static Book Load(Statements sql, Totals totals, Guid org, long seq, byte[] hash)
    {
        var found = Organisations.ById(sql, org)!;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(found.TimeZone);
        var standard = StandardOf(Charts.Named(found.Chart), found.Currency, found.Scale);
        var book = new Book(sql, totals, org, standard, found.Currency, found.Scale, zone) { Seq = seq, Hash = hash };
        foreach (var account in OwnAccounts(sql, org))
        {
            book.Know(account);
        }

        foreach (
            var (name, decimals) in sql.Query(
                "select currency, scale from commodity where org_id = $1",
                r => (r.GetString(0), r.GetInt32(1)),
                org
            )
        )
        {
            book.KnowCommodity(name, decimals);
        }

        foreach (var fund in sql.Query("select fund from fund where org_id = $1", r => r.GetString(0), org))
        {
            book.KnowFund(fund);
        }

        book.ClosedThrough = ClosedThrough(sql, org);
        foreach (var (box, moment) in LastCounts(sql, org))
        {
            book.KnowCount(box, moment);
        }

        return book;
    }

    /// <summary>Last day of the last month that is closed; null when none is.</summary>
    public static DateOnly? ClosedThrough(Statements sql, Guid org) =>
        sql.First(
            "select through from closing where org_id = $1 order by seq desc limit 1",
            r => r.IsDBNull(0) ? (DateOnly?)null : r.GetFieldValue<DateOnly>(0),
            org
        );

    public static StandardAccounts StandardOf(Chart chart, string currency, int scale) =>
        Standard.GetOrAdd((chart.Name, currency, scale), _ => new(chart, [.. chart.Accounts(currency, scale)]));

    public static List<Account> OwnAccounts(Statements sql, Guid org) =>
        sql.Query(
            """
            select account, code, currency, scale, kind, box, name from account
            where org_id = $1 and account >= 10000 order by account
            """,
            r => new Account(
                r.GetInt32(0),
                r.GetString(1),
                r.GetString(2),
                r.GetInt32(3),
                (AccountKind)r.GetInt32(4),
                (BoxKind)r.GetInt32(5),
                r.IsDBNull(6) ? null : r.GetString(6)
            ),
            org
        );

    private static List<(int Box, Moment Moment)> LastCounts(Statements sql, Guid org) =>
        sql.Query(
            """
            select box, moment_day, max(moment_ms) from cash_count c
            where org_id = $1 and reversed_by is null and moment_day = (
              select max(moment_day) from cash_count d
              where d.org_id = c.org_id and d.box = c.box and d.reversed_by is null)
            group by box, moment_day
            """,
            r => (r.GetInt32(0), new Moment(r.GetFieldValue<DateOnly>(1), r.GetInt64(2))),
            org
        );
}

/// <summary>Accounts of a chart in a currency: the same for all its organisations, so they are kept once.</summary>
public sealed class StandardAccounts(Chart chart, IReadOnlyList<Account> accounts)
{
    public Chart Chart => chart;

    public IReadOnlyList<Account> All => accounts;

    internal FrozenDictionary<(string Code, string Currency), Account> ByCode { get; } =
        accounts.ToFrozenDictionary(a => (a.Code, a.Currency));

    internal FrozenDictionary<int, Account> ByNumber { get; } = accounts.ToFrozenDictionary(a => a.Number);
}
