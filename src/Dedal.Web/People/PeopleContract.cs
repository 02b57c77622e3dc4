using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.People;

/// <summary>A session that is valid now.</summary>
/// <param name="Hash">What the database keeps of its token; names the session to its owner.</param>
/// <param name="ExpiresAt">End, however much it is used; unix ms like the other moments.</param>
/// <param name="Phone">The enrolled phone on which it was begun by PIN; null for one by passkey or password.</param>
/// <param name="PhoneOrg">The one organisation such a session sees.</param>
public sealed record Session(
    string Hash,
    Guid Person,
    string Name,
    string Language,
    string Agent,
    long CreatedAt,
    long SeenAt,
    long ExpiresAt,
    Guid? Phone = null,
    Guid? PhoneOrg = null
)
{
    /// <summary>Ways to prove who one is may be changed this long after proving it.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);

    /// <summary>What is hers alone opens this long after a PIN.</summary>
    public static readonly TimeSpan OwnOnPhone = TimeSpan.FromMinutes(3);

    /// <summary>Whether it may see an organisation at all, whatever roles its person has there.</summary>
    public bool Sees(Guid org) => PhoneOrg is null || PhoneOrg == org;

    /// <summary>The session of a request whose endpoint is for signed-in persons.</summary>
    public static Session Of(HttpContext context) =>
        context.Features.Get<Session>() ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>
    /// Whether it may change passwords and keys. A PIN never may: a coordinator can give one to anybody.
    /// </summary>
    public bool IsRecent(TimeProvider clock) => Phone is null && IsYoungerThan(Recent, clock);

    /// <summary>
    /// Whether who holds it is surely she. Each PIN begins a session, and the phone goes from hand to hand.
    /// </summary>
    public bool IsSurelyHers(TimeProvider clock) => Phone is null || IsYoungerThan(OwnOnPhone, clock);

    private bool IsYoungerThan(TimeSpan age, TimeProvider clock) =>
        clock.GetUtcNow().ToUnixTimeMilliseconds() < CreatedAt + age.TotalMilliseconds;
}

/// <summary>An organisation and the roles a person has in it today.</summary>
public sealed record Access(Organisation Org, IReadOnlyList<string> Roles);

/// <summary>What other modules ask about people.</summary>
public static class PeopleContract
{
    /// <summary>Roles of a person on a day.</summary>
    public static List<string> RolesOn(Statements sql, Guid org, Guid person, DateOnly day) =>
        Memberships.RolesOn(sql, org, person, day);

    /// <summary>Keeps a document for the coordinator to look at.</summary>
    /// <param name="reason">
    /// Code of the refusal that is said to the phone; <c>review.reason.CODE</c> says it to her.
    /// </param>
    /// <returns>Whether it was not there already, waiting or decided on.</returns>
    public static bool Hold(WriteScope scope, Guid org, Document document, string reason) =>
        Quarantine.Hold(scope, org, document, reason);

    /// <summary>Documents that wait for the coordinator.</summary>
    public static long WaitingForReview(Statements sql, Guid org) => Quarantine.CountWaiting(sql, org);

    /// <summary>Whether a document's device is, or was, a phone of the organisation.</summary>
    public static bool IsDevice(Statements sql, Guid org, string device) =>
        Guid.TryParseExact(device, "D", out var id) && Devices.ById(sql, org, id) is not null;
}
