using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Costing;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Workshop.Reports;

/// <summary>What a buyer took of one product in some weeks.</summary>
/// <param name="Times">Stops at which some of it was left.</param>
/// <param name="Returned">Pieces that came back, at a stop or later.</param>
/// <param name="Often">Stops of which more than a tenth of it came back.</param>
/// <param name="Enough">Pieces that were enough for her four times of five.</param>
/// <param name="Above">Pieces that came back above all that she ever got in these weeks.</param>
/// <param name="Later">Number in the journal of what she gave back last, after the stop; null: nothing.</param>
public sealed record Taken(
    Guid Item,
    int Times,
    long Left,
    long Returned,
    int Often,
    int Enough,
    long Above = 0,
    long? Later = null
)
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

    /// <summary>More came back than she got: somebody must look.</summary>
    public bool IsOdd => Items.Any(i => i.Above > 0);
}

/// <summary>What buyers took, returned and owe: read from the stops of some weeks and what came back later.</summary>
public sealed class BuyerBook
{
    /// <summary>Days that count.</summary>
    public const int Days = 28;

    /// <summary>
    /// What came back in the first days and was never left in them was left before them; only what came back in so
    /// many of the last days can be too much.
    /// </summary>
    private const int Surely = 14;

    /// <summary>Share of the stops at which what is proposed would have been enough.</summary>
    private const decimal Sure = 0.8m;

    private readonly Statements sql;
    private readonly Organisation org;
    private readonly DateOnly from;
    private readonly DateOnly day;
    private readonly Dictionary<Guid, Guid> joined;
    private readonly ILookup<Guid, Kept<StopClosedBody>> stops;
    private readonly ILookup<Guid, Kept<ReturnedLaterBody>> returns;

    private BuyerBook(Statements sql, Organisation org, DateOnly day)
    {
        (this.sql, this.org, this.day, from) = (sql, org, day, day.AddDays(1 - Days));
        joined = Parties.Joined(sql, org.Id);
        stops = Happened
            .Of<StopClosedBody>(sql, org.Id, "stop-closed", from, day)
            .Where(s => s.Body.Party is not null)
            .ToLookup(s => Whose(s.Body.Party!.Value));
        returns = Happened
            .Of<ReturnedLaterBody>(sql, org.Id, "returned-later", from, day)
            .ToLookup(r => Whose(r.Body.Party));
    }

    public static List<Buyer> Of(Statements sql, Organisation org, int receivable, DateOnly day)
    {
        var book = new BuyerBook(sql, org, day);
        var all = book.stops.Select(s => s.Key).Union(book.returns.Select(r => r.Key));
        return [.. all.Select(party => book.One(party, receivable)).OrderByDescending(b => b.Left)];
    }

    private Buyer One(Guid party, int receivable) =>
        new(
            party,
            Parties.NameOf(sql, org.Id, party),
            Parties.Balance(sql, org.Id, receivable, party).Minor,
            stops[party].SelectMany(s => s.Body.Paid ?? []).Where(p => p.How != Paying.Credit).Sum(p => p.Amount),
            [
                .. stops[party]
                    .SelectMany(s => s.Body.Items.Select(i => i.Item))
                    .Union(returns[party].SelectMany(r => r.Body.Items.Select(i => i.Item)))
                    .Select(item => Of(party, item)),
            ]
        );

    private Taken Of(Guid party, Guid item)
    {
        var back = returns[party]
            .SelectMany(r => r.Body.Items.Where(i => i.Item == item).Select(i => (r.Seq, r.Day, i.Pieces)))
            .ToList();
        var (placed, before) = LaterReturns.Placed(
            stops[party]
                .SelectMany(s =>
                    s.Body.Items.Where(i => i.Item == item).Select(i => new Served(s.Day, i.Left, i.Returned))
                ),
            back.Select(b => (b.Day, b.Pieces))
        );
        var left = placed.Where(s => s.Left > 0).ToList();
        var (all, returned) = (
            placed.Sum(s => (long)s.Left),
            placed.Sum(s => (long)s.Returned) + before.Where(b => b.Day > day.AddDays(-Surely)).Sum(b => (long)b.Pieces)
        );
        return new(
            item,
            left.Count,
            all,
            returned,
            left.Count(s => s.Returned * 10 > s.Left),
            left.Count == 0
                ? 0
                : (int)Returns.ToBake(left.Select(s => (decimal)Math.Max(0, s.Left - s.Returned)), Sure).Bake,
            back.Count > 0 && returned > all ? Math.Max(0, returned - all - GotOtherwise(party, item)) : 0,
            back.Count > 0 ? back[^1].Seq : null
        );
    }

    /// <summary>What she bought at the workshop, or had made: that may come back too.</summary>
    private long GotOtherwise(Guid party, Guid item) =>
        Happened
            .Of<SaleBody>(sql, org.Id, "sale", from, day)
            .Where(s => s.Body.Party is { } buyer && Whose(buyer) == party)
            .SelectMany(s => s.Body.Items ?? [])
            .Where(i => i.Item == item)
            .Sum(i => (long)i.Quantity)
        + new OrderBook(sql, org)
            .EndedSince(from, int.MaxValue)
            .Where(o => o.State.HandedOverOn >= from && o.State.Taken.Item == item)
            .Where(o => Whose(o.State.Taken.Party) == party)
            .Sum(o => (long)o.State.Taken.Pieces);

    /// <summary>Who was added twice and joined is one buyer, whichever name a document says.</summary>
    private Guid Whose(Guid party) => joined.GetValueOrDefault(party, party);
}
