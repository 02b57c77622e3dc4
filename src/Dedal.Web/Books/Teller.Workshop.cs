using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>
/// Documents of a workshop's day in plain words. What a member gets or saves is told without her name.
/// </summary>
public sealed partial class Teller
{
    /// <summary>Names said at most; the rest is counted.</summary>
    private const int MostNames = 3;

    private readonly Dictionary<Guid, OrderTakenBody?> orders = [];
    private readonly Dictionary<Guid, string> members = [];

    /// <summary>Null for kinds that are not a workshop's.</summary>
    private Told? TellShop(NotebookRow row) => TellOrder(row) ?? TellGoods(row) ?? TellRun(row) ?? TellMembers(row);

    private Told? TellOrder(NotebookRow row) =>
        row.Document.Kind switch
        {
            "measures-taken" when Body<MeasuresTakenBody>(row) is var b => new(
                "pencil",
                w["told.measures-taken", NameOf(b.Party)],
                b.Garment
            ),
            "order-taken" when Body<OrderTakenBody>(row) is var b => new(
                "shirt",
                w["told.order-taken", Garment(b)],
                Detail(
                    NameOf(b.Party),
                    w["told.price", Amount(b.Price)],
                    w["told.due", Day(b.DueOn)],
                    OnAccount(b.Paid)
                ),
                Sum(b.Paid),
                b.Paid is null ? Way.Neither : Way.In
            ),
            "order-paid" when Body<OrderPaidBody>(row) is var b => new(
                "in",
                w["told.order-paid", Garment(b.Order)],
                Detail(CustomerOf(b.Order), Paid(b.Paid)),
                Sum(b.Paid),
                Way.In
            ),
            "order-moved" when Body<OrderMovedBody>(row) is var b => new(
                "swap",
                w["told.order-moved", Garment(b.Order)],
                Detail(CustomerOf(b.Order), w["told.due", Day(b.DueOn)])
            ),
            "order-worked" when Body<OrderWorkedBody>(row) is var b => new(
                "needle",
                w["told.order-worked", w["shop.step." + b.Step], Garment(b.Order)],
                Detail(Who(b.Work), b.Guarantee ? w["told.guarantee"] : null)
            ),
            "order-handed-over" when Body<OrderHandedOverBody>(row) is var b => new(
                "check",
                w["told.order-handed-over", Garment(b.Order)],
                Detail(CustomerOf(b.Order), b.Paid is { Count: > 0 } paid ? Paid(paid) : null),
                Sum(b.Paid),
                WayIn(b.Paid)
            ),
            "order-cancelled" when Body<OrderCancelledBody>(row) is var b => new(
                "no",
                w["told.order-cancelled", Garment(b.Order)],
                Detail(CustomerOf(b.Order), b.Refund > 0 ? w["told.given-back"] : null),
                b.Refund > 0 ? new(b.Refund) : null,
                b.Refund > 0 ? Way.Out : Way.Neither
            ),
            _ => null,
        };

    private Told? TellGoods(NotebookRow row) =>
        row.Document.Kind switch
        {
            "materials-bought" when Body<MaterialsBoughtBody>(row) is var b => new(
                "cart",
                w["told.purchase", Names(b.Items.Select(i => ItemName(i.Item)))],
                Detail(
                    b.Party is { } p ? NameOf(p) : null,
                    b.Items is [var only] ? $"{Number(only.Count)} {Unit(only.Unit)}" : null,
                    Paid(b.Paid, "owed"),
                    b.Note
                ),
                new(b.Items.Sum(i => i.Amount)),
                b.Paid.All(x => x.How == Paying.Credit) ? Way.Neither : Way.Out
            ),
            "stock-counted" when Body<StockCountedBody>(row) is var b => new(
                "box",
                w["told.stock-counted", Names(b.Items.Select(i => ItemName(i.Item)))],
                w["told.counted." + b.Reason]
            ),
            "given-away" when Body<GivenAwayBody>(row) is var b => new(
                b.Why == "waste" ? "no" : "gift",
                w["told.given-away." + b.Why, Names(b.Items.Select(i => $"{Number(i.Quantity)} {ItemName(i.Item)}"))],
                null,
                row.Lines.Count > 0 ? Total(row) : null
            ),
            "recipe-kept" when Body<RecipeKeptBody>(row) is var b => new(
                "book",
                w["told.recipe-kept", ItemName(b.Item)],
                w["told.yields", Format.Amount(b.Yield, 0)]
            ),
            "batch-made" when Body<BatchMadeBody>(row) is var b => new(
                b.Recipe is null ? "needle" : "bread",
                w["told.batch-made", Pieces(b.Good, b.Item)],
                Detail(
                    b.Second > 0 ? w["told.second", b.Second] : null,
                    b.Waste + b.Abnormal is > 0 and var lost ? w["told.lost", lost] : null,
                    Who(b.Work)
                )
            ),
            "equipment-got" when Body<EquipmentGotBody>(row) is var b => new(
                "machine",
                w["told.equipment-got", b.Name],
                Detail(w["told.source." + b.Source], b.Paid is { Count: > 0 } paid ? Paid(paid, "owed") : null),
                new(b.Cost),
                b.Paid?.Any(p => p.How != Paying.Credit) == true ? Way.Out : Way.Neither
            ),
            "wear-booked" when Body<WearBookedBody>(row) is var b => new(
                "wrench",
                w["told.wear-booked", Days.Month(b.Month, w)],
                null,
                new(b.Lines.Sum(l => l.Amount))
            ),
            "equipment-moved" when Body<EquipmentMovedBody>(row) is var b => new(
                "machine",
                w["told.equipment-moved", b.Place]
            ),
            "equipment-retired" when Body<EquipmentRetiredBody>(row) is var b => new(
                "machine",
                w["told.equipment-retired"],
                Detail(w["equipment.left." + b.Why], b.Paid is { Count: > 0 } paid ? Paid(paid) : null),
                b.Paid is { Count: > 0 } price ? new(price.Sum(p => p.Amount)) : null,
                b.Paid?.Any(p => p.How != Paying.Credit) == true ? Way.In : Way.Neither
            ),
            _ => null,
        };

    private Told? TellRun(NotebookRow row) =>
        row.Document.Kind switch
        {
            "standing-order-kept" when Body<StandingOrderKeptBody>(row) is var b => new(
                "list",
                w[b.Archived ? "told.standing-ended" : "told.standing-order-kept", NameOf(b.Party)],
                Detail(Names(b.Lines.Select(l => Pieces(l.Pieces, l.Item))), WindowName(b.Window), b.At)
            ),
            "day-planned" when Body<DayPlannedBody>(row) is var b => new(
                "check",
                w["told.day-planned", WindowName(b.Window)],
                Day(b.Day)
            ),
            "run-loaded" when Body<RunLoadedBody>(row) is var b => new(
                "bus",
                w["told.run-loaded", Format.Amount(b.Items.Sum(i => i.Pieces), 0), WindowName(b.Window)],
                Detail(
                    Names(b.Items.Select(i => Pieces(i.Pieces, i.Item))),
                    b.Rider is { } rider ? MemberName(rider) : null
                )
            ),
            "stop-closed" when Body<StopClosedBody>(row) is var b => new(
                "in",
                b.Party is { } p ? w["told.stop-closed", NameOf(p)] : w["told.sold-on-the-way"],
                Detail(
                    Names(b.Items.Select(i => Pieces(i.Left - i.Returned, i.Item))),
                    b.Items.Sum(i => i.Returned) is > 0 and var back ? w["told.came-back", back] : null,
                    b.Paid is { Count: > 0 } paid ? Paid(paid) : null
                ),
                new(b.Items.Sum(i => i.Amount)),
                WayIn(b.Paid)
            ),
            "run-closed" when Body<RunClosedBody>(row) is var b => new(
                "bus",
                w["told.run-closed"],
                Detail(
                    b.Back.Sum(i => i.Resale + i.Waste) is > 0 and var all ? w["told.came-back", all] : null,
                    b.HandedIn > 0 ? w["told.handed-in"] : null
                ),
                b.HandedIn > 0 ? new(b.HandedIn) : null
            ),
            "returned-later" when Body<ReturnedLaterBody>(row) is var b => new(
                "undo",
                w["told.returned-later", NameOf(b.Party)],
                Detail(Names(b.Items.Select(i => Pieces(i.Pieces, i.Item))), How(b.How)),
                new(b.Items.Sum(i => i.Amount)),
                b.How == Paying.Credit ? Way.Neither : Way.Out
            ),
            _ => null,
        };

    private Told? TellMembers(NotebookRow row) =>
        row.Document.Kind switch
        {
            "pay-rule-kept" when Body<PayRuleKeptBody>(row) is var b => new(
                "people",
                w["told.pay-rule-kept"],
                w["told.pay-by." + b.Method]
            ),
            "work-done" when Body<WorkDoneBody>(row) is var b => new(
                "hand",
                w["told.work-done." + b.What],
                Who(b.Work)
            ),
            "advance-paid" when Body<AdvancePaidBody>(row) is var b => new(
                "hand",
                w["told.advance-paid"],
                How(b.How),
                new(b.Amount),
                Way.Out
            ),
            "savings-moved" when Body<SavingsMovedBody>(row) is var b => new(
                "coins",
                w[b.Out ? "told.savings-out" : "told.savings-in"],
                How(b.How),
                new(b.Amount),
                b.Out ? Way.Out : Way.In
            ),
            "pay-run" when Body<PayRunBody>(row) is var b => new(
                "people",
                w["told.pay-run"],
                Detail(w["told.days", Day(b.From), Day(b.To)], w["told.members", b.Lines.Count], How(b.How)),
                new(b.Lines.Sum(l => l.Paid)),
                Way.Out
            ),
            "surplus-shared" when Body<SurplusSharedBody>(row) is var b => new(
                "half",
                w[b.Parts.Count > 0 ? "told.surplus-shared" : "told.surplus-kept"],
                Detail(b.Parts.Count > 0 ? w["told.members", b.Parts.Count] : null, b.Note),
                new(b.Parts.Count > 0 ? b.Parts.Sum(p => p.Amount) : b.Reserve + b.Education),
                b.Parts.Any(p => p.Way == SurplusWay.Paid) ? Way.Out : Way.Neither
            ),
            "loan-paid" when Body<LoanPaidBody>(row) is var b => new(
                "bank",
                w["told.loan-paid", NameOf(b.Party)],
                Detail(b.Interest > 0 ? w["told.interest", Amount(b.Interest)] : null, How(b.How)),
                new(b.Amount),
                Way.Out
            ),
            "loan-agreed" when Body<LoanAgreedBody>(row) is var b => new(
                "bank",
                w["told.loan-agreed", NameOf(b.Party)],
                w["told.loan-months", b.Months],
                new(b.Amount)
            ),
            "advice-dismissed" when Body<AdviceDismissedBody>(row) is var b => new(
                "bulb",
                w["told.advice-dismissed"],
                w["told.advice." + b.Reason]
            ),
            _ => null,
        };

    private string Garment(OrderTakenBody order) =>
        order.Pieces > 1 ? $"{Format.Amount(order.Pieces, 0)} {order.Garment}" : order.Garment;

    private string Garment(Guid order) => OrderOf(order) is { } taken ? Garment(taken) : w["told.an-order"];

    private string? CustomerOf(Guid order) => OrderOf(order) is { } taken ? NameOf(taken.Party) : null;

    private OrderTakenBody? OrderOf(Guid order)
    {
        if (!orders.TryGetValue(order, out var known))
        {
            orders[order] = known = OrderState.Of(StockRows.About(sql, org.Id, Subject.Order(order)))?.Taken;
        }

        return known;
    }

    private string? OnAccount(IReadOnlyList<Payment>? paid) =>
        paid is { Count: > 0 } ? $"{w["told.on-account"]}{Format.Nbsp}({Paid(paid)})" : null;

    private static Money? Sum(IReadOnlyList<Payment>? paid) =>
        paid?.Sum(p => p.Amount) is > 0 and var sum ? new(sum) : null;

    private static Way WayIn(IReadOnlyList<Payment>? paid) =>
        paid?.Any(p => p.How != Paying.Credit) == true ? Way.In : Way.Neither;

    /// <summary>Who worked, by first names, and how long.</summary>
    private string? Who(IReadOnlyList<Worked>? work)
    {
        if (work is not { Count: > 0 })
        {
            return null;
        }

        var minutes = work.Sum(x => x.Minutes ?? 0);
        var names = Names(work.Select(x => MemberName(x.Member)));
        return minutes > 0 ? $"{names} · {minutes / 60}:{minutes % 60:00}{Format.Nbsp}h" : names;
    }

    private string MemberName(Guid member)
    {
        if (!members.TryGetValue(member, out var name))
        {
            var all = sql.First("select name from person where person_id = $1", r => r.GetString(0), member);
            members[member] = name = all?.Split(' ')[0] ?? w["told.someone"];
        }

        return name;
    }

    private string ItemName(Guid item) => (items ??= Items.All(sql, org.Id)).GetValueOrDefault(item) ?? "";

    private string Pieces(long pieces, Guid item) => $"{Format.Amount(pieces, 0)} {ItemName(item)}".TrimEnd();

    private string Unit(string unit) => w.Has("shop.unit." + unit) ? w["shop.unit." + unit] : unit;

    private string WindowName(string window) => w["shop.window." + window];

    private string Amount(long minor) => Format.Amount(minor, org.Scale);

    private static string Day(DateOnly day) => Format.Day(day)[..5];

    /// <summary>Thousandths as people write them: <c>1</c>, <c>2,5</c>.</summary>
    private static string Number(long thousandths) => Format.Amount(thousandths, 3).TrimEnd('0').TrimEnd(',');

    private static string Names(IEnumerable<string> all)
    {
        var names = all.ToList();
        return names.Count <= MostNames
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MostNames))} +{names.Count - MostNames}";
    }
}
