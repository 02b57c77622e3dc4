using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>
/// An order without a document that told of it: its money and its work stand where they would if the document had
/// never been there, whatever came or was undone since.
/// </summary>
internal sealed class OrderUndone
{
    private readonly IBookState state;
    private readonly Gathered gathered;
    private readonly IReadOnlyList<Fact> before;
    private readonly IReadOnlyList<Fact> after;
    private readonly OrderState order;
    private readonly string subject;
    private readonly string party;
    private readonly int deposits;
    private readonly int receivable;
    private readonly int other;

    private OrderUndone(IBookState state, Gathered gathered, IReadOnlyList<Fact> facts, OrderState order, Guid undone)
    {
        (this.state, this.gathered, this.order) = (state, gathered, order);
        (before, after) = (facts, [.. facts.Where(f => f.Id != undone)]);
        (subject, party) = (Subject.Order(order.Taken.Order), Subject.Party(order.Taken.Party));
        (deposits, receivable) = (state.Needed(Role.Deposits).Number, state.Needed(Role.Receivable).Number);
        other = state.Needed(Role.OtherIncome).Number;
    }

    /// <summary>Lines beside the mirror.</summary>
    public static void Settle(IBookState state, Recorded original, Gathered gathered)
    {
        if (SubjectOf(state, original) is not { } subject)
        {
            return;
        }

        var facts = state.About(subject);
        if (OrderState.Of([.. facts.Where(f => f.Id != original.Id)]) is { } order)
        {
            new OrderUndone(state, gathered, facts, order, original.Id).Settle();
        }
    }

    private static string? SubjectOf(IBookState state, Recorded original) =>
        original.Kind switch
        {
            "order-worked" => Subject.Order(Read(original, BodyJson.Default.OrderWorkedBody).Order),
            "order-cancelled" => Subject.Order(Read(original, BodyJson.Default.OrderCancelledBody).Order),
            "qr-disputed" => state.Find(Read(original, BodyJson.Default.QrDisputedBody).Document) is { } of
                ? OrderState.SubjectOf(of)
                : null,
            _ => OrderState.SubjectOf(original),
        };

    private void Settle()
    {
        Work();
        Income();
        if (order.Open)
        {
            // What she paid as her debt stays under her own name, where undoing it finds it.
            gathered.Add(receivable, deposits, new(Now(deposits) + order.Paid), party, subject);
        }
        else
        {
            Missing();
        }
    }

    /// <summary>Open again, what was a cost of its end is work in progress; ended, nothing is.</summary>
    private void Work()
    {
        var (making, ready) = (state.Needed(Role.WorkInProgress).Number, state.Needed(Role.Finished).Number);
        var (cost, waste) = (state.Needed(Role.CostOfSales).Number, state.Needed(Role.Waste).Number);
        if (order.Open)
        {
            Move(cost, making);
            Move(waste, making);
            // What was undone of a ready one is missing where it stands ready.
            gathered.Add(making, ready, new(Math.Max(0, -Now(making))), subject, subject);
            gathered.Add(ready, making, new(Math.Max(0, -Now(ready))), subject, subject);
            return;
        }

        var to = order.HandedOverOn is not null ? cost : waste;
        Move(making, to);
        Move(ready, to);
        if (order.HandedOverOn is null)
        {
            Move(cost, waste);
        }
        else if (order.Cancels == 0)
        {
            Move(waste, cost);
        }

        void Move(int from, int into) => gathered.Add(into, from, new(Now(from)), subject, subject);
    }

    /// <summary>What was kept, or taken back as a return, only as long as what said so holds.</summary>
    private void Income()
    {
        var kept = Now(other);
        if (order.Cancels == 0 || kept > 0)
        {
            gathered.Add(deposits, other, new(kept), subject, subject);
        }

        if (!order.BroughtBack)
        {
            var returns = state.Needed(Role.Returns).Number;
            gathered.Add(receivable, returns, new(Now(returns)), party, subject);
        }
    }

    /// <summary>
    /// A payment that the end had used was none: what the workshop has of it is no income, the rest she owes. One that
    /// the end had not used pays what she owes.
    /// </summary>
    private void Missing()
    {
        var lacking = Now(deposits);
        if (lacking < 0)
        {
            var owes = Math.Clamp(gathered.Balance(state, receivable, party).Minor, 0, -lacking);
            gathered.Add(deposits, receivable, new(owes), subject, party);
            lacking = 0;
        }

        var forNothing = OwedForNothing();
        foreach (var kept in OrderMoney.Kept(order, a => gathered.Balance(state, a, subject), state))
        {
            var part = Math.Min(kept.Amount, lacking);
            gathered.Add(kept.Account, deposits, new(part), subject, subject);
            lacking -= part;
            part = Math.Min(kept.Amount - part, forNothing);
            gathered.Add(kept.Account, receivable, new(part), subject, party);
            forNothing -= part;
        }

        gathered.Add(receivable, deposits, new(lacking), party, subject);
    }

    /// <summary>
    /// What she owes for what came to nothing beyond what went back to her and she had not paid, though the workshop
    /// has it. What she owes for other things is not in it.
    /// </summary>
    private long OwedForNothing()
    {
        var owes = (gathered.Balance(state, receivable, party) + gathered.Balance(state, deposits, party)).Minor;
        var more = owes - (state.Balance(receivable, party) + state.Balance(deposits, party)).Minor;
        var above =
            order.HandedOverOn is null ? -Now(other) - Now(deposits) - Math.Max(0, order.Paid - order.Refunded)
            // She may have paid it as her debt, which is not among its documents: what has changed tells.
            : order.BroughtBack ? more + Unpaid(before) - Unpaid(after)
            : Math.Min(more, 0) + Unpaid(UntilItLeft(before)) - Unpaid(UntilItLeft(after));
        return Math.Clamp(above, 0, Math.Max(0, owes));

        // What did not arrive was told after it left, and was missing before.
        static IEnumerable<Fact> UntilItLeft(IReadOnlyList<Fact> facts) =>
            facts.Where(f => f.Kind == "qr-disputed" || facts.First(h => h.Kind == "order-handed-over").Seq > f.Seq);

        static long Unpaid(IEnumerable<Fact> facts) =>
            OrderState.Of([.. facts]) is { } told ? Math.Max(0, told.Refunded - told.Paid) : 0;
    }

    private long Now(int account) => gathered.Balance(state, account, subject).Minor;

    private static T Read<T>(Recorded original, JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(original.Body, type)!;
}
