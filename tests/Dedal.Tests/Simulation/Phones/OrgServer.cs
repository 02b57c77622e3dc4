using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Shared;

namespace Dedal.Tests.Simulation.Phones;

/// <summary>
/// The server's side of one organisation in memory: the real judging of sendings (<see cref="Sending"/>) and the real
/// rules, over the book that is written as plainly as can be.
/// </summary>
public sealed class OrgServer(Guid id, string chart, Func<long> now, Bug bug) : ISendingPlace
{
    /// <summary>Rows of the notebook in a snapshot.</summary>
    private const int Rows = 40;

    private static readonly Dictionary<string, DocumentKind> Kinds = KnownKinds.All.ToDictionary(
        k => k.Name,
        StringComparer.Ordinal
    );

    private readonly List<Dictionary<string, long>> balances = [new(StringComparer.Ordinal)];
    private readonly Dictionary<Guid, long> qr = [];
    private readonly List<(Guid Id, string Role)> parties = [];
    private readonly Chain chain = new();
    private readonly List<byte[]> hashes = [Chain.Start];
    private readonly List<long> recordedAt = [0];

    public Guid Id => id;

    public MemoryBook Book { get; } = new(Charts.Named(chart));

    /// <summary>Enrolled phones and whether they were revoked.</summary>
    public Dictionary<string, bool> Devices { get; } = new(StringComparer.Ordinal);

    public List<(Guid Person, string Role, DateOnly From, DateOnly? To)> Members { get; } = [];

    public Dictionary<Guid, string> Held { get; } = [];

    public Dictionary<Guid, string> Refused { get; } = [];

    public Dictionary<Guid, string> Names { get; } = [];

    public long NowMs => now();

    public DateOnly Today => DayOf(NowMs);

    public DateOnly DayOf(long unixMs) =>
        DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(unixMs).AddHours(-4));

    /// <summary>What boxes and debts were after a document.</summary>
    public IReadOnlyDictionary<string, long> BalancesAt(long seq) => balances[(int)seq];

    public IReadOnlyDictionary<string, long> Balances => balances[^1];

    public (long Seq, Document Document)? AlreadyThere(Guid document) =>
        bug != Bug.ReplayWrittenAgain && Book.ById(document) is { } w ? (w.Seq, w.Document) : null;

    public IReadOnlyCollection<string> RolesOn(Guid person, DateOnly day) =>
        [
            .. Members
                .Where(m => m.Person == person && m.From <= day && (m.To is null || m.To >= day))
                .Select(m => m.Role)
                .Distinct(StringComparer.Ordinal),
        ];

    public bool IsDevice(string device) => Devices.ContainsKey(device);

    /// <summary>The door's questions in its order, then the book.</summary>
    public Recording Record(Document document, IReadOnlyCollection<string> roles)
    {
        if (!Kinds.TryGetValue(document.Kind, out var kind))
        {
            return Refuse(new("kind-unknown", "kind", document.Kind));
        }

        if (document.Schema > kind.Schema)
        {
            return new(Answer.Parked, Refusal: new("schema-newer", "schema", document.Kind, document.Schema));
        }

        if (!kind.Roles.Any(roles.Contains))
        {
            return Refuse(new("role-may-not", null, document.Kind));
        }

        if (bug == Bug.ReplayWrittenAgain && Book.ById(document.Id) is not null)
        {
            document = document with { Id = Scribe.Id(99, Book.Written.Count) };
        }

        if (
            Book.ById(document.Id) is null
            && Receiving.Check(document, Today) is null
            && kind.MembersIn(document).Any(m => !Members.Exists(o => o.Person == m))
        )
        {
            return Refuse(new("member-unknown", "member"));
        }

        var closed = Book.ClosedThrough;
        var recording = Book.Receive(document, Today);
        if (recording.Answer == Answer.Accepted)
        {
            Written(Book.Written[^1], closed);
        }

        return recording;
    }

    public void Keep(Document document, string code) => Refused[document.Id] = code;

    public bool Hold(Document document, string reason)
    {
        var isNew = !Held.ContainsKey(document.Id);
        Held[document.Id] = reason;
        return isNew;
    }

    public void Name(Guid party, string name) => Names[party] = name;

    /// <summary>Nobody is measured in these histories.</summary>
    public void KeepAside(Document document, string content) { }

    public void NameIfNone(Guid party, string name) => Names.TryAdd(party, name);

    /// <summary>Takes a sending as TakeFromPhone does: one transaction, one answer for each.</summary>
    public IReadOnlyList<Recording>? Take(Request request)
    {
        if (!Devices.TryGetValue(request.From.DeviceName, out var revoked))
        {
            return null;
        }

        var sending = new Sending(
            new Proven(request.From.Device, id, revoked),
            bug == Bug.OffsetNotApplied ? null : request.Sent
        );
        var all = request.Documents!;
        var part = bug == Bug.BatchPartlyApplied && all.Count > 2 ? all.Count / 2 : all.Count;
        var answers = all.Take(part).Select(d => sending.One(this, d.Envelope())).ToList();
        answers.AddRange(Enumerable.Repeat(new Recording(Answer.Accepted, Book.Written.Count), all.Count - part));
        return answers;
    }

    /// <summary>What a phone is told; null for one that was revoked.</summary>
    public Snapshot? Tell(Request request)
    {
        if (Devices.GetValueOrDefault(request.From.DeviceName, true))
        {
            return null;
        }

        return new(
            Book.Written.Count,
            NowMs,
            Balances,
            Book.Written.Where(w =>
                    w.Document.Device == request.From.DeviceName && w.Document.DeviceSeq >= request.After
                )
                .Select(w => w.Document.Id)
                .ToHashSet(),
            qr.Where(q => q.Value > 0).ToDictionary(),
            qr.Where(q => q.Value < 0).ToDictionary(),
            [.. Book.Written.Skip(Math.Max(0, Book.Written.Count - Rows)).Reverse().Select(NoteOf)],
            [.. parties]
        );
    }

    /// <summary>Everything that follows from the journal, worked out again from nothing; what differs.</summary>
    public IEnumerable<string> Differences()
    {
        var again = new MemoryBook(Book.Chart);
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < Book.Written.Count; i++)
        {
            var was = Book.Written[i];
            var recording = again.Receive(was.Document, DateOnly.MaxValue);
            if (recording.Answer != Answer.Accepted || !Same(again.Written[^1].Decision, was.Decision))
            {
                yield return $"document {was.Seq} rebuilds differently: {recording}";
                yield break;
            }

            foreach (var line in was.Decision.Lines)
            {
                BookChanges.Add(sums, Book, line);
            }

            if (!hashes[i + 1].AsSpan().SequenceEqual(Hash(hashes[i], was, recordedAt[i + 1])))
            {
                yield return $"the chain breaks at {was.Seq}";
            }
        }

        if (!BookChanges.Same(sums, Balances))
        {
            yield return $"balances are not the sum of the lines: {BookChanges.Show(sums)}";
        }
    }

    private static bool Same(Decision a, Decision b) =>
        a.PostedOn == b.PostedOn && a.Period == b.Period && a.Lines.SequenceEqual(b.Lines);

    private void Written(Written written, DateOnly? closed)
    {
        if (written.Decision.PostedOn <= closed || written.Document.OccurredOn > Today)
        {
            throw new SimulationException($"{written.Seq} stands on {written.Decision.PostedOn}, closed {closed}.");
        }

        hashes.Add(Hash(hashes[^1], written, NowMs));
        recordedAt.Add(NowMs);
        var now = new Dictionary<string, long>(balances[^1], StringComparer.Ordinal);
        foreach (var line in written.Decision.Lines)
        {
            BookChanges.Add(now, Book, line);
            Qr(line.DebitSubject, line.Amount.Minor);
            Qr(line.CreditSubject, -line.Amount.Minor);
        }

        balances.Add(now);
        if (written.Decision.NewParty is { } party)
        {
            parties.Add((party.Id, party.Role));
        }
    }

    private void Qr(string? subject, long amount)
    {
        if (subject?.StartsWith("qr:", StringComparison.Ordinal) == true)
        {
            var document = Guid.ParseExact(subject.AsSpan(3), "D");
            qr[document] = qr.GetValueOrDefault(document) + amount;
        }
    }

    private byte[] Hash(byte[] before, Written written, long at) =>
        chain.Next(before, new(id, written.Seq, written.Document, 1, at));

    private Note NoteOf(Written written) =>
        new(
            written.Document.Id,
            written.Document.Kind,
            Book.ReversalOf(written) is not null || UndoDocument.Never(written.Document.Kind),
            BookChanges.Of(Book, written.Decision.Lines)
        );

    private static Recording Refuse(Refusal refusal) => new(Answer.Refused, Refusal: refusal);
}

/// <summary>Something that must hold did not.</summary>
public sealed class SimulationException(string message) : Exception(message);
