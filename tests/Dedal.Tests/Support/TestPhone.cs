using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dedal.Web.People;
using Microsoft.AspNetCore.TestHost;

namespace Dedal.Tests.Support;

/// <summary>A phone with a key of its own, as device.js makes it: signs every request it sends.</summary>
public sealed class TestPhone : DelegatingHandler
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestPhone(HttpMessageHandler server)
        : base(server) { }

    /// <summary>Its id in its organisation.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public string PublicKey => Base64Url.EncodeToString(key.ExportSubjectPublicKeyInfo());

    /// <summary>Spoils what is signed, to see that the signature counts.</summary>
    public Func<string, string> Spoil { get; set; } = text => text;

    public string Header(string method, string path, byte[] body)
    {
        var signed = Spoil($"{method}\n{path}\n{Convert.ToHexStringLower(SHA256.HashData(body))}");
        var format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;
        var signature = key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, format);
        return $"{Id:D}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>A browser on this phone.</summary>
    public HttpClient Client()
    {
        var client = new HttpClient(this, disposeHandler: false) { BaseAddress = new("http://localhost/") };
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(token);
        request.Headers.Remove(DeviceProof.Header);
        request.Headers.Add(DeviceProof.Header, Header(request.Method.Method, request.RequestUri!.PathAndQuery, body));
        return await base.SendAsync(request, token);
    }

    protected override void Dispose(bool disposing)
    {
        key.Dispose();
        base.Dispose(disposing);
    }
}
