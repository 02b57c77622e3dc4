namespace Dedal.Web.Shared;

/// <summary>
/// Who may call an endpoint. Every endpoint carries one; an endpoint without is refused (and a test fails). The list of
/// all of them is docs/permissions.tsv.
/// </summary>
/// <param name="Roles">Roles in the organisation of the address; empty for <see cref="Anyone"/>, <see
/// cref="SignedIn"/> and <see cref="Device"/>.</param>
public sealed record Permission(string Name, IReadOnlyList<string> Roles)
{
    /// <summary>No sign-in needed.</summary>
    public static readonly Permission Anyone = new("anyone", []);

    /// <summary>Any person with a session, for what is only her own.</summary>
    public static readonly Permission SignedIn = new("signed-in", []);

    /// <summary>
    /// Any phone enrolled in the organisation of the address, proved by its signature, whoever is signed in. A revoked
    /// one too: the endpoint decides what may still be done with it.
    /// </summary>
    public static readonly Permission Device = new("device", []);
}

/// <summary>Puts permissions on endpoints.</summary>
public static class PermissionExtensions
{
    public static T AllowAnyone<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(Permission.Anyone);

    public static T AllowSignedIn<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(Permission.SignedIn);

    /// <summary>
    /// Only phones enrolled in the organisation that the address names; see <see cref="Caller.Proven"/>.
    /// </summary>
    public static T AllowDevice<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(Permission.Device);

    /// <summary>
    /// Only persons with one of the roles in the organisation that the address names (<c>/o/{org}/…</c>).
    /// </summary>
    public static T AllowRoles<T>(this T endpoint, IReadOnlyList<string> roles)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new Permission("roles", roles));
}
