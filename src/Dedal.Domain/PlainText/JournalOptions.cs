namespace Dedal.Domain.PlainText;

/// <summary>Limits that keep a hostile file cheap, and what a file may leave out.</summary>
public sealed record JournalOptions
{
    public static readonly JournalOptions Default = new();

    /// <summary>Year of dates written without one, before any <c>Y</c> directive; null refuses such dates.</summary>
    public int? DefaultYear { get; init; }

    /// <summary>Characters in a line.</summary>
    public int MaxLineLength { get; init; } = 64 * 1024;

    /// <summary>Postings in a transaction, those inferred included.</summary>
    public int MaxPostings { get; init; } = 10_000;

    /// <summary>Characters in a full account name.</summary>
    public int MaxAccountLength { get; init; } = 1_000;

    /// <summary>Parts of an account name.</summary>
    public int MaxAccountDepth { get; init; } = 100;

    /// <summary>Accounts (name x commodity) in a journal.</summary>
    public int MaxAccounts { get; init; } = 250_000;

    /// <summary>Characters of all comments of a transaction.</summary>
    public int MaxCommentLength { get; init; } = 64 * 1024;

    /// <summary>Aliases in force at once, and nested <c>apply</c> directives.</summary>
    public int MaxNesting { get; init; } = 100;
}
