using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Web.Commands.Demo;

/// <summary>
/// A year of sewing: orders with measures and deposits, their steps, part payments, hand-overs of which some are late,
/// one cancelled, alterations under guarantee; aprons and bags for the shelf.
/// </summary>
internal sealed class SewingSeason(TimeZoneInfo timeZone, Character character, int seed, Crew crew)
    : WorkshopSeason(timeZone, SewingTrade.All, character, seed, crew)
{
    /// <summary>More than these are too many to keep in mind.</summary>
    private const int MostOpen = 8;

    /// <summary>With fewer than these there is no work.</summary>
    private const int FewOpen = 5;

    private readonly List<Sewn> open = [];
    private readonly Dictionary<(Guid, string), Guid> measured = [];
    private int taken;
    private bool lateOne;
    private bool dueToday;

    /// <summary>An order as the women have it in mind.</summary>
    private sealed record Sewn(Guid Id, int Number, Good Good, Guid Party, int Pieces, int Price, DateOnly Due)
    {
        public DateOnly? Fitting { get; init; }

        public bool OwnCloth { get; init; }

        /// <summary>What is done when, the next first.</summary>
        public Queue<(DateOnly Day, string Step)> Steps { get; init; } = [];

        public int Paid { get; set; }

        /// <summary>When she comes for it.</summary>
        public DateOnly Fetched { get; init; }

        public int Rest => Price - Paid;
    }

    protected override void Make()
    {
        foreach (var order in open.ToList())
        {
            GoOn(order);
        }

        foreach (var good in Trade.Goods.Where(g => g.Making == Making.Shelf && g.Weight(Today.AddDays(2)) > 0))
        {
            if (OnShelf(good) < 2 * good.Most)
            {
                Batch(good, 1, At(9, 10 + Random.Next(30)), hands: 2);
            }
        }

        TakeOrders();
    }

    private void TakeOrders()
    {
        // So that whoever looks today finds one that is late and one that is due.
        var left = Last.DayNumber - Today.DayNumber - Character.Silent;
        if (left is > 5 and < 10 && !lateOne)
        {
            lateOne = true;
            Order(Last.AddDays(-1), stays: true);
        }
        else if (left is > 2 and < 6 && !dueToday)
        {
            dueToday = true;
            Order(Last, stays: true);
        }

        var rate = Character.Sales * Trade.Busy(Today) / 4;
        if (open.Count < MostOpen && (open.Count < FewOpen || Random.Next(100) < rate))
        {
            Order(Open(Today.AddDays(Random.Next(6, 10))), stays: false);
        }
    }

    /// <param name="stays">Nobody has fetched it by the last day.</param>
    private void Order(DateOnly due, bool stays)
    {
        var good = Wanted();
        var at = At(10 + Random.Next(7), Random.Next(60));
        var school = good.Name.StartsWith("Guardapolvo", StringComparison.Ordinal) && OnceIn(3);
        var pieces = school ? Random.Next(4, 9) : 1;
        var party = school ? Customers[3] : Customers[OneOf(Buyers(good.Name))];
        var price = school ? 60_00 * pieces : good.Price + (Random.Next(-1, 3) * 10_00);
        var set = pieces == 1 ? Measure(good, party, at) : null;
        var order = Planned(good, party, pieces, price, due, stays) with { OwnCloth = pieces == 1 && OnceIn(8) };
        order.Paid = OnceIn(9) ? 0 : price / 2 / 10_00 * 10_00;
        var how = OneOf("cash", "cash", "qr");
        var body = new OrderTakenBody(
            order.Id,
            party,
            good.Name,
            pieces,
            price,
            due,
            order.Fitting,
            IdOf(good.Name),
            set,
            order.OwnCloth,
            order.OwnCloth ? null : Takes(good, pieces),
            order.Paid > 0 ? [new(how, order.Paid)] : null
        );
        var document = Say("order-taken", body, at);
        if (order.Paid > 0 && how == "qr")
        {
            Paid(document, how, null, order.Paid);
        }

        open.Add(order);
    }

    /// <summary>Places among the customers of those who order such a thing; the first one never does.</summary>
    private static int[] Buyers(string garment) =>
        garment switch
        {
            "Pollera" => [1, 4, 5, 6, 7, 9, 10],
            "Buzo deportivo" => [1, 3, 8, 8, 9],
            "Cortina a medida" => [2, 5, 6, 7, 10],
            "Traje de bailarín" => [4, 4, 8],
            _ => [1, 5, 6, 9, 10],
        };

    private Good Wanted()
    {
        var orders = Trade.Goods.Where(g => g.Making == Making.Order).ToList();
        var at = Random.Next(orders.Sum(g => g.Weight(Today)));
        return orders.First(g => (at -= g.Weight(Today)) < 0);
    }

    private Sewn Planned(Good good, Guid party, int pieces, int price, DateOnly due, bool stays)
    {
        var fitted = pieces == 1 && good.Measures.Count > 2 && due.DayNumber - Today.DayNumber > 4;
        var cut = Open(Today.AddDays(1));
        var fitting = fitted ? Open(due.AddDays(-3)) : (DateOnly?)null;
        var steps = new Queue<(DateOnly, string)>([(cut, "cut"), (fitting ?? Open(cut.AddDays(1)), "sew")]);
        if (fitting is { } day)
        {
            steps.Enqueue((day, "fitting"));
            if (OnceIn(4))
            {
                steps.Enqueue((Open(day.AddDays(1)), "alteration"));
            }
        }

        // One of nine is not ready on the day that was said.
        var late = stays ? due < Last : OnceIn(9);
        var ready = Open(late ? due.AddDays(2) : due.AddDays(-1));
        steps.Enqueue((ready, "ready"));
        var fetched = stays ? DateOnly.MaxValue : Open((ready > due ? ready : due).AddDays(OnceIn(4) ? 1 : 0));
        return new(NewId(At(9, 0)), ++taken, good, party, pieces, price, due)
        {
            Fitting = fitting,
            Steps = steps,
            Fetched = fetched,
        };
    }

    /// <summary>Her measures, unless they are kept.</summary>
    private Guid? Measure(Good good, Guid party, DateTimeOffset at)
    {
        if (measured.TryGetValue((party, good.Name), out var known))
        {
            return known;
        }

        var set = measured[(party, good.Name)] = NewId(at);
        var values = good.Measures.Select(m => $"\"{m}\":{Centimetres(m).ToString(CultureInfo.InvariantCulture)}");
        var body = new MeasuresTakenBody(party, set, good.Name);
        Say("measures-taken", _ => body, at.AddMinutes(-1), aside: $"{{{string.Join(',', values)}}}");
        return set;
    }

    private int Centimetres(string measure) =>
        measure switch
        {
            "waist" => Random.Next(68, 96),
            "hip" => Random.Next(92, 118),
            "bust" => Random.Next(84, 112),
            "sleeve" => Random.Next(48, 60),
            _ => Random.Next(62, 108),
        };

    private void GoOn(Sewn order)
    {
        if (order.Number is 17 or 120 && order.Steps.Count < 4 && Today < order.Due)
        {
            open.Remove(order);
            var back = order.Paid / 2 / 10_00 * 10_00;
            Say("order-cancelled", b => Cancelled(b, order.Id, back), At(11, 30));
            return;
        }

        if (order.Number % 23 == 0 && Today == order.Due.AddDays(-2))
        {
            Say("order-moved", new OrderMovedBody(order.Id, Open(order.Due.AddDays(2)), null), At(9, 45));
        }

        for (var hour = 9; order.Steps.TryPeek(out var next) && next.Day <= Today; hour += 2)
        {
            order.Steps.Dequeue();
            Step(order, next.Step, At(hour, 30 + Random.Next(25)));
        }

        if (order.Steps.Count == 0 && order.Fetched <= Today)
        {
            HandOver(order);
        }
    }

    private static OrderCancelledBody Cancelled(Web.Books.Book book, Guid order, int back)
    {
        var part = Out(book, back, Paying.Cash);
        return back > 0 && part.How != Paying.Credit ? new(order, back, part.How) : new(order, 0, Paying.Cash);
    }

    private void Step(Sewn order, string step, DateTimeOffset at)
    {
        var all = order.Good.Minutes * order.Pieces;
        var minutes = step switch
        {
            "cut" => all * 15 / 100,
            "sew" => all * 65 / 100,
            "fitting" => 15,
            "alteration" => 25,
            _ => all * 20 / 100,
        };
        var cloth = step == "cut" && !order.OwnCloth;
        if (cloth)
        {
            Use(order.Good, order.Pieces);
        }

        var many = minutes > 240 ? 3 : 1;
        var work = Hands(minutes, many, IdOf(order.Good.Name), step, step == "sew" ? order.Pieces : null);
        var materials = cloth ? Takes(order.Good, order.Pieces) : null;
        Say("order-worked", new OrderWorkedBody(order.Id, step, work, materials), at);
        if (step is "fitting" or "sew" && OnceIn(5) && order.Rest > 40_00)
        {
            var part = Random.Next(2, 5) * 10_00;
            order.Paid += part;
            Say("order-paid", new OrderPaidBody(order.Id, [new("cash", part)]), at.AddMinutes(8));
        }
    }

    private void HandOver(Sewn order)
    {
        open.Remove(order);
        var how = OneOf("cash", "cash", "cash", "qr", OnceIn(3) ? "credit" : "cash");
        var at = At(16 + Random.Next(2), Random.Next(60));
        IReadOnlyList<Payment>? paid = order.Rest > 0 ? [new(how, order.Rest)] : null;
        var document = Say("order-handed-over", new OrderHandedOverBody(order.Id, paid), at);
        if (order.Rest > 0)
        {
            Paid(document, how, order.Party, order.Rest, Random.Next(6, 20));
        }

        // It was too tight after all: mended, and nothing is asked for it.
        if (order.Number % 31 == 7)
        {
            var work = Hands(25, 1, IdOf(order.Good.Name), "alteration");
            Say("order-worked", new OrderWorkedBody(order.Id, "alteration", work, Guarantee: true), At(18, 20));
        }
    }
}
