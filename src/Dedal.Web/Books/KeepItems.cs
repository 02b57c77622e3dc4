using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Lo que vendemos: what stands as a tile on Vendí, with its price for a quantity.</summary>
public static class KeepItems
{
    /// <summary>What the name of a field begins with that says how much another unit holds.</summary>
    public const string Factor = "factor-";

    /// <summary>Units that stock is counted in.</summary>
    public static readonly IReadOnlyList<string> BaseUnits = ["piece", "kg", "m", "l"];

    /// <summary>Drawings to choose from.</summary>
    public static readonly IReadOnlyList<string> Drawings =
    [
        "bread",
        "cake",
        "cup",
        "apron",
        "shirt",
        "needle",
        "thread",
        "bag",
        "gift",
        "dots",
    ];

    /// <summary>Measures to choose from, in the order they are taken.</summary>
    public static readonly IReadOnlyList<string> Measures =
    [
        "head",
        "neck",
        "shoulder",
        "bust",
        "back",
        "sleeve",
        "wrist",
        "waist",
        "hip",
        "rise",
        "leg",
        "length",
        "width",
        "height",
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<ItemsPage>("items").AllowRoles(Who.Readers);
        routes.MapForm<ItemsPage>("items", "item-kept", Read, "items").AllowRoles(Who.Recorders);
    }

    /// <summary>
    /// What was typed over what stands in the book: a version is the whole record, and a field that the form does not
    /// have stays as it is.
    /// </summary>
    private static ItemKeptBody Read(Form form, Caller caller, Reads reads)
    {
        var (org, id) = (caller.Org!, form.IdIn("item") ?? form.Id);
        using var sql = reads.Of(org);
        var before = Items.Find(sql, org.Id, id) ?? new ItemKeptBody(id, "", Drawings[^1]);
        var (sort, unit) = (Kept("sort", before.Sort), Kept("unit", before.Unit));
        return before with
        {
            Name = form.Text("name") ?? "",
            Icon = form["icon"],
            Price = Money("price", before.Price),
            Quantity = form.Has("quantity") ? form.Whole("quantity", 1) : before.Quantity,
            Income = form.Has("income") ? form.Text("income") : before.Income,
            Archived = form["archived"] == "yes",
            Sort = sort,
            Unit = unit,
            Units = form.Has("newUnit") ? Units(form, unit) : before.Units,
            Stocked = Kept("stocked", before.Stocked ? "yes" : "no") == "yes",
            Cost = Money("cost", before.Cost),
            Minutes = form.Has("minutes") ? form.WholeOrNothing("minutes") : before.Minutes,
            Regulated = form.Has("norm") ? Regulated(form) : before.Regulated,
            Measures = form.Has("minutes") ? Measured(form) : before.Measures,
        };

        string Kept(string name, string there) => form.Has(name) ? form[name] : there;

        long? Money(string name, long? there) =>
            !form.Has(name) ? there
            : form.AmountOrNothing(name, org.Scale) is not 0 and var typed ? typed
            : null;
    }

    /// <summary>Fields <c>factor-quintal</c> and so on that say something, and one with a name of its own.</summary>
    private static List<UnitFactor>? Units(Form form, string unit)
    {
        var units = form
            .Names.Where(n => n.StartsWith(Factor, StringComparison.Ordinal) && n[Factor.Length..] != unit)
            .Select(n => new UnitFactor(n[Factor.Length..], form.Quantity(n)))
            .ToList();
        if (form.Text("newUnit") is { } other)
        {
            units.Add(new(other.ToLowerInvariant(), form.Quantity("newFactor")));
        }

        return units.Count == 0 ? null : [.. units.DistinctBy(u => u.Unit)];
    }

    /// <summary>What is ticked, in the order it is measured; nothing ticked leaves it to the usual ones.</summary>
    private static List<string>? Measured(Form form)
    {
        var ticked = Measures.Where(m => form["measure-" + m] == "yes").ToList();
        return ticked.Count == 0 ? null : ticked;
    }

    private static RegulatedPrice? Regulated(Form form) =>
        form.Text("norm") is { } norm ? new(norm, form.DayNeeded("normSince")) : null;
}
