using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>Pieces of an item.</summary>
public sealed record PieceCount(Guid Item, int Pieces);

/// <summary>Goods go out to buyers; loading more of the same run is the same document again.</summary>
/// <param name="Rider">The member who takes them.</param>
public sealed record RunLoadedBody(
    Guid Run,
    DateOnly Day,
    string Window,
    IReadOnlyList<PieceCount> Items,
    Guid? Rider = null
);

/// <summary>Posting (workshop reference §6.3): from finished goods to goods out for delivery, at cost.</summary>
public sealed class RunLoaded() : DocumentKind<RunLoadedBody>("run-loaded")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IEnumerable<Guid> MembersIn(Document document) =>
        Peek(document)?.Rider is { } member ? [member] : [];

    /// <inheritdoc />
    protected override Refusal? Check(RunLoadedBody body, Document document) =>
        body.Window is not ("tarde" or "noche") ? new Refusal("window-unknown", "window")
        : body.Items.Count is 0 or > 60 || body.Items.Any(i => i is null || i.Pieces is < 1 or > 100_000)
            ? new Refusal("item-quantity-absurd", "items")
        : null;

    /// <inheritdoc />
    protected override Outcome Decide(RunLoadedBody body, Document document, IBookState state)
    {
        var gathered = new Gathered();
        var closed = RunState.Of(state.About(Subject.Run(body.Run))) is { Open: false };
        foreach (var loaded in body.Items)
        {
            if (state.FindItem(loaded.Item) is not { } item)
            {
                return new Refusal("item-unknown", "items");
            }

            // A load that arrives after the close cannot come back any more: it stays on the shelf, as a task.
            if (!closed)
            {
                OnRun.Load(gathered, state, body.Run, item, loaded.Pieces);
            }
        }

        return gathered.On(document, state, new About(Subject.Run(body.Run)));
    }
}
