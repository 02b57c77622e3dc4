using Dedal.Domain.Books;
using Dedal.Web.Books;

namespace Dedal.Tests.Simulation.Phones;

/// <summary>A document as a phone keeps it (outbox.js).</summary>
/// <param name="Day">The day given by hand; null leaves it to the clock.</param>
/// <param name="Fx">What the phone foresees of it.</param>
/// <param name="Truth">What only the simulation knows.</param>
public sealed record Saved(
    Guid Id,
    Guid Org,
    long N,
    string Kind,
    int Schema,
    string Body,
    Guid Actor,
    string Device,
    long CapturedAt,
    long ClockOffset,
    DateOnly? Day,
    string? Name,
    IReadOnlyDictionary<string, long> Fx,
    Truth Truth
)
{
    public Envelope Envelope() =>
        new(
            Id,
            new(Id, Kind, Schema, Body, Day ?? default, CapturedAt, ClockOffset, Actor, Device, N),
            null,
            Name,
            Day is not null
        );
}

/// <summary>When it was really saved, and how far the phone's clock can be trusted.</summary>
/// <param name="ClockSets">How often the clock had been set by then.</param>
/// <param name="LastHeard">When the server last spoke to the phone, by the server's clock.</param>
public sealed record Truth(long SavedAt, Phone By, int ClockSets, long LastHeard);

/// <summary>What the server says about one organisation, made for one phone.</summary>
public sealed record Snapshot(
    long Seq,
    long Now,
    IReadOnlyDictionary<string, long> Balances,
    IReadOnlySet<Guid> Included,
    IReadOnlyDictionary<Guid, long> Qr,
    IReadOnlyDictionary<Guid, long> QrBack,
    IReadOnlyList<Note> Rows,
    IReadOnlyList<(Guid Id, string Role)> Parties
);

/// <summary>A document in the notebook.</summary>
public sealed record Note(Guid Id, string Kind, bool Gone, IReadOnlyDictionary<string, long> Fx);

/// <summary>Something on its way to the server and back.</summary>
/// <param name="Sent">The phone's clock.</param>
/// <param name="SentAt">The true time.</param>
/// <param name="Documents">A sending; null asks for the snapshot.</param>
/// <param name="After">First number that waits; for a snapshot.</param>
public sealed record Request(
    long Number,
    Desk From,
    long Sent,
    long SentAt,
    IReadOnlyList<Saved>? Documents,
    long After
);

/// <summary>What comes back. No answers and no snapshot: the server does not know the phone, or not any more.</summary>
public sealed record Response(Request To, IReadOnlyList<Recording>? Answers, Snapshot? Snapshot);
