using System.Data.Common;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>What is sold, as the last document about each says.</summary>
public static class Items
{
    private const string Columns = "item_id, name, icon, price, quantity, income, archived";

    public static ItemKeptBody? Find(Statements sql, Guid org, Guid item) =>
        sql.First($"select {Columns} from item where org_id = $1 and item_id = $2", Of, org, item);

    /// <summary>Items that are offered, in the order they were last changed.</summary>
    public static List<ItemKeptBody> Offered(Statements sql, Guid org) =>
        sql.Query($"select {Columns} from item where org_id = $1 and archived = 0 order by seq limit 200", Of, org);

    /// <summary>Names of all items, archived ones too.</summary>
    public static Dictionary<Guid, string> All(Statements sql, Guid org) =>
        sql.Query("select item_id, name from item where org_id = $1", r => (r.GetGuid(0), r.GetString(1)), org)
            .ToDictionary(r => r.Item1, r => r.Item2);

    internal static void Keep(Statements sql, Guid org, ItemKeptBody item, long seq) =>
        sql.Execute(
            """
            insert into item (org_id, item_id, seq, name, icon, price, quantity, income, archived)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (org_id, item_id) do update set seq = excluded.seq, name = excluded.name, icon = excluded.icon,
              price = excluded.price, quantity = excluded.quantity, income = excluded.income,
              archived = excluded.archived
            """,
            org,
            item.Item,
            seq,
            item.Name,
            item.Icon,
            item.Price,
            item.Quantity,
            item.Income,
            item.Archived ? 1 : 0
        );

    private static ItemKeptBody Of(DbDataReader r) =>
        new(
            r.GetGuid(0),
            r.GetString(1),
            r.GetString(2),
            r.IsDBNull(3) ? null : r.GetInt64(3),
            r.GetInt32(4),
            r.IsDBNull(5) ? null : r.GetString(5),
            r.GetInt32(6) == 1
        );
}
