using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Vendí: a sale of a free amount; cash, QR, bank, fiado, or a part now and the rest fiado.</summary>
public static class RecordSale
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<SalePage>("sale").AllowRoles(Who.Recorders);
        routes.MapForm<SalePage>("sale", "sale", Read).AllowRoles(Who.Recorders);
    }

    private static SaleBody Read(Form form, Caller caller)
    {
        var total = form.Amount("total", caller.Org!.Scale);
        return new(
            total,
            [
                .. Paid(form, total, caller.Org!)
                    .Select(p => Paying.OwedInCoins(p, Accounts.SmallestCoinOf(caller.Org!.Currency))),
            ],
            form.Text("income"),
            RecordForm.PartyOf(form),
            Note: form.Text("note")
        );
    }

    /// <summary>One way for all of it, or a part in cash and the rest owed.</summary>
    internal static List<Payment> Paid(Form form, long total, Organisation org)
    {
        if (form["how"] != "part")
        {
            return [new(form["how"], total)];
        }

        var part = form.Amount("part", org.Scale);
        if (form.Refusal is null && part >= total)
        {
            form.Refuse(new("part-is-all", "part", total));
        }

        return [new(Paying.Cash, part), new(Paying.Credit, total - part)];
    }
}
