using Dedal.Domain.Books;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>The books: journal, statements, closes. See Books.md.</summary>
public sealed class BooksModule : Module
{
    public override IEnumerable<DocumentKind> Kinds => KnownKinds.All;
}
