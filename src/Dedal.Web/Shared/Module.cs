using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;

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

    /// <summary>Adds what a phone needs of this module to work without signal: properties of one JSON object.</summary>
    public virtual void WriteSnapshot(Utf8JsonWriter json, SnapshotOf of) { }

    /// <summary>Entries of an organisation's menu on the laptop.</summary>
    public virtual IEnumerable<MenuItem> Menu => [];

    /// <summary>What should be written before a month is closed.</summary>
    /// <param name="month">As 202603.</param>
    public virtual IEnumerable<WaitingTask> BeforeClosing(Statements sql, Organisation org, int month, Words words) =>
        [];

    /// <summary>What waits for somebody who records, the most pressing first.</summary>
    public virtual IEnumerable<WaitingTask> Tasks(Reads reads, Organisation org, DateOnly today, Words words) => [];
}

/// <summary>Something that waits for somebody.</summary>
/// <param name="Text">What, as a sentence.</param>
/// <param name="Path">Page below <c>/o/{org}/</c> where it is dealt with.</param>
/// <param name="Screen">The screen of a phone where it is; null: phones do not show it.</param>
/// <param name="Urgent">Today.</param>
public sealed record WaitingTask(string Icon, string Text, string Path, string? Screen = null, bool Urgent = false);

/// <param name="WordKey">Key of its label.</param>
/// <param name="Path">Path below <c>/o/{org}/</c>.</param>
/// <param name="Roles">Who sees it; the endpoint decides again.</param>
public sealed record MenuItem(string WordKey, string Path, string Icon, IReadOnlyList<string> Roles);

/// <summary>What a snapshot is made for.</summary>
/// <param name="Device">The phone that asks.</param>
/// <param name="After">Documents of this phone from this number on are named, if they are there.</param>
public sealed record SnapshotOf(Reads Reads, Organisation Org, Words W, DateTimeOffset Now, string Device, long After)
{
    public DateOnly Today => Org.DayOf(Now);
}
