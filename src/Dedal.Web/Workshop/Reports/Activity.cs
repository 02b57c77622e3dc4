using System.Text.Json;
using Dedal.Domain.Workshop;
using Dedal.Web.Books;
using Dedal.Web.Books.Reports;

namespace Dedal.Web.Workshop.Reports;

/// <summary>Pieces of one product sold at once, with what they brought.</summary>
/// <param name="Party">Who bought; null: nobody named.</param>
public readonly record struct Sold(DateOnly Day, Guid Item, Guid? Party, long Pieces, long Amount);

/// <summary>What was made of a product, with what went in.</summary>
public sealed class Made
{
    /// <summary>Good pieces, or as much as one: what was lost by an accident, and a second by its price.</summary>
    public decimal Pieces { get; set; }

    /// <summary>Pieces that <see cref="Materials"/> went into: none of a customer's own cloth.</summary>
    public decimal OfOurs { get; set; }

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
        + "'returned-later', 'order-cancelled'";

    private readonly Dictionary<Guid, decimal> prices;
    private readonly Dictionary<Guid, Ordered> orders = [];
    private readonly List<(Guid Party, Guid Item, int Stop, Served Served)> left = [];
    private readonly List<(Guid Party, Guid Item, DateOnly Day, int Pieces)> later = [];
    private readonly List<(long Seq, Ordered Order, string Kind, long Rebate, DateOnly Day)> ends = [];

    private Activity(Dictionary<Guid, decimal> prices) => this.prices = prices;

    /// <summary>Minutes written down, by day.</summary>
    public SortedDictionary<DateOnly, long> Minutes { get; } = [];

    public Dictionary<Guid, Made> Made { get; } = [];

    public List<Sold> Sales { get; } = [];

    public List<Stop> Stops { get; } = [];

    public long AllMinutes => Minutes.Values.Sum();

    /// <summary>Reads the documents that happened between two days.</summary>
    public static Activity Of(BookReading book, DateOnly from, DateOnly to)
    {
        var activity = new Activity(
            StockBook
                .Items(book.Sql, book.Org.Id)
                .Where(i => i.Price is not null)
                .ToDictionary(i => i.Item, i => (decimal)i.Price!.Value / i.Quantity)
        );
        foreach (
            var (kind, body, day, seq) in book.Sql.Stream(
                $"""
                select j.kind, j.body, e.posted_on, e.seq
                from entry e join journal j on j.org_id = e.org_id and j.seq = e.seq
                where e.org_id = $1 and e.posted_on >= $2 and e.posted_on <= $3 and j.kind in ({Kinds})
                  and not exists (select 1 from entry r where r.org_id = e.org_id and r.reverses = e.seq)
                order by e.posted_on, e.seq
                """,
                r => (r.GetString(0), r.GetString(1), r.GetFieldValue<DateOnly>(2), r.GetInt64(3)),
                book.Org.Id,
                from,
                to
            )
        )
        {
            using var json = JsonDocument.Parse(body);
            activity.Take(kind, json.RootElement, day, seq);
        }

        // As they arrived, which is how the books took them: a phone may have been away for days.
        activity.ends.Sort((one, other) => one.Seq.CompareTo(other.Seq));
        activity.ends.ForEach(e => activity.End(e.Order, e.Kind, e.Rebate, e.Day));
        activity.CountOrders();
        activity.PlaceReturns();
        return activity;
    }

    private void Take(string kind, JsonElement body, DateOnly day, long seq)
    {
        switch (kind)
        {
            case "batch-made":
                var batch = MadeOf(Id(body, "item")!.Value);
                var bearing = PiecesOf(body);
                batch.Pieces += bearing;
                batch.OfOurs += bearing;
                Work(body, day, batch);
                break;
            case "order-taken":
                TakeOrder(body);
                break;
            case "order-worked":
                var order = orders.GetValueOrDefault(Id(body, "order")!.Value);
                Work(body, day, order?.Work);
                if (order is not null && body.GetProperty("step").GetString() == "ready")
                {
                    order.IsMade = true;
                }

                break;
            case "order-handed-over" or "order-cancelled" when orders.TryGetValue(Id(body, "order")!.Value, out var of):
                ends.Add((seq, of, kind, Number(body, "rebate"), day));
                break;
            case "work-done" when !(body.TryGetProperty("what", out var done) && done.GetString() == "idle"):
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
                    var (what, who, pieces) = (Id(back, "item")!.Value, Id(body, "party"), Number(back, "pieces"));
                    Sales.Add(new(day, what, who, -pieces, -Number(back, "amount")));
                    later.Add((who!.Value, what, day, (int)pieces));
                }

                break;
            default:
                break;
        }
    }

    private void TakeOrder(JsonElement body) =>
        orders[Id(body, "order")!.Value] = new(
            Id(body, "item") ?? Guid.Empty,
            Id(body, "party"),
            Number(body, "pieces"),
            Number(body, "price"),
            body.TryGetProperty("ownCloth", out var own) && own.ValueKind == JsonValueKind.True
        );

    /// <summary>A second hand-over sells nothing again; what is brought back after the first is sold no more.</summary>
    private void End(Ordered order, string kind, long rebate, DateOnly day)
    {
        if (kind == "order-handed-over" && order.Sold is null)
        {
            order.IsMade = true;
            order.Sold = new(day, order.Item, order.Party, order.Pieces, order.Price - rebate);
            Sales.Add(order.Sold.Value);
        }
        else if (kind == "order-cancelled" && order is { Sold: { } sold, CameBack: false })
        {
            order.CameBack = true;
            Sales.Add(sold with { Day = day, Pieces = -sold.Pieces, Amount = -sold.Amount });
        }
    }

    /// <summary>
    /// Pieces that bear what a batch took, as the books share it out (case BA3): good ones, those lost by an accident,
    /// and seconds by what they are sold for; by pieces where that is not known. The usual loss bears nothing.
    /// </summary>
    private decimal PiecesOf(JsonElement batch)
    {
        var second = Id(batch, "secondItem") is { } item ? prices.GetValueOrDefault(item) : 0;
        var good = prices.GetValueOrDefault(Id(batch, "item")!.Value);
        var each = second > 0 && good > 0 ? second / good : 1;
        return Number(batch, "good") + Number(batch, "abnormal") + (Number(batch, "second") * each);
    }

    /// <summary>
    /// What an order took counts with its pieces, once they are made: what is only ordered, or was cancelled before,
    /// would make each piece cheaper than it was, what is only cut dearer.
    /// </summary>
    private void CountOrders()
    {
        foreach (var order in orders.Values.Where(o => o.IsMade && o.Item != Guid.Empty))
        {
            var made = MadeOf(order.Item);
            made.Pieces += order.Pieces;
            made.Minutes += order.Work.Minutes;
            // Her own cloth is in no stock: the thread that went with it is not what a piece of ours takes.
            if (order.OwnCloth)
            {
                continue;
            }

            made.OfOurs += order.Pieces;
            foreach (var (item, quantity) in order.Work.Materials)
            {
                made.Materials[item] = made.Materials.GetValueOrDefault(item) + quantity;
            }
        }
    }

    private void TakeStop(JsonElement body, DateOnly day)
    {
        var party = Id(body, "party");
        var all = new Served(day, 0, 0);
        foreach (var one in Each(body, "items"))
        {
            var item = Id(one, "item")!.Value;
            var served = new Served(day, (int)Number(one, "left"), (int)Number(one, "returned"));
            Sales.Add(new(day, item, party, served.Left - served.Returned, Number(one, "amount")));
            all = new(day, all.Left + served.Left, all.Returned + served.Returned);
            if (party is { } buyer)
            {
                left.Add((buyer, item, Stops.Count, served));
            }
        }

        if (party is { } known)
        {
            Stops.Add(new(day, known, all.Left, all.Returned));
        }
    }

    /// <summary>What comes back later counts at the stop at which that item was left, as on the buyers' page.</summary>
    private void PlaceReturns()
    {
        var stops = left.ToLookup(l => (l.Party, l.Item));
        foreach (var back in later.ToLookup(r => (r.Party, r.Item), r => (r.Day, r.Pieces)))
        {
            // Both are in the order of the days, so the first placed is the first left.
            var (placed, _) = LaterReturns.Placed(stops[back.Key].Select(s => s.Served), back);
            foreach (var ((_, _, at, was), now) in stops[back.Key].Zip(placed))
            {
                Stops[at] = Stops[at] with { Returned = Stops[at].Returned + now.Returned - was.Returned };
            }
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

    /// <summary>An order of these days, with what was written for it.</summary>
    private sealed record Ordered(Guid Item, Guid? Party, long Pieces, long Price, bool OwnCloth)
    {
        public Made Work { get; } = new();

        /// <summary>Said to be ready, or handed over.</summary>
        public bool IsMade { get; set; }

        /// <summary>As it was handed over; null before.</summary>
        public Sold? Sold { get; set; }

        /// <summary>Brought back after that.</summary>
        public bool CameBack { get; set; }
    }
}
