using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dedal.Tests.Authorisation;

/// <summary>A device with one passkey, as WebAuthn describes it: ES256, no attestation, a counter.</summary>
internal sealed class SoftwareAuthenticator : IDisposable
{
    private const byte PresentAndVerified = 0x05;
    private const byte WithCredential = 0x40;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    private string userHandle = "";

    /// <summary>What the page's address is, as the browser sees it.</summary>
    public string Origin { get; set; } = "http://localhost";

    public int Counter { get; set; }

    public string Id => Base64Url.EncodeToString(id);

    /// <summary>The credential for creation options of the server.</summary>
    public string Create(string optionsJson)
    {
        var options = JsonNode.Parse(optionsJson)!;
        userHandle = (string)options["user"]!["id"]!;
        var point = key.ExportParameters(false).Q;
        byte[] cose = [.. Hex("a5010203262001215820"), .. point.X!, .. Hex("225820"), .. point.Y!];
        byte[] credential = [.. new byte[16], 0, (byte)id.Length, .. id, .. cose];
        byte[] data = [.. Data((string)options["rp"]!["id"]!, WithCredential), .. credential];
        byte[] attestation =
        [
            .. Hex("a363"),
            .. "fmt"u8,
            0x64,
            .. "none"u8,
            0x67,
            .. "attStmt"u8,
            .. Hex("a068"),
            .. "authData"u8,
            0x58,
            (byte)data.Length,
            .. data,
        ];
        return Credential(
            new JsonObject
            {
                ["clientDataJSON"] = Base64Url.EncodeToString(ClientData("webauthn.create", options)),
                ["attestationObject"] = Base64Url.EncodeToString(attestation),
                ["transports"] = new JsonArray("internal"),
            }
        );
    }

    /// <summary>The credential for request options of the server.</summary>
    public string Get(string optionsJson)
    {
        var options = JsonNode.Parse(optionsJson)!;
        var clientData = ClientData("webauthn.get", options);
        var data = Data((string)options["rpId"]!, 0);
        byte[] signed = [.. data, .. SHA256.HashData(clientData)];
        var signature = key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(
            new JsonObject
            {
                ["clientDataJSON"] = Base64Url.EncodeToString(clientData),
                ["authenticatorData"] = Base64Url.EncodeToString(data),
                ["signature"] = Base64Url.EncodeToString(signature),
                ["userHandle"] = userHandle,
            }
        );
    }

    public void Dispose() => key.Dispose();

    private string Credential(JsonObject response) =>
        new JsonObject
        {
            ["id"] = Id,
            ["rawId"] = Id,
            ["type"] = "public-key",
            ["clientExtensionResults"] = new JsonObject(),
            ["response"] = response,
        }.ToJsonString();

    private byte[] ClientData(string type, JsonNode options) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["type"] = type,
                ["challenge"] = (string)options["challenge"]!,
                ["origin"] = Origin,
                ["crossOrigin"] = false,
            }
        );

    private byte[] Data(string domain, byte flags)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(counter, Counter);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(domain)), (byte)(PresentAndVerified | flags), .. counter];
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text);
}
