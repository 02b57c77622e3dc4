using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;

namespace Dedal.Web.Commands.Demo;

/// <summary>The women of a workshop, the phones they record on, and how they are paid.</summary>
/// <param name="Helper">Whoever accompanies them records on it.</param>
internal sealed record Crew(IReadOnlyList<Guid> Women, Phone First, Phone Second, Phone Helper, FairPay Pay);

/// <summary>Who worked how long and what it earned: what a pay day proposes, as the pay page would.</summary>
/// <param name="rule">How everybody is paid.</param>
/// <param name="hour">Minimum wage of an hour on a day, minor units.</param>
internal sealed class FairPay(PayRuleKeptBody rule, Func<DateOnly, decimal?> hour)
{
    private const long Coin = 10;

    /// <summary>What two of them leave with the workshop each time.</summary>
    private const long Saved = 20_00;

    private readonly List<(DateOnly Day, Guid Member, int Minutes, long Earned)> work = [];
    private readonly Dictionary<Guid, int> minutes = [];

    public PayRuleKeptBody Rule => rule;

    public void Add(DateOnly day, Guid? item, string step, Worked done)
    {
        minutes[done.Member] = MinutesOf(done.Member) + (done.Minutes ?? 0);
        work.Add((day, done.Member, done.Minutes ?? 0, Pay.Earned(rule, item, step, done).Minor));
    }

    /// <summary>All the minutes she ever wrote down: who has least comes next.</summary>
    public int MinutesOf(Guid member) => minutes.GetValueOrDefault(member);

    /// <summary>What can be paid of what is due; null when nobody is owed anything.</summary>
    /// <param name="there">What the workshop can give, minor units.</param>
    public PayRunBody? Run(Book book, DateOnly from, DateOnly to, IReadOnlyList<Guid> women, long there)
    {
        var members = women.Select(w => Standing(book, from, to, w)).Where(m => m.Minutes > 0 || m.Owed > 0).ToList();
        var pool = rule.Method == PayMethod.Share ? Shared(members, there) : 0;
        var lines = PayPreview.Of(members, pool, Coin);
        lines = [.. lines.Select((l, i) => i % 4 == 1 && l.Paid > 5 * Saved ? PayPreview.Saving(l, Saved, Coin) : l)];
        var due = lines.Sum(l => l.Paid);
        if (due > there)
        {
            lines = [.. lines.Select(l => l with { Paid = Math.Max(0, l.Paid * there / due / Coin * Coin) })];
        }

        return lines.Any(l => l.Paid > 0)
            ? new(from, to, lines, hour(to) is { } floor ? (long)Math.Round(floor) : null)
            : null;
    }

    /// <summary>Half of what is there, but not more than a good hour.</summary>
    private static long Shared(List<PayMember> members, long there) =>
        Math.Max(0, Math.Min(there / 2, members.Sum(m => m.Minutes) * 14_00L / 60)) / Coin * Coin;

    private PayMember Standing(Book book, DateOnly from, DateOnly to, Guid woman)
    {
        var hers = work.Where(w => w.Member == woman && w.Day >= from && w.Day <= to).ToList();
        var subject = Subject.Member(woman);
        var sum = WorkSum.Of([.. hers.Select(w => new WorkTaken(w.Member, w.Day, w.Minutes, w.Earned))], hour, null);
        long Owed(string role) => book.Balance(book.Needed(role).Number, subject).Minor;
        return new(
            woman,
            sum.Minutes,
            sum.Earned,
            -Owed(Role.Pay),
            Owed(Role.Advances),
            rule.Method == PayMethod.Share,
            rule.Floor,
            rule.ShareByHours,
            sum.Wage
        );
    }
}
