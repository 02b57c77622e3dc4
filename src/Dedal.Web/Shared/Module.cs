using Dedal.Domain.Books;

namespace Dedal.Web.Shared;

/// <summary>
/// A part of Dedal: one folder, one subclass named XModule. Program.cs lists them; everything a part adds (services,
/// routes with their permissions, kinds of documents, menu) is said here.
/// </summary>
public abstract class Module
{
    public virtual void AddServices(IServiceCollection services) { }

    public virtual void MapRoutes(IEndpointRouteBuilder routes) { }

    /// <summary>Kinds of documents the module accepts at the one door.</summary>
    public virtual IEnumerable<DocumentKind> Kinds => [];

    /// <summary>Entries of an organisation's menu on the laptop.</summary>
    public virtual IEnumerable<MenuItem> Menu => [];
}

/// <param name="WordKey">Key of its label.</param>
/// <param name="Path">Path below <c>/o/{org}/</c>.</param>
/// <param name="Roles">Who sees it; the endpoint decides again.</param>
public sealed record MenuItem(string WordKey, string Path, string Icon, IReadOnlyList<string> Roles);
