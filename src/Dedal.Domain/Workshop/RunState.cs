using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>What of an item went out with a run, was left with buyers, and came back from them.</summary>
public sealed record RunItem(int Loaded, int Left, int Returned)
{
    /// <summary>Pieces that should be in the basket.</summary>
    public int InBasket => Loaded - Left + Returned;
}

/// <summary>A run as its documents tell it, in whatever order two phones sent them.</summary>
/// <param name="Repeated">Stops that, it seems, were written down twice; they count until one is undone.</param>
public sealed record RunState(
    RunLoadedBody Loaded,
    IReadOnlyDictionary<Guid, RunItem> Items,
    IReadOnlyList<StopClosedBody> Stops,
    IReadOnlyList<RepeatedStop> Repeated,
    DateOnly? ClosedOn
)
{
    public bool Open => ClosedOn is null;

    /// <summary>Cash the rider took for the workshop, minor units.</summary>
    public long RiderCash(string box) => Stops.Sum(s => CashIn(s, box));

    /// <summary>Cash of one stop that went into a box, minor units.</summary>
    internal static long CashIn(StopClosedBody stop, string box) =>
        (stop.Paid ?? []).Where(p => p.How == Paying.Cash && p.Box == box).Sum(p => p.Amount);

    /// <summary>Stops where more came back than was ever left: somebody must look.</summary>
    public IEnumerable<StopClosedBody> OddStops => Stops.Where(s => s.Items.Any(i => i.Returned > i.Left));

    /// <summary>The fold; null when nothing that loaded it holds.</summary>
    /// <param name="joined">Under whom somebody stands who was added twice; only repeated stops ask.</param>
    public static RunState? Of(IReadOnlyList<Fact> facts, IReadOnlyDictionary<Guid, Guid>? joined = null)
    {
        var loads = facts
            .Where(f => f.Kind == "run-loaded")
            .Select(f => f.Read(BodyJson.Default.RunLoadedBody))
            .ToList();
        if (loads.Count == 0)
        {
            return null;
        }

        var stops = facts
            .Where(f => f.Kind == "stop-closed")
            .Select(f => (Fact: f, Body: f.Read(BodyJson.Default.StopClosedBody)))
            .ToList();
        var items = new Dictionary<Guid, RunItem>();
        foreach (var loaded in loads.SelectMany(l => l.Items))
        {
            var was = items.GetValueOrDefault(loaded.Item, new(0, 0, 0));
            items[loaded.Item] = was with { Loaded = was.Loaded + loaded.Pieces };
        }

        foreach (var stop in stops.SelectMany(s => s.Body.Items))
        {
            var was = items.GetValueOrDefault(stop.Item, new(0, 0, 0));
            items[stop.Item] = was with { Left = was.Left + stop.Left, Returned = was.Returned + stop.Returned };
        }

        return new(
            loads[0],
            items,
            stops.ConvertAll(s => s.Body),
            RepeatedStop.Among(stops, joined),
            facts.FirstOrDefault(f => f.Kind == "run-closed")?.Day
        );
    }
}
