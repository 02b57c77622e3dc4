using System.Reflection;
using System.Text;
using Dedal.Web.Shared;
using Microsoft.Net.Http.Headers;

namespace Dedal.Web.People;

/// <summary>Serves the passkey script and reads what it sends.</summary>
internal static class PhoneScripts
{
    /// <summary>Longest credential a browser sends, with room; RSA keys of security chips are the largest.</summary>
    private const int MostBytes = 64 * 1024;

    private static readonly byte[] Script = Load();
    private static readonly EntityTagHeaderValue Version = new(
        $"\"{Tokens.Hash(Encoding.UTF8.GetString(Script))[..16]}\""
    );

    public static IResult Passkey(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-cache"; // kept, but asked for anew
        return Results.Bytes(Script, "text/javascript; charset=utf-8", entityTag: Version);
    }

    public static async Task<string> Body(HttpContext context)
    {
        var buffer = new byte[MostBytes];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false);
        return length == MostBytes ? "" : Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static byte[] Load()
    {
        using var stream = Assembly
            .GetExecutingAssembly()
            .GetManifestResourceStream("Dedal.Web.Shared.phone.passkey.js")!;
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
