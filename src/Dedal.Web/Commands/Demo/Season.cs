using System.Buffers.Binary;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Web.Commands.Demo;

/// <summary>Days of an organisation's past, drafted one after another with a fixed seed.</summary>
internal abstract class Season(TimeZoneInfo timeZone, Phone phone, int seed)
{
    private readonly List<Draft> drafts = [];
    private readonly Random ids = new(seed + 1);

    /// <summary>Same seed, same demonstration: what is shown in a picture is what a visitor finds.</summary>
    protected Random Random { get; } = new(seed);

    /// <summary>The phone of whoever says most.</summary>
    protected Phone Usual => phone;

    protected DateOnly Today { get; private set; }

    /// <summary>The first day of the season.</summary>
    protected DateOnly First { get; private set; }

    /// <summary>Its last day: today, as the organisation counts it.</summary>
    protected DateOnly Last { get; private set; }

    /// <summary>Every draft from one day to another, in the order the server got them; none later than now.</summary>
    public List<Draft> Between(DateOnly first, DateTimeOffset now)
    {
        (First, Last) = (first, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, timeZone).DateTime));
        for (Today = first; Today <= Last; Today = Today.AddDays(1))
        {
            Day();
        }

        return [.. drafts.Where(d => d.Arrives <= now).OrderBy(d => d.Arrives)];
    }

    protected abstract void Day();

    /// <summary>An instant of today, in the organisation's time.</summary>
    protected DateTimeOffset At(int hour, int minute)
    {
        var local = Today.ToDateTime(new(hour, minute));
        return new(local, timeZone.GetUtcOffset(local));
    }

    protected Guid Say(string kind, object body, DateTimeOffset at, DateTimeOffset? arrives = null) =>
        Say(kind, _ => body, at, arrives);

    protected Guid Say(
        string kind,
        Func<Books.Book, object?> body,
        DateTimeOffset at,
        DateTimeOffset? arrives = null,
        Phone? on = null,
        TimeSpan slow = default,
        string? aside = null
    )
    {
        var id = NewId(at);
        drafts.Add(new(id, kind, body, on ?? Usual, at, arrives ?? at) { Slow = slow, Aside = aside });
        return id;
    }

    /// <summary>A customer, supplier, donor or lender with an invented name.</summary>
    protected Guid Meet(string role, string name, DateTimeOffset at)
    {
        var party = NewId(at);
        var body = new PartyAddedBody(party, role);
        drafts.Add(new(NewId(at), "party-added", _ => body, Usual, at, at) { Name = (party, name) });
        return party;
    }

    /// <summary>A version 7 id whose chance is the season's.</summary>
    protected Guid NewId(DateTimeOffset at)
    {
        var bytes = new byte[16];
        ids.NextBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(
            bytes,
            (at.ToUnixTimeMilliseconds() << 16) | 0x7000 | (uint)ids.Next(4096)
        );
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new(bytes, bigEndian: true);
    }

    protected T OneOf<T>(params T[] choices) => choices[Random.Next(choices.Length)];

    protected bool OnceIn(int times) => Random.Next(times) == 0;
}
