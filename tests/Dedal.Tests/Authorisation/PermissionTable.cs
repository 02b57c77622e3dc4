using System.Text;
using Dedal.Domain.Books;
using Dedal.Web.People;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.Routing;

namespace Dedal.Tests.Authorisation;

/// <summary>One endpoint and who may call it, as docs/permissions.tsv says.</summary>
/// <param name="Callers">Of <see cref="PermissionTable.Callers"/>.</param>
public sealed record PermissionRow(string Method, string Route, IReadOnlyList<string> Callers)
{
    public override string ToString() => $"{Method} {Route}";
}

/// <summary>docs/permissions.tsv: reviewed by people, compared with what the endpoints declare.</summary>
public static class PermissionTable
{
    /// <summary>Nobody is signed in.</summary>
    public const string Nobody = "nobody";

    /// <summary>Stands for the method of an endpoint that takes every one.</summary>
    public const string AnyMethod = "ANY";

    /// <summary>Signed in, with no role in the organisation.</summary>
    public const string Stranger = "no-role";

    /// <summary>Nobody is signed in, but the request is signed by a phone of the organisation.</summary>
    public const string Phone = "phone";

    public static readonly IReadOnlyList<string> Callers = [Nobody, Phone, Stranger, .. Who.All];

    public static string File { get; } = Path.Combine(Root(), "docs/permissions.tsv");

    /// <summary>What the endpoints declare; one that declares nothing sound is open to nobody at all.</summary>
    public static List<PermissionRow> Of(IEnumerable<RouteEndpoint> endpoints) =>
        [
            .. from endpoint in endpoints
            let route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [AnyMethod]
            orderby route, method
            select new PermissionRow(method, route, Allowed(endpoint)),
        ];

    public static string Text(IEnumerable<PermissionRow> rows)
    {
        var text = new StringBuilder("method\troute\t").AppendJoin('\t', Callers).Append('\n');
        foreach (var row in rows)
        {
            text.Append(row.Method).Append('\t').Append(row.Route).Append('\t');
            text.AppendJoin('\t', Callers.Select(c => row.Callers.Contains(c) ? "yes" : "-")).Append('\n');
        }

        return text.ToString();
    }

    public static List<PermissionRow> Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var names = lines[0].Split('\t')[2..];
        return
        [
            .. lines
                .Skip(1)
                .Select(l => l.Split('\t'))
                .Select(c => new PermissionRow(c[0], c[1], [.. names.Where((_, i) => c[i + 2] == "yes")])),
        ];
    }

    private static IReadOnlyList<string> Allowed(RouteEndpoint endpoint)
    {
        if (PermissionMiddleware.Faults(endpoint) is not null)
        {
            return [];
        }

        var permission = endpoint.Metadata.GetMetadata<Permission>()!;
        return permission == Permission.Anyone ? Callers
            : permission == Permission.Device ? [Phone]
            : permission == Permission.SignedIn ? [.. Callers.Where(c => c is not (Nobody or Phone))]
            : [.. Who.All.Where(permission.Roles.Contains)];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Dedal.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("These tests run inside the repository.");
        }

        return folder.FullName;
    }
}
