using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Shared;
using Dedal.Web.Workshop.Reports;
using Dedal.Web.Workshop.Reports.Pages;

namespace Dedal.Web.Workshop;

/// <summary>Sewing to order, baking for windows, stock, work and pay. See Workshop.md.</summary>
public sealed class WorkshopModule : Module
{
    public override IEnumerable<DocumentKind> Kinds => WorkshopKinds.All;

    public override IEnumerable<MenuItem> Menu =>
        [
            new("hub.title", "shop", "thread", Who.Readers),
            new("alcanza.title", "alcanza", "half", Who.Readers),
            new("passbook.title", "passbook", "user", PayRoutes.PassbookReaders),
            new("pay.title", "pay", "people", PayRoutes.PayReaders),
        ];

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        routes.MapPage<ShopPage>("shop").AllowRoles(Who.Readers);
        OrderRoutes.Map(routes);
        BakingRoutes.Map(routes);
        RunRoutes.Map(routes);
        CostRoutes.Map(routes);
        PayRoutes.Map(routes);
        WorkRoutes.Map(routes);
        StockRoutes.Map(routes);
        EquipmentRoutes.Map(routes);
    }

    public override IEnumerable<WaitingTask> Tasks(Reads reads, Organisation org, DateOnly today, Words words) =>
        ShopTasks.Of(reads, org, today, words);

    public override IEnumerable<WaitingTask> BeforeClosing(Statements sql, Organisation org, int month, Words words)
    {
        if (EquipmentBook.Read(sql, org).Wear(Period.LastDay(month)) is { } wear)
        {
            yield return new("machine", words["equipment.task.wear", Days.Month(wear.Month, words)], "equipment");
        }

        if (new PayBook(sql, org).HasUnpaid(Period.LastDay(month)))
        {
            yield return new("half", words["pay.task.unpaid", Days.Month(month, words)], "pay");
        }
    }

    public override void WriteSnapshot(Utf8JsonWriter json, SnapshotOf of) => WorkshopSnapshot.Write(json, of);
}
