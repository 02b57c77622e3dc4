using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Workshop.Reports;

/// <summary>What a pay day needs of the book: members, their work in the days, what is owed both ways.</summary>
public sealed class PayBook(Statements sql, Organisation org)
{
    private readonly Chart chart = Charts.Named(org.Chart);

    /// <summary>Members of today with their names, in the order of the names.</summary>
    public List<(Guid Id, string Name)> Names(DateOnly today) =>
        sql.Query(
            """
            select p.person_id, p.name from person p
            where p.erased_at is null and exists (
              select 1 from membership m where m.org_id = $1 and m.person_id = p.person_id
                and m.role in ('member', 'treasurer')
                and m.from_day <= $2 and (m.to_day is null or m.to_day >= $2))
            order by p.name, p.person_id limit 60
            """,
            r => (r.GetGuid(0), r.GetString(1)),
            org.Id,
            today
        );

    /// <summary>The day after the last pay run that holds; null before the first.</summary>
    public DateOnly? PaidThrough() =>
        Bodies<PayRunBody>("pay-run", Posting.EarliestDay, DateOnly.MaxValue).Select(b => (DateOnly?)b.To).Max();

    /// <summary>Everybody as she stands before she is paid for these days.</summary>
    public List<PayMember> Members(DateOnly from, DateOnly to, IEnumerable<Guid> members)
    {
        var minutes = Minutes(from, to);
        var (owed, advances) = (Balances(Role.Pay), Balances(Role.Advances));
        var earned = Earned(from, to);
        var rules = Bodies<PayRuleKeptBody>("pay-rule-kept", Posting.EarliestDay, DateOnly.MaxValue).ToList();
        var forAll = rules.FindLast(r => r.Member is null);
        return
        [
            .. members.Select(id =>
            {
                var subject = Subject.Member(id);
                var rule = rules.FindLast(r => r.Member == id) ?? forAll;
                return new PayMember(
                    id,
                    (int)minutes.GetValueOrDefault(id),
                    earned.GetValueOrDefault(subject),
                    -owed.GetValueOrDefault(subject),
                    advances.GetValueOrDefault(subject),
                    rule?.Method == PayMethod.Share,
                    rule?.Floor == true
                );
            }),
        ];
    }

    private Dictionary<Guid, long> Minutes(DateOnly from, DateOnly to)
    {
        var minutes = new Dictionary<Guid, long>();
        foreach (var kind in (string[])["order-worked", "batch-made", "work-done"])
        {
            var work = kind switch
            {
                "order-worked" => Bodies<OrderWorkedBody>(kind, from, to).SelectMany(b => b.Work ?? []),
                "batch-made" => Bodies<BatchMadeBody>(kind, from, to).SelectMany(b => b.Work ?? []),
                _ => Bodies<WorkDoneBody>(kind, from, to).SelectMany(b => b.Work),
            };
            foreach (var done in work)
            {
                minutes[done.Member] = minutes.GetValueOrDefault(done.Member) + (done.Minutes ?? 0);
            }
        }

        return minutes;
    }

    private IEnumerable<T> Bodies<T>(string kind, DateOnly from, DateOnly to) =>
        sql.Query(
                """
                select j.body from journal j join entry e on e.org_id = j.org_id and e.seq = j.seq
                where j.org_id = $1 and j.kind = $2 and j.occurred_on >= $3 and j.occurred_on <= $4
                  and not exists (select 1 from entry r where r.org_id = e.org_id and r.reverses = e.seq)
                order by j.seq
                """,
                r => r.GetString(0),
                org.Id,
                kind,
                from,
                to
            )
            .Select(body => (T)JsonSerializer.Deserialize(body, typeof(T), BodyJson.Default)!);

    /// <summary>What the work of some days earned, by member; what was paid is left out.</summary>
    private Dictionary<string, long> Earned(DateOnly from, DateOnly to) =>
        sql.Query(
                """
                select l.credit_subject, sum(l.amount) from line l
                join journal j on j.org_id = l.org_id and j.seq = l.seq
                where l.org_id = $1 and l.credit = $2 and l.credit_subject is not null
                  and j.kind in ('order-worked', 'batch-made', 'work-done')
                  and j.occurred_on >= $3 and j.occurred_on <= $4
                  and not exists (select 1 from entry r where r.org_id = l.org_id and r.reverses = l.seq)
                group by l.credit_subject
                """,
                r => (r.GetString(0), Convert.ToInt64(r.GetValue(1), null)),
                org.Id,
                Number(Role.Pay),
                from,
                to
            )
            .ToDictionary(r => r.Item1, r => r.Item2, StringComparer.Ordinal);

    private Dictionary<string, long> Balances(string role) =>
        sql.Query(
                "select subject, balance from subject_total where org_id = $1 and account = $2",
                r => (r.GetString(0), r.GetInt64(1)),
                org.Id,
                Number(role)
            )
            .ToDictionary(r => r.Item1, r => r.Item2, StringComparer.Ordinal);

    private int Number(string role) =>
        int.Parse(chart.CodeOf(role) ?? "0", System.Globalization.CultureInfo.InvariantCulture);
}
