using System.Text.Json;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>What a phone sends to be enrolled.</summary>
/// <param name="Org">From the QR; null when only the code was typed.</param>
/// <param name="Key">See <see cref="Device.PublicKey"/>.</param>
internal sealed record Enrolment(Guid? Org, string? Code, string? Name, string? Key);

/// <summary>
/// A code makes a phone one of an organisation's devices: made by somebody of hers, good once and for fifteen minutes.
/// </summary>
public static class EnrolDevice
{
    public static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(15);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/enrol", Do).AllowAnyone().RequireRateLimiting(Attempts.ByAddress);

    /// <summary>A new code; kept only as its hash.</summary>
    public static string NewCode(WriteScope scope, Guid org, Guid by)
    {
        var code = Tokens.NewCode(groups: 2);
        var old = scope.NowMs - (long)TimeSpan.FromDays(1).TotalMilliseconds;
        scope.Sql.Execute("delete from enrolment_code where org_id = $1 and expires_at < $2", org, old);
        scope.Sql.Execute(
            "insert into enrolment_code (code_hash, org_id, made_by, expires_at) values ($1, $2, $3, $4)",
            Tokens.Hash(code),
            org,
            by,
            scope.NowMs + (long)CodeLife.TotalMilliseconds
        );
        return code;
    }

    private static async Task<IResult> Do(HttpContext context, Writer writer, TimeProvider clock)
    {
        var sent = await Sent(context);
        var name = sent?.Name?.Trim() ?? "";
        if (sent is null || !Devices.IsKey(sent.Key ?? ""))
        {
            return No(context, "enrol.no.broken");
        }

        if (name.Length is 0 or > Devices.LongestName)
        {
            return No(context, "enrol.no.name");
        }

        var device = Guid.CreateVersion7(clock.GetUtcNow());
        var (org, fault) = await writer.Do(s => Enrol(s, sent, name, device));
        return fault is null ? Results.Json(new { org, device }) : No(context, fault);
    }

    /// <summary>The organisation, or the word key of what is wrong with the code.</summary>
    private static (Guid Org, string? Fault) Enrol(WriteScope scope, Enrolment sent, string name, Guid device)
    {
        var hash = Tokens.Hash(Tokens.ReadCode(sent.Code));
        var found = scope.Sql.Query(
            "select org_id, made_by, expires_at, used_at from enrolment_code where code_hash = $1",
            r => (Org: r.GetGuid(0), By: r.GetGuid(1), Until: r.GetInt64(2), Used: !r.IsDBNull(3)),
            hash
        );
        if (found is not [var code])
        {
            return (default, "enrol.no.unknown");
        }

        if (sent.Org is { } wanted && wanted != code.Org)
        {
            return (default, "enrol.no.elsewhere");
        }

        if (code.Used)
        {
            return (default, "enrol.no.used");
        }

        if (scope.NowMs >= code.Until)
        {
            return (default, "enrol.no.expired");
        }

        if (Devices.All(scope.Sql, code.Org).Count(d => d.RevokedAt is null) >= Devices.Most)
        {
            return (default, "enrol.no.full");
        }

        scope.Sql.Execute("update enrolment_code set used_at = $1 where code_hash = $2", scope.NowMs, hash);
        Devices.Add(scope, code.Org, device, name, sent.Key!, code.By);
        return (code.Org, null);
    }

    private static async Task<Enrolment?> Sent(HttpContext context)
    {
        try
        {
            return JsonSerializer.Deserialize<Enrolment>(await PhoneScripts.Body(context), JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult No(HttpContext context, string key) =>
        Results.Json(
            new { error = key.Split('.')[^1], sentence = Words.In(Caller.Of(context).Language)[key] },
            statusCode: StatusCodes.Status422UnprocessableEntity
        );
}
