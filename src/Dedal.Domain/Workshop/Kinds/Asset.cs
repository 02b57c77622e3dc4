using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>A machine as its documents tell it.</summary>
/// <param name="GotOn">Day of the document that brought it into the book.</param>
/// <param name="Worn">Wear by month, minor units.</param>
/// <param name="Released">What of its grant was earned so far, minor units.</param>
/// <param name="Place">Where it stands now.</param>
/// <param name="RetiredOn">The day it left; null while it is here.</param>
public sealed record Asset(
    EquipmentGotBody Got,
    DateOnly GotOn,
    IReadOnlyDictionary<int, long> Worn,
    long Released = 0,
    string? Place = null,
    DateOnly? RetiredOn = null
)
{
    /// <summary>Its money or itself was given: kept apart from the workshop's own.</summary>
    public bool IsGranted => Got.Source is AssetSource.Grant or AssetSource.Kind;

    /// <summary>How much of it was given, minor units: a grant may pay a part.</summary>
    public long Granted => IsGranted ? Got.Granted ?? Got.Cost : 0;

    public long WornSoFar => Worn.Values.Sum();

    /// <summary>What it is still worth in the book, minor units.</summary>
    public long BookValue => RetiredOn is null ? Got.Cost - WornSoFar : 0;

    /// <summary>The first month its wear is booked: in use, and not before the book knew it.</summary>
    private int First => Math.Max(Period.Of(Got.InUseFrom), Period.Of(GotOn));

    /// <summary>
    /// Months over which its wear is booked: its life, or what is left of it when the book comes to know it; 0 when it
    /// is over by then.
    /// </summary>
    /// <param name="known">Day of the document that brings it into the book.</param>
    public static int WearMonths(EquipmentGotBody got, DateOnly known)
    {
        var first = Nth(Period.Of(got.InUseFrom));
        return Math.Max(0, first + got.Months - Math.Max(first, Nth(Period.Of(known))));
    }

    public static Asset? Of(IReadOnlyList<Fact> facts)
    {
        if (facts.FirstOrDefault(f => f.Kind == "equipment-got") is not { } got)
        {
            return null;
        }

        var body = got.Read(BodyJson.Default.EquipmentGotBody);
        var worn = facts
            .Where(f => f.Kind == "wear-booked")
            .Select(f => f.Read(BodyJson.Default.WearBookedBody))
            .Select(b => (b.Month, Line: b.Lines.First(l => l.Asset == body.Asset)))
            .ToList();
        var moved = facts.LastOrDefault(f => f.Kind == "equipment-moved")?.Read(BodyJson.Default.EquipmentMovedBody);
        return new(
            body,
            got.Day,
            worn.ToDictionary(w => w.Month, w => w.Line.Amount),
            worn.Sum(w => w.Line.Release),
            moved?.Place ?? body.Place,
            facts.FirstOrDefault(f => f.Kind == "equipment-retired")?.Day
        );
    }

    /// <summary>
    /// Straight line (workshop reference §4) over the months of its life that the book knows it: a month's part of the
    /// cost, the last month what is left; nothing where its life was over before. A granted machine releases the same
    /// part of its grant.
    /// </summary>
    /// <param name="month">As 202603.</param>
    public WearLine? Proposed(int month)
    {
        var (months, left) = (WearMonths(Got, GotOn), Got.Cost - WornSoFar);
        if (month < First || months == 0 || left <= 0 || RetiredOn is not null || Worn.ContainsKey(month))
        {
            return null;
        }

        var isLast = Nth(month) >= Nth(First) + months - 1;
        var part = isLast ? left : Math.Min(left, Stock.Share(Got.Cost, 1, months).Minor);
        if (part <= 0)
        {
            return null;
        }

        // As much of the grant as of the cost is gone by then: so rounding never loses any of it.
        var release = Stock.Share(Granted, WornSoFar + part, Got.Cost).Minor - Released;
        return new(Got.Asset, part, Math.Clamp(release, 0, part));
    }

    /// <summary>The first month up to one whose wear is not booked; null when all is.</summary>
    /// <param name="through">The last month that counts, as 202603.</param>
    public int? Unbooked(int through)
    {
        for (var month = First; month <= through; month = Period.Next(month))
        {
            if (Proposed(month) is not null)
            {
                return month;
            }
        }

        return null;
    }

    /// <summary>A month as a number that grows by one from month to month.</summary>
    private static int Nth(int month) => (month / 100 * 12) + (month % 100);
}
