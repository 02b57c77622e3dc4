using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>
/// A customer was measured. What was measured is of her body: it is in a row that can be erased, never in the journal.
/// </summary>
/// <param name="Set">Identity of these measures; an order names it.</param>
/// <param name="Garment">What they are for.</param>
public sealed record MeasuresTakenBody(Guid Party, Guid Set, string Garment);

/// <summary>Moves no money; every version is kept, the last one holds.</summary>
public sealed class MeasuresTaken() : DocumentKind<MeasuresTakenBody>("measures-taken")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(MeasuresTakenBody body, Document document) =>
        string.IsNullOrWhiteSpace(body.Garment) || body.Garment.Length > 60 || Limits.HasStrayCharacters(body.Garment)
            ? new Refusal("item-name-missing", "garment")
            : null;

    /// <inheritdoc />
    protected override Outcome Decide(MeasuresTakenBody body, Document document, IBookState state) =>
        Accounts.CheckParty(state, body.Party) is { } unknown
            ? unknown
            : Decision.On(document.OccurredOn, state, []) with
            {
                About = [new(Subject.Party(body.Party))],
            };
}
