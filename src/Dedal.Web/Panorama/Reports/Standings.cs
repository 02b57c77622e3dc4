using System.Collections.Concurrent;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;
using Dedal.Web.Shared;

namespace Dedal.Web.Panorama.Reports;

/// <summary>
/// The standings of all workshops a person may see. What follows from a journal is kept in memory under the journal's
/// head and the day; a workshop that recorded something since is worked out again. See Panorama.md, rule 5.
/// </summary>
public sealed class Standings(Reads reads, TimeProvider clock)
{
    /// <summary>Workshops worked out together: PostgreSQL compares each row with every one of them.</summary>
    private const int Chunk = 100;

    /// <summary>Of these at the same time, each on a connection of its own; more would wait for the cores.</summary>
    private const int Together = 4;

    private const int MostKept = 20_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Guid, Kept> kept = new();

    /// <summary>Every workshop the session's person may watch, in no order.</summary>
    public List<Standing> Of(Session session)
    {
        var now = clock.GetUtcNow();
        var (seen, names) = Seen(session, now);
        if (seen.Count == 0)
        {
            return [];
        }

        var ids = seen.ConvertAll(s => s.Org.Id);
        using var sql = reads.Of(ids);
        var heads = StandingQueries.Heads(sql, ids);
        Refresh(seen, heads, now);
        var members = StandingQueries.Members(sql, ids, seen[0].Org.DayOf(now));
        var questions = StandingQueries.Questions(sql, ids);
        return
        [
            .. seen.Where(s => kept.ContainsKey(s.Org.Id))
                .Select(s =>
                    kept[s.Org.Id].Standing with
                    {
                        Org = s.Org,
                        ParentName = s.Org.Parent is { } parent ? names.GetValueOrDefault(parent) : null,
                        Members = members.GetValueOrDefault(s.Org.Id),
                        Questions = questions.GetValueOrDefault(s.Org.Id),
                        MayOpen = s.Roles.Any(Who.Readers.Contains),
                    }
                ),
        ];
    }

    /// <summary>Workshops that somebody watches, and the names of the organisations she has a role in.</summary>
    private (List<Access> Seen, Dictionary<Guid, string> Names) Seen(Session session, DateTimeOffset now)
    {
        using var sql = reads.OfServer();
        var only = sql.First(
            "select device_org from session where token_hash = $1",
            r => r.IsDBNull(0) ? (Guid?)null : r.GetGuid(0),
            session.Hash
        );
        var reach = Reach.Of(sql, session.Person, now, only);
        var demonstrations = StandingQueries.Demonstrations(sql);
        return (
            [.. reach.Where(a => a.Roles.Any(Who.Watchers.Contains) && Shows(a.Org))],
            reach.ToDictionary(a => a.Org.Id, a => a.Org.Name)
        );

        bool Shows(Organisation org) =>
            org.Kind is "workshop" or "canteen"
            || (org.Kind == "demo" && org.Parent is { } parent && demonstrations.Contains(parent));
    }

    private void Refresh(List<Access> seen, Dictionary<Guid, long> heads, DateTimeOffset now)
    {
        if (kept.Count > MostKept)
        {
            kept.Clear();
        }

        var stale = seen.Select(s => (s.Org, Today: s.Org.DayOf(now)))
            .Where(s =>
                !kept.TryGetValue(s.Org.Id, out var k)
                || k.Head != heads.GetValueOrDefault(s.Org.Id)
                || k.Standing.Today != s.Today
                || now - k.At > KeptFor
            )
            .GroupBy(s => (s.Org.TimeZone, s.Today))
            .SelectMany(zone => zone.Chunk(Chunk));
        Parallel.ForEach(
            stale,
            new() { MaxDegreeOfParallelism = Together },
            chunk =>
            {
                var orgs = chunk.Select(c => c.Org).ToList();
                using var sql = reads.Of(orgs.Select(o => o.Id));
                foreach (var standing in StandingQueries.WorkOut(sql, orgs, chunk[0].Today))
                {
                    kept[standing.Org.Id] = new(standing, heads.GetValueOrDefault(standing.Org.Id), now);
                }
            }
        );
    }

    /// <param name="Head">Number of the last document when it was worked out, read before the rest.</param>
    private sealed record Kept(Standing Standing, long Head, DateTimeOffset At);
}
