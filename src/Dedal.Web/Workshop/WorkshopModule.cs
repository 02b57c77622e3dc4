using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Web.Shared;

namespace Dedal.Web.Workshop;

/// <summary>Sewing to order, baking for windows, stock, work and pay. See Workshop.md.</summary>
public sealed class WorkshopModule : Module
{
    public override IEnumerable<DocumentKind> Kinds => WorkshopKinds.All;
}
