using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Costing;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>What work earns, by the rule that holds for who did it.</summary>
public static class Pay
{
    /// <summary>Her own rule, else the one for everybody; none: nothing is earned by the piece or the hour.</summary>
    public static PayRuleKeptBody? RuleOf(IBookState state, Guid member) =>
        PayRuleKept.Of(state.About(PayRuleKept.SubjectOf(member)))
        ?? PayRuleKept.Of(state.About(PayRuleKept.SubjectOf(null)));

    /// <summary>Minor units, halves away from zero; shares are worked out when she is paid.</summary>
    public static Money Earned(PayRuleKeptBody? rule, Guid? item, string step, Worked done)
    {
        if (rule is null)
        {
            return Money.Zero;
        }

        var byHour = rule.Method is PayMethod.Hours or PayMethod.Mixed
            ? Stock.Share(rule.HourRate, done.Minutes ?? 0, 60)
            : Money.Zero;
        var byPiece = rule.Method is PayMethod.Piece or PayMethod.Mixed
            ? new Money(checked(RateOf(rule, item, step) * (done.Pieces ?? 0)))
            : Money.Zero;
        return byHour + byPiece;
    }

    /// <summary>
    /// Her part of pieces that several made together, minor units: weights are their minutes, or one each. What has a
    /// rate for any step is paid where the piece is made, not once more for each step on the way.
    /// </summary>
    public static Money OfMade(PayRuleKeptBody? rule, Guid? item, string step, int pieces, decimal[] weights, int who)
    {
        if (rule is null or { Method: not (PayMethod.Piece or PayMethod.Mixed) })
        {
            return Money.Zero;
        }

        var isMade = step is "sew" or "batch";
        var rates = rule with { PieceRates = rule.PieceRates?.Where(r => isMade || r.Step == step).ToList() };
        return new(Sharing.LargestRemainder(checked(RateOf(rates, item, step) * pieces), weights, 1)[who]);
    }

    /// <summary>The rate for the item and step, else for the item, else for the step, else for any piece.</summary>
    private static long RateOf(PayRuleKeptBody rule, Guid? item, string step) =>
        rule.PieceRates?.Where(r => (r.Item is null || r.Item == item) && (r.Step is null || r.Step == step))
            .OrderBy(r => r.Item is null ? 1 : 0)
            .ThenBy(r => r.Step is null ? 1 : 0)
            .Select(r => r.Amount)
            .FirstOrDefault()
        ?? 0;
}

/// <summary>Turns work into what is owed to those who did it.</summary>
internal static class Labour
{
    /// <summary>Adds a line for each member: what the work is for against what she is owed.</summary>
    /// <param name="pieces">What was made: theirs together, unless it is said who made how many.</param>
    public static void Earn(
        Gathered gathered,
        IBookState state,
        IReadOnlyList<Worked>? work,
        Guid? item,
        string step,
        int pieces,
        int to,
        string? toSubject
    )
    {
        var all = work ?? [];
        var together = all.Any(w => w.Pieces is not null) ? 0 : pieces;
        var timed = all.All(w => w.Minutes > 0);
        decimal[] weights = [.. all.Select(w => timed ? w.Minutes!.Value : 1m)];
        var owed = state.Needed(Role.Pay).Number;
        for (var i = 0; i < all.Count; i++)
        {
            var rule = Pay.RuleOf(state, all[i].Member);
            var earned = Pay.Earned(rule, item, step, all[i]);
            if (together > 0)
            {
                earned += Pay.OfMade(rule, item, step, together, weights, i);
            }

            gathered.Add(to, owed, earned, toSubject, Subject.Member(all[i].Member));
        }
    }
}
