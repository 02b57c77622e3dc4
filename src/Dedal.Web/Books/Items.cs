using System.Data.Common;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>A price of an item and the day it holds from.</summary>
/// <param name="Price">Minor units for <paramref name="Quantity"/> pieces; null: asked each time.</param>
/// <param name="Seq">The document that set it.</param>
public sealed record PriceSince(long? Price, int Quantity, DateOnly Since, long Seq);

/// <summary>What is sold, as the last document about each says.</summary>
public static class Items
{
    public static ItemKeptBody? Find(Statements sql, Guid org, Guid item) =>
        sql.First("select body from item where org_id = $1 and item_id = $2", Of, org, item);

    /// <summary>Items that are offered, in the order they were last changed.</summary>
    public static List<ItemKeptBody> Offered(Statements sql, Guid org) =>
        sql.Query("select body from item where org_id = $1 and archived = 0 order by seq limit 200", Of, org);

    /// <summary>Items that are no longer offered, by name.</summary>
    public static List<ItemKeptBody> Archived(Statements sql, Guid org) =>
        sql.Query("select body from item where org_id = $1 and archived = 1 order by lower(name) limit 200", Of, org);

    /// <summary>What an item was sold for, the newest first; a version that left the price alone is none.</summary>
    public static List<PriceSince> Prices(Statements sql, Guid org, Guid item)
    {
        var versions = sql.Query(
            """
            select j.body, j.occurred_on, j.seq from about a join journal j on j.org_id = a.org_id and j.seq = a.seq
            where a.org_id = $1 and a.subject = $2 and j.kind = 'item-kept' order by a.seq desc limit 200
            """,
            r => (Item: Of(r), Since: r.GetFieldValue<DateOnly>(1), Seq: r.GetInt64(2)),
            org,
            Subject.Item(item)
        );
        versions.Reverse();
        var prices = new List<PriceSince>();
        foreach (var (kept, since, seq) in versions)
        {
            if (prices.Count == 0 || (prices[^1].Price, prices[^1].Quantity) != (kept.Price, kept.Quantity))
            {
                prices.Add(new(kept.Price, kept.Quantity, since, seq));
            }
        }

        prices.Reverse();
        return prices;
    }

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
