using Dedal.Domain;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Shared;

namespace Dedal.Web.Workshop.Reports;

/// <summary>What an hour of a member's brought, beside the minimum wage.</summary>
/// <param name="Amount">Minor units.</param>
/// <param name="Floor">Minimum wage an hour then, whole minor units; null where none is known.</param>
/// <param name="Reached">Her hours together brought it.</param>
public sealed record HourBrought(long Amount, long? Floor, bool Reached)
{
    /// <summary>Null while she wrote no minutes.</summary>
    public static HourBrought? Of(PayMember member, PayLine line, long? floor) =>
        PayPreview.HourOf(member, line) is { } brought
            ? new(brought, floor, floor is { } least && PayPreview.ReachesFloor(member, line, least))
            : null;

    /// <summary>One sentence; who was topped up to the minimum reads that she has it.</summary>
    public string Said(Words w, Organisation org)
    {
        string Money(long minor) => Format.Money(new Money(minor), org.Currency, org.Scale);
        return Floor is not { } floor ? w["pay.hour", Money(Amount)]
            : Reached && Amount <= floor ? w["pay.hour-reached", Money(floor)]
            : w["pay.hour-of", Money(Amount), Format.Amount(floor, org.Scale)];
    }
}
