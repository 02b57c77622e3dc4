using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Web.Commands.Demo;

/// <summary>
/// A year of a workshop: sales in cash, by QR and on credit, what is made, materials, bills, counts that are mostly
/// right, slips undone, phones without signal or with a slow clock, pay days, months closed. Everything is invented.
/// </summary>
internal abstract partial class WorkshopSeason(
    TimeZoneInfo timeZone,
    Trade trade,
    Character character,
    int seed,
    Crew crew
) : Season(timeZone, crew.First, seed)
{
    private readonly List<(Guid Customer, int Amount, DateOnly Due)> owing = [];
    private readonly List<(Guid Document, Guid? Customer, int Amount)> qr = [];

    private Guid shop;
    private bool someoneOwes;

    /// <summary>What a phone without signal took in today.</summary>
    private long onTheWay;

    /// <summary>Who buys, in the order of the trade's names.</summary>
    protected List<Guid> Customers { get; } = [];

    protected Trade Trade => trade;

    protected Character Character => character;

    protected IReadOnlyList<Guid> Women => crew.Women;

    /// <summary>What is made today, before anything is sold over the counter.</summary>
    protected abstract void Make();

    /// <summary>What goes on when the workshop is shut.</summary>
    protected virtual void Rest() { }

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

        if (!IsOpen(Today) && Today != First)
        {
            Rest();
            return;
        }

        onTheWay = 0;
        Morning();
        Make();
        Sell();
        SlipUp();
        Buy();
        PayBills();
        PayWomen();
        Seldom();
        Evening();
        Close();
    }

    /// <summary>Whether the workshop is open on a day.</summary>
    protected static bool IsOpen(DateOnly day) => day.DayOfWeek != DayOfWeek.Sunday && !Calendar.IsHoliday(day);

    /// <summary>That day, or the next one on which the workshop is open.</summary>
    protected static DateOnly Open(DateOnly day)
    {
        while (!IsOpen(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    protected virtual void Begin()
    {
        Customers.AddRange(trade.Customers.Select((n, i) => Meet("customer", n, At(7, i))));
        shop = Meet("supplier", trade.Shop, At(7, 20));
        lender = Meet("lender", "Banco comunal Ejemplo", At(7, 21));
        donor = Meet("donor", "Asociación de demostración", At(7, 22));
        EntryRow[] had =
        [
            new("1101", Debit: 620_00),
            new("1103", Debit: 1_850_00 + Machines.Sum(m => m.Cost)),
            new("2201", Credit: Lent, Subject: Subject.Party(lender)),
        ];
        Say("opening-balances", new OpeningBalancesBody(had), At(7, 30));
        Say("contribution", new ContributionBody(1_600_00, Note: "Aporte de las socias"), At(7, 35));
        KeepMachines();
        AgreeLoan();
        Say("pay-rule-kept", crew.Pay.Rule, At(7, 50));
        KeepItems();
    }

    /// <summary>Yesterday's QR payments looked up in the bank; now and then one is not there.</summary>
    private void Morning()
    {
        foreach (var (document, customer, amount) in qr.ToList())
        {
            if (customer is not null && OnceIn(14))
            {
                Say("qr-disputed", new QrDisputedBody(document, customer, "No llegó al banco"), At(8, 40));
                owing.Add((customer.Value, amount, Today.AddDays(Random.Next(5, 15))));
            }
            else if (OnceIn(5))
            {
                continue;
            }
            else
            {
                Say("qr-seen", new QrSeenBody(document), At(8, 40));
            }

            qr.Remove((document, customer, amount));
        }

        foreach (var due in owing.Where(o => o.Due <= Today).GroupBy(o => o.Customer).Take(3).ToList())
        {
            owing.RemoveAll(o => o.Customer == due.Key && o.Due <= Today);
            var (amount, how) = (due.Sum(d => d.Amount), OneOf("cash", "cash", "bank"));
            if (amount > 60_00 && OnceIn(4))
            {
                var part = amount / 2 / 10_00 * 10_00;
                Say("fiado-payment", new FiadoPaymentBody(due.Key, part, how, Note: "Una parte"), At(9, 5));
                owing.Add((due.Key, amount - part, Today.AddDays(Random.Next(8, 25))));
            }
            else
            {
                Say("fiado-payment", new FiadoPaymentBody(due.Key, amount, how), At(9, 5));
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
            if (bought.Count == 0)
            {
                continue;
            }

            var total = (int)bought.Sum(b => b.Amount);
            var how = OneOf("cash", "cash", "cash", "cash", "cash", "cash", "qr", "qr", "credit");
            if (how == "credit" && total < 20_00)
            {
                how = "cash";
            }

            var customer = how == "credit" || OnceIn(5) ? OneOf([.. Customers]) : (Guid?)null;
            var sale = new SaleBody(total, [new(how, total)], Party: customer, Items: bought);
            // Most pay within weeks; some let it wait for months.
            Paid(Record(sale, at, how), how, customer, total, OnceIn(9) ? Random.Next(40, 80) : Random.Next(4, 20));
        }

        // Somebody always owes something: it is what a workshop's day is like.
        if (!someoneOwes && Last.DayNumber - Today.DayNumber < 6)
        {
            someoneOwes = true;
            Say("sale", new SaleBody(40_00, [new("credit", 40_00)], Party: Customers[1]), At(16, 45));
            owing.Add((Customers[1], 40_00, Last.AddDays(9)));
        }

        Serve();
    }

    /// <summary>What was paid by QR is looked for in the bank; what stayed owed is paid one day.</summary>
    /// <param name="days">After how many.</param>
    protected void Paid(Guid document, string how, Guid? customer, int amount, int days = 14)
    {
        if (how == "qr")
        {
            qr.Add((document, customer, amount));
        }
        else if (how == "credit")
        {
            owing.Add((customer!.Value, amount, Today.AddDays(days)));
        }
    }

    private List<SoldItem> Basket()
    {
        var weights = trade.Goods.Select(OnOffer).ToList();
        var bought = new List<SoldItem>();
        for (var n = OnceIn(4) ? 2 : 1; n > 0 && weights.Sum() > 0; n--)
        {
            var at = Random.Next(weights.Sum());
            var which = 0;
            while (at >= weights[which])
            {
                at -= weights[which++];
            }

            var good = trade.Goods[which];
            var quantity = Random.Next(1, good.Most + 1);
            if (good.Making == Making.Shelf)
            {
                quantity = Math.Min(quantity, OnShelf(good));
                Take(good, quantity);
            }
            else
            {
                toServe[good] = toServe.GetValueOrDefault(good) + quantity;
            }

            weights[which] = 0;
            bought.Add(new(IdOf(good.Name), quantity, (long)good.Price * quantity));
        }

        return bought;
    }

    private int OnOffer(Good good) =>
        good.Making == Making.Order || (good.Making == Making.Shelf && OnShelf(good) == 0) ? 0 : good.Weight(Today);

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
            onSecond ? crew.Second : Usual,
            slow ? TimeSpan.FromHours(2) : TimeSpan.Zero
        );
    }
}
