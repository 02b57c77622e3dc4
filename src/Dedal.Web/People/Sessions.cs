using System.Collections.Concurrent;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>
/// Sessions and what they may see. Read at most once in five seconds per session: what another server revokes ends here
/// within that time, what this one revokes ends at once.
/// </summary>
public sealed partial class Sessions(Reads reads, Writer writer, TimeProvider clock, ILogger<Sessions> log)
{
    /// <summary>Unused for this long, a session ends.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(7);

    /// <summary>However much it is used, a session ends after this.</summary>
    public static readonly TimeSpan Absolute = TimeSpan.FromDays(30);

    /// <summary>A session by PIN ends with the day's work: the phone may be somebody else's tomorrow.</summary>
    public static readonly TimeSpan OnPhone = TimeSpan.FromHours(12);

    private const string Columns =
        "s.token_hash, s.person_id, p.name, p.language, s.agent, s.created_at, s.seen_at, s.expires_at, s.device_id, "
        + "s.device_org";

    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);
    private const int MostKnown = 20_000;

    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private int forgotten;

    /// <summary>Writes a session; the returned token goes into the cookie and is kept nowhere.</summary>
    public static string Start(WriteScope scope, Guid person, string agent) =>
        Start(scope, person, agent, Absolute, null, null);

    /// <summary>A session that lives on one enrolled phone and sees the phone's organisation only.</summary>
    public static string StartOnPhone(WriteScope scope, Guid person, string agent, Guid org, Guid phone) =>
        Start(scope, person, agent, OnPhone, org, phone);

    private static string Start(WriteScope scope, Guid person, string agent, TimeSpan life, Guid? org, Guid? phone)
    {
        var token = Tokens.New();
        scope.Sql.Execute(
            """
            insert into session (token_hash, person_id, agent, created_at, seen_at, expires_at, device_org, device_id)
            values ($1, $2, $3, $4, $4, $5, $6, $7)
            """,
            Tokens.Hash(token),
            person,
            agent,
            scope.NowMs,
            scope.NowMs + (long)life.TotalMilliseconds,
            org,
            phone
        );
        return token;
    }

    /// <summary>The session of a token, when it is still valid.</summary>
    public Session? Find(string token)
    {
        var hash = Tokens.Hash(token);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var entry = Fresh(hash, now) ?? Read(hash, now);
        if (entry is null || now >= entry.Session.ExpiresAt || now >= entry.Session.SeenAt + Idle.TotalMilliseconds)
        {
            return null;
        }

        if (now >= entry.Session.SeenAt + SeenEvery.TotalMilliseconds)
        {
            entry.Session = entry.Session with { SeenAt = now };
            _ = Seen(hash, now);
        }

        return entry.Session;
    }

    /// <summary>The organisation with the roles the session's person has there today; null when she has none.</summary>
    public Access? AccessTo(Session session, Guid org)
    {
        if (!session.Sees(org))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var entry = Fresh(session.Hash, now.ToUnixTimeMilliseconds());
        if (entry is not null && entry.Access.TryGetValue(org, out var access))
        {
            return access;
        }

        access = ReadAccess(session.Person, org, now);
        entry?.Access.TryAdd(org, access);
        return access;
    }

    /// <summary>A person's sessions that are valid now, the one used last first.</summary>
    public List<Session> Of(Guid person)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var sql = reads.OfServer();
        return sql.Query(
            $"""
            select {Columns}
            from session s join person p on p.person_id = s.person_id
            where s.person_id = $1 and s.revoked_at is null and s.expires_at > $2 and s.seen_at > $3
            order by s.seen_at desc, s.created_at desc limit 50
            """,
            SessionOf,
            person,
            now,
            now - (long)Idle.TotalMilliseconds
        );
    }

    /// <summary>Ends one session of a person.</summary>
    public async Task Revoke(Guid person, string hash)
    {
        await writer.Do(s =>
            s.Sql.Execute(
                "update session set revoked_at = $1 where token_hash = $2 and person_id = $3 and revoked_at is null",
                s.NowMs,
                hash,
                person
            )
        );
        Forget(person);
    }

    /// <summary>Ends all sessions of a person but one.</summary>
    public async Task RevokeOthers(Guid person, string keep)
    {
        await writer.Do(s =>
            s.Sql.Execute(
                "update session set revoked_at = $1 where person_id = $2 and token_hash <> $3 and revoked_at is null",
                s.NowMs,
                person,
                keep
            )
        );
        Forget(person);
    }

    /// <summary>Call after anything about a person changed: name, language, membership, sessions.</summary>
    public void Forget(Guid person)
    {
        lock (gate)
        {
            forgotten++;
            foreach (var (hash, entry) in known)
            {
                if (entry.Session.Person == person)
                {
                    known.TryRemove(hash, out _);
                }
            }
        }
    }

    /// <summary>Call after sessions of several persons ended at once.</summary>
    public void ForgetAll()
    {
        lock (gate)
        {
            forgotten++;
            known.Clear();
        }
    }

    private Known? Fresh(string hash, long now) =>
        known.TryGetValue(hash, out var entry) && now >= entry.ReadAt && now < entry.ReadAt + Stale.TotalMilliseconds
            ? entry
            : null;

    private Known? Read(string hash, long now)
    {
        var before = Volatile.Read(ref forgotten);
        using var sql = reads.OfServer();
        var session = sql.First(
            $"""
            select {Columns}
            from session s join person p on p.person_id = s.person_id
            where s.token_hash = $1 and s.revoked_at is null and p.erased_at is null
            """,
            SessionOf,
            hash
        );
        if (session is null)
        {
            known.TryRemove(hash, out _);
            return null;
        }

        var entry = new Known(session, now);
        lock (gate)
        {
            // What was forgotten while this was read must be read again.
            if (forgotten == before)
            {
                MakeRoom(now);
                known[hash] = entry;
            }
        }

        return entry;
    }

    private static Session SessionOf(System.Data.Common.DbDataReader r) =>
        new(
            r.GetString(0),
            r.GetGuid(1),
            r.GetString(2),
            r.GetString(3),
            r.GetString(4),
            r.GetInt64(5),
            r.GetInt64(6),
            r.GetInt64(7),
            r.IsDBNull(8) ? null : r.GetGuid(8),
            r.IsDBNull(9) ? null : r.GetGuid(9)
        );

    private Access? ReadAccess(Guid person, Guid org, DateTimeOffset now)
    {
        using var sql = reads.OfServer();
        if (Organisations.ById(sql, org) is not { } organisation)
        {
            return null;
        }

        var roles = Memberships.Roles(sql, organisation, person, now);
        return roles.Count == 0 ? null : new(organisation, roles);
    }

    private void MakeRoom(long now)
    {
        if (known.Count < MostKnown)
        {
            return;
        }

        foreach (var (hash, _) in known.Where(k => Fresh(k.Key, now) is null))
        {
            known.TryRemove(hash, out _);
        }

        if (known.Count >= MostKnown)
        {
            known.Clear();
        }
    }

    /// <summary>Nobody waits for this; when it fails the session only looks older than it is.</summary>
    private async Task Seen(string hash, long now)
    {
        try
        {
            await writer.Do(s => s.Sql.Execute("update session set seen_at = $1 where token_hash = $2", now, hash));
        }
        catch (Exception e)
        {
            NotNoted(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of a session could not be noted.")]
    private static partial void NotNoted(ILogger log, Exception e);

    private sealed class Known(Session session, long readAt)
    {
        public Session Session { get; set; } = session;

        public long ReadAt { get; } = readAt;

        public ConcurrentDictionary<Guid, Access?> Access { get; } = new();
    }
}
