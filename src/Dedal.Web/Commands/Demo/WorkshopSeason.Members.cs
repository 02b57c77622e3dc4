using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Web.Commands.Demo;

/// <summary>Pay days, advances, savings; machines and what was lent for them.</summary>
internal abstract partial class WorkshopSeason
{
    private const int Life = 96;

    /// <summary>What the lender had lent for the second machine before the book begins, minor units.</summary>
    private const long Lent = 2_400_00;

    private const int PaysLoanOn = 20;

    private readonly List<Guid> assets = [];
    private Guid lender;
    private Guid donor;

    /// <summary>Day through which the women were paid.</summary>
    private DateOnly? paidThrough;

    private (string Name, int Cost, string Source)[] Machines =>
        [
            ($"{trade.Machine} 1", 4_800_00, AssetSource.Own),
            ($"{trade.Machine} 2", 2_400_00, AssetSource.Loan),
            .. IsLiveliest ? [("Plancha a vapor", 420_00, AssetSource.Own)] : Array.Empty<(string, int, string)>(),
        ];

    private void KeepMachines()
    {
        foreach (var ((name, cost, source), i) in Machines.Select((m, i) => (m, i)))
        {
            Got(name, cost, source, [new(Paying.Bank, cost)], At(7, 40 + i));
        }
    }

    private void Got(string name, int cost, string source, IReadOnlyList<Payment>? paid, DateTimeOffset at)
    {
        var asset = NewId(at);
        assets.Add(asset);
        var serial = $"DEMO-{assets.Count:000}";
        Say("equipment-got", new EquipmentGotBody(asset, name, cost, source, Today, Life, serial, "taller", paid), at);
    }

    /// <summary>Before anybody works: all that is owed by then was earned on the days that are paid.</summary>
    protected virtual DateTimeOffset PayTime => At(8, 20);

    /// <summary>Fortnights: to the fifteenth and to the end of the month, paid on the next day of work.</summary>
    private void PayWomen()
    {
        Lend();
        Wear();
        if (Today.Day is 9 or 25)
        {
            long sum = Random.Next(3, 9) * 10_00;
            var member = crew.Women[2 + Random.Next(crew.Women.Count - 2)];
            Say("advance-paid", b => Balance(b) < sum + Change ? null : new AdvancePaidBody(member, sum), At(12, 40));
        }

        if (Today.Day == 12 && Today.Month % 4 == 0)
        {
            Say("savings-moved", new SavingsMovedBody(crew.Women[3], 30_00), At(12, 50));
            Say("savings-moved", b => Drawn(b, crew.Women[1]), At(12, 55));
        }

        var to = Today.Day > 15 ? new DateOnly(Today.Year, Today.Month, 15) : Today.AddDays(-Today.Day);
        var from = paidThrough?.AddDays(1) ?? First;
        if (to < from)
        {
            return;
        }

        paidThrough = to;
        long There(Web.Books.Book b) => Math.Max(0, Balance(b) + Bank(b) - Reserve);
        PayRunBody? Run(Web.Books.Book b) => crew.Pay.Run(b, from, to, crew.Women, There(b));
        Say("transfer", b => Run(b) is { } run ? ForPay(b, run.Lines.Sum(l => l.Paid)) : null, PayTime.AddMinutes(-5));
        Say("pay-run", Run, PayTime);
    }

    /// <summary>Pay is given in cash: what lacks in the box comes from the bank.</summary>
    private static TransferBody? ForPay(Web.Books.Book book, long pay)
    {
        var lacks = (pay + Change - Balance(book) + 10_00 - 1) / 10_00 * 10_00;
        return lacks > 0 ? new("1103", "1101", lacks, Note: "Para la quincena") : null;
    }

    private static SavingsMovedBody? Drawn(Web.Books.Book book, Guid member)
    {
        var there = -book.Balance(book.Needed(Role.Savings).Number, Subject.Member(member)).Minor / 2 / 10_00 * 10_00;
        return there > 0 && Balance(book) > there + Change ? new(member, there, Out: true) : null;
    }

    /// <summary>A machine that was given, one bought with a grant, instalments of what was lent.</summary>
    private void Lend()
    {
        var day = Today.DayNumber - First.DayNumber;
        if (day >= 45 && assets.Count == Machines.Length)
        {
            if (character.Helped)
            {
                Got($"{trade.Machine} donada", 2_600_00, AssetSource.Kind, null, At(14, 0));
            }
            else
            {
                var grant = new MoneyReceivedBody("grant", 3_000_00, Party: donor, Note: "Para la amasadora");
                Say("money-received", grant, At(14, 0));
                Got("Amasadora", 3_000_00, AssetSource.Grant, [new(Paying.Bank, 3_000_00)], At(14, 30));
            }
        }

        if (Today == Open(new(Today.Year, Today.Month, PaysLoanOn)))
        {
            Say("loan-paid", Instalment, At(15, 30));
        }
    }

    /// <summary>As agreed; where nobody wrote that down, 150 and a hundredth of what is owed.</summary>
    private LoanPaidBody? Instalment(Web.Books.Book book)
    {
        if (KnowsTerms)
        {
            return LoanState.Of(book.About(Subject.Party(lender)), scale: 2).Next is { } due && due.Amount <= Bank(book)
                ? new(lender, due.Amount, due.Interest, Paying.Bank)
                : null;
        }

        var owed = -book.Balance(book.Needed(Role.Loans).Number, Subject.Party(lender)).Minor;
        var interest = owed / 100 / 10 * 10;
        var amount = Math.Min(owed, 150_00) + interest;
        return owed <= 0 || amount > Bank(book) ? null : new(lender, amount, interest, Paying.Bank);
    }

    /// <summary>What the machines lost in the month that ends.</summary>
    private void Wear()
    {
        if (Open(Today.AddDays(1)).Month != Today.Month)
        {
            var month = Period.Of(Today);
            Say("wear-booked", b => Worn(b, month), At(19, 5));
        }
    }

    private WearBookedBody? Worn(Web.Books.Book book, int month)
    {
        var lines = assets
            .Select(a => Asset.Of(book.About(Subject.Asset(a)))?.Proposed(month))
            .OfType<WearLine>()
            .ToList();
        return lines.Count > 0 ? new(month, lines) : null;
    }
}
