using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Web.Commands.Demo;

/// <summary>
/// A season of a sewing workshop of eight women: sales in cash, by QR and on credit, cloth bought, counts that are
/// mostly right, a slip undone, a phone without signal, a month closed. Every name and amount is invented.
/// </summary>
internal sealed class SewingSeason(TimeZoneInfo timeZone) : Season(timeZone)
{
    /// <summary>What is sold: words, price in centavos, account.</summary>
    private static readonly (string Note, int Price, string Income)[] Goods =
    [
        ("Arreglo de pantalón", 15_00, "4103"),
        ("Cierre cambiado", 12_00, "4103"),
        ("Basta de falda", 10_00, "4103"),
        ("Mandil para cocina", 35_00, "4101"),
        ("Guardapolvo escolar", 65_00, "4101"),
        ("Dos guardapolvos", 125_00, "4101"),
        ("Cortina a medida", 140_00, "4101"),
        ("Buzo deportivo", 118_00, "4101"),
        ("Pollera", 185_00, "4101"),
        ("Seis manteles para restaurante", 210_00, "4101"),
    ];

    private readonly List<Guid> customers = [];
    private readonly List<(Guid Customer, int Amount)> owing = [];
    private readonly List<(Guid Document, Guid? Customer)> qr = [];
    private Guid clothShop;
    private Guid haberdashery;
    private int owedForCloth;

    protected override void Day(DateOnly first)
    {
        if (Today == first)
        {
            Begin();
        }

        if (Today.DayOfWeek == DayOfWeek.Sunday)
        {
            return;
        }

        Morning();
        Sell();
        Buy();
        Pay();
        Evening(first);
    }

    private void Begin()
    {
        string[] names = ["Casera Ejemplo Uno", "Casera Ejemplo Dos", "Restaurante Ejemplo", "Colegio Ejemplo"];
        customers.AddRange(names.Select((n, i) => Meet("customer", n, At(8, i))));
        clothShop = Meet("supplier", "Telas Ejemplo", At(8, 5));
        haberdashery = Meet("supplier", "Hilos y Botones Ejemplo", At(8, 6));
        EntryRow[] had =
        [
            new("1101", Debit: 420_00),
            new("1103", Debit: 1_850_00),
            new("1401", Debit: 9_600_00),
            new("2201", Credit: 2_400_00),
        ];
        Say("opening-balances", new OpeningBalancesBody(had), At(8, 10));
        Say("contribution", new ContributionBody(800_00, Note: "Aporte de las ocho socias"), At(8, 20));
    }

    /// <summary>Yesterday's QR payments looked up in the bank; now and then one is not there.</summary>
    private void Morning()
    {
        foreach (var (document, customer) in qr.ToList())
        {
            if (customer is not null && OnceIn(12))
            {
                Say("qr-disputed", new QrDisputedBody(document, customer, "No llegó al banco"), At(8, 40));
            }
            else if (OnceIn(6))
            {
                continue;
            }
            else
            {
                Say("qr-seen", new QrSeenBody(document), At(8, 40));
            }

            qr.Remove((document, customer));
        }

        if (Today.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Friday && owing.Count > 0)
        {
            var (customer, amount) = owing[0];
            owing.RemoveAt(0);
            Say("fiado-payment", new FiadoPaymentBody(customer, amount, OneOf("cash", "cash", "bank")), At(9, 5));
        }
    }

    private void Sell()
    {
        var sales = Today.DayOfWeek == DayOfWeek.Saturday ? Random.Next(5, 9) : Random.Next(2, 7);
        for (var i = 0; i < sales; i++)
        {
            var at = At(9 + (i * 9 / sales), Random.Next(60));
            var (note, price, income) = Goods[Random.Next(Goods.Length)];
            var how = OneOf("cash", "cash", "cash", "cash", "cash", "qr", "qr", "credit");
            var customer = how == "credit" || OnceIn(4) ? OneOf([.. customers]) : (Guid?)null;
            var sale = new SaleBody(price, [new(how, price)], income, customer, Note: note);
            var id = Say("sale", sale, at);
            if (how == "qr")
            {
                qr.Add((id, customer));
            }
            else if (how == "credit")
            {
                owing.Add((customer!.Value, price));
            }
        }

        if (Today.Day == 17)
        {
            // A slip of the finger, seen at once: undone, and recorded right.
            var slip = new SaleBody(350_00, [new("cash", 350_00)], Note: "Mandil para cocina");
            var id = Say("sale", slip, At(15, 20));
            Say("reversal", new ReversalBody(id, "Puse un cero de más"), At(15, 22));
            Say("sale", slip with { Total = 35_00, Paid = [new("cash", 35_00)] }, At(15, 23));
        }
    }

    private void Buy()
    {
        if (Today.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Thursday)
        {
            var cost = Random.Next(28, 62) * 10_00;
            var onCredit = OnceIn(4);
            var how = onCredit ? "credit" : OneOf("cash", "bank");
            Say("purchase", b => Cloth(cost, how == "cash" && Balance(b) < cost + 300_00 ? "bank" : how), At(10, 35));
            owedForCloth += onCredit ? cost : 0;
        }

        if (Today.DayOfWeek == DayOfWeek.Wednesday)
        {
            var cost = Random.Next(24, 90) * 50;
            var body = new SpendingBody(
                cost,
                "5110",
                [new("cash", cost)],
                haberdashery,
                Note: "Hilo, cierres, botones"
            );
            Say("purchase", body, At(11, 10));
            Say("expense", new SpendingBody(8_00, "5203", [new("cash", 8_00)], Note: "Minibús"), At(11, 40));
        }

        if (Today.DayOfWeek == DayOfWeek.Friday && owedForCloth > 0)
        {
            Say("supplier-payment", new SupplierPaymentBody(clothShop, owedForCloth, "bank"), At(16, 0));
            owedForCloth = 0;
        }
    }

    private SpendingBody Cloth(long cost, string how) => new(cost, "5110", [new(how, cost)], clothShop, Note: "Tela");

    private void Pay()
    {
        var (cost, account, how, note) = Today.Day switch
        {
            5 => (450_00, "5201", "bank", "Alquiler del mes"),
            12 => (Random.Next(60, 95) * 1_00 + 50, "5202", "cash", "Luz"),
            21 => (Random.Next(4, 9) * 10_00, "5204", "cash", "Aceite y correa de la máquina 3"),
            _ => default,
        };
        if (cost > 0)
        {
            Say("expense", new SpendingBody(cost, account, [new(how, cost)], Note: note), At(12, 15));
        }

        if (Today.DayOfWeek == DayOfWeek.Saturday)
        {
            Say("house-withdrawal", b => new HouseWithdrawalBody(Share(b), Note: "Reparto de la semana"), At(17, 30));
            Say("transfer", b => new TransferBody("1101", "1103", Spare(b), Note: "Al banco"), At(17, 50));
        }
    }

    /// <summary>What the eight take home: up to 120 each, as far as the box goes.</summary>
    private static long Share(Web.Books.Book book) =>
        Math.Clamp((Balance(book) - 150_00) / 80_00 * 80_00, 80_00, 960_00);

    /// <summary>What is above 300 in the box, in notes of ten; at least one note.</summary>
    private static long Spare(Web.Books.Book book)
    {
        var above = Balance(book) - 300_00;
        return Math.Max(10_00, above / 10_00 * 10_00);
    }

    private void Evening(DateOnly first)
    {
        long late = 0;
        if (Today.Day is 9 or 28)
        {
            // Sold at the fair, where there was no signal: it reaches the book next morning and explains the count.
            late = 65_00;
            var sale = new SaleBody(late, [new("cash", late)], "4101", Note: "Guardapolvo escolar, en la feria");
            Say("sale", sale, At(14, 5), At(14, 5).AddHours(18));
        }

        var difference = OnceIn(5) ? OneOf(-5_00, -2_00, -50, 1_00, 3_50, -10_00) : 0;
        Say("cash-count", b => new CashCountBody(Math.Max(0, Balance(b) + late + difference)), At(18, 40));

        var closes = first.AddMonths(1).AddDays(2);
        if (Today == closes || (closes.DayOfWeek == DayOfWeek.Sunday && Today == closes.AddDays(1)))
        {
            Say("month-close", new MonthCloseBody(first.Year * 100 + first.Month), At(19, 0));
            var forgotten = new SpendingBody(16_00, "5203", [new("cash", 16_00)], Note: "Boleta que apareció");
            Say("expense", forgotten, At(19, 0).AddDays(-6), At(19, 20));
        }
    }

    private static long Balance(Web.Books.Book book) => book.Balance(1101).Minor;
}
