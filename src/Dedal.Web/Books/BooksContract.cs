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
}

/// <summary>The one door into a journal, for a module that hands in what somebody else recorded.</summary>
public interface IDocumentDoor
{
    /// <summary>Records a document, or says why not. One that is there already is as good as recorded.</summary>
    /// <param name="roles">Roles of who answers for it.</param>
    Refusal? HandIn(WriteScope scope, Guid org, Document document, IReadOnlyCollection<string> roles);
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
