using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Parameters;

namespace Dedal.Web.Workshop.Reports;

/// <summary>Something that came into a member's savings or out of them.</summary>
/// <param name="Word">Key of what it was.</param>
public sealed record SavingMove(long Seq, DateOnly Day, Guid Member, string Word, long Amount, bool Out = false);

/// <summary>What pay needs of the book: members, their work in the days, what is owed both ways.</summary>
public sealed class PayBook(Statements sql, Organisation org)
{
    private readonly Chart chart = Charts.Named(org.Chart);
    private readonly WorkBook works = new(sql, org);
    private DatedValues? values;

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
    /// Who may have something to get: members of today and of the days, and whoever worked in them or before without
    /// being paid for it, is owed or owes. So nobody's pay is forgotten because she left.
    /// </summary>
    public List<(Guid Id, string Name)> Everyone(DateOnly from, DateOnly to, DateOnly today)
    {
        var touched = Work(from, to)
            .Select(w => w.Member)
            .Concat(works.Open(from, to).Select(w => w.Member))
            .Select(Subject.Member)
            .ToHashSet(StringComparer.Ordinal);
        var here = Here(from, to);
        foreach (var role in (string[])[Role.Pay, Role.Advances, Role.Savings])
        {
            touched.UnionWith(Balances(role).Where(b => b.Value != 0).Select(b => b.Key));
        }

        return
        [
            .. People(today)
                .Where(p =>
                    ((p.Here || here.Contains(p.Id)) && p.Name.Length > 0) || touched.Contains(Subject.Member(p.Id))
                )
                .Select(p => (p.Id, p.Name)),
        ];
    }

    /// <summary>Last day of the last pay run that holds; null before the first.</summary>
    public DateOnly? PaidThrough() => Runs().Select(r => (DateOnly?)r.Body.To).Max();

    /// <summary>The first day that a pay run may have, after those paid or closed; null before any is.</summary>
    public DateOnly? OpenFrom() => new[] { PaidThrough(), BookLoader.ClosedThrough(sql, org.Id) }.Max()?.AddDays(1);

    /// <summary>Whether a pay run of some days takes in work of days before them.</summary>
    public bool HasEarlier(DateOnly from, DateOnly to) => works.Open(from, to).Exists(w => w.Day < from);

    /// <summary>Whether a workshop that pays by rules has work up to a day that nobody was paid for.</summary>
    public bool HasUnpaid(DateOnly to) => RuleFacts().Count > 0 && works.Open(to, to).Count > 0;

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
        var (work, here) = (works.Open(from, to).ToLookup(w => w.Member), Here(from, to));
        here.UnionWith(Work(from, to).Select(w => w.Member));
        var (owed, advances) = (Balances(Role.Pay), Balances(Role.Advances));
        var rules = Rules();
        return
        [
            .. members.Select(id =>
            {
                var subject = Subject.Member(id);
                var rule = rules(id);
                var sum = Sum(id, [.. work[id]], rule?.Floor == true);
                return new PayMember(
                    id,
                    sum.Minutes,
                    sum.Earned,
                    -owed.GetValueOrDefault(subject),
                    advances.GetValueOrDefault(subject),
                    rule?.Method == PayMethod.Share,
                    rule?.Floor == true,
                    rule?.ShareByHours == true,
                    sum.Wage,
                    here.Contains(id)
                );
            }),
        ];
    }

    /// <summary>What the work that a run took in had earned a member, minor units.</summary>
    public long EarnedIn(long run, Guid member) =>
        Sum(member, works.TakenBy(run).FindAll(w => w.Member == member), Rules()(member)?.Floor == true).Earned;

    /// <summary>Minimum wage an hour on a day, minor units unrounded; null: none is known.</summary>
    public decimal? Hour(DateOnly day) => (values ??= DatedValues.Read(sql)).HourAt(day) * Unit(org.Scale);

    /// <summary>Place of the last document in the journal now.</summary>
    public long Seen() => sql.First("select seq from head where org_id = $1", r => r.GetInt64(0), org.Id);

    /// <summary>Who was a member on at least one of some days.</summary>
    private HashSet<Guid> Here(DateOnly from, DateOnly to) =>
        [
            .. sql.Query(
                """
                select distinct person_id from membership
                where org_id = $1 and role in ('member', 'treasurer')
                  and from_day <= $3 and (to_day is null or to_day >= $2)
                """,
                r => r.GetGuid(0),
                org.Id,
                from,
                to
            ),
        ];

    /// <summary>The work of some days, oldest first.</summary>
    public List<WorkEntry> Work(DateOnly from, DateOnly to) => works.Of(from, to);

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

    private WorkSum Sum(Guid member, IReadOnlyCollection<WorkTaken> hers, bool floor)
    {
        var before = hers.Select(w => w.PaidIn).ToHashSet();
        var lines = Runs().Where(r => before.Contains(r.Seq)).SelectMany(r => r.Body.Lines);
        return WorkSum.Of(hers, Hour, floor ? lines.Where(l => l.Member == member).Sum(l => l.TopUp) : null);
    }

    private static decimal Unit(int scale) => scale == 0 ? 1 : 10 * Unit(scale - 1);

    private int Number(string role) => int.Parse(chart.CodeOf(role) ?? "0", CultureInfo.InvariantCulture);
}
