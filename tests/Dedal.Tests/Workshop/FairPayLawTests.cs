using CsCheck;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Costing;
using Dedal.Tests.Support;

namespace Dedal.Tests.Workshop;

/// <summary>Each hour is in one run, has the minimum of its day, and is undone for what it brought.</summary>
public class FairPayLawTests
{
    private static readonly DateOnly First = new(2025, 12, 18);

    private static readonly Gen<List<WorkTaken>> Work = Gen.Select(Gen.Int[0, 30], Gen.Int[0, 600], Gen.Long[0, 20_000])
        .List[0, 12]
        .Select(l => l.ConvertAll(w => new WorkTaken(Guid.Empty, First.AddDays(w.Item1), w.Item2, w.Item3)));

    /// <summary>
    /// Documents, runs of five days and their undoing in any order: a run takes the first days that are not paid, and
    /// may have been read some documents before it was written.
    /// </summary>
    [Fact]
    public void Work_of_days_that_are_paid_is_in_one_run_however_late_it_came_and_whatever_was_undone() =>
        Gen.Int[0, 10_000]
            .Array[1, 60]
            .Always(acts =>
            {
                var (runs, documents) = (new List<RunReach>(), new List<(long Seq, DateOnly Day)>());
                for (var seq = 0; seq < acts.Length; seq++)
                {
                    var (act, which) = (acts[seq] % 4, acts[seq] / 4);
                    var holding = runs.FindAll(r => r.UndoneAt is null);
                    if (act == 0)
                    {
                        runs.Add(Next(seq, seq - (which % 3)));
                    }
                    else if (act == 1 && holding.Count > 0)
                    {
                        var undone = holding[which % holding.Count];
                        runs[runs.IndexOf(undone)] = undone with { UndoneAt = seq };
                    }
                    else
                    {
                        documents.Add((seq, First.AddDays(which % 40)));
                    }
                }

                runs.Add(Next(long.MaxValue, long.MaxValue));
                return documents.TrueForAll(d =>
                {
                    var takers = Enumerable
                        .Range(0, runs.Count)
                        .Count(i => runs[i].UndoneAt is null && RunReach.TakenBy(runs[..(i + 1)], d.Seq, d.Day) == i);
                    return runs.Exists(r => r.UndoneAt is null && r.From <= d.Day && d.Day <= r.To)
                        ? takers == 1
                        : takers <= 1;
                });

                RunReach Next(long seq, long seen)
                {
                    var from = First;
                    while (runs.Exists(r => r.UndoneAt is null && r.From == from))
                    {
                        from = from.AddDays(5);
                    }

                    return new(seq, from, from.AddDays(4), seen);
                }
            });

    [Fact]
    public void Every_minute_has_the_minimum_of_its_day_rounded_once() =>
        Work.Always(work =>
        {
            var sum = WorkSum.Of(work, Hour, toppedUp: 0);
            var earned = work.Sum(w => w.Earned);
            var line = PayPreview.Of([Member(sum)], 0, 10)[0];
            var minimum = work.Sum(w => w.Minutes * (w.Day.Year == 2025 ? 275_000m : 330_000m)) / 208 / 60;
            return earned + line.TopUp == Math.Max(earned, Rounding.Minor(minimum));
        });

    [Fact]
    public void What_is_undone_after_it_was_paid_takes_back_no_more_than_the_top_up_and_never_adds_to_one() =>
        Gen.Select(Work, Work, Gen.Long[0, 30_000])
            .Always(
                (work, undone, had) =>
                {
                    var all = work.Concat(undone.Select(w => w with { PaidIn = 7 })).ToList();
                    var before = TopUp(WorkSum.Of(work, Hour, had));
                    var after = TopUp(WorkSum.Of(all, Hour, had));
                    return after <= before + 1 && after >= before - had - 1;
                }
            );

    [Fact]
    public void Equal_parts_are_for_who_was_there_in_the_days() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 600])
            .Array[1, 20]
            .Select(Gen.Long[0, 500_000])
            .Always(
                (rows, pool) =>
                {
                    var members = rows.Select(r => new PayMember(
                            TestBook.Id(),
                            r.Item2,
                            0,
                            0,
                            0,
                            Shares: true,
                            Here: r.Item1
                        ))
                        .ToList();
                    var lines = PayPreview.Of(members, pool, 10);
                    var parts = lines.Where((_, i) => members[i].Here).Select(l => l.Share).ToList();
                    return lines.Sum(l => l.Share) == parts.Sum()
                        && parts.Sum() == (parts.Count > 0 ? pool : 0)
                        && (parts.Count == 0 || parts.Max() - parts.Min() < 20);
                }
            );

    private static decimal? Hour(DateOnly day) => (day.Year == 2025 ? 275_000m : 330_000m) / 208;

    private static PayMember Member(WorkSum sum) =>
        new(Guid.Empty, sum.Minutes, sum.Earned, 0, 0, Floor: true, Wage: sum.Wage);

    private static long TopUp(WorkSum sum) => PayPreview.Of([Member(sum)], 0, 10)[0].TopUp;
}
