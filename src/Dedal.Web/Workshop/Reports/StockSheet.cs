using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Workshop.Reports;

/// <summary>What there is of one item at one account.</summary>
/// <param name="Account">Code of the account it stands on.</param>
public sealed record StockLine(ItemKeptBody Item, string Account, Stock Stock)
{
    /// <summary>More was used than is written as bought or made: something is missing in the book.</summary>
    public bool IsBelowZero => Stock.Quantity < 0;

    /// <summary>What one base unit is worth, minor units: the average, the last one, the estimate.</summary>
    public long One => Stock.CostOf(Quantities.One, Item.Cost ?? 0).Minor;
}

/// <summary>Everything whose stock is kept, and what is left of things that are not kept any more.</summary>
public static class StockSheet
{
    /// <summary>By account, materials before finished goods, then by name.</summary>
    public static List<StockLine> Of(Statements sql, Organisation org)
    {
        var chart = Charts.Named(org.Chart);
        var offered = StockBook.Items(sql, org.Id).ToDictionary(i => i.Item);
        var lines = new List<StockLine>();
        foreach (var role in new[] { Role.Materials, Role.Finished })
        {
            if (chart.CodeOf(role) is not { } code)
            {
                continue;
            }

            var number = int.Parse(code, System.Globalization.CultureInfo.InvariantCulture);
            var there = StockBook.At(sql, org.Id, number);
            var left = there
                .Where(s => s.Key.StartsWith("item:", StringComparison.Ordinal))
                .Where(s => s.Value.Quantity != 0 || !s.Value.Value.IsZero)
                .Select(s => Guid.Parse(s.Key["item:".Length..]));
            var kept = offered.Values.Where(i => i.Stocked && i.StockRole == role).Select(i => i.Item);
            lines.AddRange(
                kept.Union(left)
                    .Select(id => offered.GetValueOrDefault(id) ?? Items.Find(sql, org.Id, id))
                    .OfType<ItemKeptBody>()
                    .OrderBy(i => i.Name, StringComparer.CurrentCultureIgnoreCase)
                    .Select(i => new StockLine(i, code, there.GetValueOrDefault(Subject.Item(i.Item))))
            );
        }

        return lines;
    }
}
