using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Shared;
using Dedal.Web.Workshop.Reports.Pages;

namespace Dedal.Web.Workshop.Reports;

/// <summary>Lo que hay: what is there of each thing; counted, given away, bought.</summary>
public static class StockRoutes
{
    /// <summary>What the name of a field begins with that says how much there is of an item.</summary>
    public const string Counted = "there-";

    /// <summary>Why a count differs, the usual reason first.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["mistake", "waste", "theft", "start"];

    /// <summary>Why goods left without being sold.</summary>
    public static readonly IReadOnlyList<string> Gifts = ["yapa", "sample", "waste", "home"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<StockPage>("stock").AllowRoles(Who.Readers);
        routes.MapPage<StockCountPage>("stock/count").AllowRoles(Who.Recorders);
        routes.MapForm<StockCountPage>("stock/count", "stock-counted", Count, "stock").AllowRoles(Who.Recorders);
        routes.MapPage<GivenAwayPage>("stock/given").AllowRoles(Who.Recorders);
        routes.MapForm<GivenAwayPage>("stock/given", "given-away", Given, "stock").AllowRoles(Who.Recorders);
        routes.MapPage<MaterialsBoughtPage>("stock/bought").AllowRoles(Who.Recorders);
        routes
            .MapForm<MaterialsBoughtPage>("stock/bought", "materials-bought", Bought, "stock")
            .AllowRoles(Who.Recorders);
    }

    /// <summary>Only what was filled in was counted; nothing typed is not zero.</summary>
    private static StockCountedBody Count(Form form, Caller caller)
    {
        var items = new List<CountedItem>();
        foreach (var item in form.Rows(Counted))
        {
            var name = Counted + item;
            if (Format.ParseAmount(form[name], 3) is >= 0 and var there)
            {
                items.Add(new(item, there));
            }
            else
            {
                form.Refuse(new("count-absurd", name));
            }
        }

        if (items.Count == 0)
        {
            form.Refuse(new("count-empty", "items"));
        }

        return new(items, form["reason"]);
    }

    private static GivenAwayBody Given(Form form, Caller caller)
    {
        if (form.IdIn("item") is null)
        {
            form.Refuse(new("item-missing", "item"));
        }

        return new([new(form.IdIn("item") ?? default, form.Quantity("quantity"))], form["why"]);
    }

    /// <summary>Item and unit are chosen together; how much the unit holds is kept as it is today.</summary>
    private static MaterialsBoughtBody Bought(Form form, Caller caller, Reads reads)
    {
        var org = caller.Org!;
        using var sql = reads.Of(org);
        var chosen = form["what"].Split(' ');
        if (
            chosen is not [var id, var unit]
            || !Guid.TryParse(id, out var asked)
            || Items.Find(sql, org.Id, asked) is not { } item
            || item.FactorOf(unit) is not { } factor
        )
        {
            form.Refuse(new("item-missing", "what"));
            return new([], []);
        }

        var count = form.Quantity("quantity");
        var total = form.Amount("total", org.Scale);
        var quantity = (long)((Int128)count * factor / Quantities.One);
        return new(
            [new(item.Item, quantity, unit, count, total)],
            RecordSale.Paid(form, total, org),
            RecordForm.PartyOf(form),
            form.Text("note")
        );
    }
}
