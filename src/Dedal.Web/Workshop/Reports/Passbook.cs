using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Shared;

namespace Dedal.Web.Workshop.Reports;

/// <summary>One thing that happened to a member: one line of her passbook.</summary>
/// <param name="Word">Key of its text.</param>
/// <param name="Of">What the text speaks of, where it is no amount.</param>
/// <param name="Way">1: she got it; -1: she gave it; 0: neither.</param>
public sealed record PassbookFact(DateOnly Day, string Icon, string Word, string? Of, long? Amount, int Way = 0);

/// <summary>A member's passbook: what stands, and one fact a line, newest first.</summary>
public sealed class Passbook(PayBook book, Guid member, Words w)
{
    /// <summary>Owed to her now, minor units.</summary>
    public long Owed { get; } = -book.Balances(Role.Pay).GetValueOrDefault(Subject.Member(member));

    /// <summary>Kept for her.</summary>
    public long Saved { get; } = -book.Balances(Role.Savings).GetValueOrDefault(Subject.Member(member));

    /// <summary>Received before her pay day and not yet taken back.</summary>
    public long Advance { get; } = book.Balances(Role.Advances).GetValueOrDefault(Subject.Member(member));

    /// <summary>Of her last pay run, as everybody read it; null before the first with minutes.</summary>
    public (DateOnly From, DateOnly To, HourBrought Hour)? Hour()
    {
        var run = book.Runs().FindLast(r => r.Body.Lines.Any(l => l.Member == member && l.Minutes > 0));
        if (run is null)
        {
            return null;
        }

        var line = run.Body.Lines.First(l => l.Member == member);
        var earned = book.EarnedIn(run.Seq, member);
        var hour = HourBrought.Of(new(member, line.Minutes, earned, 0, 0), line, line.FloorRate ?? run.Body.FloorRate);
        return (run.Body.From, run.Body.To, hour!);
    }

    /// <summary>Everything of some days, newest first; of one day the work first, then what was paid for it.</summary>
    public List<PassbookFact> Facts(DateOnly from, DateOnly to)
    {
        var facts = new List<PassbookFact>();
        Worked(facts, from, to);
        foreach (var (_, day, body) in Hers<AdvancePaidBody>("advance-paid", from, to, b => b.Member))
        {
            facts.Add(new(day, "hand", "passbook.got-advance", null, body.Amount, 1));
        }

        foreach (var (_, day, body) in Hers<SavingsMovedBody>("savings-moved", from, to, b => b.Member))
        {
            facts.Add(
                body.Out
                    ? new(day, "wallet", "passbook.saved-out", null, body.Amount, 1)
                    : new(day, "wallet", "passbook.saved-in", null, body.Amount, -1)
            );
        }

        foreach (var run in book.Runs().Where(r => r.Day >= from && r.Day <= to))
        {
            Paid(facts, run.Day, run.Body.Lines.FirstOrDefault(l => l.Member == member));
        }

        foreach (var (_, day, body) in book.Votes().Where(v => v.Day >= from && v.Day <= to))
        {
            Surplus(facts, day, body.Parts.FirstOrDefault(p => p.Member == member));
        }

        // The sort keeps what was added later above, within a day.
        facts.Reverse();
        return [.. facts.OrderByDescending(f => f.Day)];
    }

    private IEnumerable<Kept<T>> Hers<T>(string kind, DateOnly from, DateOnly to, Func<T, Guid> whose) =>
        book.All<T>(kind, from, to).Where(k => whose(k.Body) == member);

    private void Worked(List<PassbookFact> facts, DateOnly from, DateOnly to)
    {
        foreach (var day in book.Work(from, to).Where(x => x.Member == member).GroupBy(x => x.Day))
        {
            var (minutes, pieces, earned) = (day.Sum(x => x.Minutes), day.Sum(x => x.Pieces), day.Sum(x => x.Earned));
            if (minutes > 0)
            {
                facts.Add(new(day.Key, "needle", "passbook.worked", Spans.Said(minutes, w), null));
            }

            if (pieces > 0)
            {
                facts.Add(new(day.Key, "apron", "passbook.pieces", Format.Amount(pieces, 0), null));
            }

            if (earned > 0)
            {
                facts.Add(new(day.Key, "check", "passbook.earned", null, earned));
            }
        }
    }

    private static void Paid(List<PassbookFact> facts, DateOnly day, PayLine? line)
    {
        foreach (
            var (amount, icon, word, way) in new[]
            {
                (line?.TopUp, "plus", "passbook.top-up", 0),
                (line?.Share, "half", "passbook.share", 0),
                (line?.Advance, "undo", "passbook.took-back", -1),
                (line?.Saved, "wallet", "passbook.kept", -1),
                (line?.Paid, "note", "passbook.paid", 1),
            }
        )
        {
            if (amount > 0)
            {
                facts.Add(new(day, icon, word, null, amount, way));
            }
        }
    }

    private static void Surplus(List<PassbookFact> facts, DateOnly day, SurplusPart? part)
    {
        if (part is not { Amount: > 0 })
        {
            return;
        }

        facts.Add(new(day, "half", "passbook.surplus", null, part.Amount));
        if (part.Way == SurplusWay.Paid)
        {
            facts.Add(new(day, "note", "passbook.surplus-paid", null, part.Amount, 1));
        }
        else if (part.Way == SurplusWay.Saved)
        {
            facts.Add(new(day, "wallet", "passbook.surplus-kept", null, part.Amount, -1));
        }
    }
}
