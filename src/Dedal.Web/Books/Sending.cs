using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>
/// What a sending needs of the place it is taken into: the server's book inside a transaction, or the simulation's in
/// memory.
/// </summary>
public interface ISendingPlace
{
    /// <summary>The server's clock, Unix milliseconds.</summary>
    long NowMs { get; }

    /// <summary>Which day it is for the organisation at an instant.</summary>
    DateOnly DayOf(long unixMs);

    (long Seq, Document Document)? AlreadyThere(Guid id);

    IReadOnlyCollection<string> RolesOn(Guid person, DateOnly day);

    /// <summary>Whether a document's device is, or was, a phone of the organisation.</summary>
    bool IsDevice(string device);

    /// <summary>The one door into the journal.</summary>
    Recording Record(Document document, IReadOnlyCollection<string> roles);

    /// <summary>Keeps what is refused, as it came.</summary>
    void Keep(Document document, string code);

    /// <summary>Keeps what the coordinator has to look at; says whether it was not there already.</summary>
    bool Hold(Document document, string reason);

    /// <summary>Gives who was added her name, outside the journal.</summary>
    void Name(Guid party, string name);

    /// <summary>Keeps what came beside a document, where it can be forgotten.</summary>
    void KeepAside(Document document, string content);

    /// <summary>The same for one who is held: nothing of hers may rename who is there already.</summary>
    void NameIfNone(Guid party, string name);
}

/// <summary>
/// Judges what a phone sends, document by document. The phone is proved; who says so is what was chosen on it, and is
/// judged by her roles on the day of the document, whoever's session sends it.
/// </summary>
/// <param name="sentMs">The phone's clock when it sent; null when it did not say.</param>
public sealed class Sending(Proven phone, long? sentMs)
{
    /// <summary>How far a phone's clock may go ahead between saving and sending.</summary>
    private const long Slack = 60_000;

    /// <summary>A clock that starts again without power goes back further than people set it.</summary>
    private const long PowerLost = 30L * 86_400_000;

    /// <summary>A reference that did not come within this time will not come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>2000-01-02 and the end of 9999: beyond them no day is worked out.</summary>
    private const long Earliest = 946_771_200_000;
    private const long LastInstant = 253_402_300_799_999;

    private static readonly HashSet<string> MayStillCome = new(StringComparer.Ordinal)
    {
        "party-unknown",
        "item-unknown",
        "document-unknown",
        "order-unknown",
        "run-unknown",
    };

    private readonly Dictionary<(Guid Person, DateOnly Day), IReadOnlyCollection<string>> known = [];

    public Recording One(ISendingPlace place, Envelope envelope)
    {
        if (envelope.Document is not { } document)
        {
            return new(Answer.Refused, Refusal: envelope.Refusal);
        }

        var written = place.AlreadyThere(document.Id);
        var offset = Offset(document, place.NowMs);
        document = document with { ClockOffsetMs = offset ?? place.NowMs - document.CapturedAtMs };
        if (!envelope.DayGiven)
        {
            document = document with { OccurredOn = written?.Document.OccurredOn ?? DayOf(place, document) };
        }

        if (written is var (seq, there) && Receiving.IsSame(document, there))
        {
            return new(Answer.AlreadyThere, seq);
        }

        var roles = RolesOf(place, document.Actor, document.OccurredOn);
        if (Doubt(place, document, roles) is { } doubt)
        {
            // Sent again after it was rejected, it brings nothing back.
            if (place.Hold(document, doubt))
            {
                KeepAside(place, envelope, document);
                if (envelope.Name is { } called && Added(document) is { } person)
                {
                    place.NameIfNone(person, called);
                }
            }

            return new(Answer.Held, Refusal: new(doubt));
        }

        var recording = place.Record(document, roles);
        if (recording.Answer == Answer.Accepted && envelope.Name is { } name && Added(document) is { } party)
        {
            place.Name(party, name);
        }

        if (recording.Answer == Answer.Accepted)
        {
            KeepAside(place, envelope, document);
        }

        return recording.Refusal is { } refusal
            ? Refused(place, document, recording, refusal, isNew: IsNew(document, offset, place.NowMs))
            : recording;
    }

    private static void KeepAside(ISendingPlace place, Envelope envelope, Document document)
    {
        if (envelope.Aside is { } content)
        {
            place.KeepAside(document, content);
        }
    }

    /// <summary>A backlog is of few people and days: each is asked for once.</summary>
    private IReadOnlyCollection<string> RolesOf(ISendingPlace place, Guid person, DateOnly day) =>
        known.TryGetValue((person, day), out var roles) ? roles : known[(person, day)] = place.RolesOn(person, day);

    /// <summary>Who is added: the name is hers, whatever the document's id.</summary>
    internal static Guid? Added(Document document)
    {
        try
        {
            return document.Kind == "party-added"
                ? JsonSerializer.Deserialize(document.Body, BodyJson.Default.PartyAddedBody)?.Party
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Recording Refused(
        ISendingPlace place,
        Document document,
        Recording recording,
        Domain.Refusal refusal,
        bool isNew
    )
    {
        if (isNew && MayStillCome.Contains(refusal.Code))
        {
            return recording with { Answer = Answer.Parked };
        }

        if (recording.Answer == Answer.Refused)
        {
            place.Keep(document, refusal.Code);
        }

        return recording;
    }

    /// <summary>Nobody knows how old a document is whose clock was ahead: it does not wait for ever.</summary>
    private static bool IsNew(Document document, long? offset, long nowMs) =>
        nowMs - (document.CapturedAtMs + offset) < Patience.TotalMilliseconds;

    /// <summary>Why somebody must look at it before it counts.</summary>
    private string? Doubt(ISendingPlace place, Document document, IReadOnlyCollection<string> roles) =>
        phone.Revoked ? "held-phone-revoked"
        : roles.Count == 0 ? "held-no-membership"
        : document.Device == phone.Device.ToString("D") ? null
        : place.IsDevice(document.Device) ? null
        : "held-phone-unknown";

    /// <summary>
    /// What to add to the phone's clock. Measured now where the same clock ran from saving to sending. A phone whose
    /// clock was set back in between, and a copy brought on another phone, say what they knew at saving; so does one
    /// that had lost power, thought it was long ago, and was set right before it sent. Null when neither can be: it is
    /// not from the future.
    /// </summary>
    private long? Offset(Document document, long nowMs)
    {
        var (captured, said) = (document.CapturedAtMs, document.ClockOffsetMs);
        if (captured is < 0 or > LastInstant || said is < -LastInstant or > LastInstant)
        {
            // Refused in a moment; nothing is worked out with it.
            return said;
        }

        var most = nowMs - captured;
        if (sentMs is not { } sent || document.Device != phone.Device.ToString("D") || captured > sent + Slack)
        {
            return said <= most ? said : null;
        }

        var measured = Math.Min(nowMs - sent, most);
        return said <= most && said - measured > PowerLost ? said : measured;
    }

    /// <summary>The day by the corrected clock, never in the future.</summary>
    private static DateOnly DayOf(ISendingPlace place, Document document) =>
        place.DayOf(
            (long)
                Int128.Clamp(
                    (Int128)document.CapturedAtMs + document.ClockOffsetMs,
                    Earliest,
                    Math.Max(Earliest, place.NowMs)
                )
        );
}
