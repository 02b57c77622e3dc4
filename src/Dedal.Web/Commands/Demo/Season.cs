namespace Dedal.Web.Commands.Demo;

/// <summary>Days of an organisation's past, drafted one after another with a fixed seed.</summary>
internal abstract class Season(TimeZoneInfo timeZone)
{
    private readonly List<Draft> drafts = [];

    /// <summary>Same seed, same demonstration: what is shown in a picture is what a visitor finds.</summary>
    protected Random Random { get; } = new(4090);

    protected DateOnly Today { get; private set; }

    /// <summary>Every draft from one day to another, in the order the server got them; none later than now.</summary>
    public List<Draft> Between(DateOnly first, DateTimeOffset now)
    {
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, timeZone).DateTime);
        for (Today = first; Today <= last; Today = Today.AddDays(1))
        {
            Day(first);
        }

        return [.. drafts.Where(d => d.Arrives <= now).OrderBy(d => d.Arrives)];
    }

    protected abstract void Day(DateOnly first);

    /// <summary>An instant of today, in the organisation's time.</summary>
    protected DateTimeOffset At(int hour, int minute)
    {
        var local = Today.ToDateTime(new(hour, minute));
        return new(local, timeZone.GetUtcOffset(local));
    }

    protected Guid Say(string kind, object body, DateTimeOffset at, DateTimeOffset? arrives = null) =>
        Say(kind, _ => body, at, arrives);

    protected Guid Say(string kind, Func<Books.Book, object> body, DateTimeOffset at, DateTimeOffset? arrives = null)
    {
        var id = Guid.CreateVersion7(at);
        drafts.Add(new(id, kind, body, at, arrives ?? at));
        return id;
    }

    /// <summary>A customer, supplier, donor or lender with an invented name.</summary>
    protected Guid Meet(string role, string name, DateTimeOffset at)
    {
        var party = Guid.CreateVersion7(at);
        var body = new Domain.Books.Kinds.PartyAddedBody(party, role);
        drafts.Add(new(Guid.CreateVersion7(at), "party-added", _ => body, at, at, (party, name)));
        return party;
    }

    protected T OneOf<T>(params T[] choices) => choices[Random.Next(choices.Length)];

    protected bool OnceIn(int times) => Random.Next(times) == 0;
}
