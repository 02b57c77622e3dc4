using System.Text.Json;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>An organisation: one journal, one book, one functional currency.</summary>
/// <param name="Kind">association, partner, workshop, lender, funder, hostel, canteen, practice or demo.</param>
/// <param name="Scale">Decimals of the currency.</param>
/// <param name="Chart">Name of its standard chart.</param>
/// <param name="TimeZone">IANA name; decides which day it is there.</param>
/// <param name="Demo">Invented through and through, and marked so on every page.</param>
/// <param name="Parent">The association that accompanies it.</param>
public sealed record Organisation(
    Guid Id,
    string Kind,
    string Name,
    string Currency,
    int Scale,
    string Chart,
    string TimeZone,
    bool Demo = false,
    Guid? Parent = null
)
{
    /// <summary>Which day it is there at an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime
        );

    /// <summary>
    /// How far its clocks are ahead of UTC at an instant, and until when they stay so: 90 days, less where they change.
    /// </summary>
    public (TimeSpan Shift, DateTimeOffset Until) ClockAt(DateTimeOffset instant)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var shift = zone.GetUtcOffset(instant);
        var same = Enumerable.Range(1, 90).TakeWhile(d => zone.GetUtcOffset(instant.AddDays(d)) == shift);
        return (shift, instant.AddDays(same.LastOrDefault()));
    }
}

/// <summary>The one door into a journal, for a module that hands in what somebody else recorded.</summary>
public interface IDocumentDoor
{
    /// <summary>Records a document, or says why not. One that is there already is as good as recorded.</summary>
    /// <param name="roles">Roles of who answers for it.</param>
    Refusal? HandIn(WriteScope scope, Guid org, Document document, IReadOnlyCollection<string> roles);

    /// <summary>Forgets what came beside a document that did not happen: a name, measures.</summary>
    void Forget(WriteScope scope, Guid org, Document document);
}

/// <summary>Creating and finding organisations.</summary>
public static class Organisations
{
    private const string Columns = "org_id, kind, name, currency, scale, chart, time_zone, demo, parent_id";

    /// <summary>
    /// Writes the organisation with its empty book: head of the chain, own fund, accounts of its chart.
    /// </summary>
    public static void Create(WriteScope scope, Organisation org)
    {
        var sql = scope.Sql;
        sql.Execute(
            $"insert into org ({Columns}, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            org.Id,
            org.Kind,
            org.Name,
            org.Currency,
            org.Scale,
            org.Chart,
            org.TimeZone,
            org.Demo ? 1 : 0,
            org.Parent,
            scope.NowMs
        );
        sql.Execute("insert into head (org_id, seq, hash) values ($1, $2, $3)", org.Id, 0L, Chain.Start);
        FoundBook(sql, org);
    }

    public static Organisation? ByName(Statements sql, string name) =>
        sql.First($"select {Columns} from org where name = $1", Of, name);

    public static Organisation? ById(Statements sql, Guid id) =>
        sql.First($"select {Columns} from org where org_id = $1", Of, id);

    public static List<Organisation> All(Statements sql) => sql.Query($"select {Columns} from org order by name", Of);

    /// <summary>What a book has before its first document; rebuild begins with it.</summary>
    internal static void FoundBook(Statements sql, Organisation org)
    {
        sql.Execute("insert into fund (org_id, fund) values ($1, $2)", org.Id, Fund.Own);
        foreach (var account in BookLoader.StandardOf(Charts.Named(org.Chart), org.Currency, org.Scale).All)
        {
            BookQueries.Insert(sql, org.Id, account);
        }
    }

    /// <summary>Reads org_id, kind, name, currency, scale, chart, time_zone, demo, parent_id, in this order.</summary>
    internal static Organisation Of(System.Data.Common.DbDataReader r) =>
        new(
            r.GetGuid(0),
            r.GetString(1),
            r.GetString(2),
            r.GetString(3),
            r.GetInt32(4),
            r.GetString(5),
            r.GetString(6),
            r.GetInt32(7) == 1,
            r.IsDBNull(8) ? null : r.GetGuid(8)
        );
}

/// <summary>An order, a run, a recipe…: its number among its kind, and the documents that hold about it.</summary>
public sealed record Thing(string Subject, int Number, IReadOnlyList<Fact> Facts)
{
    /// <summary>Its id, where the subject is one (<c>order:ID</c>; not <c>pay-rule:all</c>).</summary>
    public Guid Id => Guid.Parse(Subject.AsSpan(Subject.IndexOf(':', StringComparison.Ordinal) + 1));
}

/// <summary>What documents tell about things beside money; the kinds' own folds say what it means.</summary>
public static class Things
{
    /// <summary>Most things read at once.</summary>
    private const int Most = 2000;

    /// <summary>Those that nothing has ended, in the order of their numbers.</summary>
    public static List<Thing> Open(Statements sql, Guid org, string kind) =>
        Read(sql, org, "t.kind = $2 and t.endings = 0 and t.facts > 0", kind, Most);

    /// <summary>The newest ones, ended or not, newest first.</summary>
    public static List<Thing> Latest(Statements sql, Guid org, string kind, int most = 100)
    {
        var found = Read(
            sql,
            org,
            "t.kind = $2 and t.facts > 0 and t.number > (select coalesce(max(number), 0) - $3 from thing "
                + "where org_id = $1 and kind = $2)",
            kind,
            most
        );
        found.Reverse();
        return found;
    }

    public static Thing? Find(Statements sql, Guid org, string subject)
    {
        var found = Read(sql, org, "t.subject = $2", subject, 1);
        return found.Count > 0 ? found[0] : null;
    }

    private static List<Thing> Read(Statements sql, Guid org, string which, string key, int most)
    {
        var rows = sql.Query(
            $"""
            select t.subject, t.number, j.seq, j.id, j.kind, j.body, j.occurred_on, j.actor
            from thing t join about a on a.org_id = t.org_id and a.subject = t.subject
            join journal j on j.org_id = a.org_id and j.seq = a.seq
            where t.org_id = $1 and {which} and $3 > 0
              and not exists (select 1 from entry e where e.org_id = a.org_id and e.reverses = a.seq)
            order by t.number, j.seq
            """,
            r =>
                (
                    Subject: r.GetString(0),
                    Number: r.GetInt32(1),
                    Fact: new Fact(
                        r.GetInt64(2),
                        r.GetGuid(3),
                        r.GetString(4),
                        r.GetString(5),
                        r.GetFieldValue<DateOnly>(6),
                        r.GetGuid(7)
                    )
                ),
            org,
            key,
            most
        );
        return
        [
            .. rows.GroupBy(r => (r.Subject, r.Number))
                .Select(g => new Thing(g.Key.Subject, g.Key.Number, [.. g.Select(r => r.Fact)]))
                .Take(Most),
        ];
    }
}

/// <summary>A document that holds, with the day on which it happened.</summary>
public sealed record Kept<T>(long Seq, DateOnly Day, T Body);

/// <summary>What happened between two days, read from the documents that hold.</summary>
public static class Happened
{
    /// <summary>
    /// Documents of a kind with their days, in the order they were recorded. Reads only what was posted since the first
    /// day: nothing is posted before the day it happened.
    /// </summary>
    public static List<Kept<T>> Of<T>(Statements sql, Guid org, string kind, DateOnly from, DateOnly to) =>
        sql.Query(
            """
            select j.seq, j.occurred_on, j.body from entry e join journal j on j.org_id = e.org_id and j.seq = e.seq
            where e.org_id = $1 and e.posted_on >= $3 and j.kind = $2 and j.occurred_on >= $3 and j.occurred_on <= $4
              and not exists (select 1 from entry r where r.org_id = e.org_id and r.reverses = e.seq)
            order by e.seq
            """,
            r => new Kept<T>(
                r.GetInt64(0),
                r.GetFieldValue<DateOnly>(1),
                (T)JsonSerializer.Deserialize(r.GetString(2), typeof(T), BodyJson.Default)!
            ),
            org,
            kind,
            from,
            to
        );

    /// <summary>
    /// Whether a document of a kind stands in the books since a day, undone or not; reads only what was posted since.
    /// </summary>
    public static bool AnySince(Statements sql, Guid org, string kind, DateOnly from) =>
        sql.First(
            """
            select 1 from entry e join journal j on j.org_id = e.org_id and j.seq = e.seq
            where e.org_id = $1 and e.posted_on >= $2 and j.kind = $3 limit 1
            """,
            r => true,
            org,
            from,
            kind
        );
}

/// <summary>Stock as it is read, never recomputed.</summary>
public static class StockBook
{
    /// <summary>Everything that there is at an account, by subject.</summary>
    public static Dictionary<string, Stock> At(Statements sql, Guid org, int account) =>
        sql.Query(
                """
                select subject, quantity, value, last_quantity, last_value from stock
                where org_id = $1 and account = $2
                """,
                r => (r.GetString(0), new Stock(r.GetInt64(1), new(r.GetInt64(2)), r.GetInt64(3), new(r.GetInt64(4)))),
                org,
                account
            )
            .ToDictionary(r => r.Item1, r => r.Item2, StringComparer.Ordinal);

    /// <summary>Items that are not archived, as they are now.</summary>
    public static List<Dedal.Domain.Books.Kinds.ItemKeptBody> Items(Statements sql, Guid org) =>
        Books.Items.Offered(sql, org);
}
