using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>
/// Checks the header <c>Dedal-Device: id.signature</c>: ECDSA P-256 over <c>METHOD\npath\nsha256hex(body)</c>, the path
/// with its query as it was sent. It proves which phone speaks, not when: a request sent again proves the same, which
/// does no harm, because every document carries its id and counts once.
/// </summary>
public sealed partial class DeviceProof(Reads reads, Writer writer, TimeProvider clock, ILogger<DeviceProof> log)
{
    public const string Header = "Dedal-Device";

    /// <summary>Longest signed body, as long as the longest sending of documents.</summary>
    public const int LongestBody = 1 << 20;

    private const int SignatureBytes = 64;
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, long> seen = new();

    /// <summary>
    /// The phone that signed the request, of the organisation in its address; null when none did. Throws <see
    /// cref="BadHttpRequestException"/> when the body is longer than may be.
    /// </summary>
    public async Task<(Proven Device, Organisation Org)?> Read(HttpContext context)
    {
        if (
            context.Request.Headers[Header] is not [{ Length: < 200 } header]
            || header.Split('.') is not [var name, var text]
            || !Guid.TryParseExact(name, "D", out var id)
            || !Base64Url.IsValid(text)
            || !Guid.TryParse(context.GetRouteValue("org") as string, out var org)
        )
        {
            return null;
        }

        Device? device;
        Organisation? organisation;
        using (var sql = reads.OfServer())
        {
            device = Devices.ById(sql, org, id);
            organisation = device is null ? null : Organisations.ById(sql, org);
        }

        // Only for a phone that is known is a body read before anybody asked for it.
        if (device is null || organisation is null || !await IsSigned(context.Request, device, text))
        {
            return null;
        }

        Note(org, device);
        return (new(id, org, device.RevokedAt is not null), organisation);
    }

    private static async Task<bool> IsSigned(HttpRequest request, Device device, string text)
    {
        var signature = Base64Url.DecodeFromChars(text);
        if (signature.Length != SignatureBytes)
        {
            return false;
        }

        var body = await Body(request);
        using var key = Devices.KeyOf(device.PublicKey);
        var format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;
        return key?.VerifyData(Signed(request, body), signature, HashAlgorithmName.SHA256, format) == true;
    }

    private static byte[] Signed(HttpRequest request, byte[] body)
    {
        var path = request.PathBase.Add(request.Path).ToUriComponent() + request.QueryString.ToUriComponent();
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        return Encoding.UTF8.GetBytes($"{request.Method}\n{path}\n{hash}");
    }

    /// <summary>Reads the body as it was received, and leaves it there for the endpoint.</summary>
    private static async Task<byte[]> Body(HttpRequest request)
    {
        if (request.ContentLength > LongestBody)
        {
            throw TooLong();
        }

        using var all = new MemoryStream();
        var piece = new byte[16_384];
        while (await request.Body.ReadAsync(piece, request.HttpContext.RequestAborted) is > 0 and var length)
        {
            all.Write(piece, 0, length);
            if (all.Length > LongestBody)
            {
                throw TooLong();
            }
        }

        var body = all.ToArray();
        request.Body = new MemoryStream(body, writable: false);
        return body;
    }

    private static BadHttpRequestException TooLong() =>
        new("The signed body is too long.", StatusCodes.Status413PayloadTooLarge);

    /// <summary>Nobody waits for this; when it fails the phone only looks as if it had been away.</summary>
    private void Note(Guid org, Device device)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var last = Math.Max(device.SeenAt, seen.GetValueOrDefault(device.Id));
        if (now < last + SeenEvery.TotalMilliseconds)
        {
            return;
        }

        seen[device.Id] = now;
        _ = Write();

        async Task Write()
        {
            try
            {
                await writer.Do(s =>
                    s.Sql.Execute(
                        "update device set seen_at = $1 where org_id = $2 and device_id = $3",
                        now,
                        org,
                        device.Id
                    )
                );
            }
            catch (Exception e)
            {
                NotNoted(log, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of a phone could not be noted.")]
    private static partial void NotNoted(ILogger log, Exception e);
}
