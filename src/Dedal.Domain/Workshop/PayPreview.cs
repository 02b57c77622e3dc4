using Dedal.Domain.Workshop.Costing;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>What the books say of a member before she is paid.</summary>
/// <param name="Minutes">Of the work that the run takes in (<see cref="WorkSum"/>).</param>
/// <param name="Earned">With that work, minor units.</param>
/// <param name="Owed">All that is owed to her now, with what stayed from before.</param>
/// <param name="Advances">What she got before and has not given back.</param>
/// <param name="Shares">Her work is paid by a part of what is shared.</param>
/// <param name="Floor">She is topped up to the minimum wage for her hours.</param>
/// <param name="ByHours">Her rule says that what is shared goes by hours, not the same to all.</param>
/// <param name="Wage">The minimum wage for her minutes (<see cref="WorkSum.Wage"/>); null: it is not known.</param>
/// <param name="Here">She was a member in the days or worked in them: else equal parts are not for her.</param>
public sealed record PayMember(
    Guid Member,
    int Minutes,
    long Earned,
    long Owed,
    long Advances,
    bool Shares = false,
    bool Floor = false,
    bool ByHours = false,
    decimal? Wage = null,
    bool Here = true
)
{
    /// <summary>Minimum wage of an hour of hers as it is shown, whole minor units; null: not known.</summary>
    public long? FloorRate => Minutes > 0 && Wage is { } wage ? (long)Math.Round(wage / Minutes) : null;
}

/// <summary>The pay of everybody, worked out so that all can read it before anything is written.</summary>
public static class PayPreview
{
    /// <summary>
    /// First her part of what is shared, by hours or equally (case SH1, SH2); then up to the minimum wage for her hours
    /// (case PR4: 13.5 hours at 3,300 / 208 are 214.18, earned 147.51, so 66.67 more); then advances are taken back and
    /// the rest is given in whole coins. What is less than a coin stays owed to her.
    /// </summary>
    /// <param name="pool">What is shared among those who share, minor units.</param>
    public static IReadOnlyList<PayLine> Of(IReadOnlyList<PayMember> members, long pool, long coin)
    {
        var parts = Parts(members, pool, coin);
        return [.. members.Select((m, i) => One(m, parts[i], coin))];
    }

    /// <summary>The same line with a part kept as savings instead of given now.</summary>
    public static PayLine Saving(PayLine line, long saved, long coin) =>
        line with
        {
            Saved = saved,
            Paid = Math.Max(0, (line.Earned + line.TopUp + line.Share - line.Advance - saved) / coin * coin),
        };

    /// <summary>What an hour of hers brought, minor units; null while she wrote no minutes.</summary>
    public static long? HourOf(PayMember member, PayLine line) =>
        member.Minutes == 0 ? null : Rounding.Minor((member.Earned + line.Share + line.TopUp) * 60m / member.Minutes);

    /// <summary>
    /// Whether her hours brought the minimum wage as it is paid: for all of them together, rounded once (case PR4). An
    /// hour of it is no whole centavo (3,300 / 208 is 15.8654), so hers alone may look a centavo short.
    /// </summary>
    /// <param name="floor">Minimum wage an hour as it is shown, whole minor units.</param>
    public static bool ReachesFloor(PayMember member, PayLine line, long floor) =>
        member.Earned + line.Share + line.TopUp >= Rounding.Minor((floor - 0.5m) * member.Minutes / 60);

    private static PayLine One(PayMember member, long share, long coin)
    {
        var floor = member.Floor && member.Wage is { } wage ? Rounding.Minor(wage / 60) : (long?)null;
        var topUp = Math.Max(0, (floor - member.Earned - share) ?? 0);
        var due = Math.Max(0, member.Owed) + topUp + share;
        var advance = Math.Clamp(member.Advances, 0, due);
        return Saving(
            new(member.Member, member.Minutes, Math.Max(0, member.Owed), topUp, share, advance),
            saved: 0,
            coin
        );
    }

    /// <summary>
    /// By hours where the rules of all who share say so: people agree on one way, and one who does not would be left
    /// out of the others' sum.
    /// </summary>
    public static bool IsByHours(IEnumerable<PayMember> members) =>
        members.Where(m => m.Shares && (m.Here || m.Minutes > 0)).All(m => m.ByHours);

    private static IReadOnlyList<long> Parts(IReadOnlyList<PayMember> members, long pool, long coin)
    {
        var byHours = IsByHours(members);
        decimal[] weights =
        [
            .. members.Select(m =>
                !m.Shares ? 0m
                : byHours ? m.Minutes
                : m.Here ? 1
                : 0
            ),
        ];
        return pool > 0 && weights.Sum() > 0 ? Sharing.LargestRemainder(pool, weights, coin) : new long[members.Count];
    }
}
