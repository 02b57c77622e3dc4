using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Debemos: the workshop pays a supplier what it owed, all or a part.</summary>
public static class RecordSupplierPayment
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<PayablesPage>("payables").AllowRoles(Who.Readers);
        routes.MapPage<SupplierPaymentPage>("supplier-payment").AllowRoles(Who.Recorders);
        routes.MapForm<SupplierPaymentPage>("supplier-payment", "supplier-payment", Read).AllowRoles(Who.Recorders);
    }

    private static SupplierPaymentBody Read(Form form, Caller caller) =>
        new(
            form.IdIn("party") ?? Guid.Empty,
            form.Amount("amount", caller.Org!.Scale),
            form["how"],
            Note: form.Text("note")
        );
}
