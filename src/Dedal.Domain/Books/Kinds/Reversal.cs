using System.Text.Json;

namespace Dedal.Domain.Books.Kinds;

/// <summary>A document that did not happen, or was written wrong.</summary>
/// <param name="Document">The document to undo.</param>
public sealed record ReversalBody(Guid Document, string? Reason = null);

/// <summary>
/// Posting: the mirror of the document's own lines, today. What a count had made of it is worked out again, as if the
/// document had never been there. At most one reversal of a document; a reversal is never reversed.
/// </summary>
public sealed class Reversal() : DocumentKind<ReversalBody>("reversal")
{
    private static readonly HashSet<string> Irreversible = new(StringComparer.Ordinal)
    {
        "reversal",
        "month-close",
        "month-reopening",
        "party-added",
        "account-added",
        "fund-opened",
        "item-kept",
        "journal-imported",
    };

    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <summary>What a reversal names, as far as its body can be read.</summary>
    public static Guid? Target(Document document)
    {
        try
        {
            return JsonSerializer.Deserialize(document.Body, BodyJson.Default.ReversalBody)?.Document;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    protected override Refusal? Check(ReversalBody body, Document document) => Limits.CheckText(body.Reason, "reason");

    /// <inheritdoc />
    protected override Outcome Decide(ReversalBody body, Document document, IBookState state)
    {
        if (state.Find(body.Document) is not { } original)
        {
            return new Refusal("document-unknown", "document");
        }

        if (original.ReversedBy is not null)
        {
            return new Refusal("reversed-already", "document");
        }

        if (Irreversible.Contains(original.Kind))
        {
            return new Refusal(
                original.Kind == "reversal" ? "reversal-of-reversal" : "not-reversible",
                "document",
                original.Kind
            );
        }

        if (original.Kind == "year-close")
        {
            return ReverseYearClose(original, state);
        }

        if (original.Kind == "party-merged")
        {
            return ReverseMerge(original, document, state);
        }

        if (Workshop.Undoing.Barred(state, original) is { } barred)
        {
            return barred;
        }

        return state.Count(original.Id) is { } count
            ? ReverseCount(original, count, document, state)
            : Mirror(original, document, state);
    }

    private static Decision Mirror(Recorded original, Document document, IBookState state)
    {
        var gathered = new Gathered();
        if (original.Kind == "stock-counted")
        {
            StockCounts.Undo(state, original, gathered);
        }
        else
        {
            gathered.Lines.AddRange(original.Lines.Where(l => !IsOfCount(l)).Select(l => l.Mirror()));
            gathered.Moves.AddRange(StockCounts.Own(original.Moves).Select(m => m.Mirror()));
            Workshop.Undoing.Settle(state, original, gathered);
        }

        return Decision.On(NotBefore(document, original), state, gathered.Lines) with
        {
            Reverses = original,
            Moves = gathered.Moves,
        };
    }

    /// <summary>The books never have a reversal before the thing it reverses.</summary>
    private static DateOnly NotBefore(Document document, Recorded original) =>
        document.OccurredOn < original.PostedOn ? original.PostedOn : document.OccurredOn;

    private static bool IsOfCount(Line line) =>
        Subject.IsCount(line.DebitSubject) || Subject.IsCount(line.CreditSubject);

    /// <summary>
    /// What went over then goes back; what was recorded since stays with the one who stayed, who may have paid it.
    /// </summary>
    private static Outcome ReverseMerge(Recorded original, Document document, IBookState state)
    {
        var merge = JsonSerializer.Deserialize(original.Body, BodyJson.Default.PartyMergedBody)!;
        return state.MergedInto(merge.Into) is not null ? new Refusal("party-merged-since", "document")
            // Which of the two will not pay, nobody says: the loss is undone first.
            : state.About(Subject.Party(merge.Into)).Any(f => f.Kind == "bad-debt" && f.Seq > original.Seq)
                ? new Refusal("undo-later-first", "document")
            : Decision.On(NotBefore(document, original), state, [.. original.Lines.Select(l => l.Mirror())]) with
            {
                Reverses = original,
                Unmerged = merge.From,
            };
    }

    private static Outcome ReverseYearClose(Recorded original, IBookState state)
    {
        var year = original.PostedOn.Year;
        return state.LastClosedYear > year
            ? new Refusal("year-not-last", "document", state.LastClosedYear!)
            : new Decision(original.PostedOn, Period.YearClose(year), [.. original.Lines.Select(l => l.Mirror())])
            {
                Reverses = original,
            };
    }

    private static Decision ReverseCount(Recorded original, CountMark count, Document document, IBookState state)
    {
        var undo = CashCounts.ChangeDifference(state, count.Box, count.Id, count.Difference, Money.Zero);

        // Without this count the next one finds what this one had already explained.
        var next = state.FirstCountAfter(count.Box, count.Moment);
        var later = next is null
            ? []
            : CashCounts.ChangeDifference(
                state,
                count.Box,
                next.Id,
                next.Difference,
                next.Difference + count.Difference
            );
        return Decision.On(NotBefore(document, original), state, [.. undo, .. later]) with
        {
            Reverses = original,
            CountReversed = count.Id,
        };
    }
}
