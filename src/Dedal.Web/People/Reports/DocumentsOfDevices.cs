using Dedal.Web.Data;

namespace Dedal.Web.People.Reports;

/// <summary>How many documents each device of an organisation has recorded, from the journal.</summary>
public static class DocumentsOfDevices
{
    public static Dictionary<string, long> Count(Statements sql, Guid org) =>
        sql.Query(
                "select device, count(*) from journal where org_id = $1 and device not like 'web%' group by device",
                r => (Device: r.GetString(0), Count: r.GetInt64(1)),
                org
            )
            .ToDictionary(r => r.Device, r => r.Count, StringComparer.OrdinalIgnoreCase);
}
