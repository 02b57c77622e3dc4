using System.Globalization;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Dedal.Web.People;

/// <summary>
/// Passwords as Argon2id in the usual text form, <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c> (OWASP's second
/// choice: 19 MiB, two passes; 11-17 ms here). What was stored with less is stored again at the next sign-in.
/// </summary>
public static class Passwords
{
    /// <summary>Shortest that is accepted; ASVS 5.0 asks for 8 and wishes for more.</summary>
    public const int Shortest = 10;

    /// <summary>Longest that is accepted, so that hashing cannot be made slow from outside.</summary>
    public const int Longest = 200;

    private const int MemoryKiB = 19_456;
    private const int Passes = 2;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>Each seat holds 19 MiB while it works.</summary>
    private static readonly SemaphoreSlim Seats = new(Environment.ProcessorCount);

    /// <summary>Verified when there is no such person, so that the answer takes as long.</summary>
    private static readonly Lazy<string> Nobodys = new(() => Text(Tokens.New(), MemoryKiB, Passes));

    /// <summary>The text to store for a password.</summary>
    public static Task<string> Hash(string password) => Seated(() => Text(password, MemoryKiB, Passes));

    /// <summary>Whether the password is the stored one; the same work is done when nothing is stored.</summary>
    public static Task<bool> Verify(string password, string? stored) =>
        Seated(() =>
        {
            var (memory, passes, salt, hash) = Parse(stored ?? Nobodys.Value);
            var derived = Derive(password, salt, hash.Length, memory, passes);
            return CryptographicOperations.FixedTimeEquals(derived, hash) && stored is not null;
        });

    /// <summary>Stored with less work than a new one would be.</summary>
    public static bool IsOutdated(string stored)
    {
        var (memory, passes, _, _) = Parse(stored);
        return memory < MemoryKiB || passes < Passes;
    }

    /// <summary>Word key of what is wrong with a new password; null when it is good.</summary>
    public static string? Fault(string password, params string[] known) =>
        password.Length < Shortest ? "people.password.short"
        : password.Length > Longest ? "people.password.long"
        : password.Distinct().Count() < 5 || IsRun(password) || IsCommon(password, known) ? "people.password.common"
        : null;

    internal static string Text(string password, int memory, int passes)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Derive(password, salt, HashBytes, memory, passes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"$argon2id$v=19$m={memory},t={passes},p=1${Unpadded(salt)}${Unpadded(hash)}"
        );
    }

    /// <summary>1234567890, abcdefghij: each letter follows the one before.</summary>
    private static bool IsRun(string password) =>
        password.Zip(password.Skip(1), (a, b) => b - a).Count(step => step is 1 or -1) >= password.Length - 3;

    /// <summary>What everybody tries first, and what anybody knows of her: login, name, organisation.</summary>
    private static bool IsCommon(string password, string[] known)
    {
        var plain = Letters(password);
        return plain.Length < 4
            || CommonWords.Any(w => plain.Replace(w, "", StringComparison.Ordinal).Length < 4)
            || known
                .Select(Letters)
                .Any(k => k.Length > 3 && plain.Replace(k, "", StringComparison.Ordinal).Length < 4);
    }

    /// <summary>Letters only, small: digits and marks at the ends make no password better.</summary>
    private static string Letters(string text) =>
        new([.. text.ToLowerInvariant().Where(c => char.IsLetter(c) || c is '@' or '$')]);

    private static readonly string[] CommonWords =
    [
        "password",
        "passwort",
        "contraseña",
        "contrasena",
        "motdepasse",
        "secret",
        "secreto",
        "qwerty",
        "qwertyuiop",
        "azertyuiop",
        "asdfghjkl",
        "administrador",
        "administrator",
        "bienvenido",
        "bienvenue",
        "welcome",
        "iloveyou",
        "teamo",
        "tequiero",
        "jetaime",
        "bolivia",
        "potosi",
        "potosí",
        "dedal",
        "taller",
        "changeme",
        "letmein",
    ];

    private static async Task<T> Seated<T>(Func<T> work)
    {
        await Seats.WaitAsync();
        try
        {
            return work();
        }
        finally
        {
            Seats.Release();
        }
    }

    private static byte[] Derive(string password, byte[] salt, int length, int memory, int passes)
    {
        var parameters = new Argon2Parameters
        {
            DegreeOfParallelism = 1,
            MemorySize = memory,
            NumberOfPasses = passes,
        };
        return new Argon2id(parameters).DeriveBytes(password, salt, length);
    }

    private static (int Memory, int Passes, byte[] Salt, byte[] Hash) Parse(string text)
    {
        var parts = text.Split('$');
        var numbers = parts is ["", "argon2id", "v=19", var p, _, _] ? p.Split(',') : [];
        return numbers is [['m', '=', .. var m], ['t', '=', .. var t], "p=1"]
            ? (
                int.Parse(m, CultureInfo.InvariantCulture),
                int.Parse(t, CultureInfo.InvariantCulture),
                Padded(parts[4]),
                Padded(parts[5])
            )
            : throw new FormatException("A stored password is not Argon2id text.");
    }

    private static string Unpadded(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Padded(string text) =>
        Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
}
