using Dedal.Web.Books;

namespace Dedal.Tests.Simulation.Phones;

/// <summary>A phone: a clock that is wrong in its own way, and a desk for each organisation it is in.</summary>
public sealed class Phone(int number, double drift)
{
    private long skew;

    public int Number => number;

    public List<Desk> Desks { get; } = [];

    /// <summary>What to add to the clock, as last measured; one for all organisations: it is one server.</summary>
    public long? Clock { get; set; }

    public int ClockSets { get; private set; }

    public double Drift => drift;

    /// <summary>Its clock at a true moment.</summary>
    public long Reads(long now) => now + skew + (long)((now - World.Start) * drift);

    public void SetClock(long now, long to)
    {
        skew += to - Reads(now);
        ClockSets++;
    }
}

/// <summary>
/// What a phone keeps of one organisation, and what outbox.js does with it. Only the server's answer for its id takes a
/// document out of here.
/// </summary>
public sealed class Desk(Phone phone, Guid org, Guid device, Bug bug)
{
    /// <summary>How long an answer is waited for.</summary>
    public const long Patience = 20_000;

    private static readonly Dictionary<string, long> Nothing = [];

    private readonly List<(Saved Saved, long Seq)> taken = [];
    private HashSet<Guid> tried = [];
    private int most;

    public Phone Phone => phone;

    public Guid Org => org;

    public Guid Device => device;

    public string DeviceName { get; } = device.ToString("D");

    public long LastN { get; private set; }

    public Dictionary<Guid, Saved> Outbox { get; } = [];

    public Dictionary<Guid, Saved> Refused { get; } = [];

    public Snapshot? Snapshot { get; private set; }

    /// <summary>The sending that is on its way; one at a time (navigator.locks).</summary>
    public Request? Flushing { get; private set; }

    /// <summary>Snapshots asked for and still wanted.</summary>
    public List<Request> Refreshing { get; } = [];

    /// <summary>Documents the server accepted from here, told to nobody but the simulation.</summary>
    public List<Saved> AcceptedHere { get; } = [];

    public Saved Save(long now, Draft draft, Guid id)
    {
        var reads = phone.Reads(now);
        if (bug == Bug.NumberStartsAgain && Outbox.Count == 0)
        {
            LastN = 0;
        }

        var saved = new Saved(
            id,
            org,
            ++LastN,
            draft.Kind,
            draft.Schema,
            draft.Body,
            draft.Actor,
            DeviceName,
            reads,
            bug == Bug.OffsetNotApplied ? 0 : Math.Max(phone.Clock ?? 0, (Snapshot?.Now ?? 0) - reads),
            draft.Day,
            draft.Name,
            draft.Fx,
            new(now, phone, phone.ClockSets, Snapshot?.Now ?? World.Start)
        );
        Outbox.Add(id, saved);
        return saved;
    }

    /// <summary>Puts what another phone had into this one's outbox. The books may have it already.</summary>
    public void Bring(IEnumerable<Saved> copy)
    {
        foreach (var saved in copy)
        {
            Outbox.TryAdd(saved.Id, bug == Bug.CopiesCount ? saved : saved with { Fx = Nothing });
        }
    }

    /// <summary>A refused document is sent again as it is: what it lacked may be there now.</summary>
    public void Again(Dice dice)
    {
        if (Refused.Count > 0)
        {
            var saved = dice.Of(Refused.Values.OrderBy(d => d.Id).ToList());
            Refused.Remove(saved.Id);
            Outbox[saved.Id] = saved with { Fx = Nothing };
        }
    }

    /// <summary>What waits and is not in the snapshot, and what was taken since it was made.</summary>
    public IEnumerable<Saved> Unanswered() =>
        taken
            .Where(_ => bug != Bug.TakenForgotten)
            .Select(t => t.Saved)
            .Concat(Outbox.Values.Where(d => bug == Bug.IncludedIgnored || !Snapshot!.Included.Contains(d.Id)));

    /// <summary>Boxes and debts as its screen shows them.</summary>
    public Dictionary<string, long> Shown()
    {
        var all = new Dictionary<string, long>(Snapshot!.Balances, StringComparer.Ordinal);
        foreach (var saved in Unanswered())
        {
            BookChanges.Add(all, saved.Fx);
        }

        return all;
    }

    /// <summary>Begins to send what waits; null when nothing does or somebody else is at it.</summary>
    public Request? Flush(long now, long number, int atOnce)
    {
        if (Flushing is not null)
        {
            return null;
        }

        (tried, most) = ([], atOnce);
        return Flushing = NextBatch(now, number);
    }

    /// <summary>The answer to the sending that is waited for; the next batch, if there is one.</summary>
    public Request? Take(Response answer, long now, long number)
    {
        Flushing = null;
        if (answer.Answers is not { } answers)
        {
            return null;
        }

        var batch = answer.To.Documents!;
        for (var i = 0; i < batch.Count; i++)
        {
            Take(batch[i], answers[i]);
        }

        return Flushing = NextBatch(now, number);
    }

    /// <summary>No answer came in time, or the program was closed.</summary>
    public void GiveUp()
    {
        if (bug == Bug.AnswerLostForgets && Flushing is not null)
        {
            foreach (var saved in Flushing.Documents!)
            {
                Outbox.Remove(saved.Id);
            }
        }

        Flushing = null;
        Refreshing.Clear();
    }

    public Request Refresh(long now, long number)
    {
        // A copy that was brought has the numbers of another phone.
        var after = Outbox.Values.Select(d => d.N).Append(LastN + 1).Min();
        var request = new Request(number, this, phone.Reads(now), now, null, after);
        Refreshing.Add(request);
        return request;
    }

    /// <summary>A snapshot arrived that is still wanted.</summary>
    public void Keep(Snapshot snapshot, long now)
    {
        phone.Clock = snapshot.Now - phone.Reads(now);
        if (bug != Bug.OlderSnapshotWins && Snapshot?.Seq > snapshot.Seq)
        {
            return;
        }

        taken.RemoveAll(t => t.Seq <= snapshot.Seq);
        Snapshot = snapshot;
    }

    private Request? NextBatch(long now, long number)
    {
        var waiting = bug == Bug.OrganisationMixedUp ? phone.Desks.SelectMany(d => d.Outbox.Values) : Outbox.Values;
        var batch = waiting.Where(d => !tried.Contains(d.Id)).OrderBy(d => d.N).Take(most).ToList();
        tried.UnionWith(batch.Select(d => d.Id));
        return batch.Count == 0 ? null : new(number, this, phone.Reads(now), now, batch, 0);
    }

    private void Take(Saved saved, Recording answer)
    {
        if (answer.Answer == Answer.Parked)
        {
            return;
        }

        Outbox.Remove(saved.Id);
        if (answer.Answer == Answer.Refused)
        {
            Refused[saved.Id] = saved;
        }
        else if (answer.Seq > 0)
        {
            AcceptedHere.Add(saved);
            if (answer.Seq > (Snapshot?.Seq ?? long.MaxValue))
            {
                taken.Add((saved, answer.Seq));
            }
        }
    }
}

/// <summary>What a person is about to save.</summary>
public sealed record Draft(
    string Kind,
    string Body,
    Guid Actor,
    IReadOnlyDictionary<string, long> Fx,
    string? Name = null,
    int Schema = 1,
    DateOnly? Day = null
);
