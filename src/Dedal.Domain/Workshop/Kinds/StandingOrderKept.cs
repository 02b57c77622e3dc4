using System.Globalization;
using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>What a buyer takes of one product each time.</summary>
/// <param name="Price">Minor units for <paramref name="Quantity"/> pieces.</param>
public sealed record StandingLine(Guid Item, int Pieces, long Price, int Quantity = 1);

/// <summary>Days on which nothing is delivered, both included.</summary>
public sealed record Pause(DateOnly From, DateOnly To);

/// <summary>What a buyer takes every week in a window of the day, as a whole; the last version holds.</summary>
/// <param name="Weekdays">1 Monday to 7 Sunday.</param>
/// <param name="Window"><c>tarde</c> or <c>noche</c>.</param>
/// <param name="At">When it must be there, <c>14:30</c>.</param>
public sealed record StandingOrderKeptBody(
    Guid Standing,
    Guid Party,
    IReadOnlyList<int> Weekdays,
    string Window,
    string At,
    IReadOnlyList<StandingLine> Lines,
    DateOnly From,
    DateOnly? To = null,
    IReadOnlyList<Pause>? Pauses = null,
    string? Place = null,
    bool Archived = false
)
{
    /// <summary>Whether it is delivered on a day, holidays apart.</summary>
    public bool On(DateOnly day) =>
        !Archived
        && day >= From
        && (To is not { } to || day <= to)
        && Weekdays.Contains(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek)
        && Pauses?.Any(p => day >= p.From && day <= p.To) != true;
}

/// <summary>Keeps a standing order, new or changed.</summary>
public sealed class StandingOrderKept() : DocumentKind<StandingOrderKeptBody>("standing-order-kept")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(StandingOrderKeptBody body, Document document) =>
        body.To < body.From ? new Refusal("standing-ends-before", "to")
        : body.Weekdays.Count == 0 || body.Weekdays.Any(d => d is < 1 or > 7)
            ? new Refusal("standing-without-days", "weekdays")
        : body.Window is not ("tarde" or "noche") ? new Refusal("window-unknown", "window")
        : !TimeOnly.TryParseExact(body.At, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? new Refusal("time-unreadable", "at")
        : body.Pauses?.Any(p => p is null || p.To < p.From) == true ? new Refusal("standing-ends-before", "pauses")
        : body.Lines.Count is 0 or > 40
        || body.Lines.Any(l => l is null || l.Pieces is < 1 or > 100_000 || l.Quantity is < 1 or > 10_000)
            ? new Refusal("item-quantity-absurd", "lines")
        : body.Lines.Select(l => Limits.CheckAmount(l.Price, "lines")).FirstOrDefault(r => r is not null)
            ?? Limits.CheckText(body.Place, "place");

    /// <inheritdoc />
    protected override Outcome Decide(StandingOrderKeptBody body, Document document, IBookState state) =>
        Accounts.CheckParty(state, body.Party) is { } unknown ? unknown
        : body.Lines.Any(l => state.FindItem(l.Item) is null) ? new Refusal("item-unknown", "lines")
        : Decision.On(document.OccurredOn, state, []) with { About = [new(Subject.Standing(body.Standing))] };

    /// <summary>The version that holds.</summary>
    public static StandingOrderKeptBody? Of(IReadOnlyList<Fact> facts) =>
        facts.LastOrDefault(f => f.Kind == "standing-order-kept")?.Read(BodyJson.Default.StandingOrderKeptBody);
}
