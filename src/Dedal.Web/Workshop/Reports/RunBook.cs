using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Workshop.Reports;

/// <summary>A run as a page shows it.</summary>
/// <param name="Closed">What the rider handed in; null while she is out.</param>
public sealed record RunRow(Thing Thing, RunState State, RunClosedBody? Closed)
{
    public int Loaded => State.Items.Values.Sum(i => i.Loaded);

    /// <summary>Pieces that buyers kept.</summary>
    public int Sold => State.Items.Values.Sum(i => i.Left - i.Returned);

    public int Returned => State.Items.Values.Sum(i => i.Returned);

    /// <summary>What it brought, paid or owed, minor units.</summary>
    public long Amount => State.Stops.SelectMany(s => s.Items).Sum(i => i.Amount);

    /// <summary>Cash that buyers gave the rider, minor units.</summary>
    public long Cash => State.Stops.SelectMany(s => s.Paid ?? []).Where(p => p.How == Paying.Cash).Sum(p => p.Amount);

    /// <summary>Cash taken and not handed in; below zero when there was more. Nothing while she is out.</summary>
    public long Missing => Closed is { } closed ? Cash - closed.HandedIn : 0;

    /// <summary>Nothing of it can be right as it stands: somebody must look.</summary>
    public bool IsOdd =>
        State.Repeated.Count > 0 || State.OddStops.Any() || State.Items.Values.Any(i => i.InBasket < 0) || Missing != 0;
}

/// <summary>Runs of a workshop, read from its book.</summary>
public static class RunBook
{
    /// <summary>The latest, newest first.</summary>
    public static List<RunRow> Latest(Statements sql, Guid org, int most)
    {
        var joined = Parties.Joined(sql, org);
        return [.. Things.Latest(sql, org, "run", most).Select(t => Row(t, joined)).OfType<RunRow>()];
    }

    public static RunRow? Find(Statements sql, Guid org, Guid run) =>
        Things.Find(sql, org, Subject.Run(run)) is { } thing ? Row(thing, Parties.Joined(sql, org)) : null;

    /// <summary>
    /// What the rider's box holds while no run is on its way, below zero what it lacks: a stop was told after its run
    /// was over, or such a stop was undone.
    /// </summary>
    /// <param name="latest">The latest runs.</param>
    public static Money LeftWithRider(Statements sql, Organisation org, List<RunRow> latest) =>
        latest.Exists(r => r.State.Open)
            ? Money.Zero
            : Boxes.All(sql, org.Id).Find(b => b.Account.Code == Charts.Named(org.Chart).CodeOf(Role.RiderBox))?.Balance
                ?? Money.Zero;

    /// <summary>Key of the sentence about what is left with the rider.</summary>
    public static string SaysOf(Money left) => left.IsNegative ? "shop.rider-lacks" : "shop.rider-holds";

    private static RunRow? Row(Thing thing, Dictionary<Guid, Guid> joined) =>
        RunState.Of(thing.Facts, joined) is { } state
            ? new(
                thing,
                state,
                thing.Facts.FirstOrDefault(f => f.Kind == "run-closed")?.Read(BodyJson.Default.RunClosedBody)
            )
            : null;
}
