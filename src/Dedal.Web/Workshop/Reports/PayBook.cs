using System.Globalization;
using System.Text.Json.Serialization.Metadata;
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

/// <summary>Something that came into a member's savings or out of them.</summary>
/// <param name="Word">Key of what it was.</param>
public sealed record SavingMove(long Seq, DateOnly Day, Guid Member, string Word, long Amount, bool Out = false);

/// <summary>What pay needs of the book: members, their work in the days, what is owed both ways.</summary>
public sealed class PayBook(Statements sql, Organisation org)
{
    private readonly Chart chart = Charts.Named(org.Chart);
    private (DateOnly From, DateOnly To, List<WorkEntry> Work)? read;

    /// <summary>Whoever has or had a role here, in the order of the names; a name is empty once it is erased.</summary>
    /// <param name="today">Day on which <c>Here</c> says whether she is a member.</param>
    public List<(Guid Id, string Name, bool Here)> People(DateOnly today) =>
        sql.Query(
            """
            select p.person_id, case when p.erased_at is null then p.name else '' end,
              case when exists (
                select 1 from membership m where m.org_id = $1 and m.person_id = p.person_id
                  and m.role in ('member', 'treasurer')
                  and m.from_day <= $2 and (m.to_day is null or m.to_day >= $2)) then 1 else 0 end
            from person p
            where exists (select 1 from membership m where m.org_id = $1 and m.person_id = p.person_id)
            order by p.name, p.person_id limit 500
            """,
            r => (r.GetGuid(0), r.GetString(1), r.GetInt32(2) == 1),
            org.Id,
            today
        );

    /// <summary>Members of today with their names.</summary>
    public List<(Guid Id, string Name)> Names(DateOnly today) =>
        [.. People(today).Where(p => p.Here && p.Name.Length > 0).Select(p => (p.Id, p.Name)).Take(60)];

    /// <summary>
    /// Who may have something to get: members of today, and whoever worked in the days, is owed or owes. So nobody's
    /// pay is forgotten because she left.
    /// </summary>
    public List<(Guid Id, string Name)> Everyone(DateOnly from, DateOnly to, DateOnly today)
    {
        var touched = Work(from, to).Select(w => Subject.Member(w.Member)).ToHashSet(StringComparer.Ordinal);
        foreach (var role in (string[])[Role.Pay, Role.Advances, Role.Savings])
        {
            touched.UnionWith(Balances(role).Where(b => b.Value != 0).Select(b => b.Key));
        }

        return
        [
            .. People(today)
                .Where(p => (p.Here && p.Name.Length > 0) || touched.Contains(Subject.Member(p.Id)))
                .Select(p => (p.Id, p.Name)),
        ];
    }

    /// <summary>Last day of the last pay run that holds; null before the first.</summary>
    public DateOnly? PaidThrough() => Runs().Select(r => (DateOnly?)r.Body.To).Max();

    /// <summary>Pay runs that hold, in the server's order.</summary>
    public List<Kept<PayRunBody>> Runs() => Told(PayRun.Every, BodyJson.Default.PayRunBody);

    /// <summary>The rule that holds for each: her own, else the one for everybody.</summary>
    public Func<Guid, PayRuleKeptBody?> Rules()
    {
        var rules = RuleFacts().ToDictionary(r => r.Subject, r => PayRuleKept.Of(r.Facts), StringComparer.Ordinal);
        return id =>
            rules.GetValueOrDefault(PayRuleKept.SubjectOf(id)) ?? rules.GetValueOrDefault(PayRuleKept.SubjectOf(null));
    }

    /// <summary>Votes on a surplus that hold, in the server's order.</summary>
    public List<Kept<SurplusSharedBody>> Votes() => Told(SurplusShared.Every, BodyJson.Default.SurplusSharedBody);

    /// <summary>All that came into savings and out of them, newest first.</summary>
    public List<SavingMove> SavingMoves()
    {
        var moved = All<SavingsMovedBody>("savings-moved", Posting.EarliestDay, DateOnly.MaxValue)
            .Select(m => new SavingMove(
                m.Seq,
                m.Day,
                m.Body.Member,
                m.Body.Out ? "savings.out" : "savings.in",
                m.Body.Amount,
                m.Body.Out
            ));
        var ofPay = Runs()
            .SelectMany(r =>
                r.Body.Lines.Select(l => new SavingMove(r.Seq, r.Day, l.Member, "savings.of-pay", l.Saved))
            );
        var ofSurplus = Votes()
            .SelectMany(v =>
                v.Body.Parts.Where(p => p.Way == SurplusWay.Saved)
                    .Select(p => new SavingMove(v.Seq, v.Day, p.Member, "savings.of-surplus", p.Amount))
            );
        return
        [
            .. moved
                .Concat(ofPay)
                .Concat(ofSurplus)
                .Where(m => m.Amount > 0)
                .OrderByDescending(m => m.Day)
                .ThenByDescending(m => m.Seq),
        ];
    }

    /// <summary>Every version of every rule that holds or held.</summary>
    public List<Thing> RuleFacts() => Things.Open(sql, org.Id, "pay-rule");

    /// <summary>Everybody as she stands before she is paid for these days.</summary>
    public List<PayMember> Members(DateOnly from, DateOnly to, IEnumerable<Guid> members)
    {
        var work = Work(from, to).ToLookup(w => w.Member);
        var (owed, advances) = (Balances(Role.Pay), Balances(Role.Advances));
        var rules = Rules();
        return
        [
            .. members.Select(id =>
            {
                var subject = Subject.Member(id);
                var rule = rules(id);
                return new PayMember(
                    id,
                    work[id].Sum(w => w.Minutes),
                    work[id].Sum(w => w.Earned),
                    -owed.GetValueOrDefault(subject),
                    advances.GetValueOrDefault(subject),
                    rule?.Method == PayMethod.Share,
                    rule?.Floor == true,
                    rule?.ShareByHours == true
                );
            }),
        ];
    }

    /// <summary>The work of some days, oldest first.</summary>
    public List<WorkEntry> Work(DateOnly from, DateOnly to)
    {
        if (read is { } known && known.From == from && known.To == to)
        {
            return known.Work;
        }

        var earned = Earned(from, to);
        var found = new List<WorkEntry>();
        foreach (var (seq, day, body) in All<OrderWorkedBody>("order-worked", from, to))
        {
            Add(seq, day, body.Step, body.Work);
        }

        foreach (var (seq, day, body) in All<BatchMadeBody>("batch-made", from, to))
        {
            Add(seq, day, "batch", body.Work);
        }

        foreach (var (seq, day, body) in All<WorkDoneBody>("work-done", from, to))
        {
            Add(seq, day, body.What, body.Work);
        }

        read = (from, to, [.. found.OrderBy(w => w.Day).ThenBy(w => w.Seq)]);
        return read.Value.Work;

        // A member named twice in one document has one sum there.
        void Add(long seq, DateOnly day, string what, IReadOnlyList<Worked>? work) =>
            found.AddRange(
                (work ?? [])
                    .GroupBy(w => w.Member)
                    .Select(g => new WorkEntry(
                        seq,
                        day,
                        g.Key,
                        what,
                        g.Sum(w => w.Minutes ?? 0),
                        g.Sum(w => w.Pieces ?? 0),
                        earned.GetValueOrDefault((seq, Subject.Member(g.Key)))
                    ))
            );
    }

    /// <summary>Documents of a kind that happened in some days and hold, in the server's order.</summary>
    public List<Kept<T>> All<T>(string kind, DateOnly from, DateOnly to) => Happened.Of<T>(sql, org.Id, kind, from, to);

    private List<Kept<T>> Told<T>(string subject, JsonTypeInfo<T> type)
        where T : class =>
        [.. (Things.Find(sql, org.Id, subject)?.Facts ?? []).Select(f => new Kept<T>(f.Seq, f.Day, f.Read(type)))];

    /// <summary>What stands at the account of a role under each subject, debit positive.</summary>
    public Dictionary<string, long> Balances(string role) =>
        sql.Query(
                "select subject, balance from subject_total where org_id = $1 and account = $2",
                r => (r.GetString(0), r.GetInt64(1)),
                org.Id,
                Number(role)
            )
            .ToDictionary(r => r.Item1, r => r.Item2, StringComparer.Ordinal);

    /// <summary>What stands at the account of a role, debit positive.</summary>
    public long Balance(string role) =>
        sql.First(
            "select coalesce(sum(debit - credit), 0) from month_total where org_id = $1 and account = $2",
            r => Convert.ToInt64(r.GetValue(0), CultureInfo.InvariantCulture),
            org.Id,
            Number(role)
        );

    /// <summary>What the work of some days earned, by document and member; what was paid is left out.</summary>
    private Dictionary<(long, string), long> Earned(DateOnly from, DateOnly to) =>
        sql.Query(
                """
                select l.seq, l.credit_subject, sum(l.amount) from line l
                join journal j on j.org_id = l.org_id and j.seq = l.seq
                where l.org_id = $1 and l.credit = $2 and l.credit_subject is not null
                  and j.kind in ('order-worked', 'batch-made', 'work-done')
                  and j.occurred_on >= $3 and j.occurred_on <= $4
                group by l.seq, l.credit_subject
                """,
                r => (r.GetInt64(0), r.GetString(1), Convert.ToInt64(r.GetValue(2), CultureInfo.InvariantCulture)),
                org.Id,
                Number(Role.Pay),
                from,
                to
            )
            .ToDictionary(r => (r.Item1, r.Item2), r => r.Item3);

    private int Number(string role) => int.Parse(chart.CodeOf(role) ?? "0", CultureInfo.InvariantCulture);
}
