using Dedal.Domain.Books;
using Dedal.Web.Books;

namespace Dedal.Tests.Simulation.Phones;

/// <summary>
/// Two workshops, four phones (one enrolled in both), several people, one server and a bad line: a history made of a
/// number, the same every time. <see cref="Laws"/> watches.
/// </summary>
public sealed class World
{
    public const int Steps = 400;

    /// <summary>15 January 2026, noon in Potosí.</summary>
    public static readonly long Start = new DateTimeOffset(
        2026,
        1,
        15,
        16,
        0,
        0,
        TimeSpan.Zero
    ).ToUnixTimeMilliseconds();

    internal static readonly Dictionary<string, DocumentKind> Kinds = KnownKinds.All.ToDictionary(
        k => k.Name,
        StringComparer.Ordinal
    );

    private readonly Bug bug;
    private readonly ILog? log;
    private readonly OrgServer[] orgs;
    private readonly List<Phone> phones = [];
    private readonly List<Desk> desks = [];
    private readonly Network network;
    private readonly People people;
    private readonly Office office;
    private readonly Laws laws;
    private readonly int atOnce;
    private int ids;
    private long requests;

    /// <summary>What happened on the server's side, for a real server to do again.</summary>
    public interface ILog
    {
        void Began(IReadOnlyList<OrgServer> orgs, IReadOnlyList<Desk> desks);

        void Took(long now, OrgServer org, Request request, IReadOnlyList<Recording> answers);

        void Told(long now, OrgServer org, Request request, Snapshot snapshot);

        void Wrote(long now, OrgServer org, Document document, Recording recording);

        void Ended(long now, OrgServer org, Guid person, DateOnly last);

        void Revoked(long now, OrgServer org, Desk desk);
    }

    public World(ulong seed, Bug bug = Bug.None, ILog? log = null)
    {
        (Dice, this.bug, this.log) = (new(seed), bug, log);
        orgs = [new(Scribe.Id(7, 1), "workshop", () => Now, bug), new(Scribe.Id(7, 2), "workshop", () => Now, bug)];
        laws = new(this);
        (network, people, office) = (new(this), new(this), new(this, laws, log));
        atOnce = Dice.Between(1, 8);
        Enrol([0], [0, 1], [1], [0]);
        Found();
        log?.Began(orgs, desks);
        office.Furnish();
    }

    internal Dice Dice { get; }

    /// <summary>The true time, which is the server's.</summary>
    public long Now { get; private set; } = Start;

    internal DateOnly Today => orgs[0].DayOf(Now);

    internal IReadOnlyList<OrgServer> Orgs => orgs;

    internal IReadOnlyList<Desk> Desks => desks;

    internal bool Healed { get; private set; }

    /// <summary>Steps done, for a message.</summary>
    public int Step { get; private set; }

    /// <summary>How often what happened.</summary>
    public IReadOnlyDictionary<string, int> Seen => laws.Seen;

    public int Documents => orgs.Sum(o => o.Book.Written.Count);

    /// <summary>Lets the history happen and checks what must hold.</summary>
    public World Run()
    {
        foreach (var desk in desks)
        {
            desk.Keep(orgs.First(o => o.Id == desk.Org).Tell(desk.Refresh(Now, ++requests))!, Now);
            desk.GiveUp();
        }

        for (Step = 1; Step <= Steps; Step++)
        {
            foreach (var desk in desks.Where(d => d.Flushing?.SentAt + Desk.Patience < Now))
            {
                desk.GiveUp();
            }

            Do();
        }

        Heal();
        laws.AtTheEnd();
        return this;
    }

    /// <summary>The treasurer who leaves one of the workshops in the course of a history.</summary>
    internal static Guid Leaving(int org) => Scribe.Id(6, (10 * org) + 2);

    internal OrgServer Server(Guid org) => orgs[0].Id == org ? orgs[0] : orgs[1];

    internal Guid NewId() => Scribe.Id(9, ++ids);

    internal void Save(Desk desk, Draft draft) => Save(desk, draft, NewId());

    internal void Save(Desk desk, Draft draft, Guid id) => laws.Saved(desk.Save(Now, draft, id));

    internal Response Serve(Request request)
    {
        // With the bug the address is the desk's; else a phone asks the organisation whose key it signs with.
        var org = Server(request.From.Org);
        if (request.Documents is { } documents)
        {
            var sent =
                bug == Bug.NewIdOnResend
                    ? request with
                    {
                        Documents = [.. documents.Select(d => d with { Id = NewId() })],
                    }
                    : request;
            var answers = org.Take(sent);
            if (answers is not null)
            {
                log?.Took(Now, org, request, answers);
                laws.Answered(org, request, answers);
            }

            return new(request, answers, null);
        }

        var snapshot = org.Tell(request);
        if (snapshot is not null)
        {
            log?.Told(Now, org, request, snapshot);
        }

        return new(request, null, snapshot);
    }

    internal void Arrive(Response answer)
    {
        var desk = answer.To.From;
        if (Now > answer.To.SentAt + Desk.Patience)
        {
            laws.See("answer too late");
            return;
        }

        if (answer.To.Documents is not null)
        {
            if (desk.Flushing == answer.To)
            {
                network.Send(desk.Take(answer, Now, ++requests));
                laws.Arrived(desk, answer);
            }
        }
        else if (desk.Refreshing.Remove(answer.To) && answer.Snapshot is { } snapshot)
        {
            desk.Keep(snapshot, Now);
        }
    }

    private void Enrol(params int[][] enrolled)
    {
        for (var i = 0; i < enrolled.Length; i++)
        {
            var phone = new Phone(i + 1, Dice.Between(-40, 40) / 1_000_000.0);
            phones.Add(phone);
            SetClock(phone);
            foreach (var org in enrolled[i])
            {
                var desk = new Desk(phone, orgs[org].Id, Scribe.Id(8, (10 * (i + 1)) + org), bug);
                orgs[org].Devices[desk.DeviceName] = false;
                phone.Desks.Add(desk);
                desks.Add(desk);
            }
        }
    }

    /// <summary>Each workshop has treasurers and a coordinator; one treasurer is in both, one will leave.</summary>
    private void Found()
    {
        var first = new DateOnly(2025, 12, 1);
        for (var i = 0; i < 2; i++)
        {
            string[] roles = [Who.Treasurer, Who.Coordinator, Who.Treasurer];
            for (var n = 0; n < roles.Length; n++)
            {
                orgs[i].Members.Add((Scribe.Id(6, (10 * i) + n), roles[n], first, null));
            }

            orgs[i].Members.Add((Scribe.Id(6, 99), Who.Treasurer, first, null));
        }

        orgs[0].Members.Add((Scribe.Id(6, 50), Who.Member, first, null));
    }

    private void Do()
    {
        var desk = Dice.Of(desks);
        var act = Dice.Below(100);
        Now += act is >= 40 and < 87 || Dice.Percent(25) ? Dice.Below(4_000) : Dice.Below(12 * 60) * 60_000L;
        switch (act)
        {
            case < 40:
                people.Record(desk);
                break;
            case < 62:
                Meanwhile();
                break;
            case < 74:
                network.Send(desk.Flush(Now, ++requests, atOnce));
                Meanwhile();
                break;
            case < 81:
                network.Send(desk.Refresh(Now, ++requests));
                Meanwhile();
                if (Dice.Percent(30))
                {
                    // Another tab, or the program opened again.
                    network.Send(desk.Refresh(Now, ++requests));
                    Meanwhile();
                }

                break;
            case < 87:
                Busy(desk);
                break;
            case < 91:
                desk.GiveUp();
                break;
            case < 94:
                SetClock(desk.Phone);
                break;
            case < 96:
                Bring(desk);
                break;
            case < 97:
                desk.Again(Dice);
                break;
            default:
                office.Act();
                break;
        }

        laws.Hold(desk);
    }

    /// <summary>Somebody goes on recording while the program asks and sends.</summary>
    private void Busy(Desk desk)
    {
        network.Send(desk.Refresh(Now, ++requests));
        Meanwhile();
        people.Record(desk);
        network.Send(desk.Flush(Now, ++requests, atOnce));
        Meanwhile();
        network.Send(desk.Refresh(Now, ++requests));
        Meanwhile();
    }

    /// <summary>The line moves some seconds: a few messages, or none.</summary>
    private void Meanwhile()
    {
        while (Dice.Percent(80))
        {
            network.Move();
            Now += Dice.Below(2_000);
        }
    }

    /// <summary>People set clocks by days at most; a phone without power starts in 2015, a year may be wrong.</summary>
    private void SetClock(Phone phone)
    {
        var to = Dice.Weighed(
            (5, Now),
            (3, Now + (Dice.Between(-600, 600) * 1_000L)),
            (3, Now + (Dice.Between(-240, 240) * 3_600_000L)),
            (2, new DateTimeOffset(2015, 1, 1, 4, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()),
            (1, Now + (365L * 86_400_000))
        );
        phone.SetClock(Now, to);
    }

    /// <summary>«Guardar copia» on one phone, brought to another of the same workshop.</summary>
    private void Bring(Desk to)
    {
        var from = Dice.Of(desks.Where(d => d.Org == to.Org).ToList());
        if (from != to)
        {
            laws.See(from.Outbox.Count > 0 ? "copy brought" : "empty copy brought");
            to.Bring([.. from.Outbox.Values, .. from.Refused.Values]);
        }
    }

    /// <summary>The line is good again, and a week goes by for what refers to something that never comes.</summary>
    private void Heal()
    {
        Healed = true;
        foreach (var wait in new[] { 0L, 1, 8, 8, 8 })
        {
            Now += (wait * 86_400_000L) + 60_000;
            network.Drain();
            foreach (var desk in desks)
            {
                desk.GiveUp();
                network.Send(desk.Flush(Now, ++requests, atOnce));
                network.Drain();
            }
        }

        foreach (var desk in desks)
        {
            network.Send(desk.Refresh(Now, ++requests));
            network.Drain();
        }
    }
}
