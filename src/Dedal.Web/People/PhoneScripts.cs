using System.Text;

namespace Dedal.Web.People;

/// <summary>Reads what the phone's scripts send about keys and passkeys.</summary>
internal static class PhoneScripts
{
    /// <summary>Longest credential a browser sends, with room; RSA keys of security chips are the largest.</summary>
    private const int MostBytes = 64 * 1024;

    public static async Task<string> Body(HttpContext context)
    {
        var buffer = new byte[MostBytes];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false);
        return length == MostBytes ? "" : Encoding.UTF8.GetString(buffer, 0, length);
    }
}
