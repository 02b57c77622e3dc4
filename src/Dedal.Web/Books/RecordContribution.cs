using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Aporte: a member brings money of her own into the workshop.</summary>
public static class RecordContribution
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<ContributionPage>("contribution").AllowRoles(Who.Recorders);
        routes.MapForm<ContributionPage>("contribution", "contribution", Read).AllowRoles(Who.Recorders);
    }

    private static ContributionBody Read(Form form, Caller caller) =>
        new(form.Amount("amount", caller.Org!.Scale), form["how"], Note: form.Text("note"));
}
