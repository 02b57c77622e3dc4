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

    private static readonly JsonSerializerOptions Plainly = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Chart chart = Charts.Named(of.Org.Chart);
    private readonly Dictionary<Guid, ItemKeptBody> items = Items.Offered(sql, of.Org.Id).ToDictionary(i => i.Item);
    private readonly DayPlan plan = DayPlan.Read(sql, of.Org);

    public static void Write(Utf8JsonWriter json, SnapshotOf of)
    {
        if (of.Org.Chart != "workshop")
        {
            return;
        }

        using var book = new BookReading(of.Reads.Of(of.Org), of.Org);
        new WorkshopSnapshot(json, of, book.Sql).All();
    }

    private void All()
    {
        var orders = Things.Open(sql, of.Org.Id, "order");
        var baking = plan.Recipes.Count > 0 || plan.Standing.Count > 0;
        // Who has something to sell that no recipe makes may take the first order for it.
        var baked = plan.Recipes.Select(r => r.Item).ToHashSet();
        var sewing =
            !baking || Any("order") || items.Values.Any(i => i.Sort == ItemSort.Product && !baked.Contains(i.Item));
        Put("trades", new[] { sewing ? "sewing" : null, baking ? "baking" : null }.OfType<string>());
        Put("orders", orders.Select(Order).OfType<object>());
        Put("materials", MaterialsInStock());
        Put("recipes", plan.Recipes.Select(Recipe));
        Put("windows", new[] { of.Today, of.Today.AddDays(1) }.SelectMany(plan.On).Select(Window));
        Put(
            "runs",
            Things.Latest(sql, of.Org.Id, "run", LatestRuns).AsEnumerable().Reverse().Select(Run).OfType<object>()
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

    private object? Order(Thing thing)
    {
        if (OrderState.Of(thing.Facts) is not { Open: true } order)
        {
            return null;
        }

        return new
        {
            thing.Id,
            thing.Number,
            order.Taken.Party,
            order.Taken.Item,
            order.Taken.Garment,
            order.Taken.Pieces,
            order.Price,
            Deposit = -Value(Role.Deposits, Subject.Order(thing.Id)),
            order.DueOn,
            order.FittingOn,
            Step = order.Status,
            Steps = order.Steps.Select(s => new
            {
                s.Step,
                s.Day,
                Who = s.Work.Select(w => w.Member),
            }),
            order.Taken.Set,
            order.Taken.OwnCloth,
            Late = order.LateOn(of.Today),
        };
    }

    private long Value(string role, string subject) =>
        chart.CodeOf(role) is { } code
            ? sql.First(
                "select balance from subject_total where org_id = $1 and account = $2 and subject = $3",
                r => r.GetInt64(0),
                of.Org.Id,
                int.Parse(code, CultureInfo.InvariantCulture),
                subject
            )
            : 0;

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

    private static object Window(WindowPlan plan) =>
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
                s.Party,
                s.At,
                s.Place,
                Items = s.Lines,
            }),
        };

    private static object? Run(Thing thing)
    {
        if (RunState.Of(thing.Facts) is not { } run)
        {
            return null;
        }

        return new
        {
            thing.Id,
            run.Loaded.Day,
            run.Loaded.Window,
            run.Loaded.Rider,
            run.Open,
            Items = run.Items.Select(i => new
            {
                Item = i.Key,
                i.Value.Loaded,
                Sold = i.Value.Left - i.Value.Returned,
            }),
            Stops = run.Stops.Select(s => new
            {
                s.Party,
                s.Items,
                Amount = s.Items.Sum(i => i.Amount),
            }),
        };
    }

    /// <summary>Who did what today: minutes and pieces, never what it earns.</summary>
    private List<object> WorkToday()
    {
        var rows = sql.Query(
            """
            select j.kind, j.body from journal j
            where j.org_id = $1 and j.occurred_on = $2 and j.kind in ('order-worked', 'batch-made', 'work-done')
              and not exists (select 1 from entry e where e.org_id = j.org_id and e.reverses = j.seq)
            order by j.seq desc limit 100
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
