using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.People;

/// <summary>A session that is valid now.</summary>
/// <param name="Hash">What the database keeps of its token; names the session to its owner.</param>
/// <param name="ExpiresAt">End, however much it is used; unix ms like the other moments.</param>
public sealed record Session(
    string Hash,
    Guid Person,
    string Name,
    string Language,
    string Agent,
    long CreatedAt,
    long SeenAt,
    long ExpiresAt
)
{
    /// <summary>Ways to prove who one is may be changed this long after proving it.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);

    /// <summary>The session of a request whose endpoint is for signed-in persons.</summary>
    public static Session Of(HttpContext context) =>
        context.Features.Get<Session>() ?? throw new InvalidOperationException("Nobody is signed in.");

    public bool IsRecent(TimeProvider clock) =>
        clock.GetUtcNow().ToUnixTimeMilliseconds() < CreatedAt + Recent.TotalMilliseconds;
}

/// <summary>An organisation and the roles a person has in it today.</summary>
public sealed record Access(Organisation Org, IReadOnlyList<string> Roles);

/// <summary>What other modules ask about people.</summary>
public static class PeopleContract
{
    /// <summary>Roles of a person on a day.</summary>
    public static List<string> RolesOn(Statements sql, Guid org, Guid person, DateOnly day) =>
        Memberships.RolesOn(sql, org, person, day);

    /// <summary>Whether a document's device is, or was, a phone of the organisation.</summary>
    public static bool IsDevice(Statements sql, Guid org, string device) =>
        Guid.TryParseExact(device, "D", out var id) && Devices.ById(sql, org, id) is not null;
}
