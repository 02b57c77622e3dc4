using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>An order leaves the workshop.</summary>
/// <param name="Paid">What she pays now; <c>credit</c> says that the rest stays owed.</param>
/// <param name="Rebate">Less than was agreed, minor units.</param>
public sealed record OrderHandedOverBody(Guid Order, IReadOnlyList<Payment>? Paid = null, long Rebate = 0);

/// <summary>
/// Posting (workshop reference §6.3): income at the hand-over, against what was paid on account, what is paid now and
/// what stays owed; the order's cost with it. What was paid is what the books have by then, whatever the phone knew:
/// more than the price pays what else she owes or stays on account, less is owed. A second hand-over sells nothing a
/// second time.
/// </summary>
public sealed class OrderHandedOver() : DocumentKind<OrderHandedOverBody>("order-handed-over")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.PaidIn;

    /// <inheritdoc />
    protected override Refusal? Check(OrderHandedOverBody body, Document document) =>
        body.Rebate is < 0 or > Limits.Amount ? new Refusal("amount-not-positive", "rebate")
        : body.Paid is null ? null
        : Paying.Check([.. body.Paid.Where(p => p?.How != Paying.Credit), new(Paying.Cash, 1)], null) is { } wrong
            ? wrong
        : body.Paid.FirstOrDefault(p => p.How == Paying.Credit) is { } credit
            ? Limits.CheckAmount(credit.Amount, "paid")
        : null;

    /// <inheritdoc />
    protected override Outcome Decide(OrderHandedOverBody body, Document document, IBookState state)
    {
        var subject = Subject.Order(body.Order);
        if (OrderState.Of(state.About(subject)) is not { } order)
        {
            return new Refusal("order-unknown", "order");
        }

        if (body.Rebate > order.Taken.Price)
        {
            return new Refusal("rebate-above-price", "rebate");
        }

        var money = body.Paid?.Where(p => p.How != Paying.Credit).ToList() ?? [];
        var gathered = new Gathered();
        var refusal = order.HandedOverOn is null
            ? Sell(gathered, body, order, money, document, state)
            : Again(gathered, body, order, money, document, state);
        return refusal is not null ? refusal : gathered.On(document, state, new About(subject, Ends: true));
    }

    private static Refusal? Sell(
        Gathered gathered,
        OrderHandedOverBody body,
        OrderState order,
        List<Payment> money,
        Document document,
        IBookState state
    )
    {
        var subject = Subject.Order(body.Order);
        var deposits = state.Needed(Role.Deposits).Number;
        var (income, no) = OrderIncome.Of(order.Taken, state);
        if (no is not null)
        {
            return no;
        }

        var open = order.Taken.Price - body.Rebate;
        var used = Math.Clamp(-state.Balance(deposits, subject).Minor, 0, open);
        gathered.Add(deposits, income, new(used), subject);
        open -= used;
        if (money.Count > 0)
        {
            // Half a coin more than was asked is rounding, as half a coin less is.
            var above = money.Sum(p => p.Amount) - open;
            var isAbove = above > 0 && OrderMoney.IsRounding(above, money, state);
            IReadOnlyList<Purpose> rest = isAbove
                ? [new(state.Needed(Role.CashShort).Number, 0)]
                : OrderMoney.Afterwards(body.Order, order.Taken.Party, state);
            IReadOnlyList<Purpose> purposes = [new(income, open), .. rest];
            var (lines, refusal) = Purposes.Laid(purposes, money, order.Taken.Party, document, state);
            if (refusal is not null)
            {
                return refusal;
            }

            gathered.Lines.AddRange(lines);
            open -= Math.Min(open, money.Sum(p => p.Amount));
        }

        var isRounding = OrderMoney.IsRounding(open, money, state);
        var owed = state.Needed(isRounding ? Role.CashShort : Role.Receivable).Number;
        gathered.Add(owed, income, new(open), isRounding ? null : Subject.Party(order.Taken.Party));
        Cost(gathered, subject, state);
        return null;
    }

    private static void Cost(Gathered gathered, string subject, IBookState state)
    {
        foreach (var role in new[] { Role.WorkInProgress, Role.Finished })
        {
            var from = state.Needed(role).Number;
            // Under the order's subject: what is undone later finds what stands where.
            gathered.Add(state.Needed(Role.CostOfSales).Number, from, state.Balance(from, subject), subject, subject);
        }
    }

    /// <summary>Two phones said the same: money that came in twice pays what is owed, or waits on account.</summary>
    private static Refusal? Again(
        Gathered gathered,
        OrderHandedOverBody body,
        OrderState order,
        List<Payment> money,
        Document document,
        IBookState state
    )
    {
        if (money.Count == 0)
        {
            return null;
        }

        var purposes = OrderMoney.Afterwards(body.Order, order.Taken.Party, state);
        var (lines, refusal) = Purposes.Laid(purposes, money, order.Taken.Party, document, state);
        gathered.Lines.AddRange(lines);
        return refusal;
    }
}
