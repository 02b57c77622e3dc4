using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Shared;
using Dedal.Web.Workshop.Reports.Pages;

namespace Dedal.Web.Workshop.Reports;

/// <summary>Pages on what things cost and whether it is enough.</summary>
public static class CostRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/o/{org:guid}/costs", (HttpContext c) => Page.Of<CostsPage>(c)).AllowRoles(Who.Readers);
        routes.MapGet("/o/{org:guid}/alcanza", (HttpContext c) => Page.Of<AlcanzaPage>(c)).AllowRoles(Who.Readers);
        routes
            .MapForm<AlcanzaPage>("advice", "advice-dismissed", DismissAdvice.Read, "alcanza")
            .AllowRoles(Who.Recorders);
    }
}
