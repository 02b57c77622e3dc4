using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>A step of an order as it was done.</summary>
/// <param name="Pieces">How many of its pieces.</param>
public sealed record OrderStep(string Step, DateOnly Day, IReadOnlyList<Worked> Work, bool Guarantee, int Pieces);

/// <summary>
/// An order as its documents tell it, in whatever order two phones sent them. Money is not in it: what was paid is what
/// the books have under the order's subject.
/// </summary>
/// <param name="Paid">What she paid for it by its documents, before its end and after, minor units.</param>
/// <param name="Refunded">What went back to her by its documents, minor units.</param>
/// <param name="BroughtBack">It was cancelled after it had been handed over.</param>
public sealed record OrderState(
    OrderTakenBody Taken,
    DateOnly TakenOn,
    DateOnly DueOn,
    DateOnly? FittingOn,
    IReadOnlyList<OrderStep> Steps,
    long Rebate,
    DateOnly? HandedOverOn,
    int HandOvers,
    DateOnly? CancelledOn,
    long Paid,
    int Cancels = 0,
    long Refunded = 0,
    bool BroughtBack = false
)
{
    /// <summary>Steps in the order they are made.</summary>
    public static readonly IReadOnlyList<string> StepNames = ["cut", "sew", "fitting", "alteration", "ready"];

    /// <summary>What the customer owes for it in all, minor units.</summary>
    public long Price => Taken.Price - Rebate;

    public bool Open => HandedOverOn is null && CancelledOn is null;

    /// <summary>
    /// Where it stands: the furthest step done; <c>taken</c> before any, <c>handed-over</c> or <c>cancelled</c> after
    /// all.
    /// </summary>
    public string Status =>
        HandedOverOn is not null ? "handed-over"
        : CancelledOn is not null ? "cancelled"
        : Steps.Count == 0 ? "taken"
        : StepNames[Steps.Max(s => Place(s.Step))];

    private static int Place(string step) => StepNames.TakeWhile(s => s != step).Count();

    /// <summary>Pieces for which a step was not done yet.</summary>
    public int LeftFor(string step) => Math.Max(0, Taken.Pieces - Steps.Where(s => s.Step == step).Sum(s => s.Pieces));

    /// <summary>Pieces that a step was done on; of those that are tried on or altered, all.</summary>
    public int PiecesDone(string step) => step is "fitting" or "alteration" ? Taken.Pieces : Math.Max(1, Done(step));

    /// <summary>Pieces that are made: ready or sewn; where neither is written down, cut.</summary>
    public int Made => Math.Max(Done("ready"), Done("sew")) is > 0 and var made ? made : Done("cut");

    private int Done(string step) => Taken.Pieces - LeftFor(step);

    private int PiecesOf(OrderWorkedBody worked) =>
        worked.Pieces ?? (worked.Work?.Sum(w => w.Pieces ?? 0) is > 0 and var said ? said : LeftFor(worked.Step));

    public bool LateOn(DateOnly day) => Open && DueOn < day;

    /// <summary>The fold; null when the document that took it does not hold.</summary>
    public static OrderState? Of(IReadOnlyList<Fact> facts)
    {
        if (facts.FirstOrDefault(f => f.Kind == "order-taken") is not { } first)
        {
            return null;
        }

        var taken = first.Read(BodyJson.Default.OrderTakenBody);
        var state = new OrderState(taken, first.Day, taken.DueOn, taken.FittingOn, [], 0, null, 0, null, 0);
        foreach (var fact in facts)
        {
            state = state.Next(fact);
        }

        var disputed = facts
            .Where(f => f.Kind == "qr-disputed")
            .Select(f => f.Read(BodyJson.Default.QrDisputedBody).Document)
            .ToHashSet();
        return state with { Paid = state.Paid - facts.Where(f => disputed.Contains(f.Id)).Sum(ByQr) };

        static long ByQr(Fact fact) => Money(fact)?.Paid?.Where(p => p.How == Paying.Qr).Sum(p => p.Amount) ?? 0;
    }

    /// <summary>Subject of the order that a document took money for; null when it was for something else.</summary>
    public static string? SubjectOf(Recorded of) =>
        Money(new(of.Seq, of.Id, of.Kind, of.Body, of.PostedOn, of.Actor)) is { } money
            ? Subject.Order(money.Order)
            : null;

    private static (Guid Order, IReadOnlyList<Payment>? Paid)? Money(Fact fact)
    {
        switch (fact.Kind)
        {
            case "order-taken":
                var taken = fact.Read(BodyJson.Default.OrderTakenBody);
                return (taken.Order, taken.Paid);
            case "order-paid":
                var paid = fact.Read(BodyJson.Default.OrderPaidBody);
                return (paid.Order, paid.Paid);
            case "order-handed-over":
                var handed = fact.Read(BodyJson.Default.OrderHandedOverBody);
                return (handed.Order, handed.Paid);
            default:
                return null;
        }
    }

    private OrderState Next(Fact fact)
    {
        switch (fact.Kind)
        {
            case "order-taken" or "order-paid":
                return this with { Paid = Paid + Sum(Money(fact)?.Paid) };
            case "order-moved":
                var moved = fact.Read(BodyJson.Default.OrderMovedBody);
                return this with { DueOn = moved.DueOn, FittingOn = moved.FittingOn };
            case "order-worked":
                var worked = fact.Read(BodyJson.Default.OrderWorkedBody);
                return this with
                {
                    Steps =
                    [
                        .. Steps,
                        new(worked.Step, fact.Day, worked.Work ?? [], worked.Guarantee, PiecesOf(worked)),
                    ],
                };
            case "order-handed-over":
                var handed = fact.Read(BodyJson.Default.OrderHandedOverBody);
                return this with
                {
                    HandedOverOn = HandedOverOn ?? fact.Day,
                    HandOvers = HandOvers + 1,
                    Rebate = HandedOverOn is null ? handed.Rebate : Rebate,
                    Paid = Paid + Sum(handed.Paid),
                };
            case "order-cancelled":
                return this with
                {
                    CancelledOn = fact.Day,
                    Cancels = Cancels + 1,
                    Refunded = Refunded + fact.Read(BodyJson.Default.OrderCancelledBody).Refund,
                    BroughtBack = HandedOverOn is not null,
                };
            default:
                return this;
        }
    }

    /// <summary>What stayed owed is none.</summary>
    private static long Sum(IReadOnlyList<Payment>? paid) =>
        paid?.Where(p => p.How != Paying.Credit).Sum(p => p.Amount) ?? 0;
}
