using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Web.Commands.Demo;

/// <summary>
/// A year of a workshop: sales in cash, by QR and on credit, materials, bills, counts that are mostly right, slips
/// undone, phones without signal or with a slow clock, months closed. Everything is invented.
/// </summary>
internal sealed partial class WorkshopSeason(
    TimeZoneInfo timeZone,
    Trade trade,
    Character character,
    int seed,
    Phone first,
    Phone second,
    Phone helper
) : Season(timeZone, first, seed)
{
    private readonly List<Guid> customers = [];
    private readonly List<Guid> items = [];
    private readonly List<(Guid Customer, int Amount, DateOnly Due)> owing = [];
    private readonly List<(Guid Document, Guid? Customer)> qr = [];
    private Guid shop;
    private int owedToShop;

    /// <summary>Sold since materials were bought last.</summary>
    private long sold;

    /// <summary>What a phone without signal took in today.</summary>
    private long onTheWay;

    protected override void Day()
    {
        if (Today == First)
        {
            Begin();
        }

        if (Last.DayNumber - Today.DayNumber < character.Silent)
        {
            return;
        }

        if (Today.DayOfWeek == DayOfWeek.Sunday || (Calendar.IsHoliday(Today) && Today != First))
        {
            return;
        }

        onTheWay = 0;
        Morning();
        Sell();
        SlipUp();
        Buy();
        PayBills();
        Evening();
        Close();
    }

    private void Begin()
    {
        customers.AddRange(trade.Customers.Select((n, i) => Meet("customer", n, At(8, i))));
        shop = Meet("supplier", trade.Shop, At(8, 8));
        EntryRow[] had =
        [
            new("1101", Debit: 620_00),
            new("1103", Debit: 1_850_00),
            new("1401", Debit: 9_600_00),
            new("2201", Credit: 2_400_00),
        ];
        Say("opening-balances", new OpeningBalancesBody(had), At(8, 10));
        Say("contribution", new ContributionBody(800_00, Note: "Aporte de las socias"), At(8, 20));
        foreach (var (good, i) in trade.Goods.Select((g, i) => (g, i)))
        {
            var item = NewId(At(8, 25));
            items.Add(item);
            Say("item-kept", new ItemKeptBody(item, good.Name, good.Icon, good.Price, 1, good.Income), At(8, 25 + i));
        }
    }

    /// <summary>Yesterday's QR payments looked up in the bank; now and then one is not there.</summary>
    private void Morning()
    {
        foreach (var (document, customer) in qr.ToList())
        {
            if (customer is not null && OnceIn(14))
            {
                Say("qr-disputed", new QrDisputedBody(document, customer, "No llegó al banco"), At(8, 40));
            }
            else if (OnceIn(5))
            {
                continue;
            }
            else
            {
                Say("qr-seen", new QrSeenBody(document), At(8, 40));
            }

            qr.Remove((document, customer));
        }

        foreach (var debt in owing.Where(o => o.Due <= Today).Take(2).ToList())
        {
            owing.Remove(debt);
            var how = OneOf("cash", "cash", "bank");
            if (debt.Amount > 60_00 && OnceIn(4))
            {
                var part = debt.Amount / 2 / 10_00 * 10_00;
                Say("fiado-payment", new FiadoPaymentBody(debt.Customer, part, how, Note: "Una parte"), At(9, 5));
                owing.Add((debt.Customer, debt.Amount - part, Today.AddDays(Random.Next(10, 40))));
            }
            else
            {
                Say("fiado-payment", new FiadoPaymentBody(debt.Customer, debt.Amount, how), At(9, 5));
            }
        }
    }

    private void Sell()
    {
        var usual = character.Sales * trade.Busy(Today) / 100;
        var sales = Math.Max(1, usual + Random.Next(-2, 3));
        for (var i = 0; i < sales; i++)
        {
            var at = At(9 + (i * 9 / sales), Random.Next(60));
            var bought = Basket();
            var total = (int)bought.Sum(b => b.Amount);
            var how = OneOf("cash", "cash", "cash", "cash", "cash", "cash", "qr", "qr", "credit");
            if (how == "credit" && total < 20_00)
            {
                how = "cash";
            }

            var customer = how == "credit" || OnceIn(5) ? OneOf([.. customers]) : (Guid?)null;
            var sale = new SaleBody(total, [new(how, total)], Party: customer, Items: bought);
            var id = Record(sale, at, how);
            sold += total;
            if (how == "qr")
            {
                qr.Add((id, customer));
            }
            else if (how == "credit")
            {
                // Most pay within weeks; some let it wait for months.
                var wait = OnceIn(6) ? Random.Next(60, 120) : Random.Next(4, 25);
                owing.Add((customer!.Value, total, Today.AddDays(wait)));
            }
        }
    }

    private List<SoldItem> Basket()
    {
        var weights = trade.Goods.Select(g => g.When is null ? 2 : g.When(Today)).ToList();
        var bought = new List<SoldItem>();
        for (var n = OnceIn(4) ? 2 : 1; n > 0; n--)
        {
            var at = Random.Next(weights.Sum());
            var which = 0;
            while (at >= weights[which])
            {
                at -= weights[which++];
            }

            var good = trade.Goods[which];
            var quantity = Random.Next(1, good.Most + 1);
            if (bought.TrueForAll(b => b.Item != items[which]))
            {
                bought.Add(new(items[which], quantity, (long)good.Price * quantity));
            }
        }

        return bought;
    }

    /// <summary>
    /// On one of two phones. On two days of a month the second one was where there was no signal, and what it sold
    /// reaches the book one or several days later; for two weeks its clock was two hours slow.
    /// </summary>
    private Guid Record(SaleBody sale, DateTimeOffset at, string how)
    {
        var onSecond = OnceIn(5);
        var away = onSecond && how != "qr" && Today.Day is 9 or 28 && at.Hour < 16;
        var slow = onSecond && Today.DayNumber - First.DayNumber is > 40 and < 55;
        var arrives = away ? at.AddHours(Random.Next(18, 70)) : at;
        onTheWay += away && how == "cash" ? sale.Total : 0;
        return Say(
            "sale",
            _ => sale,
            at,
            arrives,
            onSecond ? second : Usual,
            slow ? TimeSpan.FromHours(2) : TimeSpan.Zero
        );
    }
}
