using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>A loan, a grant or a gift came in.</summary>
public static class RecordMoneyReceived
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<MoneyReceivedPage>("money-received").AllowRoles(Who.Recorders);
        routes.MapForm<MoneyReceivedPage>("money-received", "money-received", Read).AllowRoles(Who.Recorders);
    }

    private static MoneyReceivedBody Read(Form form, Caller caller) =>
        new(
            form["source"],
            form.Amount("amount", caller.Org!.Scale),
            form["how"],
            Party: RecordForm.PartyOf(form),
            Fund: form.Text("fund"),
            Note: form.Text("note")
        );
}
