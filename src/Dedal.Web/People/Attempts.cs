using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Dedal.Web.Data;

namespace Dedal.Web.People;

/// <summary>
/// Bounds guessing. Five wrong tries lock one account for one address for fifteen minutes: nobody can lock out another.
/// Above that, tries per minute are limited by address and by account.
/// </summary>
public sealed class Attempts : IDisposable
{
    /// <summary>Name of the limit by address, for endpoints that take a secret.</summary>
    public const string ByAddress = "secrets-by-address";

    /// <summary>Wrong tries after which an account is locked for an address.</summary>
    public const int BeforeLock = 5;

    public static readonly TimeSpan LockFor = TimeSpan.FromMinutes(15);

    /// <summary>Forms and other changes a minute, from one address by one person or phone.</summary>
    public const int ChangesPerMinute = 60;

    private const int PerMinuteAndAddress = 30;
    private const int PerMinuteAndAccount = 10;
    private const int PerMinuteAndPhone = 20;

    private readonly PartitionedRateLimiter<string> byAccount = PartitionedRateLimiter.Create<string, string>(login =>
        RateLimitPartition.GetFixedWindowLimiter(Tokens.Hash(login), _ => PerMinute(PerMinuteAndAccount))
    );

    private readonly PartitionedRateLimiter<Guid> byPhone = PartitionedRateLimiter.Create<Guid, Guid>(phone =>
        RateLimitPartition.GetFixedWindowLimiter(phone, _ => PerMinute(PerMinuteAndPhone))
    );

    /// <summary>
    /// Everything that changes something, by address and who sends it. Reading is not limited, nor are the doors for
    /// documents: they know the sender, bound what one sending holds, and count each document once.
    /// </summary>
    public static RateLimitPartition<string> OfSender(HttpContext context)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        var caller = context.Features.Get<Shared.Caller>();
        var sender = caller?.Proven?.Device ?? caller?.Person;
        return RateLimitPartition.GetFixedWindowLimiter(
            $"{Address(context)} {sender:D}",
            _ => PerMinute(ChangesPerMinute)
        );
    }

    public static RateLimitPartition<string> OfAddress(HttpContext context) =>
        RateLimitPartition.GetFixedWindowLimiter(Address(context), _ => PerMinute(PerMinuteAndAddress));

    /// <summary>False when this account had too many tries in this minute, from wherever.</summary>
    public bool MayTry(string login)
    {
        using var lease = byAccount.AttemptAcquire(Persons.NormalLogin(login));
        return lease.IsAcquired;
    }

    /// <summary>False when this phone had too many PINs typed on it in this minute, by whomever.</summary>
    public bool MayTry(Guid phone)
    {
        using var lease = byPhone.AttemptAcquire(phone);
        return lease.IsAcquired;
    }

    /// <summary>
    /// Counts a try before the secret is looked at, so that many at once are no way around the lock. False: locked.
    /// </summary>
    public static bool Count(WriteScope scope, string login, HttpContext context)
    {
        var old = scope.NowMs - (long)LockFor.TotalMilliseconds;
        scope.Sql.Execute("delete from sign_in_failure where last_at <= $1", old);
        return scope.Sql.First(
                $"""
                insert into sign_in_failure (key_hash, failures, last_at) values ($1, 1, $2)
                on conflict (key_hash) do update set
                  failures = sign_in_failure.failures + 1,
                  last_at = case when sign_in_failure.failures >= {BeforeLock} then sign_in_failure.last_at else $2 end
                returning failures
                """,
                r => r.GetInt32(0),
                Key(login, context),
                scope.NowMs
            ) <= BeforeLock;
    }

    /// <summary>After a right one.</summary>
    public static void Clear(WriteScope scope, string login, HttpContext context) =>
        scope.Sql.Execute("delete from sign_in_failure where key_hash = $1", Key(login, context));

    public void Dispose()
    {
        byAccount.Dispose();
        byPhone.Dispose();
    }

    private static string Key(string login, HttpContext context) =>
        Tokens.Hash($"{Persons.NormalLogin(login)}\n{Address(context)}");

    /// <summary>IPv6 by its first half: one household has all of the rest.</summary>
    private static string Address(HttpContext context) =>
        context.Connection.RemoteIpAddress switch
        {
            null => "unknown",
            { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } v6 => new IPAddress([
                .. v6.GetAddressBytes().Take(8),
                .. new byte[8],
            ]).ToString(),
            var address => address.MapToIPv4().ToString(),
        };

    private static FixedWindowRateLimiterOptions PerMinute(int permits) =>
        new() { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) };
}
