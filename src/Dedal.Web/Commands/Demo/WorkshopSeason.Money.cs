using Dedal.Domain.Books.Kinds;

namespace Dedal.Web.Commands.Demo;

/// <summary>What goes out, what is counted, what is closed.</summary>
internal sealed partial class WorkshopSeason
{
    /// <summary>What stays in the box for change.</summary>
    private const long Change = 300_00;

    /// <summary>What the next weeks' material and bills need.</summary>
    private const long Needed = 2_000_00;

    private void SlipUp()
    {
        if (Today.Day == 17)
        {
            // A slip of the finger, seen at once: undone, and recorded right.
            var slip = new SaleBody(350_00, [new("cash", 350_00)]);
            var id = Say("sale", slip, At(15, 20));
            Say("reversal", new ReversalBody(id, "Puse un cero de más"), At(15, 22));
            Say("sale", slip with { Total = 35_00, Paid = [new("cash", 35_00)] }, At(15, 23));
        }

        // Seen in the bank, then the customer brought it back: the money waits to be given back.
        if (character is { Helped: true, Tidy: > 8 } && Last.DayNumber - Today.DayNumber is 4)
        {
            var id = Say("sale", new SaleBody(65_00, [new("qr", 65_00)]), At(10, 12));
            Say("qr-seen", new QrSeenBody(id), At(10, 30));
            Say("reversal", new ReversalBody(id, "La talla no era"), At(17, 5));
        }
    }

    /// <summary>Materials for what was sold since, twice a week; a part of it on credit until Friday.</summary>
    private void Buy()
    {
        if (Today.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Thursday)
        {
            var share = trade.Material + character.Dearer + Random.Next(-6, 7);
            var cost = Math.Max(50_00, sold * share / 100 / 10_00 * 10_00);
            sold = 0;
            var onCredit = OnceIn(4);
            owedToShop += onCredit ? (int)cost : 0;
            var wanted = onCredit ? "credit" : OneOf("cash", "bank");
            Say("purchase", b => Materials(cost, CanPay(b, cost, wanted)), At(10, 35));
        }

        if (Today.DayOfWeek == DayOfWeek.Wednesday)
        {
            Say("expense", new SpendingBody(8_00, "5203", [new("cash", 8_00)], Note: "Minibús"), At(11, 40));
        }

        if (Today.DayOfWeek == DayOfWeek.Friday && owedToShop > 0)
        {
            Say("supplier-payment", new SupplierPaymentBody(shop, owedToShop, "bank"), At(16, 0));
            owedToShop = 0;
        }
    }

    private SpendingBody Materials(long cost, string how) =>
        new(cost, "5110", [new(how, cost)], shop, Note: trade.Materials);

    /// <summary>Cash only where enough stays in the box, whatever a phone without signal still holds.</summary>
    private static string CanPay(Web.Books.Book book, long cost, string how) =>
        how == "cash" && Balance(book) < cost + Change ? "bank" : how;

    private void PayBills()
    {
        foreach (var (day, account, least, most, how, note) in trade.Bills.Where(b => b.Day == Today.Day))
        {
            long cost = Random.Next(least / 50, (most / 50) + 1) * 50;
            Say(
                "expense",
                b => new SpendingBody(cost, account, [new(CanPay(b, cost, how), cost)], Note: note),
                At(12, 15)
            );
        }

        // The association lent for the machines.
        if (Today.Day == 20)
        {
            EntryRow[] rows = [new("2201", Debit: 100_00), new("1103", Credit: 100_00)];
            Say("accountants-entry", _ => new AccountantsEntryBody("Cuota del préstamo", rows), At(15, 0), on: helper);
        }

        if (Today.DayOfWeek == DayOfWeek.Saturday)
        {
            Say("house-withdrawal", Share, At(18, 0));
            Say("transfer", Spare, At(18, 10));
        }
    }

    /// <summary>What the women take home at the end of the week: most of what the work does not need.</summary>
    private static HouseWithdrawalBody? Share(Web.Books.Book book)
    {
        var share = Math.Min(Balance(book) - Change, (Balance(book) + Bank(book) - Needed) * 7 / 10) / 10_00 * 10_00;
        return share > 0 ? new(Math.Min(share, 960_00), Note: "Reparto de la semana") : null;
    }

    /// <summary>What is above the change, in notes of ten.</summary>
    private static TransferBody? Spare(Web.Books.Book book)
    {
        var spare = (Balance(book) - Change) / 10_00 * 10_00;
        return spare > 0 ? new("1101", "1103", spare, Note: "Al banco") : null;
    }

    /// <summary>What the month left in the bank is shared out when it is closed.</summary>
    private static HouseWithdrawalBody? MonthShare(Web.Books.Book book)
    {
        var share = (Bank(book) - Needed - 1_000_00) / 100_00 * 100_00;
        return share > 0 ? new(share, "bank", Note: "Reparto del mes") : null;
    }

    private void Evening()
    {
        var helped = character.Helped && Today.DayOfWeek == DayOfWeek.Wednesday;
        if (Random.Next(10) >= character.Tidy && !helped)
        {
            return;
        }

        // What was sold without signal is in the box, though the book does not know it yet.
        var late = onTheWay;
        var difference = OnceIn(5) ? OneOf(-5_00, -2_00, -50, 1_00, 3_50, -10_00) : 0;
        Say(
            "cash-count",
            b => new CashCountBody(Math.Max(0, Balance(b) + late + difference)),
            At(18, 40),
            on: helped ? helper : Usual
        );
    }

    /// <summary>The month before, on the fourth: a receipt that turns up later is posted in the open month.</summary>
    private void Close()
    {
        var day = new DateOnly(Today.Year, Today.Month, 4);
        while (day.DayOfWeek == DayOfWeek.Sunday || Calendar.IsHoliday(day))
        {
            day = day.AddDays(1);
        }

        var month = day.AddMonths(-1);
        if (Today != day || month < new DateOnly(First.Year, First.Month, 1))
        {
            return;
        }

        // The least tidy one has not closed the last two.
        if (character.Tidy < 6 && Last.DayNumber - Today.DayNumber < 62)
        {
            return;
        }

        Say("house-withdrawal", MonthShare, At(18, 50));
        Say("month-close", new MonthCloseBody((month.Year * 100) + month.Month), At(19, 0));
        if (month.Month == 12)
        {
            Say("year-close", _ => new YearCloseBody(month.Year), At(19, 10), on: helper);
        }

        var forgotten = new SpendingBody(16_00, "5203", [new("cash", 16_00)], Note: "Boleta que apareció");
        Say("expense", forgotten, At(19, 0).AddDays(-6), At(19, 20));
    }

    private static long Balance(Web.Books.Book book) => book.Balance(1101).Minor;

    private static long Bank(Web.Books.Book book) => book.Balance(1103).Minor;
}
