namespace Dedal.Domain.Workshop;

/// <summary>
/// Which work a pay run takes in: all up to its last day that no run before it did. So what came late of days that were
/// paid is not lost, nor are days of a month that was closed before anybody was paid for them.
/// </summary>
/// <param name="Seq">Its place in the journal.</param>
/// <param name="Seen">Place of the last document that was there when what everybody read was worked out.</param>
/// <param name="UndoneAt">Place of the document that undid it.</param>
public sealed record RunReach(long Seq, DateOnly From, DateOnly To, long Seen, long? UndoneAt = null)
{
    /// <summary>
    /// Which of some runs took in a document about the work of a day, as it was when the last of them was written; -1:
    /// none did. An undoing is asked about by its own place: so it is taken in once too.
    /// </summary>
    /// <param name="runs">In the order of the journal, those that were undone too.</param>
    public static int TakenBy(IReadOnlyList<RunReach> runs, long document, DateOnly day)
    {
        var took = new bool[runs.Count];
        for (var i = 0; i < runs.Count; i++)
        {
            if (document <= runs[i].Seen)
            {
                var before = Enumerable.Range(0, i).Where(k => runs[k].HoldsAt(runs[i].Seq)).ToList();
                took[i] = (day <= runs[i].To || before.Exists(k => day <= runs[k].To)) && !before.Exists(k => took[k]);
            }
        }

        return Enumerable
            .Range(0, runs.Count)
            .Where(i => took[i] && runs[i].HoldsAt(runs[^1].Seq))
            .DefaultIfEmpty(-1)
            .First();
    }

    /// <summary>Whether it holds when another is written.</summary>
    public bool HoldsAt(long seq) => UndoneAt is not { } undone || undone > seq;
}
