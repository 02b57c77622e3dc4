namespace Dedal.Domain.Workshop;

/// <summary>One item at one stop of one buyer.</summary>
/// <param name="Returned">Pieces that came back of it, at the stop or later.</param>
public sealed record Served(DateOnly Day, int Left, int Returned);

/// <summary>
/// To which stop a thing belongs that a buyer gives back days after. She does not say, so it is the latest one on which
/// enough of it was left and is not yet back; where none has enough, the latest one. So how often much comes back, and
/// how many pieces are enough for her, count it where it was left too many.
/// </summary>
public static class LaterReturns
{
    /// <param name="stops">Of one buyer and item.</param>
    /// <param name="returns">Days and pieces.</param>
    /// <returns>The stops by day with what came back of each, and what came back before anything was left.</returns>
    public static (IReadOnlyList<Served> Stops, IReadOnlyList<(DateOnly Day, int Pieces)> Before) Placed(
        IEnumerable<Served> stops,
        IEnumerable<(DateOnly Day, int Pieces)> returns
    )
    {
        var placed = stops.OrderBy(s => s.Day).ToList();
        var before = new List<(DateOnly, int)>();
        foreach (var (day, pieces) in returns.OrderBy(r => r.Day))
        {
            var at = placed.FindLastIndex(s => s.Day <= day && s.Left - s.Returned >= pieces);
            at = at >= 0 ? at : placed.FindLastIndex(s => s.Day <= day);
            if (at < 0)
            {
                before.Add((day, pieces));
                continue;
            }

            placed[at] = placed[at] with { Returned = placed[at].Returned + pieces };
        }

        return (placed, before);
    }
}
