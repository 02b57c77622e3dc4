using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Lo que vendemos: what stands as a tile on Vendí, with its price for a quantity.</summary>
public static class KeepItems
{
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

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<ItemsPage>("items").AllowRoles(Who.Readers);
        routes.MapForm<ItemsPage>("items", "item-kept", Read, "items").AllowRoles(Who.Recorders);
    }

    private static ItemKeptBody Read(Form form, Caller caller)
    {
        var price = form.AmountOrNothing("price", caller.Org!.Scale);
        var typed = form["quantity"].Trim();
        if (
            !int.TryParse(
                typed.Length == 0 ? "1" : typed,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var quantity
            )
        )
        {
            form.Refuse(new("item-quantity-absurd", "quantity"));
        }

        return new(
            form.IdIn("item") ?? form.Id,
            form.Text("name") ?? "",
            form["icon"],
            price == 0 ? null : price,
            quantity,
            form.Text("income"),
            form["archived"] == "yes"
        );
    }
}
