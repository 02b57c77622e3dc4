using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>Every kind of document of a workshop's day.</summary>
public static class WorkshopKinds
{
    public static readonly IReadOnlyList<DocumentKind> All =
    [
        new MaterialsBought(),
        new StockCounted(),
        new GivenAway(),
        new MeasuresTaken(),
        new OrderTaken(),
        new OrderPaid(),
        new OrderMoved(),
        new OrderWorked(),
        new OrderHandedOver(),
        new OrderCancelled(),
        new RecipeKept(),
        new BatchMade(),
        new StandingOrderKept(),
        new DayPlanned(),
        new RunLoaded(),
        new StopClosed(),
        new RunClosed(),
        new ReturnedLater(),
        new PayRuleKept(),
        new WorkDone(),
        new AdvancePaid(),
        new SavingsMoved(),
        new PayRun(),
        new SurplusShared(),
        new EquipmentGot(),
        new WearBooked(),
        new EquipmentMoved(),
        new EquipmentRetired(),
        new LoanAgreed(),
        new LoanPaid(),
        new AdviceDismissed(),
    ];
}
