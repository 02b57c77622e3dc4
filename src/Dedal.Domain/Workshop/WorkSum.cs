using Dedal.Domain.Workshop.Costing;

namespace Dedal.Domain.Workshop;

/// <summary>Work of a member as a pay run takes it in.</summary>
/// <param name="Earned">Minor units.</param>
/// <param name="PaidIn">The earlier run that had paid it, where it was undone after that; else null.</param>
public sealed record WorkTaken(Guid Member, DateOnly Day, int Minutes, long Earned, long? PaidIn = null);

/// <summary>What a member's work comes to in a pay run.</summary>
/// <param name="Minutes">Never below nothing.</param>
/// <param name="Earned">Minor units.</param>
/// <param name="Wage">
/// Minimum wage an hour, as it was on the day of each, times minutes; minor units, unrounded. Null: it is not known.
/// </param>
public sealed record WorkSum(int Minutes, long Earned, decimal? Wage)
{
    /// <summary>
    /// Work that was undone after it was paid takes its minutes back, and of the top-ups no more than it brought or
    /// than she had. What it earned she owes already: the undoing itself took it from what is owed to her.
    /// </summary>
    /// <param name="hour">Minimum wage an hour on a day, minor units unrounded; null: it is not known.</param>
    /// <param name="toppedUp">What the runs that had paid it topped her up by; null: she is not topped up.</param>
    public static WorkSum Of(IReadOnlyCollection<WorkTaken> work, Func<DateOnly, decimal?> hour, long? toppedUp)
    {
        var (done, undone) = (work.Where(w => w.PaidIn is null), work.Where(w => w.PaidIn is not null));
        var (wage, back) = (WageOf(done), WageOf(undone));
        var gone = undone.Sum(w => w.Earned);
        if (toppedUp is { } had && back is { } least)
        {
            var minimum = Rounding.Minor(least / 60);
            gone = minimum - Math.Clamp(minimum - gone, 0, had);
        }

        return new(
            Math.Max(0, done.Sum(w => w.Minutes) - undone.Sum(w => w.Minutes)),
            done.Sum(w => w.Earned) - gone,
            wage - back
        );

        decimal? WageOf(IEnumerable<WorkTaken> some)
        {
            var each = some.Where(w => w.Minutes > 0).Select(w => w.Minutes * hour(w.Day)).ToList();
            // An hour of 3,300 / 208 has no end in decimals; what that leaves out must not turn a half.
            return each.Contains(null) ? null : decimal.Round(each.Sum() ?? 0, 12);
        }
    }
}
