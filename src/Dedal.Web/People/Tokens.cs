using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dedal.Web.People;

/// <summary>
/// Secrets that are random enough to be kept as a plain SHA-256: session tokens, ceremonies, codes. Who reads the
/// database cannot use what is in it.
/// </summary>
public static class Tokens
{
    /// <summary>No I, L, O, U: read aloud and copied by hand.</summary>
    private const string CodeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>32 random bytes for a cookie.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored of a token or code.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>A code to print: groups of four, five random bits a letter.</summary>
    public static string NewCode(int groups) =>
        string.Join('-', Enumerable.Range(0, groups).Select(_ => RandomNumberGenerator.GetString(CodeLetters, 4)));

    /// <summary>A typed code as it was printed: case, spaces, dashes and look-alike letters do not matter.</summary>
    public static string ReadCode(string? typed)
    {
        var letters = (typed ?? "")
            .ToUpperInvariant()
            .Replace('O', '0')
            .Replace('I', '1')
            .Replace('L', '1')
            .Where(CodeLetters.Contains)
            .Take(64);
        return string.Join('-', letters.Chunk(4).Select(c => new string(c)));
    }
}
