using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Shared;

/// <summary>Who makes a request and what it may see; worked out once, before the endpoint runs.</summary>
/// <param name="Person">Null when nobody is signed in.</param>
/// <param name="Language">es, fr or en.</param>
/// <param name="Org">
/// The organisation that the address names, when the caller has a role in it or her phone is enrolled in it.
/// </param>
/// <param name="Roles">Her roles in it today.</param>
public sealed record Caller(Guid? Person, string Name, string Language, Organisation? Org, IReadOnlyList<string> Roles)
{
    /// <summary>
    /// What she records on, as the journal names it: a browser's session here, an enrolled phone by its id.
    /// </summary>
    public string Device { get; init; } = "web";

    /// <summary>The enrolled phone that signed the request; null when none did.</summary>
    public Proven? Proven { get; init; }

    public static Caller Nobody(string language) => new(null, "", language, null, []);

    public bool Has(IReadOnlyList<string> roles) => roles.Any(Roles.Contains);

    /// <summary>The caller of a request; set by the middleware of the People module.</summary>
    public static Caller Of(HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("No caller was worked out.");
}

/// <summary>A phone that proved itself with its own key.</summary>
/// <param name="Device">Its id in the organisation; the journal names it so.</param>
/// <param name="Revoked">It may hand in what it holds; the endpoint decides what becomes of it.</param>
public sealed record Proven(Guid Device, Guid Org, bool Revoked);

/// <summary>Opens connections that read one organisation's rows.</summary>
public sealed class Reads(Database database)
{
    public Statements Of(Organisation org) => new(database.OpenForReading(org.Id.ToString("D")), database.Kind);

    /// <summary>Reads several organisations at once; on PostgreSQL no row of any other shows.</summary>
    public Statements Of(IEnumerable<Guid> orgs) =>
        new(database.OpenForReading(string.Join(',', orgs.Select(o => o.ToString("D")))), database.Kind);

    /// <summary>For the server's own work: sign-in, the list of one's organisations, the command line.</summary>
    public Statements OfServer() => new(database.OpenForReading(Database.EveryOrg), database.Kind);
}
