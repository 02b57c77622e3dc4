using Dedal.Web.Data;

namespace Dedal.Web.Panorama.Reports;

/// <summary>Several organisations as one parameter of a query, and what else the engines spell differently.</summary>
internal static class OrgSet
{
    /// <summary>
    /// What follows a column that is to be in the set, which is $1. PostgreSQL reads the array once in its sub-select,
    /// and looks its members up in the index; spelled otherwise it reads the text again for each row.
    /// </summary>
    public static string In(Statements sql) =>
        sql.Kind == EngineKind.Sqlite
            ? "in (select value from json_each($1))"
            : "= any ((select cast($1 as uuid[]))::uuid[])";

    /// <summary>The parameter; SQLite keeps ids as text in capitals.</summary>
    public static string Of(Statements sql, IEnumerable<Guid> orgs) =>
        sql.Kind == EngineKind.Sqlite
            ? "[" + string.Join(',', orgs.Select(o => $"\"{o.ToString("D").ToUpperInvariant()}\"")) + "]"
            : "{" + string.Join(',', orgs) + "}";

    /// <summary>Days from one day to a later one.</summary>
    public static string Days(Statements sql, string to, string from) =>
        sql.Kind == EngineKind.Sqlite ? $"(julianday({to}) - julianday({from}))" : $"({to} - {from})";

    /// <summary>Names an index that SQLite does not find by itself.</summary>
    public static string By(Statements sql, string index) => sql.Kind == EngineKind.Sqlite ? $"indexed by {index}" : "";
}
