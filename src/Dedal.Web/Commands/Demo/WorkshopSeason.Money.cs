using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Web.Commands.Demo;

/// <summary>What goes out, what is counted, what is closed.</summary>
internal abstract partial class WorkshopSeason
{
    /// <summary>What stays in the box for change.</summary>
    private const long Change = 300_00;

    /// <summary>What the next weeks' material, bills and pay need.</summary>
    private const long Needed = 3_500_00;

    /// <summary>What is not given away on a pay day.</summary>
    private const long Reserve = 1_500_00;

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

    /// <summary>Materials twice a week; a part of them on credit until Friday.</summary>
    private void Buy()
    {
        if (Today.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Thursday && Lacking() is { Count: > 0 } wanted)
        {
            var cost = wanted.Sum(b => b.Amount);
            var how = OnceIn(4) ? Paying.Credit : OneOf("cash", "bank");
            Say("materials-bought", b => new MaterialsBoughtBody(wanted, [Out(b, cost, how)], shop), At(10, 35));
        }

        if (Today.DayOfWeek == DayOfWeek.Tuesday && OnceIn(2))
        {
            long cost = Random.Next(2, 7) * 5_00;
            Say(
                "purchase",
                b => new SpendingBody(cost, "5110", [Out(b, cost, "cash")], shop, Note: "Cosas menudas"),
                At(10, 50)
            );
        }

        if (Today.DayOfWeek == DayOfWeek.Wednesday)
        {
            Say("expense", new SpendingBody(8_00, "5203", [new("cash", 8_00)], Note: "Minibús"), At(11, 40));
        }

        if (Today.DayOfWeek == DayOfWeek.Friday)
        {
            Say("supplier-payment", ToShop, At(16, 0));
        }
    }

    /// <summary>All that is owed for material; a part of it while there is not enough.</summary>
    private SupplierPaymentBody? ToShop(Web.Books.Book book)
    {
        var owed = -book.Balance(book.Needed(Role.Payable).Number, Subject.Party(shop)).Minor;
        var how = CanPay(book, owed, Paying.Bank);
        var paid = how == Paying.Credit ? Bank(book) / 2 / 10_00 * 10_00 : owed;
        return paid > 0 ? new(shop, paid, how == Paying.Credit ? Paying.Bank : how) : null;
    }

    /// <summary>
    /// Cash only where enough stays in the box, whatever a phone without signal still holds; on credit what neither
    /// box nor bank has.
    /// </summary>
    private static string CanPay(Web.Books.Book book, long cost, string how)
    {
        var (fromBox, fromBank) = (Balance(book) >= cost + Change, Bank(book) >= cost);
        return how == Paying.Cash && fromBox ? Paying.Cash
            : how == Paying.Credit || (!fromBox && !fromBank) ? Paying.Credit
            : fromBank ? Paying.Bank
            : Paying.Cash;
    }

    protected static Payment Out(Web.Books.Book book, long cost, string how) => new(CanPay(book, cost, how), cost);

    private void PayBills()
    {
        foreach (var (day, account, least, most, how, note) in trade.Bills.Where(b => b.Day == Today.Day))
        {
            long cost = Random.Next(least / 50, (most / 50) + 1) * 50;
            Say("expense", b => Bill(b, cost, account, how, note), At(12, 15));
        }

        // What no kind of document covers: the one who accompanies writes it.
        if (Today.Day == 20 && Today.Month % 3 == 0)
        {
            EntryRow[] rows = [new("5212", Debit: 9_00), new("1103", Credit: 9_00)];
            Say(
                "accountants-entry",
                _ => new AccountantsEntryBody("Comisión del banco", rows),
                At(15, 0),
                on: crew.Helper
            );
        }

        if (Today.DayOfWeek == DayOfWeek.Saturday)
        {
            Say("transfer", Spare, At(18, 10));
        }
    }

    /// <summary>Nobody gives credit for it: what cannot be paid is left out.</summary>
    private static SpendingBody? Bill(Web.Books.Book book, long cost, string account, string how, string note) =>
        Out(book, cost, how) is { How: not Paying.Credit } paid ? new(cost, account, [paid], Note: note) : null;

    /// <summary>What is above the change, in notes of ten.</summary>
    private static TransferBody? Spare(Web.Books.Book book)
    {
        var spare = (Balance(book) - (2 * Change)) / 10_00 * 10_00;
        return spare > 0 ? new("1101", "1103", spare, Note: "Al banco") : null;
    }

    /// <summary>What the month left in the bank is shared out when it is closed.</summary>
    private static HouseWithdrawalBody? MonthShare(Web.Books.Book book)
    {
        var share = (Bank(book) - Needed) / 2 / 100_00 * 100_00;
        return share > 0 ? new(share, "bank", Note: "Reparto del mes") : null;
    }

    private void Evening()
    {
        LookAtShelf();
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
            on: helped ? crew.Helper : Usual
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
            Say("year-close", _ => new YearCloseBody(month.Year), At(19, 10), on: crew.Helper);
            voteOn = IsLiveliest ? Open(Today.AddDays(6)) : null;
        }

        var forgotten = new SpendingBody(16_00, "5203", [new("cash", 16_00)], Note: "Boleta que apareció");
        Say("expense", forgotten, At(19, 0).AddDays(-6), At(19, 20));
    }

    private static long Balance(Web.Books.Book book) => book.Balance(1101).Minor;

    private static long Bank(Web.Books.Book book) => book.Balance(1103).Minor;
}
