namespace Dedal.Domain.Books;

/// <summary>
/// Where a document stands in the life of a box: the day a person gave it, then the instant her device recorded it
/// (corrected by the device's known clock error). Cash counts are compared with other documents by it.
/// </summary>
/// <param name="Seq">
/// Order of arrival where day and instant are alike. What is not in the journal yet comes last; a reversal stands where
/// the document it reverses stands.
/// </param>
public readonly record struct Moment(DateOnly Day, long CapturedMs, long Seq = long.MaxValue) : IComparable<Moment>
{
    public int CompareTo(Moment other)
    {
        var days = Day.CompareTo(other.Day);
        var instants = days != 0 ? days : CapturedMs.CompareTo(other.CapturedMs);
        return instants != 0 ? instants : Seq.CompareTo(other.Seq);
    }

    public static bool operator <(Moment a, Moment b) => a.CompareTo(b) < 0;

    public static bool operator >(Moment a, Moment b) => a.CompareTo(b) > 0;

    public static bool operator <=(Moment a, Moment b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Moment a, Moment b) => a.CompareTo(b) >= 0;
}

/// <summary>
/// What a person recorded, written once on her device and never edited. The body is kept exactly as it was sent,
/// because its text is part of the hash chain.
/// </summary>
/// <param name="Id">Identity made by the device (UUIDv7): sending twice changes nothing.</param>
/// <param name="Kind">Name of the kind, for example <c>sale</c>.</param>
/// <param name="Schema">Version of the body's shape.</param>
/// <param name="Body">JSON of the kind's payload, as sent.</param>
/// <param name="OccurredOn">The day the person says it happened.</param>
/// <param name="CapturedAtMs">Device clock when it was saved, Unix milliseconds.</param>
/// <param name="ClockOffsetMs">What to add to the device clock to get the server's.</param>
/// <param name="Actor">The person who says so.</param>
/// <param name="Device">The device it was recorded on.</param>
/// <param name="DeviceSeq">Counts the documents of this device in this organisation.</param>
public sealed record Document(
    Guid Id,
    string Kind,
    int Schema,
    string Body,
    DateOnly OccurredOn,
    long CapturedAtMs,
    long ClockOffsetMs,
    Guid Actor,
    string Device,
    long DeviceSeq
)
{
    public Moment Moment => new(OccurredOn, CapturedAtMs + ClockOffsetMs);
}

/// <summary>A document of the journal with what its rule made of it, as later rules see it.</summary>
/// <param name="Seq">The server's order inside the organisation; the only order that counts.</param>
/// <param name="ReversedBy">The document that reverses this one, if any.</param>
public sealed record Recorded(
    long Seq,
    Guid Id,
    string Kind,
    string Body,
    Moment Moment,
    Guid Actor,
    DateOnly PostedOn,
    IReadOnlyList<Line> Lines,
    Guid? ReversedBy,
    IReadOnlyList<Move> Moves
);
