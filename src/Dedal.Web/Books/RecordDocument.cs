using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Data;
using Dedal.Web.Keep;

namespace Dedal.Web.Books;

/// <summary>What the server answers for a document id.</summary>
public enum Answer
{
    /// <summary>Written; never lost from here on.</summary>
    Accepted,

    /// <summary>The same document was written before: sending twice changes nothing.</summary>
    AlreadyThere,

    /// <summary>Not written, for the reason given.</summary>
    Refused,

    /// <summary>Newer than this server, or about something it has not seen yet: keep it and send it again.</summary>
    Parked,

    /// <summary>Kept by the server until the coordinator has looked at it.</summary>
    Held,
}

/// <summary>The answer with the document's number or the reason.</summary>
public sealed record Recording(Answer Answer, long Seq = 0, Refusal? Refusal = null);

/// <summary>
/// The one door into a journal: every kind of document, from a page, a phone or an import, comes through here.
/// </summary>
public sealed class RecordDocument(IEnumerable<DocumentKind> kinds) : IDocumentDoor
{
    private readonly Dictionary<(string Name, int RuleVersion), DocumentKind> versions = kinds.ToDictionary(k =>
        (k.Name, k.RuleVersion)
    );
    private readonly Dictionary<string, DocumentKind> current = kinds
        .GroupBy(k => k.Name, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.MaxBy(k => k.RuleVersion)!, StringComparer.Ordinal);
    private readonly Chain chain = new();

    /// <inheritdoc />
    public Refusal? HandIn(WriteScope scope, Guid org, Document document, IReadOnlyCollection<string> roles) =>
        Handle(scope, org, document, roles).Refusal;

    /// <inheritdoc />
    public void Forget(WriteScope scope, Guid org, Document document) => Asides.Reject(scope.Sql, org, document);

    /// <summary>Runs inside the writer's transaction.</summary>
    /// <param name="roles">Roles the actor has in the organisation on the day the document gives.</param>
    public Recording Handle(WriteScope scope, Guid org, Document document, IReadOnlyCollection<string> roles)
    {
        var recording = Decide(scope, org, document, roles);
        Measures.Answered(recording.Answer);
        return recording;
    }

    private Recording Decide(WriteScope scope, Guid org, Document document, IReadOnlyCollection<string> roles)
    {
        if (!current.TryGetValue(document.Kind, out var kind))
        {
            return Refuse(new("kind-unknown", "kind", document.Kind));
        }

        if (document.Schema > kind.Schema)
        {
            return new(Answer.Parked, Refusal: new("schema-newer", "schema", document.Kind, document.Schema));
        }

        if (document.Schema < 1)
        {
            return Refuse(new("schema-absurd", "schema"));
        }

        if (!kind.Roles.Any(roles.Contains))
        {
            return Refuse(new("role-may-not", null, document.Kind));
        }

        var book = scope.Book(org);
        var known = scope.AsksFirst ? book.AlreadyThere(document.Id) : book.AlreadyThere(document);
        if (known is var (seq, there))
        {
            return Receiving.IsSame(document, there)
                ? new(Answer.AlreadyThere, seq)
                : Refuse(new("id-with-another-body", "id"));
        }

        if (Receiving.Check(document, book.DayOf(scope.NowMs)) is { } wrong)
        {
            return Refuse(wrong);
        }

        if (kind.MembersIn(document).Distinct().Any(m => !BookQueries.WasEverMember(scope.Sql, org, m)))
        {
            return Refuse(new("member-unknown", "member"));
        }

        if (MayNotUndo(kind, document, book, roles) is { } barred)
        {
            return Refuse(barred);
        }

        var outcome = Posting.Decide(kind, document, book);
        if (outcome.Decision is null && scope.Reload(org) is { } newer)
        {
            book = newer;
            outcome = Posting.Decide(kind, document, book);
        }

        return outcome.Decision is { } decision
            ? new(Answer.Accepted, book.Append(document, kind.RuleVersion, decision, chain, scope.NowMs))
            : Refuse(outcome.Refusal!);
    }

    /// <summary>The rule that a journal row was written with.</summary>
    public DocumentKind Rule(string kind, int ruleVersion) =>
        versions.TryGetValue((kind, ruleVersion), out var rule)
            ? rule
            : throw new InvalidOperationException($"This program has no version {ruleVersion} of the rule for {kind}.");

    /// <summary>Who may not record a kind may not undo it either.</summary>
    private Refusal? MayNotUndo(DocumentKind kind, Document document, Book book, IReadOnlyCollection<string> roles) =>
        kind is Reversal
        && Reversal.Target(document) is { } target
        && book.AlreadyThere(target) is var (_, undone)
        && current.TryGetValue(undone.Kind, out var needed)
        && !needed.Roles.Any(roles.Contains)
            ? new("role-may-not", null, undone.Kind)
            : null;

    private static Recording Refuse(Refusal refusal) => new(Answer.Refused, Refusal: refusal);
}
