using System.Text.Json;
using Dedal.Domain.Workshop;
using Dedal.Web.Books.Reports;

namespace Dedal.Web.Workshop.Reports;

/// <summary>Pieces of one product sold at once, with what they brought.</summary>
/// <param name="Party">Who bought; null: nobody named.</param>
public readonly record struct Sold(DateOnly Day, Guid Item, Guid? Party, long Pieces, long Amount);

/// <summary>What was made of a product, with what went in.</summary>
public sealed class Made
{
    public long Pieces { get; set; }

    public long Minutes { get; set; }

    /// <summary>Thousandths of the base unit, by material.</summary>
    public Dictionary<Guid, long> Materials { get; } = [];
}

/// <summary>A buyer's stop: what was left and what came back.</summary>
public readonly record struct Stop(DateOnly Day, Guid Party, long Left, long Returned);

/// <summary>
/// What the documents between two days tell beside money: who worked how long, what was made of what, what was sold.
/// Read once over the journal; documents that were undone are left out.
/// </summary>
public sealed class Activity
{
    private const string Kinds =
        "'batch-made', 'order-taken', 'order-worked', 'order-handed-over', 'work-done', 'sale', 'stop-closed', "
        + "'returned-later'";

    private readonly Dictionary<Guid, (Guid Item, Guid? Party, long Pieces, long Price)> orders = [];

    /// <summary>Minutes written down, by day.</summary>
    public SortedDictionary<DateOnly, long> Minutes { get; } = [];

    public Dictionary<Guid, Made> Made { get; } = [];

    public List<Sold> Sales { get; } = [];

    public List<Stop> Stops { get; } = [];

    public long AllMinutes => Minutes.Values.Sum();

    /// <summary>Reads the documents that happened between two days.</summary>
    public static Activity Of(BookReading book, DateOnly from, DateOnly to)
    {
        var activity = new Activity();
        foreach (
            var (kind, body, day) in book.Sql.Stream(
                $"""
                select j.kind, j.body, e.posted_on from entry e join journal j on j.org_id = e.org_id and j.seq = e.seq
                where e.org_id = $1 and e.posted_on >= $2 and e.posted_on <= $3 and j.kind in ({Kinds})
                  and not exists (select 1 from entry r where r.org_id = e.org_id and r.reverses = e.seq)
                order by e.posted_on, e.seq
                """,
                r => (r.GetString(0), r.GetString(1), r.GetFieldValue<DateOnly>(2)),
                book.Org.Id,
                from,
                to
            )
        )
        {
            using var json = JsonDocument.Parse(body);
            activity.Take(kind, json.RootElement, day);
        }

        return activity;
    }

    private void Take(string kind, JsonElement body, DateOnly day)
    {
        switch (kind)
        {
            case "batch-made":
                var batch = MadeOf(Id(body, "item")!.Value);
                batch.Pieces += Number(body, "good");
                Work(body, day, batch);
                break;
            case "order-taken":
                TakeOrder(body);
                break;
            case "order-worked":
                var order = orders.GetValueOrDefault(Id(body, "order")!.Value);
                Work(body, day, order.Item == Guid.Empty ? null : MadeOf(order.Item));
                break;
            case "order-handed-over" when orders.TryGetValue(Id(body, "order")!.Value, out var taken):
                Sales.Add(new(day, taken.Item, taken.Party, taken.Pieces, taken.Price - Number(body, "rebate")));
                break;
            case "work-done" when !(body.TryGetProperty("what", out var what) && what.GetString() == "idle"):
                Work(body, day, Id(body, "item") is { } item ? MadeOf(item) : null);
                break;
            case "sale":
                foreach (var sold in Each(body, "items"))
                {
                    Sales.Add(
                        new(
                            day,
                            Id(sold, "item")!.Value,
                            Id(body, "party"),
                            Number(sold, "quantity"),
                            Number(sold, "amount")
                        )
                    );
                }

                break;
            case "stop-closed":
                TakeStop(body, day);
                break;
            case "returned-later":
                foreach (var back in Each(body, "items"))
                {
                    var (pieces, amount) = (Number(back, "pieces"), Number(back, "amount"));
                    Sales.Add(new(day, Id(back, "item")!.Value, Id(body, "party"), -pieces, -amount));
                    GiveBack(Id(body, "party")!.Value, pieces);
                }

                break;
            default:
                break;
        }
    }

    private void TakeOrder(JsonElement body)
    {
        var (item, pieces) = (Id(body, "item") ?? Guid.Empty, Number(body, "pieces"));
        orders[Id(body, "order")!.Value] = (item, Id(body, "party"), pieces, Number(body, "price"));
        if (item != Guid.Empty)
        {
            MadeOf(item).Pieces += pieces;
        }
    }

    private void TakeStop(JsonElement body, DateOnly day)
    {
        var party = Id(body, "party");
        var (left, returned) = (0L, 0L);
        foreach (var one in Each(body, "items"))
        {
            var kept = Number(one, "left") - Number(one, "returned");
            Sales.Add(new(day, Id(one, "item")!.Value, party, kept, Number(one, "amount")));
            left += Number(one, "left");
            returned += Number(one, "returned");
        }

        if (party is { } known && left > 0)
        {
            Stops.Add(new(day, known, left, returned));
        }
    }

    /// <summary>What comes back later counts at a stop, as on the buyers' page (<see cref="LaterReturns"/>).</summary>
    private void GiveBack(Guid party, long pieces)
    {
        var at = Stops.FindLastIndex(s => s.Party == party && s.Left - s.Returned >= pieces);
        at = at >= 0 ? at : Stops.FindLastIndex(s => s.Party == party);
        if (at >= 0)
        {
            Stops[at] = Stops[at] with { Returned = Stops[at].Returned + pieces };
        }
    }

    private Made MadeOf(Guid item) => Made.TryGetValue(item, out var made) ? made : Made[item] = new();

    private void Work(JsonElement body, DateOnly day, Made? made)
    {
        var minutes = Each(body, "work").Sum(w => Number(w, "minutes"));
        Minutes[day] = Minutes.GetValueOrDefault(day) + minutes;
        if (made is null)
        {
            return;
        }

        made.Minutes += minutes;
        foreach (var used in Each(body, "materials"))
        {
            var item = Id(used, "item")!.Value;
            made.Materials[item] = made.Materials.GetValueOrDefault(item) + Number(used, "quantity");
        }
    }

    private static IEnumerable<JsonElement> Each(JsonElement of, string name) =>
        of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : Enumerable.Empty<JsonElement>();

    private static long Number(JsonElement of, string name) =>
        of.TryGetProperty(name, out var n) && n.ValueKind == JsonValueKind.Number ? n.GetInt64() : 0;

    private static Guid? Id(JsonElement of, string name) =>
        of.TryGetProperty(name, out var id) && id.ValueKind == JsonValueKind.String ? id.GetGuid() : null;
}
