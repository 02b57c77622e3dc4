using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Workshop.Reports;

/// <summary>The machines of a workshop as the book has them, and the wear that is not booked yet.</summary>
/// <param name="Assets">In the order they came, those that left too.</param>
public sealed record EquipmentBook(IReadOnlyList<Asset> Assets)
{
    public static EquipmentBook Read(Statements sql, Organisation org) =>
        new([
            .. Things.Latest(sql, org.Id, "asset").Select(t => Asset.Of(t.Facts)).OfType<Asset>().OrderBy(a => a.GotOn),
        ]);

    public static Asset? Find(Statements sql, Organisation org, Guid asset) =>
        Things.Find(sql, org.Id, Subject.Asset(asset)) is { } thing ? Asset.Of(thing.Facts) : null;

    /// <summary>
    /// What is proposed for the first month up to a day that is over and lacks wear; null when nothing does.
    /// </summary>
    public WearBookedBody? Wear(DateOnly today)
    {
        var through = Period.Of(today.AddDays(1).AddMonths(-1));
        if (Assets.Select(a => a.Unbooked(through)).Where(m => m is not null).Min() is not { } month)
        {
            return null;
        }

        return new(month, [.. Assets.Select(a => a.Proposed(month)).OfType<WearLine>()]);
    }
}
