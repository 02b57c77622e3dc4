using Dedal.Domain.Books;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>The books: journal, statements, closes. See Books.md.</summary>
public sealed class BooksModule : Module
{
    public override IEnumerable<DocumentKind> Kinds => KnownKinds.All;

    public override IEnumerable<MenuItem> Menu =>
        [
            new("books.menu.today", "hoy", "home", Who.Readers),
            new("books.menu.notebook", "cuaderno", "book", Who.Readers),
        ];

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/o/{org:guid}/hoy", (HttpContext c) => Page.Of<Hoy>(c)).AllowRoles(Who.Readers);
        TakeDocuments.Map(routes, [.. Who.All.Where(r => Kinds.Any(k => k.Roles.Contains(r)))]);
    }
}
