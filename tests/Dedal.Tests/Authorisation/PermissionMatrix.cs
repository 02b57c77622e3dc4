using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.People;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Dedal.Tests.Authorisation;

/// <summary>
/// Calls every endpoint as every role in its own and in another organisation, and as nobody, and reports each answer
/// that is not what the reviewed table says. Built from the endpoint list: a new endpoint is covered by itself.
/// </summary>
internal sealed class PermissionMatrix(TestApp app, IReadOnlyList<PermissionRow> rows)
{
    private readonly List<string> findings = [];
    private readonly Dictionary<string, Guid> persons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TestPhone> phones = new(StringComparer.Ordinal);
    private Guid ours;
    private Guid theirs;

    private const string Revoked = "phone, revoked";
    private const string Foreign = "phone of another organisation";
    private const string Forger = "phone with a broken signature";

    public int Requests { get; private set; }

    public async Task<List<string>> Run()
    {
        (ours, theirs) = ((await app.Workshop("Nuestro taller")).Id, (await app.Workshop("Taller ajeno")).Id);
        foreach (var role in Who.All)
        {
            persons[role] = await app.Person(ours, role);
        }

        persons[PermissionTable.Stranger] = await app.Person(ours);
        foreach (var phone in (string[])[PermissionTable.Phone, Revoked, Foreign, Forger])
        {
            phones[phone] = await app.Phone(phone == Foreign ? theirs : ours);
        }

        phones[Forger].Spoil = text => text.Replace("/o/", "/x/", StringComparison.Ordinal);
        await app.Writer.Do(s => Devices.Revoke(s, ours, phones[Revoked].Id));
        foreach (var endpoint in app.Endpoints)
        {
            var name = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
            foreach (var method in methods ?? [PermissionTable.AnyMethod])
            {
                if (rows.FirstOrDefault(r => r.Method == method && r.Route == name) is { } row)
                {
                    await Try(endpoint, row);
                }
                else
                {
                    findings.Add($"{method} {name} is not in the table");
                }
            }
        }

        return findings;
    }

    private async Task Try(RouteEndpoint endpoint, PermissionRow row)
    {
        var ofOrg = endpoint.RoutePattern.GetParameter("org") is not null;
        if (IsForPhones(row))
        {
            // A revoked phone is heard: what it still holds must be taken. Whether for this, the endpoint says itself.
            var revoked = await Call(endpoint, row.Method, Revoked, ours);
            Judge(
                row,
                Revoked,
                "own",
                revoked,
                revoked.StatusCode == HttpStatusCode.Forbidden ? HttpStatusCode.Forbidden : null
            );
            Judge(row, Foreign, "other", await Call(endpoint, row.Method, Foreign, ours), HttpStatusCode.Unauthorized);
            Judge(row, Forger, "own", await Call(endpoint, row.Method, Forger, ours), HttpStatusCode.Unauthorized);
        }

        foreach (var caller in PermissionTable.Callers)
        {
            var own = await Call(endpoint, row.Method, caller, ours);
            Judge(row, caller, "own", own, Expected(row, caller, ofOrg, own: true));
            if (ofOrg)
            {
                var other = await Call(endpoint, row.Method, caller, theirs);
                Judge(row, caller, "other", other, Expected(row, caller, ofOrg, own: false));
            }
        }
    }

    private static bool IsForPhones(PermissionRow row) => row.Callers is [PermissionTable.Phone];

    /// <summary>Null: the endpoint itself answers.</summary>
    private static HttpStatusCode? Expected(PermissionRow row, string caller, bool ofOrg, bool own) =>
        own && row.Callers.Contains(caller) ? null
        : IsForPhones(row) ? HttpStatusCode.Unauthorized
        : caller is PermissionTable.Nobody or PermissionTable.Phone ? HttpStatusCode.Redirect
        : ofOrg && (!own || caller == PermissionTable.Stranger) ? HttpStatusCode.NotFound
        : HttpStatusCode.Forbidden;

    private void Judge(
        PermissionRow row,
        string caller,
        string where,
        HttpResponseMessage got,
        HttpStatusCode? expected
    )
    {
        var toSignIn = got.Headers.Location?.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal) == true;
        var right = expected switch
        {
            // An unknown id may be a 404 of the endpoint's own; a fault never is right.
            null => got.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
                && (int)got.StatusCode < 500,
            HttpStatusCode.Redirect => got.StatusCode == HttpStatusCode.Redirect && toSignIn,
            _ => got.StatusCode == expected,
        };
        if (!right)
        {
            var wanted = expected is { } status ? $"{(int)status}" : "let in";
            findings.Add($"{row} as {caller}, {where} organisation: {(int)got.StatusCode} instead of {wanted}");
        }
    }

    private async Task<HttpResponseMessage> Call(RouteEndpoint endpoint, string method, string caller, Guid org)
    {
        // A session of its own for each call: some endpoints end sessions.
        var client =
            caller == PermissionTable.Nobody ? app.Client()
            : phones.TryGetValue(caller, out var phone) ? phone.Client()
            : await app.SignedIn(persons[caller]);
        using var request = Request(endpoint, method, org, ++Requests);
        return await client.SendAsync(request);
    }

    internal static HttpRequestMessage Request(RouteEndpoint endpoint, string method, Guid org, int number)
    {
        var verb = method == PermissionTable.AnyMethod ? "GET" : method;
        var request = new HttpRequestMessage(new(verb), Address(endpoint.RoutePattern, org));
        request.Headers.Add("Accept", "text/html");

        // An address of its own, so that no limit on tries answers first.
        request.Headers.Add("X-Forwarded-For", new IPAddress(0x0A00_0000 + number).ToString());
        if (verb is not ("GET" or "HEAD"))
        {
            var json =
                endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json") == true;
            request.Content = new StringContent(json ? "{}" : "", Encoding.UTF8);
            request.Content.Headers.ContentType = new(json ? "application/json" : "application/x-www-form-urlencoded");
        }

        return request;
    }

    private static string Address(RoutePattern pattern, Guid org) =>
        "/"
        + string.Join(
            '/',
            pattern.PathSegments.Select(s =>
                string.Concat(
                    s.Parts.Select(p =>
                        p switch
                        {
                            RoutePatternLiteralPart literal => literal.Content,
                            RoutePatternSeparatorPart separator => separator.Content,
                            RoutePatternParameterPart parameter => Value(parameter, org),
                            _ => throw new NotSupportedException(),
                        }
                    )
                )
            )
        );

    private static string Value(RoutePatternParameterPart parameter, Guid org) =>
        parameter.Name == "org"
            ? org.ToString("D")
            : parameter.ParameterPolicies.Select(p => p.Content).FirstOrDefault() switch
            {
                "guid" => Guid.CreateVersion7().ToString("D"),
                "int" or "long" => "1",
                "datetime" => "2026-03-14",
                _ => "x",
            };
}
