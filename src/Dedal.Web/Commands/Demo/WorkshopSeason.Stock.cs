using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Web.Commands.Demo;

/// <summary>What is made of what, and what is there.</summary>
internal abstract partial class WorkshopSeason
{
    private readonly Dictionary<string, Guid> items = new(StringComparer.Ordinal);

    /// <summary>Pieces of goods on the shelf, as the women see them.</summary>
    private readonly Dictionary<Good, int> shelf = [];

    /// <summary>Materials, thousandths of their unit.</summary>
    private readonly Dictionary<string, long> store = new(StringComparer.Ordinal);

    /// <summary>Services sold today: done by the evening.</summary>
    private readonly Dictionary<Good, int> toServe = [];

    protected Guid IdOf(string name) => items[name];

    protected int OnShelf(Good good) => shelf.GetValueOrDefault(good);

    protected void Take(Good good, int pieces) => shelf[good] = OnShelf(good) - pieces;

    /// <summary>The recipe of a good; none where there is nothing to write down.</summary>
    protected virtual Guid? RecipeOf(Good good) => null;

    private void KeepItems()
    {
        foreach (var (m, i) in trade.Materials.Select((m, i) => (m, i)))
        {
            var units = m
                .Others.Prepend(m.BuysIn)
                .Where(u => u.Unit != m.Unit)
                .Select(u => new UnitFactor(u.Unit, u.Factor));
            store[m.Name] = m.Keep * Quantities.One;
            var body = new ItemKeptBody(
                items[m.Name] = NewId(At(7, 55)),
                m.Name,
                m.Icon,
                Sort: ItemSort.Material,
                Unit: m.Unit,
                Units: [.. units],
                Stocked: true,
                Cost: m.Cost
            );
            Say("item-kept", body, At(7, 55).AddSeconds(i));
        }

        // Seconds before the bread they come from.
        foreach (var (good, i) in trade.Goods.OrderBy(g => g.Lot).Select((g, i) => (g, i)))
        {
            items[good.Name] = NewId(At(7, 57));
            Say("item-kept", ItemOf(good), At(7, 57).AddSeconds(i));
        }

        var had = trade.Materials.Select(m => new CountedItem(IdOf(m.Name), m.Keep * Quantities.One));
        Say("stock-counted", new StockCountedBody([.. had], "start"), At(8, 0));
    }

    private ItemKeptBody ItemOf(Good good) =>
        new(
            IdOf(good.Name),
            good.Name,
            good.Icon,
            good.Price,
            1,
            good.Income,
            Sort: good.Making == Making.Service ? ItemSort.Service : ItemSort.Product,
            Stocked: good.Making == Making.Shelf,
            Cost: good.Making == Making.Shelf ? Math.Max(10, good.Price / 2) : null,
            Minutes: good.Minutes > 0 && RecipeOf(good) is null ? Math.Max(1, good.Minutes / good.Lot) : null,
            Regulated: good.Norm is { } norm ? new(norm, First) : null
        );

    protected IReadOnlyList<Used> Takes(Good good, int times) =>
        [.. good.Takes.Select(t => new Used(IdOf(t.Material), (long)t.Quantity * times))];

    /// <summary>Who works, the one with fewest minutes first; her minutes are never quite the usual ones.</summary>
    protected IReadOnlyList<Worked> Hands(int minutes, int many, Guid? item, string step, int? pieces = null)
    {
        var real = Math.Max(5, minutes * Random.Next(88, 117) / 100);
        var hands = crew.Women.OrderBy(crew.Pay.MinutesOf).Take(many).ToList();
        var done = hands.ConvertAll(w => new Worked(w, real / many, pieces / many));
        done.ForEach(d => crew.Pay.Add(Today, item, step, d));
        return done;
    }

    /// <summary>Makes so many lots of a good; what came out goes to the shelf.</summary>
    protected void Batch(Good good, int times, DateTimeOffset at, int hands = 1)
    {
        var all = good.Lot * times;
        var second = good.Second is null ? 0 : all * Random.Next(0, 5) / 100;
        var waste = good.Grams is null ? 0 : all * Random.Next(0, 3) / 100;
        var recipe = RecipeOf(good);
        Use(good, times);
        var body = new BatchMadeBody(
            IdOf(good.Name),
            all - second - waste,
            second,
            waste,
            SecondItem: second > 0 ? IdOf(good.Second!) : null,
            Recipe: recipe,
            Times: recipe is null ? null : times * Quantities.One,
            Materials: Takes(good, times),
            Work: Hands(good.Minutes * times, hands, IdOf(good.Name), "batch", all)
        );
        Say("batch-made", body, at);
        if (good.Making == Making.Shelf)
        {
            Take(good, -(all - second - waste));
            if (second > 0)
            {
                Take(trade.Goods.First(g => g.Name == good.Second), -second);
            }
        }
    }

    protected void Use(Good good, int times)
    {
        foreach (var (material, quantity) in good.Takes)
        {
            store[material] -= (long)quantity * times;
        }
    }

    /// <summary>The alterations of the day, with who did them.</summary>
    private void Serve()
    {
        foreach (var (good, pieces) in toServe.OrderBy(s => s.Key.Name, StringComparer.Ordinal))
        {
            Batch(good, pieces, At(18, 15).AddSeconds(toServe.Count));
        }

        toServe.Clear();
    }

    /// <summary>What a purchase brings up to what should be there; prices go up and down.</summary>
    private List<BoughtItem> Lacking()
    {
        var wanted = new List<BoughtItem>();
        foreach (var m in trade.Materials)
        {
            var busy = Math.Max(100, trade.Busy(Today.AddDays(7))) * (50 + (8 * character.Sales)) / 100;
            var keep = (long)m.Keep * Quantities.One * busy / 100;
            if (store[m.Name] >= keep)
            {
                continue;
            }

            var count = ((keep * 3 / 2) - store[m.Name] + m.BuysIn.Factor - 1) / m.BuysIn.Factor;
            var quantity = count * m.BuysIn.Factor;
            var price = m.Cost * (100 + character.Dearer + Random.Next(-6, 7)) * quantity / Quantities.One / 100;
            store[m.Name] += quantity;
            wanted.Add(
                new(IdOf(m.Name), quantity, m.BuysIn.Unit, count * Quantities.One, Math.Max(50, price / 50 * 50))
            );
        }

        return wanted;
    }

    /// <summary>Something extra for a good customer; at the end of the month the shelf is counted.</summary>
    private void LookAtShelf()
    {
        if (Today.DayOfWeek == DayOfWeek.Saturday)
        {
            GiveAway("yapa", 6, 12);
        }

        if (Open(Today.AddDays(1)).Month == Today.Month)
        {
            return;
        }

        // A little less than the book says, of what is weighed or cut.
        var short_ = trade.Materials.Take(2).ToList();
        short_.ForEach(m => store[m.Name] -= Quantities.One / 2);
        Say(
            "stock-counted",
            b => new StockCountedBody([.. short_.Select(m => Less(b, IdOf(m.Name)))], "waste"),
            At(19, 2)
        );
    }

    private static CountedItem Less(Web.Books.Book book, Guid item)
    {
        var there = book.Stock(book.Needed(Role.Materials).Number, Subject.Item(item)).Quantity;
        return new(item, Math.Max(0, there - (Quantities.One / 2)));
    }

    /// <summary>Leaves without being sold: of what there is most of.</summary>
    /// <param name="from">Only when there are at least so many.</param>
    protected void GiveAway(string why, int pieces, int from)
    {
        var most = trade.Goods.OrderByDescending(OnShelf).First();
        if (OnShelf(most) < from)
        {
            return;
        }

        Take(most, pieces);
        Used[] gone = [new(IdOf(most.Name), pieces * Quantities.One)];
        Say("given-away", new GivenAwayBody(gone, why), At(18, 55));
    }
}
