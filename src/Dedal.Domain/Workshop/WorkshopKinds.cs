using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>Every kind of document of a workshop's day.</summary>
public static class WorkshopKinds
{
    public static readonly IReadOnlyList<DocumentKind> All = [new MaterialsBought()];
}
