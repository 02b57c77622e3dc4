using Dedal.Domain.Books;
using Dedal.Web.Books;

namespace Dedal.Tests.Simulation.Phones;

/// <summary>What must hold at every step and at the end, whatever people and the line do.</summary>
internal sealed class Laws(World world)
{
    /// <summary>A clock reading is as exact as an answer was quick; clocks drift by some seconds a day.</summary>
    private const long Inexact = 60_000;

    private const long Month = 31L * 86_400_000;

    private static readonly string[] Foreseen =
    [
        "sale",
        "fiado-payment",
        "purchase",
        "expense",
        "supplier-payment",
        "transfer",
        "house-withdrawal",
        "contribution",
        "money-received",
    ];

    private readonly Dictionary<Guid, Saved> saved = [];
    private readonly HashSet<Guid> office = [];
    private readonly Dictionary<Guid, string> parked = [];

    /// <summary>How often each answer was given and each thing happened, to see that histories are rich.</summary>
    public SortedDictionary<string, int> Seen { get; } = new(StringComparer.Ordinal);

    public void See(string what) => Seen[what] = Seen.GetValueOrDefault(what) + 1;

    public void Saved(Saved document) => saved.Add(document.Id, document);

    public void Office(Guid document) => office.Add(document);

    /// <summary>The server has answered; what it wrote is looked at.</summary>
    public void Answered(OrgServer org, Request request, IReadOnlyList<Recording> answers)
    {
        Assert(answers.Count == request.Documents!.Count, "one answer for each document");
        for (var i = 0; i < answers.Count; i++)
        {
            var document = request.Documents[i];
            See($"{answers[i].Answer} {answers[i].Refusal?.Code}".TrimEnd());
            if (answers[i].Answer == Answer.Parked)
            {
                parked[document.Id] = answers[i].Refusal!.Code;
            }

            if (
                answers[i].Answer == Answer.Accepted
                && org.Book.ById(document.Id) is { } written
                && written.Seq == answers[i].Seq
            )
            {
                if (document.Kind == "qr-given-back")
                {
                    See("qr given back");
                }

                Clock(request, document, written.Document);
                Foresight(org, saved.GetValueOrDefault(document.Id, document), written);
            }
        }
    }

    /// <summary>The phone has the answer: what left its outbox is where the answer says.</summary>
    public void Arrived(Desk desk, Response answer)
    {
        var org = world.Server(desk.Org);
        for (var i = 0; i < (answer.Answers?.Count ?? 0); i++)
        {
            var document = answer.To.Documents![i];
            var said = answer.Answers![i];
            var safe = said.Answer switch
            {
                Answer.Accepted or Answer.AlreadyThere => org.Book.ById(document.Id) is { } w
                    && w.Seq == said.Seq
                    && w.Document.Body == document.Body
                    && w.Document.Kind == document.Kind,
                Answer.Held => org.Held.ContainsKey(document.Id),
                Answer.Refused => org.Refused.ContainsKey(document.Id) && desk.Refused.ContainsKey(document.Id),
                _ => desk.Outbox.ContainsKey(document.Id),
            };
            Assert(safe, $"{document.Kind} {document.N} of phone {desk.Phone.Number} was {said.Answer}: not there");
        }
    }

    /// <summary>The screen shows the books as of the snapshot, and each document saved here once.</summary>
    public void Hold(Desk desk)
    {
        if (desk.Snapshot is not { } snapshot)
        {
            return;
        }

        var org = world.Server(desk.Org);
        var expected = new Dictionary<string, long>(org.BalancesAt(snapshot.Seq), StringComparer.Ordinal);
        var counted = desk.AcceptedHere.Concat(desk.Outbox.Values).DistinctBy(d => d.Id);
        foreach (var document in counted)
        {
            if (!(org.Book.ById(document.Id)?.Seq <= snapshot.Seq))
            {
                BookChanges.Add(expected, document.Fx);
            }
        }

        var shown = desk.Shown();
        if (!BookChanges.Same(shown, expected))
        {
            Fail($"phone {desk.Phone.Number} shows {BookChanges.Show(shown)}; it is {BookChanges.Show(expected)}");
        }
    }

    public void AtTheEnd()
    {
        foreach (var desk in world.Desks)
        {
            foreach (var document in desk.Outbox.Values)
            {
                Assert(parked.GetValueOrDefault(document.Id) == "schema-newer", $"{document.Kind} still waits");
            }

            Hold(desk);
            var org = world.Server(desk.Org);
            if (!org.Devices[desk.DeviceName] && desk.Outbox.Count == 0)
            {
                Assert(BookChanges.Same(desk.Shown(), org.Balances), $"phone {desk.Phone.Number} is not up to date");
            }
        }

        foreach (var document in saved.Values)
        {
            var org = world.Server(document.Org);
            var there =
                org.Book.ById(document.Id) is not null
                || org.Held.ContainsKey(document.Id)
                || org.Refused.ContainsKey(document.Id)
                || world.Desks.Any(d => d.Outbox.ContainsKey(document.Id));
            Assert(there, $"{document.Kind} {document.N} of phone {document.Truth.By.Number} vanished");
        }

        foreach (var org in world.Orgs)
        {
            Journal(org);
        }
    }

    /// <summary>Each document once, as it was saved, in its own organisation; the books follow from them.</summary>
    private void Journal(OrgServer org)
    {
        var numbers = new HashSet<(string, long)>();
        foreach (var written in org.Book.Written)
        {
            var document = written.Document;
            var known = saved.GetValueOrDefault(document.Id);
            Assert(
                known is not null || office.Contains(document.Id),
                $"{document.Kind} {written.Seq}: nobody saved it"
            );
            Assert(known is null || known.Org == org.Id, $"{document.Kind} {written.Seq} is of the other workshop");
            Assert(known is null || known.Body == document.Body, $"{document.Kind} {written.Seq} says something else");
            Assert(numbers.Add((document.Device, document.DeviceSeq)), $"{document.Device} {document.DeviceSeq} twice");
        }

        Assert(org.Held.Keys.All(id => saved[id].Org == org.Id), "a document of the other workshop is held");
        Assert(org.Refused.Keys.All(id => saved[id].Org == org.Id), "a document of the other workshop was refused");
        Assert(
            org.Names.Keys.All(id => org.Book.ById(id)?.Decision.NewParty is not null || org.Held.ContainsKey(id)),
            "a name belongs to somebody of the book"
        );
        var totals = org.Book.Totals();
        Assert(totals.Sum(t => t.Value.Debit - t.Value.Credit) == 0, "the books do not balance");
        foreach (var difference in org.Differences())
        {
            Fail(difference);
        }
    }

    /// <summary>
    /// The corrected instant is the true one where the clock was not set between saving and sending; never later than
    /// now; and never long before the server last spoke to the phone, whatever the clock did.
    /// </summary>
    private void Clock(Request request, Saved document, Document written)
    {
        var at = written.CapturedAtMs + written.ClockOffsetMs;
        var truth = document.Truth;
        Assert(at <= world.Now, $"{document.Kind} was saved in the future");
        if (request.From.DeviceName == document.Device && truth.By.ClockSets == truth.ClockSets)
        {
            var late = at - truth.SavedAt;
            var drifted = Inexact + ((world.Now - truth.SavedAt) / 10_000);
            var exact = late > -drifted && late < drifted + (world.Now - request.SentAt);
            Assert(exact, $"{document.Kind} was dated {Hours(late)} hours later than it was saved");
        }
        else if (document.CapturedAt + document.ClockOffset <= world.Now)
        {
            Assert(at >= truth.LastHeard - Month, $"{document.Kind} was dated {Hours(truth.SavedAt - at)} hours back");
        }

        if (document.Day is null)
        {
            Assert(written.OccurredOn == world.Orgs[0].DayOf(Math.Max(at, 0)), $"{document.Kind} has another day");
        }
    }

    /// <summary>What the phone foresaw is what the rule did.</summary>
    private void Foresight(OrgServer org, Saved document, Written written)
    {
        if (Foreseen.Contains(document.Kind, StringComparer.Ordinal))
        {
            var done = BookChanges.Of(org.Book, written.Decision.Lines);
            Assert(BookChanges.Same(document.Fx, done), $"{document.Kind} did {BookChanges.Show(done)}");
        }
    }

    private static long Hours(long ms) => ms / 3_600_000;

    private void Assert(bool holds, string otherwise)
    {
        if (!holds)
        {
            Fail(otherwise);
        }
    }

    private void Fail(string what) => throw new SimulationException($"step {world.Step}: {what}");
}
