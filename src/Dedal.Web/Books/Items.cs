using System.Data.Common;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>What is sold, as the last document about each says.</summary>
public static class Items
{
    public static ItemKeptBody? Find(Statements sql, Guid org, Guid item) =>
        sql.First("select body from item where org_id = $1 and item_id = $2", Of, org, item);

    /// <summary>Items that are offered, in the order they were last changed.</summary>
    public static List<ItemKeptBody> Offered(Statements sql, Guid org) =>
        sql.Query("select body from item where org_id = $1 and archived = 0 order by seq limit 200", Of, org);

    /// <summary>Names of all items, archived ones too.</summary>
    public static Dictionary<Guid, string> All(Statements sql, Guid org) =>
        sql.Query("select item_id, name from item where org_id = $1", r => (r.GetGuid(0), r.GetString(1)), org)
            .ToDictionary(r => r.Item1, r => r.Item2);

    internal static void Keep(Statements sql, Guid org, ItemKeptBody item, long seq, string body) =>
        sql.Execute(
            """
            insert into item (org_id, item_id, seq, name, icon, price, quantity, income, archived, body)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (org_id, item_id) do update set seq = excluded.seq, name = excluded.name, icon = excluded.icon,
              price = excluded.price, quantity = excluded.quantity, income = excluded.income,
              archived = excluded.archived, body = excluded.body
            """,
            org,
            item.Item,
            seq,
            item.Name,
            item.Icon,
            item.Price,
            item.Quantity,
            item.Income,
            item.Archived ? 1 : 0,
            body
        );

    private static ItemKeptBody Of(DbDataReader r) =>
        JsonSerializer.Deserialize(r.GetString(0), BodyJson.Default.ItemKeptBody)!;
}
