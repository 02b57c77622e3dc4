using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using Dedal.Web.Shared;
using Microsoft.Net.Http.Headers;

namespace Dedal.Web.People;

/// <summary>Serves the phone's scripts and reads what they send.</summary>
internal static class PhoneScripts
{
    /// <summary>Longest credential a browser sends, with room; RSA keys of security chips are the largest.</summary>
    private const int MostBytes = 64 * 1024;

    private const string Folder = "Dedal.Web.Shared.phone.";

    private static readonly FrozenDictionary<string, (byte[] Text, EntityTagHeaderValue Version)> All = Assembly
        .GetExecutingAssembly()
        .GetManifestResourceNames()
        .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(n => n[Folder.Length..], Load, StringComparer.Ordinal);

    /// <summary>Every script there is, one address each.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (name, (text, version)) in All.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            routes
                .MapGet(
                    "/phone/" + name,
                    (HttpContext context) =>
                    {
                        context.Response.Headers.CacheControl = "no-cache"; // kept, but asked for anew
                        return Results.Bytes(text, "text/javascript; charset=utf-8", entityTag: version);
                    }
                )
                .AllowAnyone();
        }
    }

    public static async Task<string> Body(HttpContext context)
    {
        var buffer = new byte[MostBytes];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false);
        return length == MostBytes ? "" : Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static (byte[] Text, EntityTagHeaderValue Version) Load(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var all = new MemoryStream();
        stream.CopyTo(all);
        var text = all.ToArray();
        return (text, new($"\"{Tokens.Hash(Encoding.UTF8.GetString(text))[..16]}\""));
    }
}
