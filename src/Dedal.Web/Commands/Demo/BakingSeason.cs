using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Web.Commands.Demo;

/// <summary>
/// A year of baking: recipes and their versions, standing orders, a plan for each window, batches, runs with what came
/// back of them, and what is sold over the counter.
/// </summary>
internal sealed class BakingSeason(TimeZoneInfo timeZone, Character character, int seed, Crew crew)
    : WorkshopSeason(timeZone, BakingTrade.All, character, seed, crew)
{
    private const string Afternoon = "tarde";
    private const string Night = "noche";
    private const string RiderBox = "1102";

    private static readonly int[] EveryDay = [1, 2, 3, 4, 5, 6, 7];
    private static readonly int[] Workdays = [1, 2, 3, 4, 5, 6];

    private readonly Dictionary<Good, Guid> recipes = [];
    private readonly List<(StandingOrderKeptBody Order, string How)> standing = [];

    /// <summary>How often something was done otherwise than before.</summary>
    private int changes;

    protected override Guid? RecipeOf(Good good) => recipes.TryGetValue(good, out var known) ? known : null;

    protected override void Begin()
    {
        foreach (var good in Trade.Goods.Where(g => g.Takes.Count > 0))
        {
            recipes[good] = NewId(At(8, 2));
        }

        base.Begin();
        foreach (var (good, i) in recipes.Keys.Select((g, i) => (g, i)))
        {
            Say("recipe-kept", Recipe(good, good.Minutes), At(8, 5).AddSeconds(i));
        }

        Stand(1, Afternoon, "14:30", "qr", EveryDay, (BakingTrade.Rolls, 60, 80), (BakingTrade.Cheese, 20, 1_90));
        Stand(2, Afternoon, "15:10", "cash", Workdays, (BakingTrade.Round, 80, 50));
        if (Big)
        {
            Stand(0, Night, "19:00", "cash", Workdays, (BakingTrade.Round, 60, 50), (BakingTrade.Pasty, 12, 3_80));
            Stand(3, Night, "19:30", "credit", [1, 2, 3, 4, 5], (BakingTrade.Round, 70, 50));
            Stand(5, Afternoon, "15:30", "cash", [2, 4, 6], (BakingTrade.Pasty, 15, 3_80));
        }
    }

    /// <summary>The livelier one goes out twice a day.</summary>
    private bool Big => Character.Sales > 6;

    private RecipeKeptBody Recipe(Good good, int minutes) =>
        new(
            recipes[good],
            IdOf(good.Name),
            Takes(good, 1),
            good.Lot,
            good.Grams is null ? null : IdOf(BakingTrade.Flour),
            good.Grams is null ? 0 : good.Takes[0].Quantity,
            good.Grams,
            DoughLoss: good.Grams is null ? 0 : 20,
            BakeLoss: good.Grams is null ? 0 : 110,
            [new("knead", minutes / 3), new("bake", minutes - (minutes / 3))],
            new(4090, "Horno a gas", good.Grams is null ? null : 75, 18, Today),
            good.Second is { } second ? IdOf(second) : null
        );

    private void Stand(
        int customer,
        string window,
        string at,
        string how,
        IReadOnlyList<int> days,
        params (string Good, int Pieces, int Price)[] lines
    )
    {
        var order = new StandingOrderKeptBody(
            NewId(At(8, 20)),
            Customers[customer],
            days,
            window,
            at,
            [.. lines.Select(l => new StandingLine(IdOf(l.Good), l.Pieces, l.Price))],
            First,
            Place: OneOf("plaza", "mercado", "calle Inventada", "terminal")
        );
        standing.Add((order, how));
        Say("standing-order-kept", order, At(8, 20 + standing.Count));
    }

    protected override void Make()
    {
        PlanTomorrow();
        if (Today == First)
        {
            // The oven is lit on the second day.
            return;
        }

        Change();
        Bake(Afternoon, Counter(), At(5, 30));
        GoOut(Afternoon, 14);
        Bake(Night, [], At(16, 20));
        GoOut(Night, 18);
        if (Today.DayOfWeek is DayOfWeek.Wednesday)
        {
            GiveAway("waste", 5, 40);
        }
    }

    /// <summary>Hotels eat bread on Sundays too.</summary>
    protected override void Rest()
    {
        if (Today.DayOfWeek == DayOfWeek.Sunday && !Calendar.IsHoliday(Today))
        {
            Bake(Afternoon, [], At(9, 30));
            GoOut(Afternoon, 14);
            PlanTomorrow();
        }
    }

    /// <summary>A recipe tried again, a buyer who takes more, one who does not open for some weeks.</summary>
    private void Change()
    {
        var day = Today.DayNumber - First.DayNumber;
        if (changes == 0 && day >= 60 && recipes.Keys.First() is var first)
        {
            changes++;
            Say("recipe-kept", Recipe(first, first.Minutes - 3), At(8, 45));
        }

        if (changes == 1 && day >= 130)
        {
            changes++;
            Again(0, o => o with { Lines = [o.Lines[0] with { Pieces = o.Lines[0].Pieces + 10 }, .. o.Lines.Skip(1)] });
        }

        if (changes < 3 && Last.DayNumber - Today.DayNumber < 13 && Big)
        {
            changes = 3;
            Again(4, o => o with { Pauses = [new(Today.AddDays(1), Last.AddDays(5))] });
        }
    }

    private void Again(int which, Func<StandingOrderKeptBody, StandingOrderKeptBody> change)
    {
        standing[which] = standing[which] with { Order = change(standing[which].Order) };
        Say("standing-order-kept", standing[which].Order, At(8, 50));
    }

    private List<(StandingOrderKeptBody Order, string How)> Stops(string window, DateOnly day) =>
        [.. standing.Where(s => s.Order.Window == window && s.Order.On(day)).OrderBy(s => s.Order.At)];

    /// <summary>About what the counter sells of each in a day.</summary>
    private Dictionary<Good, int> Counter()
    {
        var offered = Trade.Goods.Where(g => g.Weight(Today) > 0).ToList();
        var all = offered.Sum(g => g.Weight(Today));
        var sales = Character.Sales * Trade.Busy(Today) / 100;
        return offered.ToDictionary(g => g, g => (g.Most + 1) * sales * g.Weight(Today) / all);
    }

    /// <summary>Whole batches of what the window and the counter take beyond what is there.</summary>
    private void Bake(string window, Dictionary<Good, int> counter, DateTimeOffset at)
    {
        var stops = Stops(window, Today);
        foreach (var good in recipes.Keys)
        {
            var wanted = stops.SelectMany(s => s.Order.Lines).Where(l => l.Item == IdOf(good.Name)).Sum(l => l.Pieces);
            var lacks = wanted + counter.GetValueOrDefault(good) - OnShelf(good);
            if (lacks > 0)
            {
                Batch(good, (lacks + good.Lot - 1) / good.Lot, at, hands: 2);
                at = at.AddMinutes(24);
            }
        }
    }

    private void PlanTomorrow()
    {
        var next = Today.AddDays(1);
        if (!Calendar.IsHoliday(next) && Stops(Afternoon, next).Count > 0)
        {
            Say("day-planned", new DayPlannedBody(next, Afternoon), At(19, 20));
        }

        if (Stops(Night, Today).Count > 0)
        {
            Say("day-planned", new DayPlannedBody(Today, Night), At(8, 55));
        }
    }

    private void GoOut(string window, int hour)
    {
        var stops = Stops(window, Today);
        if (stops.Count == 0)
        {
            return;
        }

        var run = NewId(At(hour, 0));
        var rider = RiderOf(window);
        var out_ = stops
            .SelectMany(s => s.Order.Lines)
            .GroupBy(l => l.Item)
            .ToDictionary(g => g.Key, g => g.Sum(l => l.Pieces));
        var loaded = out_.Select(o => (Good: GoodOf(o.Key), Pieces: Math.Min(o.Value, OnShelf(GoodOf(o.Key)))))
            .ToList();
        var basket = loaded.ToDictionary(l => l.Good, l => l.Pieces);
        loaded.ForEach(l => Take(l.Good, l.Pieces));
        var body = new RunLoadedBody(
            run,
            Today,
            window,
            [.. loaded.Where(l => l.Pieces > 0).Select(l => new PieceCount(IdOf(l.Good.Name), l.Pieces))],
            rider
        );
        Say("run-loaded", body, At(hour, 5));
        var cash = 0L;
        foreach (var (order, how) in stops)
        {
            var at = At(int.Parse(order.At[..2], null), int.Parse(order.At[3..], null)).AddMinutes(Random.Next(12));
            cash += Serve(run, order, how, basket, at);
        }

        var back = basket.Where(b => b.Value > 0).ToList();
        back.ForEach(b => Take(b.Key, -b.Value));
        var handed = OnceIn(30) && cash > 10_00 ? cash - 1_00 : cash;
        var closed = new RunClosedBody(
            run,
            [.. back.Select(b => new CameBack(IdOf(b.Key.Name), b.Value, 0))],
            handed,
            handed > 0 ? RiderBox : null,
            handed > 0 ? "1101" : null
        );
        Say("run-closed", closed, At(hour + 2, 10));
    }

    private Good GoodOf(Guid item) => Trade.Goods.First(g => IdOf(g.Name) == item);

    /// <summary>One buyer: what is left with her, what of it she gives back, what she pays.</summary>
    /// <returns>Cash.</returns>
    private long Serve(
        Guid run,
        StandingOrderKeptBody order,
        string usual,
        Dictionary<Good, int> basket,
        DateTimeOffset at
    )
    {
        var items = new List<StopItem>();
        foreach (var line in order.Lines)
        {
            var good = GoodOf(line.Item);
            var left = Math.Min(line.Pieces, basket[good]);
            var back = OnceIn(4) ? Math.Min(left, Random.Next(1, 2 + (left / 12))) : 0;
            basket[good] -= left - back;
            items.Add(new(line.Item, left, back, (left - back) * line.Price / line.Quantity));
        }

        var total = items.Sum(i => i.Amount);
        if (total == 0)
        {
            return 0;
        }

        var how = OnceIn(12) ? "credit" : usual;
        var paid = new Payment(how, total, how == "cash" ? RiderBox : null);
        var reason = items.Exists(i => i.Returned > 0) ? "No se vendió" : null;
        var document = Say("stop-closed", new StopClosedBody(run, items, order.Party, [paid], reason), at);
        Paid(document, how, order.Party, (int)total, 1 + ((6 - (int)Today.DayOfWeek + 7) % 7));
        if (OnceIn(150))
        {
            var (item, price) = (order.Lines[0].Item, order.Lines[0].Price);
            var returned = new ReturnedLaterBody(order.Party, [new(item, 3, 3 * price)], "cash", "waste");
            Say("returned-later", returned, at.AddMinutes(100));
        }

        return how == "cash" ? total : 0;
    }

    protected override DateTimeOffset PayTime => At(5, 20);

    private Guid RiderOf(string window) => Women[window == Night ? 3 : 2];
}
