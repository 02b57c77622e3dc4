using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>
/// QR por confirmar: seen in the bank, or it never arrived and the customer owes it; and given back, where its sale was
/// undone after it was seen.
/// </summary>
public static class CheckQr
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<QrPage>("qr").AllowRoles(Who.Recorders);
        routes
            .MapForm<QrPage>("qr-seen", "qr-seen", (f, _) => new QrSeenBody(Document(f)), "qr")
            .AllowRoles(Who.Recorders);
        routes.MapForm<QrPage>("qr-disputed", "qr-disputed", ReadDispute, "qr").AllowRoles(Who.Recorders);
        routes.MapForm<QrPage>("qr-given-back", "qr-given-back", ReadGivenBack, "qr").AllowRoles(Who.Recorders);
    }

    private static QrDisputedBody ReadDispute(Form form, Caller caller) =>
        new(Document(form), RecordForm.PartyOf(form), form.Text("note"));

    /// <summary>The button that was tapped says how and out of which box: <c>cash 1101</c>.</summary>
    private static QrGivenBackBody ReadGivenBack(Form form, Caller caller) =>
        form["from"].Split(' ') is [var how, var box] ? new(Document(form), how, box) : new(Document(form), "");

    private static Guid Document(Form form) => form.IdIn("document") ?? Guid.Empty;
}
