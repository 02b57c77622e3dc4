using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Costing;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Workshop.Reports;

/// <summary>What a buyer took of one product in some weeks.</summary>
/// <param name="Times">Stops at which some of it was left.</param>
/// <param name="Often">Stops at which more than a tenth of it came back.</param>
/// <param name="Enough">Pieces that were enough for her four times of five.</param>
public sealed record Taken(Guid Item, int Times, long Left, long Returned, int Often, int Enough)
{
    /// <summary>Bread came back three times (workshop reference §6.4): she should be brought less.</summary>
    public bool BringLess => Often >= 3 && Enough * Times < Left;
}

/// <summary>A buyer as her page shows her.</summary>
/// <param name="Owes">Minor units; what she has on account is below zero.</param>
public sealed record Buyer(Guid Party, string? Name, long Owes, long Paid, IReadOnlyList<Taken> Items)
{
    public long Left => Items.Sum(i => i.Left);

    public long Returned => Items.Sum(i => i.Returned);
}

/// <summary>What buyers took, returned and owe: read from the stops of some weeks.</summary>
public static class BuyerBook
{
    /// <summary>Days that count.</summary>
    public const int Days = 28;

    /// <summary>Share of the stops at which what is proposed would have been enough.</summary>
    private const decimal Sure = 0.8m;

    public static List<Buyer> Of(Statements sql, Organisation org, int receivable, DateOnly day)
    {
        var stops = Happened
            .Of<StopClosedBody>(sql, org.Id, "stop-closed", day.AddDays(1 - Days), day)
            .Where(s => s.Body.Party is not null)
            .ToLookup(s => s.Body.Party!.Value, s => s.Body);
        return
        [
            .. stops
                .Select(s => new Buyer(
                    s.Key,
                    Parties.NameOf(sql, org.Id, s.Key),
                    Parties.Balance(sql, org.Id, receivable, s.Key).Minor,
                    s.SelectMany(b => b.Paid ?? []).Where(p => p.How != Paying.Credit).Sum(p => p.Amount),
                    Items(s)
                ))
                .OrderByDescending(b => b.Left),
        ];
    }

    private static List<Taken> Items(IEnumerable<StopClosedBody> stops) =>
        [
            .. stops
                .SelectMany(s => s.Items)
                .GroupBy(i => i.Item)
                .Select(g =>
                {
                    var left = g.Where(i => i.Left > 0).ToList();
                    return new Taken(
                        g.Key,
                        left.Count,
                        g.Sum(i => (long)i.Left),
                        g.Sum(i => (long)i.Returned),
                        left.Count(i => i.Returned * 10 > i.Left),
                        left.Count == 0
                            ? 0
                            : (int)Returns.ToBake(left.Select(i => (decimal)(i.Left - i.Returned)), Sure).Bake
                    );
                }),
        ];
}
