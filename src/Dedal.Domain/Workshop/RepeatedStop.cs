using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>
/// A stop of a run that another one says again, to the piece: two tabs or two phones wrote it. Both are kept, since
/// both may have happened; who knows undoes one.
/// </summary>
/// <param name="First">Number in the journal of the one that came first.</param>
/// <param name="Again">Number of the one that says the same.</param>
public sealed record RepeatedStop(Guid Party, long First, long Again)
{
    /// <summary>
    /// Those of a run's stops, in the order they came. Whoever buys on the way has no name: two who take the same are
    /// two buyers. How it was paid is not compared: one of the two may have been corrected in that.
    /// </summary>
    /// <param name="joined">Under whom somebody stands who was added twice.</param>
    internal static IReadOnlyList<RepeatedStop> Among(
        IEnumerable<(Fact Fact, StopClosedBody Body)> stops,
        IReadOnlyDictionary<Guid, Guid>? joined = null
    )
    {
        var first = new Dictionary<string, long>(StringComparer.Ordinal);
        var repeated = new List<RepeatedStop>();
        foreach (var (fact, body) in stops)
        {
            if (
                body.Party is { } party
                && What(body) is { Length: > 0 } what
                && $"{joined?.GetValueOrDefault(party, party) ?? party} {what}" is var same
                && !first.TryAdd(same, fact.Seq)
            )
            {
                repeated.Add(new(party, first[same], fact.Seq));
            }
        }

        return repeated;
    }

    /// <summary>All that changed hands, whatever the order of its rows; empty when nothing did.</summary>
    private static string What(StopClosedBody stop) =>
        string.Join(
            ' ',
            stop.Items.Where(i => i.Left + i.Returned + i.Amount > 0)
                .Select(i => $"{i.Item}:{i.Left}:{i.Returned}:{i.Amount}")
                .Order(StringComparer.Ordinal)
        );
}
