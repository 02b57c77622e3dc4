using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Me pagaron: a customer pays what she owed, all or a part.</summary>
public static class RecordFiadoPayment
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<ReceivablesPage>("receivables").AllowRoles(Who.Readers);
        routes.MapPage<FiadoPaymentPage>("payment").AllowRoles(Who.Recorders);
        routes.MapForm<FiadoPaymentPage>("payment", "fiado-payment", Read).AllowRoles(Who.Recorders);
    }

    private static FiadoPaymentBody Read(Form form, Caller caller) =>
        new(
            form.IdIn("party") ?? Guid.Empty,
            form.Amount("amount", caller.Org!.Scale),
            form["how"],
            Note: form.Text("note")
        );
}
