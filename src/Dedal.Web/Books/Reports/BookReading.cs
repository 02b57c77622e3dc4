using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books.Reports;

/// <summary>What a statement is asked for; all of it stands in the address of its page.</summary>
/// <param name="From">First day; null: from the beginning.</param>
/// <param name="To">Last day; null: everything.</param>
/// <param name="Known">As the book stood at the end of this day, whatever arrived later; null: as it stands.</param>
/// <param name="Currency">Only this currency; null: each, never added together.</param>
/// <param name="Trading">Also the counter-accounts of exchanges between commodities.</param>
public sealed record Asked(
    DateOnly? From = null,
    DateOnly? To = null,
    DateOnly? Known = null,
    string? Currency = null,
    bool Trading = false
);

/// <summary>
/// One organisation's book, opened for reading as it stands at one moment: the queries of a statement do not see what
/// is written between them. Disposing it closes the connection.
/// </summary>
public sealed class BookReading : IDisposable
{
    public BookReading(Statements sql, Organisation org)
    {
        (Sql, Org) = (sql, org);
        sql.BeginReading();
        Accounts = AccountRows.All(sql, org.Id).ToDictionary(a => a.Number);
    }

    public Statements Sql { get; }

    public Organisation Org { get; }

    /// <summary>All accounts by number.</summary>
    public IReadOnlyDictionary<int, Account> Accounts { get; }

    /// <summary>Every currency an account is in, by name.</summary>
    public IReadOnlyList<string> Currencies =>
        [.. Accounts.Values.Select(a => a.Currency).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Number and hash of the last document: what a printed report is tied to.</summary>
    public (long Seq, byte[] Hash) Head =>
        Sql.First("select seq, hash from head where org_id = $1", r => (r.GetInt64(0), (byte[])r.GetValue(1)), Org.Id);

    /// <summary>The months in which something is posted, as whole months, whatever day it is today.</summary>
    public (DateOnly First, DateOnly Last)? Months =>
        Sql.First("select min(period), max(period) from month_total where org_id = $1", MonthsOf, Org.Id);

    /// <summary>
    /// The last document recorded by the end of a day there: "as known on" is the book with the documents up to it,
    /// always a beginning of the journal. Found by halving, because the server records in the order of its clock.
    /// </summary>
    public long? KnownThrough(DateOnly? day)
    {
        if (day is not { } d)
        {
            return null;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(Org.TimeZone);
        var midnight = d.AddDays(1).ToDateTime(TimeOnly.MinValue);
        var end = new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUnixTimeMilliseconds();
        var (inside, outside) = (0L, Head.Seq + 1);
        while (outside - inside > 1)
        {
            var middle = inside + ((outside - inside) / 2);
            var recorded = Sql.First(
                "select recorded_at from journal where org_id = $1 and seq = $2",
                r => r.GetInt64(0),
                Org.Id,
                middle
            );
            (inside, outside) = recorded < end ? (middle, outside) : (inside, middle);
        }

        return inside;
    }

    private static (DateOnly First, DateOnly Last)? MonthsOf(System.Data.Common.DbDataReader r) =>
        r.IsDBNull(0) ? null : (Period.FirstDay(r.GetInt32(0)), Period.LastDay(r.GetInt32(1)));

    /// <summary>An account by its code, in the organisation's currency unless another is named.</summary>
    public Account? FindAccount(string code, string? currency)
    {
        var all = Accounts.Values.Where(a => a.Code == code && (currency is null || a.Currency == currency)).ToList();
        return all.Find(a => a.Currency == Org.Currency) ?? all.FirstOrDefault();
    }

    /// <summary>Whether a statement shows an account.</summary>
    public static bool Shows(Account account, Asked asked) =>
        (asked.Trading || account.Kind != AccountKind.Trading)
        && (asked.Currency is null || account.Currency == asked.Currency);

    /// <summary>Own currency first, the others by name.</summary>
    public IEnumerable<T> InOrder<T>(IEnumerable<T> rows, Func<T, Account> account) =>
        rows.OrderBy(r => account(r).Currency != Org.Currency)
            .ThenBy(r => account(r).Currency, StringComparer.Ordinal)
            .ThenBy(r => account(r).Code, StringComparer.Ordinal);

    public void Dispose()
    {
        Sql.Rollback();
        Sql.Dispose();
    }
}
