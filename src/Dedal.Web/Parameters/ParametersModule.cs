using Dedal.Domain.Books;
using Dedal.Web.Shared;

namespace Dedal.Web.Parameters;

/// <summary>Legal figures and usages with the day they hold from and their source. See Parameters.md.</summary>
public sealed class ParametersModule : Module
{
    public override IEnumerable<MenuItem> Menu => [new("parameters.title", "parameters", "list", Who.Coordinators)];

    public override void MapRoutes(IEndpointRouteBuilder routes) => KeepParameters.Map(routes);
}
