using System.Globalization;
using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>Pieces more than the standing orders ask.</summary>
public sealed record ExtraPieces(Guid Item, int Pieces);

/// <summary>Somebody looked at what a window needs and said: so be it.</summary>
public sealed record DayPlannedBody(DateOnly Day, string Window, IReadOnlyList<ExtraPieces>? Extra = null);

/// <summary>Moves no money; a window without it shows a red card.</summary>
public sealed class DayPlanned() : DocumentKind<DayPlannedBody>("day-planned")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    public static string SubjectOf(DateOnly day, string window) =>
        $"plan:{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}:{window}";

    /// <inheritdoc />
    protected override Refusal? Check(DayPlannedBody body, Document document) =>
        body.Window is not ("tarde" or "noche") ? new Refusal("window-unknown", "window")
        : body.Extra is { Count: > 40 } || body.Extra?.Any(e => e is null || e.Pieces is < 0 or > 100_000) == true
            ? new Refusal("item-quantity-absurd", "extra")
        : null;

    /// <inheritdoc />
    protected override Outcome Decide(DayPlannedBody body, Document document, IBookState state) =>
        Decision.On(document.OccurredOn, state, []) with
        {
            About = [new(SubjectOf(body.Day, body.Window))],
        };
}
