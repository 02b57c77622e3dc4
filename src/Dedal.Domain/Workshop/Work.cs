using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop;

/// <summary>What one member did, as part of a document; what she earns with it follows from her pay rule.</summary>
public sealed record Worked(Guid Member, int? Minutes = null, int? Pieces = null);

/// <summary>A quantity of an item that went into something.</summary>
/// <param name="Quantity">Thousandths of its base unit.</param>
public sealed record Used(Guid Item, long Quantity);

/// <summary>Materials that a document takes from stock.</summary>
public static class Materials
{
    /// <summary>Takes them, each at its moving average; refuses those that the book has never seen.</summary>
    public static Refusal? TakeAll(
        this Gathered gathered,
        IBookState state,
        IReadOnlyList<Used>? used,
        int to,
        string? toSubject = null
    )
    {
        foreach (var part in used ?? [])
        {
            if (state.FindItem(part.Item) is not { } item)
            {
                return new Refusal("item-unknown", "materials");
            }

            gathered.Take(state, item, part.Quantity, to, toSubject);
        }

        return null;
    }
}

/// <summary>Checks that every kind with work or materials makes alone.</summary>
public static class WorkChecks
{
    /// <summary>A day has no more.</summary>
    private const int MostMinutes = 24 * 60;

    public static IEnumerable<Guid> Members(IReadOnlyList<Worked>? work) =>
        work?.Where(w => w is not null).Select(w => w.Member) ?? [];

    public static IReadOnlyList<About> About(IReadOnlyList<Worked> work) =>
        [.. Members(work).Distinct().Select(m => new About(Subject.Member(m)))];

    public static Refusal? Check(IReadOnlyList<Worked>? work)
    {
        if (work is { Count: > 40 })
        {
            return new Refusal("work-absurd", "work");
        }

        foreach (var done in work ?? [])
        {
            if (done is null || done.Minutes is < 0 or > MostMinutes || done.Pieces is < 0 or > 100_000)
            {
                return new Refusal("work-absurd", "work");
            }
        }

        return null;
    }

    public static Refusal? Check(IReadOnlyList<Used>? used)
    {
        if (used is { Count: > 60 })
        {
            return new Refusal("item-quantity-absurd", "materials");
        }

        foreach (var part in used ?? [])
        {
            if (part is null || Quantities.Check(part.Quantity, "materials") is not null)
            {
                return new Refusal("item-quantity-absurd", "materials");
            }
        }

        return null;
    }
}
