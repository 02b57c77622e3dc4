using Dedal.Web.Data;

namespace Dedal.Web.Panorama.Reports;

/// <summary>Several organisations as one parameter of a query, in the spelling of each engine.</summary>
internal static class OrgSet
{
    /// <summary>A condition's right side: <c>org_id in (…)</c> with the set as $1.</summary>
    public static string In(Statements sql) =>
        sql.Kind == EngineKind.Sqlite
            ? "(select value from json_each($1))"
            : "(select value::uuid from json_array_elements_text(cast($1 as json)))";

    /// <summary>The parameter; SQLite keeps ids as text in capitals.</summary>
    public static string Of(IEnumerable<Guid> orgs) =>
        "[" + string.Join(',', orgs.Select(o => $"\"{o.ToString("D").ToUpperInvariant()}\"")) + "]";

    /// <summary>The milliseconds at which a day begins at Greenwich.</summary>
    public static string StartOf(Statements sql, string day) =>
        sql.Kind == EngineKind.Sqlite ? $"unixepoch({day}) * 1000" : $"({day} - date '1970-01-01') * 86400000::bigint";
}
