using System.Text;
using System.Text.Json;

namespace Dedal.Domain.Books;

/// <summary>
/// A kind of document: its payload's shape, and the pure rule that turns it into lines. One subclass per file in
/// Kinds/. A changed rule is a new subclass with a higher <see cref="RuleVersion"/>; rows in the journal keep the old
/// one.
/// </summary>
public abstract class DocumentKind(string name)
{
    public string Name => name;

    /// <summary>Highest body schema this program knows; a newer one is parked until the program is updated.</summary>
    public virtual int Schema => 1;

    public virtual int RuleVersion => 1;

    /// <summary>Roles that may record it; the server refuses everyone else.</summary>
    public abstract IReadOnlyList<string> Roles { get; }

    /// <summary>
    /// Members of the organisation that a document names. A rule cannot know who is one (memberships are not of the
    /// journal), so the door asks before it lets the document in.
    /// </summary>
    public virtual IEnumerable<Guid> MembersIn(Document document) => [];

    /// <summary>What it does to boxes and debts, for the phone to tell before the server has answered.</summary>
    public virtual IReadOnlyList<Effect> Effects => [];

    /// <summary>Reads the body, judges it alone, then decides with the book's state.</summary>
    public abstract Outcome Decide(Document document, IBookState state);
}

/// <inheritdoc />
public abstract class DocumentKind<TBody>(string name) : DocumentKind(name)
    where TBody : class
{
    /// <inheritdoc />
    public sealed override Outcome Decide(Document document, IBookState state)
    {
        TBody? body;
        try
        {
            body = (TBody?)JsonSerializer.Deserialize(document.Body, typeof(TBody), BodyJson.Default);
        }
        catch (JsonException e)
        {
            return new Refusal("body-not-readable", e.Path ?? "");
        }

        if (body is null)
        {
            return new Refusal("body-not-readable", "");
        }

        return Check(body, document) is { } refusal ? refusal : Decide(body, document, state);
    }

    /// <summary>The body as far as it can be read; null when it cannot.</summary>
    protected static TBody? Peek(Document document)
    {
        try
        {
            return (TBody?)JsonSerializer.Deserialize(document.Body, typeof(TBody), BodyJson.Default);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What can be judged from the document alone; the phone asks the same before saving.</summary>
    protected abstract Refusal? Check(TBody body, Document document);

    protected abstract Outcome Decide(TBody body, Document document, IBookState state);
}

/// <summary>Limits that hold for every amount a person types.</summary>
public static class Limits
{
    /// <summary>Ten million in the currency's main unit (two decimals): more is a slip of the finger.</summary>
    public const long Amount = 1_000_000_000;

    /// <summary>Limit of an accountant's line and of opening balances.</summary>
    public const long AccountantAmount = 1_000_000_000_000;

    public const int Lines = 200;

    public const int Text = 500;

    public static Refusal? CheckAmount(long amount, string field, long limit = Amount) =>
        amount <= 0 ? new Refusal("amount-not-positive", field)
        : amount > limit ? new Refusal("amount-too-large", field, limit)
        : null;

    public static Refusal? CheckText(string? text, string field) =>
        text is null ? null
        : text.Length > Text ? new Refusal("text-too-long", field, Text)
        : HasStrayCharacters(text) ? new Refusal("text-has-stray-characters", field)
        : null;

    /// <summary>Control characters and broken pairs, which no keyboard makes and databases refuse.</summary>
    public static bool HasStrayCharacters(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t')))
            {
                return true;
            }
        }

        return false;
    }
}
