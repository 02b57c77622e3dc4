using Dedal.Web.Shared;

namespace Dedal.Web.Sync;

/// <summary>What phones need to work without signal. See Sync.md.</summary>
public sealed class SyncModule : Module
{
    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        ServePhone.Map(routes);
        ServeSnapshot.Map(routes);
    }
}
