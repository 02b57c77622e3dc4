using Dedal.Web.Shared;

namespace Dedal.Web.Panorama;

/// <summary>All workshops somebody accompanies, side by side. See Panorama.md.</summary>
public sealed class PanoramaModule : Module
{
    public override void AddServices(IServiceCollection services) => services.AddSingleton<Reports.Standings>();

    public override void MapRoutes(IEndpointRouteBuilder routes) => ShowPanorama.Map(routes);
}
