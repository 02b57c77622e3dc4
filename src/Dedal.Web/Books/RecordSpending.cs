using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Compré and Pagué: something bought or paid, now, in part, or owed to the supplier.</summary>
public static class RecordSpending
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<SpendingPage>("spending").AllowRoles(Who.Recorders);
        routes.MapForm<SpendingPage>("purchase", "purchase", Read).AllowRoles(Who.Recorders);
        routes.MapForm<SpendingPage>("expense", "expense", Read).AllowRoles(Who.Recorders);
    }

    private static SpendingBody Read(Form form, Caller caller)
    {
        var total = form.Amount("total", caller.Org!.Scale);
        return new(
            total,
            form["account"],
            RecordSale.Paid(form, total, caller.Org!),
            RecordForm.PartyOf(form),
            Note: form.Text("note")
        );
    }
}
