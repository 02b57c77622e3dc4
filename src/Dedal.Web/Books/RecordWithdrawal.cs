using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Retiro: money taken from the workshop's box to the house; never an expense.</summary>
public static class RecordWithdrawal
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapForm<SpendingPage>("house-withdrawal", "house-withdrawal", Read).AllowRoles(Who.Recorders);

    private static HouseWithdrawalBody Read(Form form, Caller caller) =>
        new(form.Amount("amount", caller.Org!.Scale), form["how"], Note: form.Text("note"));
}
