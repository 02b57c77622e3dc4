using Dedal.Domain.Books.Kinds;

namespace Dedal.Web.Commands.Demo;

/// <summary>The association that accompanies the workshops: a grant with its fund, gifts, machines, classes.</summary>
internal sealed class AssociationSeason(TimeZoneInfo timeZone, Phone phone) : Season(timeZone, phone, 4090)
{
    private const string Fund = "subvencion-ejemplo";
    private Guid donor;

    protected override void Day()
    {
        var day = Today.DayNumber - First.DayNumber;
        if (day == 0)
        {
            donor = Meet("donor", "Fundación Ejemplo", At(9, 0));
            EntryRow[] had = [new("1101", Debit: 85_00), new("1103", Debit: 1_240_00)];
            Say("opening-balances", new OpeningBalancesBody(had), At(9, 5));
            Say("fund-opened", new FundOpenedBody(Fund, "Subvención Ejemplo: máquinas y formación"), At(9, 10));
        }

        if (day == 8)
        {
            var grant = new MoneyReceivedBody("grant", 6_000_00, Party: donor, Fund: Fund, Note: "Primera cuota");
            Say("money-received", grant, At(10, 0));
        }

        if (day is 20 or 48 or 170)
        {
            Spend("5101", 640_00, "Dos máquinas de coser para un taller", Fund);
        }

        if (day > 8 && Today.Day == 27)
        {
            Spend("5102", 120_00, "Formadora, clases del mes", Fund);
            Spend("5201", 4_80, "Comisión de la transferencia", null);
        }

        if (Today.Day == 10)
        {
            var gift = new MoneyReceivedBody("gift", Random.Next(4, 30) * 10_00, Note: "Venta de tarjetas");
            Say("money-received", gift, At(18, 0));
            Say("cash-count", b => new CashCountBody(b.Balance(1101).Minor), At(18, 30));
        }
    }

    private void Spend(string account, long cost, string note, string? fund) =>
        Say("expense", new SpendingBody(cost, account, [new("bank", cost)], Fund: fund, Note: note), At(11, 0));
}
