using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Web.Shared;
using Dedal.Web.Workshop.Reports;

namespace Dedal.Web.Workshop;

/// <summary>Sewing to order, baking for windows, stock, work and pay. See Workshop.md.</summary>
public sealed class WorkshopModule : Module
{
    public override IEnumerable<DocumentKind> Kinds => WorkshopKinds.All;

    public override IEnumerable<MenuItem> Menu =>
        [new("alcanza.title", "alcanza", "half", Who.Readers), new("pay.title", "pay", "people", Who.Readers)];

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        CostRoutes.Map(routes);
        PayRoutes.Map(routes);
    }

    public override void WriteSnapshot(Utf8JsonWriter json, SnapshotOf of) => WorkshopSnapshot.Write(json, of);
}
