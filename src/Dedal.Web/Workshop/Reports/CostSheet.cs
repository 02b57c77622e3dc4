using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Costing;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Books.Reports;
using Dedal.Web.Parameters;

namespace Dedal.Web.Workshop.Reports;

/// <summary>What one piece of a product costs and brings, minor units.</summary>
/// <param name="Price">What a piece is sold for: its price, else what it brought on average; null: not known.</param>
/// <param name="Planned">By recipe and usual minutes, in full.</param>
/// <param name="Actual">By what batches and orders of the year took; null: none was written with material.</param>
/// <param name="HasMaterials">Its material is known; without it a cost is too low.</param>
/// <param name="HasMinutes">Its minutes are known.</param>
public sealed record ProductCost(
    ItemKeptBody Item,
    decimal? Price,
    FullCost Planned,
    FullCost? Actual,
    bool HasMaterials,
    bool HasMinutes
)
{
    /// <summary>All that is needed is known.</summary>
    public bool IsWhole => HasMaterials && HasMinutes;

    /// <summary>What a piece leaves after its material and hours; null without a price.</summary>
    public decimal? Left => Price - Planned.Materials - Planned.Labour;

    /// <summary>Sold under what it costs in full.</summary>
    public bool IsBelowCost => IsWhole && Price < Planned.Total;

    public bool IsRegulated => Item.Regulated is not null;
}

/// <summary>
/// Full cost of every product over the last twelve months (workshop reference §4): material from the recipe at the
/// moving average, hours at the minimum wage of the day, and a share of what the workshop pays anyway over its
/// productive hours. Read, never posted.
/// </summary>
/// <param name="HourRate">Minor units an hour; null before the first minimum wage known.</param>
/// <param name="Overhead">What was paid anyway in the year, minor units.</param>
/// <param name="Hours">Productive hours of the year.</param>
public sealed record CostSheet(
    DateOnly From,
    DateOnly To,
    decimal? HourRate,
    decimal Overhead,
    decimal Hours,
    IReadOnlyList<ProductCost> Products
)
{
    /// <summary>Expenses that come whether anything is made or not: rent to other expenses, wear among them.</summary>
    public static bool IsOverhead(Account account) =>
        account.Kind == AccountKind.Expense
        && account.Code.StartsWith("52", StringComparison.Ordinal)
        && account.Code is not ("5208" or "5209" or "5210");

    /// <summary>Overhead of one productive hour, minor units.</summary>
    public decimal OverheadRate => UnitCost.OverheadRate(Overhead, Hours);

    public static CostSheet Of(BookReading book, DatedValues values, DateOnly day) =>
        Of(book, values, day, Activity.Of(book, day.AddYears(-1).AddDays(1), day));

    public static CostSheet Of(BookReading book, DatedValues values, DateOnly day, Activity activity)
    {
        var from = day.AddYears(-1).AddDays(1);
        var overhead = Balances
            .ResultByMonth(book, from, day)
            .Where(c => IsOverhead(c.Account) && c.Account.Currency == book.Org.Currency)
            .Sum(c => c.Debit - c.Credit);
        var perUnit = Minors(book.Org.Scale);
        var sheet = new CostSheet(from, day, values.HourAt(day) * perUnit, overhead, activity.AllMinutes / 60m, []);
        return sheet with { Products = new Reckoner(book, sheet, activity).All() };
    }

    private static decimal Minors(int scale) => scale == 0 ? 1 : 10 * Minors(scale - 1);

    /// <summary>Works out one product after the other.</summary>
    private sealed class Reckoner(BookReading book, CostSheet sheet, Activity activity)
    {
        private readonly Dictionary<Guid, ItemKeptBody> items = StockBook
            .Items(book.Sql, book.Org.Id)
            .ToDictionary(i => i.Item);

        private readonly Dictionary<string, Stock> stock = StockAt(book, Role.Materials);

        private readonly Dictionary<string, Stock> finished = StockAt(book, Role.Finished);

        private readonly Dictionary<Guid, RecipeKeptBody> recipes = Things
            .Open(book.Sql, book.Org.Id, "recipe")
            .Select(t => RecipeKept.Of(t.Facts))
            .OfType<RecipeKeptBody>()
            .Where(r => !r.Archived)
            .GroupBy(r => r.Item)
            .ToDictionary(g => g.Key, g => g.Last());

        private readonly Dictionary<Guid, (long Pieces, long Amount)> sold = activity
            .Sales.GroupBy(s => s.Item)
            .ToDictionary(g => g.Key, g => (g.Sum(s => s.Pieces), g.Sum(s => s.Amount)));

        public List<ProductCost> All() => [.. items.Values.Where(i => i.Sort != ItemSort.Material).Select(Of)];

        private ProductCost Of(ItemKeptBody item)
        {
            var made = activity.Made.GetValueOrDefault(item.Item);
            var recipe = recipes.GetValueOrDefault(item.Item);
            var actual = made is { OfOurs: > 0, Materials.Count: > 0 } ? Materials(made) : null;
            var materials =
                recipe is null ? actual ?? Bought(item)
                : Materials(recipe.Lines.Select(l => (l.Item, l.Quantity))) is { } all ? all / recipe.Yield
                : null;
            var real = made is { Pieces: > 0, Minutes: > 0 } ? (decimal)made.Minutes / made.Pieces : (decimal?)null;
            var minutes = item.Minutes ?? MinutesOf(recipe) ?? real;
            return new(
                item,
                PriceOf(item),
                Full(materials, minutes),
                actual is null ? null : Full(actual, real ?? minutes),
                materials is not null || item.Sort == ItemSort.Service,
                minutes is not null
                    || item.Sort == ItemSort.Product && recipe is null && actual is null && materials > 0
            );
        }

        private FullCost Full(decimal? materials, decimal? minutes) =>
            UnitCost.Full(materials ?? 0, minutes ?? 0, sheet.HourRate ?? 0, sheet.OverheadRate);

        private static decimal? MinutesOf(RecipeKeptBody? recipe) =>
            recipe?.Minutes is { Count: > 0 } steps ? (decimal)steps.Sum(s => s.Minutes) / recipe.Yield : null;

        private decimal? PriceOf(ItemKeptBody item) =>
            item.Price is { } price ? (decimal)price / item.Quantity
            : sold.GetValueOrDefault(item.Item) is { Pieces: > 0 } of ? (decimal)of.Amount / of.Pieces
            : null;

        /// <summary>Bought ready to be sold: what it cost, or about costs.</summary>
        private decimal? Bought(ItemKeptBody item) => OneOf(finished, item);

        private decimal? Materials(Made made) => Materials(made.Materials.Select(m => (m.Key, m.Value))) / made.OfOurs;

        /// <summary>Null when the cost of one of them is not known: half a cost is none.</summary>
        private decimal? Materials(IEnumerable<(Guid Item, long Quantity)> lines)
        {
            var sum = 0m;
            foreach (var (id, quantity) in lines)
            {
                if (!items.TryGetValue(id, out var item) || OneOf(stock, item) is not { } each)
                {
                    return null;
                }

                sum += each * quantity / Quantities.One;
            }

            return sum;
        }

        /// <summary>What one base unit is worth: the moving average, the last one, the estimate.</summary>
        private static decimal? OneOf(Dictionary<string, Stock> at, ItemKeptBody item)
        {
            var there = at.GetValueOrDefault($"item:{item.Item:D}");
            return there is { Quantity: > 0, Value.IsNegative: false }
                    ? (decimal)there.Value.Minor * Quantities.One / there.Quantity
                : there.LastQuantity > 0 ? (decimal)there.LastValue.Minor * Quantities.One / there.LastQuantity
                : item.Cost;
        }

        private static Dictionary<string, Stock> StockAt(BookReading book, string role) =>
            Charts.Named(book.Org.Chart).CodeOf(role) is { } code && book.FindAccount(code, null) is { } account
                ? StockBook.At(book.Sql, book.Org.Id, account.Number)
                : [];
    }
}
