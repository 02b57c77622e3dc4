using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Money moved from one box to another: to the bank, to the delivery box, into another currency.</summary>
public static class RecordTransfer
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<OtherMoneyPage>("money").AllowRoles(Who.Recorders);
        routes.MapPage<TransferPage>("transfer").AllowRoles(Who.Recorders);
        routes.MapForm<TransferPage>("transfer", "transfer", Read).AllowRoles(Who.Recorders);
    }

    private static TransferBody Read(Form form, Caller caller) =>
        new(
            form["from"],
            form["to"],
            form.Amount("amount", caller.Org!.Scale),
            form.AmountOrNothing("received", caller.Org!.Scale) is > 0 and var received ? received : null,
            Note: form.Text("note")
        );
}
