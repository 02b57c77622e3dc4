using System.Globalization;
using System.Security.Cryptography;
using Dedal.Web.Data;

namespace Dedal.Web.People;

/// <summary>A person's PIN in one organisation.</summary>
/// <param name="OneTimeUntil">Set by somebody else: until then it opens once, and must be changed.</param>
internal sealed record Pin(string Secret, long? OneTimeUntil);

/// <summary>
/// Six digits, good only on a phone of the organisation that gave them: with the phone's key two factors. Errors are
/// counted by phone and person, so that nobody can lock out another elsewhere.
/// </summary>
public static class Pins
{
    public const int Length = 6;

    /// <summary>Errors after which this person waits on this phone.</summary>
    public const int BeforeWait = 5;

    /// <summary>Errors after which she needs a new one.</summary>
    public const int BeforeReset = 10;

    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(15);

    /// <summary>A code that somebody else made is good for this long.</summary>
    public static readonly TimeSpan OneTimeLife = TimeSpan.FromDays(7);

    public static bool IsPin(string? text) => text is { Length: Length } && text.All(char.IsAsciiDigit);

    /// <summary>
    /// What people try first: few different digits, runs, repeats, lines on the keypad, and dates, because a colleague
    /// knows a birthday.
    /// </summary>
    public static bool IsSilly(string pin) =>
        pin.Distinct().Count() < 4
        || pin.Zip(pin.Skip(1), (a, b) => b - a).Count(step => step is 1 or -1) >= 4
        || pin[..3] == pin[3..]
        || Lines.Contains(pin, StringComparer.Ordinal)
        || IsDate(pin, "ddMMyy")
        || IsDate(pin, "MMddyy")
        || IsDate(pin, "yyMMdd")
        || IsDate(pin, "yyyyMM");

    private static readonly string[] Lines =
    [
        "147258",
        "147369",
        "159357",
        "159753",
        "258369",
        "258456",
        "357159",
        "369258",
        "741852",
        "753159",
        "789456",
        "852456",
        "963852",
    ];

    /// <summary>A code to say to somebody; never one that a person could not choose herself.</summary>
    public static string NewCode()
    {
        string code;
        do
        {
            code = RandomNumberGenerator.GetString("0123456789", Length);
        } while (IsSilly(code));

        return code;
    }

    internal static Pin? Of(Statements sql, Guid org, Guid person) =>
        sql.First(
            "select secret, one_time_until from pin where org_id = $1 and person_id = $2",
            r => new Pin(r.GetString(0), r.IsDBNull(1) ? null : r.GetInt64(1)),
            org,
            person
        );

    /// <param name="hash">From <see cref="Passwords.Hash"/>.</param>
    /// <param name="oneTime">Made by somebody else, and to be changed at its first use.</param>
    public static void Set(WriteScope scope, Guid org, Guid person, string hash, bool oneTime)
    {
        scope.Sql.Execute(
            """
            insert into pin (org_id, person_id, secret, set_at, one_time_until) values ($1, $2, $3, $4, $5)
            on conflict (org_id, person_id) do update set secret = $3, set_at = $4, one_time_until = $5
            """,
            org,
            person,
            hash,
            scope.NowMs,
            oneTime ? scope.NowMs + (long)OneTimeLife.TotalMilliseconds : null
        );
        if (oneTime)
        {
            scope.Sql.Execute("delete from pin_failure where org_id = $1 and person_id = $2", org, person);
        }
    }

    /// <summary>
    /// Counts a try before the PIN is looked at, so that many at once are no way around. Null: go on; else the word
    /// key.
    /// </summary>
    public static string? Count(WriteScope scope, Guid org, Guid device, Guid person)
    {
        var (failures, last) = scope.Sql.First(
            "select failures, last_at from pin_failure where org_id = $1 and device_id = $2 and person_id = $3",
            r => (r.GetInt32(0), r.GetInt64(1)),
            org,
            device,
            person
        );
        if (failures >= BeforeReset)
        {
            return "pin.no.reset";
        }

        if (failures == BeforeWait && scope.NowMs < last + Wait.TotalMilliseconds)
        {
            return "pin.no.wait";
        }

        scope.Sql.Execute(
            """
            insert into pin_failure (org_id, device_id, person_id, failures, last_at) values ($1, $2, $3, 1, $4)
            on conflict (org_id, device_id, person_id) do update set failures = pin_failure.failures + 1, last_at = $4
            """,
            org,
            device,
            person,
            scope.NowMs
        );
        return null;
    }

    /// <summary>After a right one.</summary>
    public static void Clear(WriteScope scope, Guid org, Guid device, Guid person) =>
        scope.Sql.Execute(
            "delete from pin_failure where org_id = $1 and device_id = $2 and person_id = $3",
            org,
            device,
            person
        );

    private static bool IsDate(string pin, string format) =>
        DateOnly.TryParseExact(pin, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && (format != "yyyyMM" || day.Year is > 1900 and < 2100);
}
