using System.Globalization;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Workshop.Reports;

/// <summary>Work of one member in one document that holds.</summary>
/// <param name="What">A step of an order, <c>batch</c>, <c>idle</c> or <c>other</c>.</param>
/// <param name="Earned">By the rule of its day, minor units.</param>
public sealed record WorkEntry(long Seq, DateOnly Day, Guid Member, string What, int Minutes, int Pieces, long Earned);

/// <summary>Work as it was written, and which pay run takes it in.</summary>
internal sealed class WorkBook(Statements sql, Organisation org)
{
    /// <summary>Of some days, or written or undone after a place in the journal.</summary>
    private const string Which = """
        j.org_id = $1 and j.kind in ('order-worked', 'batch-made', 'work-done')
        and ((j.occurred_on >= $2 and j.occurred_on <= $3) or j.seq > $4
          or exists (select 1 from entry u where u.org_id = j.org_id and u.reverses = j.seq and u.seq > $4))
        """;

    private readonly Dictionary<(DateOnly, DateOnly, long), List<(WorkEntry Entry, long? UndoneAt)>> read = [];

    /// <summary>The work of some days that holds, oldest first.</summary>
    public List<WorkEntry> Of(DateOnly from, DateOnly to) =>
        [.. Written(from, to, long.MaxValue).Where(w => w.UndoneAt is null).Select(w => w.Entry)];

    /// <summary>What a pay run of some days would take in, were it written now.</summary>
    public List<WorkTaken> Open(DateOnly from, DateOnly to) =>
        TakenByLast([.. Runs(), new(long.MaxValue, from, to, long.MaxValue)]);

    /// <summary>What a pay run took in.</summary>
    public List<WorkTaken> TakenBy(long run) => TakenByLast(Runs().FindAll(r => r.Seq <= run));

    private List<WorkTaken> TakenByLast(List<RunReach> runs)
    {
        var (last, since) = (runs[^1], Since(runs[0].From));
        // Of days up to those that were paid before, the run before it left only what came after; one that was undone
        // gave back days of any time.
        var before = runs.FindAll(r => r != last && r.HoldsAt(last.Seq));
        var from = before.Count < runs.Count - 1 || before.Count == 0 ? since : before.Max(r => r.To).AddDays(1);
        var after = before.Count == 0 ? long.MaxValue : before[^1].Seen;
        var taken = new List<WorkTaken>();
        foreach (var (work, undoneAt) in Written(from < last.From ? from : last.From, last.To, after))
        {
            if (work.Day < since)
            {
                continue;
            }

            var by = RunReach.TakenBy(runs, work.Seq, work.Day);
            var undone = undoneAt is { } u && RunReach.TakenBy(runs, u, work.Day) == runs.Count - 1;
            // What was written and undone in between never was.
            if (by >= 0 && by == runs.Count - 1 != undone)
            {
                taken.Add(new(work.Member, work.Day, work.Minutes, work.Earned, undone ? runs[by].Seq : null));
            }
        }

        return taken;
    }

    /// <summary>
    /// From when on work is paid here: the day of the first rule, or what the first run took in. Before it nobody was
    /// paid by this book.
    /// </summary>
    private DateOnly Since(DateOnly firstRun) =>
        Things.Open(sql, org.Id, "pay-rule").SelectMany(t => t.Facts).Select(f => f.Day).Append(firstRun).Min();

    /// <summary>All pay runs in the journal's order, those that were undone too.</summary>
    private List<RunReach> Runs() =>
        sql.Query(
            """
            select j.seq, j.body, u.seq from about a
            join journal j on j.org_id = a.org_id and j.seq = a.seq
            left join entry u on u.org_id = j.org_id and u.reverses = j.seq
            where a.org_id = $1 and a.subject = $2
            order by j.seq
            """,
            r =>
            {
                var (seq, body) = (r.GetInt64(0), Body(r.GetString(1), BodyJson.Default.PayRunBody));
                var seen = Math.Min(seq, body.Seen ?? seq);
                return new RunReach(seq, body.From, body.To, seen, r.IsDBNull(2) ? null : r.GetInt64(2));
            },
            org.Id,
            PayRun.Every
        );

    private List<(WorkEntry Entry, long? UndoneAt)> Written(DateOnly from, DateOnly to, long after)
    {
        if (read.TryGetValue((from, to, after), out var known))
        {
            return known;
        }

        var earned = Earned(from, to, after);
        var rows = sql.Query(
            $"""
            select j.seq, j.occurred_on, j.kind, j.body, r.seq from journal j
            left join entry r on r.org_id = j.org_id and r.reverses = j.seq
            where {Which}
            order by j.occurred_on, j.seq
            """,
            r =>
                (
                    Seq: r.GetInt64(0),
                    Day: r.GetFieldValue<DateOnly>(1),
                    Did: Did(r.GetString(2), r.GetString(3)),
                    UndoneAt: r.IsDBNull(4) ? (long?)null : r.GetInt64(4)
                ),
            org.Id,
            from,
            to,
            after
        );
        // A member named twice in one document has one sum there.
        return read[(from, to, after)] = [
            .. rows.SelectMany(r =>
                (r.Did.Work ?? [])
                    .GroupBy(w => w.Member)
                    .Select(g =>
                        (
                            new WorkEntry(
                                r.Seq,
                                r.Day,
                                g.Key,
                                r.Did.What,
                                g.Sum(w => w.Minutes ?? 0),
                                g.Sum(w => w.Pieces ?? 0),
                                earned.GetValueOrDefault((r.Seq, Subject.Member(g.Key)))
                            ),
                            r.UndoneAt
                        )
                    )
            ),
        ];
    }

    private static (string What, IReadOnlyList<Worked>? Work) Did(string kind, string body) =>
        kind switch
        {
            "order-worked" => Body(body, BodyJson.Default.OrderWorkedBody) is var b ? (b.Step, b.Work) : default,
            "batch-made" => ("batch", Body(body, BodyJson.Default.BatchMadeBody).Work),
            _ => Body(body, BodyJson.Default.WorkDoneBody) is var b ? (b.What, b.Work) : default,
        };

    private static T Body<T>(string text, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(text, type)!;

    /// <summary>What the work earned, by document and member; what was paid is left out.</summary>
    private Dictionary<(long, string), long> Earned(DateOnly from, DateOnly to, long after) =>
        sql.Query(
                $"""
                select l.seq, l.credit_subject, sum(l.amount) from line l
                join journal j on j.org_id = l.org_id and j.seq = l.seq
                where {Which} and l.credit = $5 and l.credit_subject is not null
                group by l.seq, l.credit_subject
                """,
                r => (r.GetInt64(0), r.GetString(1), Convert.ToInt64(r.GetValue(2), CultureInfo.InvariantCulture)),
                org.Id,
                from,
                to,
                after,
                int.Parse(Charts.Named(org.Chart).CodeOf(Role.Pay) ?? "0", CultureInfo.InvariantCulture)
            )
            .ToDictionary(r => (r.Item1, r.Item2), r => r.Item3);
}
