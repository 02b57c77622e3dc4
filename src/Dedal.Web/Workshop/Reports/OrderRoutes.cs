using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Shared;
using Dedal.Web.Workshop.Reports.Pages;

namespace Dedal.Web.Workshop.Reports;

/// <summary>Sewing to order on the laptop: the board, one order, and everything that can be done with it.</summary>
public static class OrderRoutes
{
    private const string One = "orders/{thing}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<OrdersPage>("orders").AllowRoles(Who.Readers);
        routes.MapPage<OrderNewPage>("orders/new").AllowRoles(Who.Recorders);
        routes.MapForm<OrderNewPage>("orders/new", "order-taken", Take, "orders").AllowRoles(Who.Recorders);
        routes.MapPage<OrderPage>("orders/{thing:guid}").AllowRoles(Who.Readers);
        Act("pay", "order-paid", (order, form, org) => new OrderPaidBody(order, [Money(form, org)]));
        Act("step", "order-worked", Step);
        Act("move", "order-moved", (order, form, _) => new OrderMovedBody(order, DueOn(form), form.Day("fittingOn")));
        Act("hand-over", "order-handed-over", HandOver);
        Act("cancel", "order-cancelled", Cancel);

        void Act(string act, string kind, Func<Guid, Form, Organisation, object> read) =>
            routes
                .MapForm<OrderPage>(
                    $"orders/{{thing:guid}}/{act}",
                    kind,
                    (form, caller) => read(form.IdIn("order") ?? default, form, caller.Org!),
                    One
                )
                .AllowRoles(Who.Recorders);
    }

    private static OrderTakenBody Take(Form form, Caller caller)
    {
        var org = caller.Org!;
        var deposit = form.AmountOrNothing("deposit", org.Scale);
        return new(
            form.Id,
            RecordForm.PartyNeeded(form),
            form.Text("garment") ?? "",
            form.Whole("pieces", 1),
            form.Amount("price", org.Scale),
            DueOn(form),
            form.Day("fittingOn"),
            form.IdIn("item"),
            OwnCloth: form["ownCloth"] == "yes",
            Paid: deposit == 0 ? null : [new(form["how"], deposit)]
        );
    }

    private static OrderWorkedBody Step(Guid order, Form form, Organisation org)
    {
        var materials = form.Rows("used-").Select(i => new Used(i, form.Quantity($"used-{i:D}"))).ToList();
        return new(
            order,
            form["step"],
            RunRoutes.Workers(form),
            materials.Count == 0 ? null : materials,
            form["guarantee"] == "yes",
            form["pieces"].Length == 0 ? null : form.Whole("pieces", 0)
        );
    }

    private static OrderHandedOverBody HandOver(Guid order, Form form, Organisation org)
    {
        var (paid, rebate) = (form.AmountOrNothing("amount", org.Scale), form.AmountOrNothing("rebate", org.Scale));
        return new(order, paid == 0 ? null : [new(form["how"], paid)], rebate);
    }

    private static OrderCancelledBody Cancel(Guid order, Form form, Organisation org) =>
        new(order, form.AmountOrNothing("amount", org.Scale), form["how"], Keep: form["keep"] == "yes");

    private static Payment Money(Form form, Organisation org) => new(form["how"], form.Amount("amount", org.Scale));

    private static DateOnly DueOn(Form form)
    {
        if (form.Day("dueOn") is { } day)
        {
            return day;
        }

        form.Refuse(new("due-before-taken", "dueOn"));
        return default;
    }
}
