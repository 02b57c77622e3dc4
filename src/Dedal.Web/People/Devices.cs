using System.Buffers.Text;
using System.Security.Cryptography;
using Dedal.Web.Data;

namespace Dedal.Web.People;

/// <summary>A phone enrolled in an organisation.</summary>
/// <param name="PublicKey">
/// P-256, SubjectPublicKeyInfo in base64url; the phone never gives its private half away.
/// </param>
public sealed record Device(
    Guid Id,
    string Name,
    string PublicKey,
    Guid EnrolledBy,
    long EnrolledAt,
    long SeenAt,
    long? RevokedAt
);

/// <summary>The rows of enrolled phones.</summary>
public static class Devices
{
    /// <summary>Phones that one organisation may have in use.</summary>
    public const int Most = 200;

    /// <summary>Longest name of a phone.</summary>
    public const int LongestName = 40;

    private const string Columns = "device_id, name, public_key, enrolled_by, enrolled_at, seen_at, revoked_at";

    public static Device? ById(Statements sql, Guid org, Guid device) =>
        sql.First($"select {Columns} from device where org_id = $1 and device_id = $2", Of, org, device);

    /// <summary>Phones in use first, the one seen last at the top.</summary>
    public static List<Device> All(Statements sql, Guid org) =>
        sql.Query(
            $"""
            select {Columns} from device where org_id = $1
            order by case when revoked_at is null then 0 else 1 end, seen_at desc, device_id limit 500
            """,
            Of,
            org
        );

    public static void Add(WriteScope scope, Guid org, Guid device, string name, string publicKey, Guid enrolledBy) =>
        scope.Sql.Execute(
            """
            insert into device (org_id, device_id, name, public_key, enrolled_by, enrolled_at, seen_at)
            values ($1, $2, $3, $4, $5, $6, $6)
            """,
            org,
            device,
            name,
            publicKey,
            enrolledBy,
            scope.NowMs
        );

    /// <summary>
    /// The phone may go on to hand in what it holds (the endpoint decides), but whoever used it by PIN is out.
    /// </summary>
    public static void Revoke(WriteScope scope, Guid org, Guid device)
    {
        scope.Sql.Execute(
            "update device set revoked_at = $1 where org_id = $2 and device_id = $3 and revoked_at is null",
            scope.NowMs,
            org,
            device
        );
        scope.Sql.Execute(
            "update session set revoked_at = $1 where device_org = $2 and device_id = $3 and revoked_at is null",
            scope.NowMs,
            org,
            device
        );
    }

    /// <summary>Whether a text is a public key of the one kind we take.</summary>
    public static bool IsKey(string text)
    {
        using var key = KeyOf(text);
        return key is not null;
    }

    /// <summary>Null when it is no P-256 key.</summary>
    internal static ECDsa? KeyOf(string text)
    {
        if (text.Length is 0 or > 200 || !Base64Url.IsValid(text))
        {
            return null;
        }

        var key = ECDsa.Create();
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            var curve = key.ExportParameters(false).Curve;
            if (read == bytes.Length && curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
            {
                return key;
            }
        }
        catch (CryptographicException)
        {
            // No key at all, or a point that is not on its curve.
        }

        key.Dispose();
        return null;
    }

    private static Device Of(System.Data.Common.DbDataReader r) =>
        new(
            r.GetGuid(0),
            r.GetString(1),
            r.GetString(2),
            r.GetGuid(3),
            r.GetInt64(4),
            r.GetInt64(5),
            r.IsDBNull(6) ? null : r.GetInt64(6)
        );
}
