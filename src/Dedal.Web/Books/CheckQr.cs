using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>QR por confirmar: seen in the bank, or it never arrived and the customer owes it.</summary>
public static class CheckQr
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<QrPage>("qr").AllowRoles(Who.Recorders);
        routes
            .MapForm<QrPage>("qr-seen", "qr-seen", (f, _) => new QrSeenBody(Document(f)), "qr")
            .AllowRoles(Who.Recorders);
        routes.MapForm<QrPage>("qr-disputed", "qr-disputed", ReadDispute, "qr").AllowRoles(Who.Recorders);
    }

    private static QrDisputedBody ReadDispute(Form form, Caller caller) =>
        new(Document(form), RecordForm.PartyOf(form), form.Text("note"));

    private static Guid Document(Form form) => form.IdIn("document") ?? Guid.Empty;
}
