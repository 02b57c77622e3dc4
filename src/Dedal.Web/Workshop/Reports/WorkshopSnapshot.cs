using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Books.Reports;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Workshop.Reports;

/// <summary>
/// What a phone keeps of a workshop: open orders, recipes, materials, the windows of today and tomorrow with what they
/// take, the latest runs, who worked on what today. Pay is never in it.
/// </summary>
internal sealed class WorkshopSnapshot(Utf8JsonWriter json, SnapshotOf of, Statements sql)
{
    private const int LatestRuns = 8;

    /// <summary>Of so many those that are still on their way: their cash is with the rider.</summary>
    private const int OpenRuns = 28;

    /// <summary>Days for which an order that left stays on the phone, and how many of them at most.</summary>
    private const int EndedDays = 14;

    private const int MostEnded = 40;

    private static readonly JsonSerializerOptions Plainly = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Dictionary<Guid, ItemKeptBody> items = Items.Offered(sql, of.Org.Id).ToDictionary(i => i.Item);
    private readonly DayPlan plan = DayPlan.Read(sql, of.Org);
    private readonly Dictionary<Guid, Guid> joined = Parties.Joined(sql, of.Org.Id);

    public static void Write(Utf8JsonWriter json, SnapshotOf of)
    {
        if (of.Org.Chart != "workshop")
        {
            return;
        }

        using var book = new BookReading(of.Reads.Of(of.Org), of.Org);
        new WorkshopSnapshot(json, of, book.Sql).All(book);
    }

    private void All(BookReading book)
    {
        var orders = new OrderBook(sql, of.Org);
        var open = orders.Open();
        var baking = plan.Recipes.Count > 0 || plan.Standing.Count > 0;
        // Who has something to sell that comes out of no recipe may take the first order for it.
        var baked = plan
            .Recipes.Select(r => r.Item)
            .Concat(plan.Recipes.Select(r => r.Second).OfType<Guid>())
            .ToHashSet();
        var sewing =
            !baking || Any("order") || items.Values.Any(i => i.Sort == ItemSort.Product && !baked.Contains(i.Item));
        Put("trades", new[] { sewing ? "sewing" : null, baking ? "baking" : null }.OfType<string>());
        var usual = open.Count == 0 ? null : KeptFigures.Of(book, of.Today).Costs;
        Put("orders", open.Select(o => Order(o, orders, usual!)));
        Put("ended", orders.EndedSince(of.Today.AddDays(1 - EndedDays), MostEnded).Select(Ended));
        Put(
            "garments",
            items
                .Values.Where(i => i.Measures is { Count: > 0 })
                .Select(i => new { Garment = i.Name, Fields = i.Measures })
        );
        Put("materials", MaterialsInStock());
        Put("recipes", plan.Recipes.Select(Recipe));
        Put("windows", new[] { of.Today, of.Today.AddDays(1) }.SelectMany(plan.On).Select(Window));
        Put(
            "runs",
            Things
                .Latest(sql, of.Org.Id, "run", OpenRuns)
                .Select(t => (t.Id, State: RunState.Of(t.Facts)))
                .Where((r, i) => i < LatestRuns || r.State is { Open: true })
                .Reverse()
                .Select(r => Run(r.Id, r.State))
                .OfType<object>()
        );
        Put("work", WorkToday());
    }

    private void Put(string name, object value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, Plainly);
    }

    private bool Any(string kind) =>
        sql.First(
            "select 1 from thing where org_id = $1 and kind = $2 and facts > 0 limit 1",
            r => true,
            of.Org.Id,
            kind
        );

    private object Order(OrderRow row, OrderBook orders, CostSheet usual)
    {
        var (order, taken) = (row.State, row.State.Taken);
        var cost = orders
            .Cost(row, usual.OverheadRate)
            .Expected(row, usual.Products.FirstOrDefault(p => p.Item.Item == taken.Item));
        return new
        {
            row.Id,
            row.Thing.Number,
            Party = joined.GetValueOrDefault(taken.Party, taken.Party),
            taken.Item,
            taken.Garment,
            taken.Pieces,
            order.Price,
            row.Deposit,
            order.DueOn,
            order.FittingOn,
            Step = order.Status,
            Steps = order.Steps.Select(s => new
            {
                s.Step,
                s.Day,
                Who = s.Work.Select(w => w.Member),
            }),
            taken.Set,
            taken.OwnCloth,
            Late = order.LateOn(of.Today),
            Cost = cost.Total == 0
                ? null
                : new
                {
                    cost.Materials,
                    cost.Labour,
                    cost.Overhead,
                },
        };
    }

    /// <summary>What its screen needs: what is still owed is what she owes, which the parties say.</summary>
    private object Ended(OrderRow row)
    {
        var (order, taken) = (row.State, row.State.Taken);
        var cancelled = row.Cancelled;
        var altered = order.Steps.Where(s => s.Step == "alteration").ToList();
        return new
        {
            row.Id,
            row.Thing.Number,
            Party = joined.GetValueOrDefault(taken.Party, taken.Party),
            taken.Garment,
            taken.Pieces,
            order.Price,
            Deposit = row.Settled,
            EndedOn = cancelled ? order.CancelledOn : order.HandedOverOn,
            Cancelled = cancelled ? true : (bool?)null,
            Refund = cancelled ? order.Refunded : (long?)null,
            Steps = altered.Count == 0
                ? null
                : altered.Select(s => new
                {
                    s.Step,
                    s.Day,
                    Who = s.Work.Select(w => w.Member),
                }),
        };
    }

    private IEnumerable<object> MaterialsInStock() =>
        items
            .Values.Where(i => i.Sort == ItemSort.Material)
            .Select(i => new
            {
                Id = i.Item,
                i.Name,
                i.Icon,
                i.Unit,
                Units = i.Units ?? [],
                Quantity = plan.InStock(i.Item),
            });

    private static object Recipe(RecipeKeptBody r) =>
        new
        {
            r.Recipe,
            r.Item,
            r.Base,
            r.Flour,
            r.Yield,
            r.PieceGrams,
            r.BakeLoss,
            r.Lines,
            Minutes = r.Minutes?.Sum(m => m.Minutes),
            r.Second,
        };

    private object Window(WindowPlan plan) =>
        new
        {
            plan.Day,
            plan.Window,
            BakeBefore = plan.BakeBefore?.ToString("HH:mm", CultureInfo.InvariantCulture),
            plan.Planned,
            plan.Confirmed,
            plan.Items,
            plan.Materials,
            Stops = plan.Stops.Select(s => new
            {
                s.Standing,
                Party = joined.GetValueOrDefault(s.Party, s.Party),
                s.At,
                s.Place,
                Items = s.Lines,
            }),
        };

    private object? Run(Guid id, RunState? run)
    {
        if (run is null)
        {
            return null;
        }

        return new
        {
            id,
            run.Loaded.Day,
            run.Loaded.Window,
            run.Loaded.Rider,
            run.Open,
            Cash = run.RiderCash(Charts.Named(of.Org.Chart).CodeOf(Role.RiderBox)!),
            Items = run.Items.Select(i => new
            {
                Item = i.Key,
                i.Value.Loaded,
                Sold = i.Value.Left - i.Value.Returned,
            }),
            Stops = run.Stops.Select(s => new
            {
                Party = s.Party is { } party ? joined.GetValueOrDefault(party, party) : (Guid?)null,
                s.Items,
                Amount = s.Items.Sum(i => i.Amount),
            }),
        };
    }

    /// <summary>Who did what today: minutes and pieces, never what it earns.</summary>
    private List<object> WorkToday()
    {
        // By the day in the book: it has an index, and is never before the day it happened.
        var rows = sql.Query(
            """
            select j.kind, j.body from entry e join journal j on j.org_id = e.org_id and j.seq = e.seq
            where e.org_id = $1 and e.posted_on >= $2 and j.occurred_on = $2
              and j.kind in ('order-worked', 'batch-made', 'work-done')
              and not exists (select 1 from entry r where r.org_id = e.org_id and r.reverses = e.seq)
            order by e.posted_on desc, e.seq desc limit 100
            """,
            r => (Kind: r.GetString(0), Body: r.GetString(1)),
            of.Org.Id,
            of.Today
        );
        var all = new List<object>();
        foreach (var (kind, body) in rows)
        {
            using var read = JsonDocument.Parse(body);
            all.Add(
                new
                {
                    kind,
                    Step = Text(read.RootElement, "step"),
                    Item = Text(read.RootElement, "item"),
                    Work = read.RootElement.TryGetProperty("work", out var work) ? work.Clone() : (JsonElement?)null,
                }
            );
        }

        return all;
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
