using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Parameters;

namespace Dedal.Web.Workshop.Reports;

/// <summary>Pieces of a product in a window.</summary>
/// <param name="Pieces">What the standing orders ask.</param>
/// <param name="Extra">What somebody added when confirming the plan.</param>
public sealed record WantedItem(Guid Item, int Pieces, int Extra);

/// <summary>A material that a window needs, thousandths of its base unit.</summary>
/// <param name="Missing">What is not in stock of it.</param>
public sealed record NeededMaterial(Guid Item, long Quantity, long Missing);

/// <summary>One window of a day: who takes what, what to bake before when, what is missing for it.</summary>
/// <param name="BakeBefore">When it must be out of the oven; null when there is no stop.</param>
/// <param name="Confirmed">Somebody looked at it; a window without shows a red card.</param>
/// <param name="Stops">Standing orders of the window, the earliest first.</param>
public sealed record WindowPlan(
    DateOnly Day,
    string Window,
    TimeOnly? BakeBefore,
    bool Confirmed,
    IReadOnlyList<WantedItem> Items,
    IReadOnlyList<NeededMaterial> Materials,
    IReadOnlyList<StandingOrderKeptBody> Stops
)
{
    /// <summary>All pieces that are to be made.</summary>
    public int Planned => Items.Sum(i => i.Pieces + i.Extra);
}

/// <summary>
/// What standing orders ask of each window of a day, with the recipes and the materials in stock. Read once; worked
/// out for as many days as wanted.
/// </summary>
public sealed class DayPlan
{
    /// <summary>The windows of a day, in their order.</summary>
    public static readonly IReadOnlyList<string> Windows = ["tarde", "noche"];

    /// <summary>Minutes between the oven and the first buyer of a window.</summary>
    private const int BeforeTheFirst = 30;

    private readonly Statements sql;
    private readonly Guid org;
    private readonly Dictionary<string, Stock> materials;
    private readonly DatedValues values;
    private readonly Dictionary<Guid, RecipeKeptBody> recipeOf;

    private DayPlan(Statements sql, Organisation org)
    {
        (this.sql, this.org, values) = (sql, org.Id, DatedValues.Read(sql));
        Recipes = Held(sql, org.Id, "recipe", RecipeKept.Of, r => !r.Archived);
        Standing = Held(sql, org.Id, "standing", StandingOrderKept.Of, s => !s.Archived);
        recipeOf = Recipes.GroupBy(r => r.Item).ToDictionary(g => g.Key, g => g.Last());
        var account = int.Parse(Charts.Named(org.Chart).CodeOf(Role.Materials) ?? "0", CultureInfo.InvariantCulture);
        materials = StockBook.At(sql, org.Id, account);
    }

    /// <summary>Recipes that hold.</summary>
    public IReadOnlyList<RecipeKeptBody> Recipes { get; }

    /// <summary>Standing orders that hold, ended and coming ones too.</summary>
    public IReadOnlyList<StandingOrderKeptBody> Standing { get; }

    public static DayPlan Read(Statements sql, Organisation org) => new(sql, org);

    /// <summary>What there is of a material, thousandths of its base unit.</summary>
    public long InStock(Guid item) => materials.GetValueOrDefault(Subject.Item(item)).Quantity;

    /// <summary>
    /// Windows of a day in which something is asked, or was planned. On a holiday nothing stands: what is baked then,
    /// somebody plans.
    /// </summary>
    public IEnumerable<WindowPlan> On(DateOnly day)
    {
        var isHoliday = values.Holiday(day) is not null;
        foreach (var window in Windows)
        {
            var stops = Standing
                .Where(s => s.Window == window && s.On(day) && !isHoliday)
                .OrderBy(s => s.At, StringComparer.Ordinal)
                .ToList();
            var said = StockRows.About(sql, org, DayPlanned.SubjectOf(day, window));
            if (stops.Count > 0 || said.Count > 0)
            {
                yield return Of(day, window, stops, said);
            }
        }
    }

    private WindowPlan Of(DateOnly day, string window, List<StandingOrderKeptBody> stops, List<Fact> said)
    {
        var extra = said.Count == 0 ? null : said[^1].Read(BodyJson.Default.DayPlannedBody).Extra;
        var wanted = stops
            .SelectMany(s => s.Lines)
            .Select(l => new WantedItem(l.Item, l.Pieces, 0))
            .Concat((extra ?? []).Select(e => new WantedItem(e.Item, 0, e.Pieces)))
            .GroupBy(l => l.Item)
            .Select(g => new WantedItem(g.Key, g.Sum(l => l.Pieces), g.Sum(l => l.Extra)))
            .ToList();
        TimeOnly? first =
            stops.Count == 0 ? null : TimeOnly.ParseExact(stops[0].At, "HH:mm", CultureInfo.InvariantCulture);
        return new(
            day,
            window,
            first?.AddMinutes(-BeforeTheFirst),
            said.Count > 0,
            wanted,
            [.. Materials(wanted)],
            stops
        );
    }

    private IEnumerable<NeededMaterial> Materials(List<WantedItem> wanted) =>
        wanted
            .Where(w => recipeOf.ContainsKey(w.Item))
            .SelectMany(w =>
            {
                var recipe = recipeOf[w.Item];
                return recipe.Lines.Select(l => (l.Item, Quantity: l.Quantity * (w.Pieces + w.Extra) / recipe.Yield));
            })
            .GroupBy(l => l.Item)
            .Select(g => (Item: g.Key, Quantity: g.Sum(l => l.Quantity)))
            .Select(n => new NeededMaterial(n.Item, n.Quantity, Math.Max(0, n.Quantity - InStock(n.Item))));

    private static List<T> Held<T>(
        Statements sql,
        Guid org,
        string kind,
        Func<IReadOnlyList<Fact>, T?> of,
        Func<T, bool> holds
    )
        where T : class => [.. Things.Open(sql, org, kind).Select(t => of(t.Facts)).OfType<T>().Where(holds)];
}
