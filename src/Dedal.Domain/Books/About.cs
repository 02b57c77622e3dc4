using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Dedal.Domain.Books;

/// <summary>
/// Something that documents tell about (an order, a run, a recipe): its state is what its documents say, read one after
/// the other, those that were reversed left out. So undoing a document undoes all it did.
/// </summary>
/// <param name="Subject">Typed id, <c>order:…</c>.</param>
/// <param name="Ends">After this document there is nothing left to do about it.</param>
public readonly record struct About(string Subject, bool Ends = false);

/// <summary>One document about a subject, not reversed.</summary>
public sealed record Fact(long Seq, Guid Id, string Kind, string Body, DateOnly Day, Guid Actor)
{
    /// <summary>The body of a document that was accepted once.</summary>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(Body, type)!;
}
