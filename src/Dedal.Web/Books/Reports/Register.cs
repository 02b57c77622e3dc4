using Dedal.Domain.Books;

namespace Dedal.Web.Books.Reports;

/// <summary>Where a row stands in a register; the order of all registers.</summary>
/// <param name="Side">0 debit, 1 credit: one line can touch a subject on both sides.</param>
public readonly record struct Position(DateOnly Day, long Seq, int N, int Side)
{
    /// <summary>Before the first row of a day.</summary>
    public static Position StartOf(DateOnly day) => new(day, 0, 0, 0);

    /// <summary>After the last row of a day.</summary>
    public static Position EndOf(DateOnly day) => new(day, long.MaxValue, 0, 0);

    public bool IsEndOfDay => Seq == long.MaxValue;
}

/// <summary>Which lines a register shows. Account or subject must be given.</summary>
/// <param name="Account">Number of the account.</param>
/// <param name="Subject">Typed id; without account all accounts of <paramref name="Currency"/> together.</param>
/// <param name="Against">Only lines whose other side is a box of this kind.</param>
/// <param name="Closes">False leaves year closes out.</param>
/// <param name="OldestFirst">Order of the rows.</param>
/// <param name="After">Continue after this row.</param>
/// <param name="Size">Rows of a page.</param>
public sealed record RegisterAsked(
    int? Account,
    string? Subject = null,
    DateOnly? From = null,
    DateOnly? To = null,
    DateOnly? Known = null,
    string? Currency = null,
    BoxKind? Against = null,
    bool Closes = true,
    bool OldestFirst = false,
    Position? After = null,
    int Size = 50
)
{
    /// <summary>
    /// A part of an account's lines adds up from nothing; a whole account or subject begins with what stood there
    /// before.
    /// </summary>
    public bool IsPart => Against is not null || !Closes;
}

/// <summary>One side of one line.</summary>
/// <param name="Other">The account on the other side.</param>
/// <param name="Amount">Debit positive, credit negative.</param>
/// <param name="Running">Balance after this row.</param>
public sealed record RegisterRow(
    Position At,
    Guid Document,
    string Kind,
    string Body,
    Account Account,
    Account Other,
    string Fund,
    string? Subject,
    long Amount,
    long Running
);

/// <summary>One page of a register.</summary>
/// <param name="Opening">Balance before the oldest row shown.</param>
/// <param name="Closing">Balance after the newest row shown.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record RegisterPage(IReadOnlyList<RegisterRow> Rows, long Opening, long Closing, Position? Next);

/// <summary>
/// Every line of an account or a subject with the balance after it, in pages. The page's balance is worked out from
/// month totals and the lines of one month, not from the first line of the book.
/// </summary>
public static class Register
{
    public static RegisterPage Of(BookReading book, RegisterAsked asked)
    {
        var known = book.KnownThrough(asked.Known);
        var lower = asked.OldestFirst && asked.After is { } a ? a with { Side = a.Side + 1 } : (Position?)null;
        lower ??= asked.From is { } from ? Position.StartOf(from) : null;
        var upper = !asked.OldestFirst && asked.After is { } b ? b : Position.EndOf(asked.To ?? DateOnly.MaxValue);
        var rows = RegisterLines.Page(book, asked, known, lower, upper);
        var more = rows.Count > asked.Size;
        if (more)
        {
            rows.RemoveAt(rows.Count - 1);
        }

        var start = asked.OldestFirst
            ? lower is { } l
                ? RegisterLines.Before(book, asked, known, l)
                : 0
            : RegisterLines.Before(book, asked, known, upper);
        var running = start;
        for (var i = 0; i < rows.Count; i++)
        {
            running += asked.OldestFirst ? rows[i].Amount : 0;
            rows[i] = rows[i] with { Running = running };
            running -= asked.OldestFirst ? 0 : rows[i].Amount;
        }

        var (opening, closing) = asked.OldestFirst ? (start, running) : (running, start);
        return new(rows, opening, closing, more ? rows[^1].At : null);
    }
}
