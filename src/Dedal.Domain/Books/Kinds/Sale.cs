namespace Dedal.Domain.Books.Kinds;

/// <summary>One thing of a sale, with the price it was sold at.</summary>
/// <param name="Amount">For all of them, minor units.</param>
public sealed record SoldItem(Guid Item, int Quantity, long Amount);

/// <summary>A sale of items or of a free amount, paid in any mix of cash, QR, bank and fiado.</summary>
/// <param name="Total">What the customer owes for it, minor units.</param>
/// <param name="Paid">How; adds up to the total but for rounding to the smallest coin.</param>
/// <param name="Income">Account of the sale; the chart's sales account when left out.</param>
/// <param name="Party">The customer; needed for fiado.</param>
/// <param name="Items">What was sold, where it was chosen; adds up to the total.</param>
public sealed record SaleBody(
    long Total,
    IReadOnlyList<Payment> Paid,
    string? Income = null,
    Guid? Party = null,
    string? Fund = null,
    string? Note = null,
    IReadOnlyList<SoldItem>? Items = null
);

/// <summary>
/// Posting (workshop reference §6.3): box, QR pending or receivable against sales; rounding to its own account.
/// </summary>
public sealed class Sale() : DocumentKind<SaleBody>("sale")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.PaidIn;

    /// <inheritdoc />
    protected override Refusal? Check(SaleBody body, Document document) =>
        Limits.CheckAmount(body.Total, "total")
        ?? Paying.Check(body.Paid, body.Party)
        ?? CheckItems(body)
        ?? Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(SaleBody body, Document document, IBookState state)
    {
        var (incomes, refusal) = Incomes(body, state);
        refusal ??= Accounts.CheckFund(state, body.Fund) ?? Accounts.CheckParty(state, body.Party);
        if (refusal is not null)
        {
            return refusal;
        }

        var last = state.Account(incomes[^1].Account);
        if (!Paying.IsRounding(body.Paid, body.Total, state.SmallestCoin(last.Currency), owedInCoins: true))
        {
            return new Refusal("paid-is-not-total", "paid", body.Paid.Sum(p => p.Amount), body.Total);
        }

        var fund = body.Fund ?? Books.Fund.Own;
        var lines = new List<Line>();
        var share = 0;
        foreach (var part in body.Paid)
        {
            var (line, no) = In(part, last.Number, fund, body.Party, document, state);
            if (no is not null)
            {
                return no;
            }

            lines.AddRange(Spread(line, incomes, ref share));
        }

        var rounding = new Money(body.Total - body.Paid.Sum(p => p.Amount));
        if (!rounding.IsZero)
        {
            if (state.ByRole(Role.CashShort, last.Currency) is not { } difference)
            {
                return state.Missing(Role.CashShort, last.Currency, "income");
            }

            lines.AddRange(Line.Signed(difference.Number, last.Number, rounding, fund));
        }

        var gathered = new Gathered();
        gathered.Lines.AddRange(lines);
        Cost(gathered, body, state);
        return gathered.On(document, state);
    }

    /// <summary>What stock-kept items cost, at their moving average.</summary>
    private static void Cost(Gathered gathered, SaleBody body, IBookState state)
    {
        foreach (var sold in body.Items ?? [])
        {
            if (state.FindItem(sold.Item) is { Stocked: true } item)
            {
                var cost = state.Needed(Role.CostOfSales).Number;
                gathered.Take(state, item, sold.Quantity * Quantities.One, cost);
            }
        }
    }

    private static Refusal? CheckItems(SaleBody body)
    {
        if (body.Items is not { } items)
        {
            return null;
        }

        if (items.Count is 0 or > 50 || items.Any(i => i is null || i.Quantity is < 1 or > 100_000))
        {
            return new Refusal("item-quantity-absurd", "items");
        }

        foreach (var item in items)
        {
            if (Limits.CheckAmount(item.Amount, "items") is { } refusal)
            {
                return refusal;
            }
        }

        var sum = items.Sum(i => i.Amount);
        return sum == body.Total ? null : new Refusal("items-are-not-total", "items", sum, body.Total);
    }

    /// <summary>Accounts that the total is shared out to, in the order of the items; one when there are none.</summary>
    private static (List<(int Account, long Amount)> Incomes, Refusal? Refusal) Incomes(SaleBody body, IBookState state)
    {
        var incomes = new List<(int Account, long Amount)>();
        foreach (var sold in body.Items ?? [new(Guid.Empty, 1, body.Total)])
        {
            var code = body.Income;
            if (body.Items is not null)
            {
                if (state.FindItem(sold.Item) is not { } item)
                {
                    return ([], new Refusal("item-unknown", "items"));
                }

                code = item.Income;
            }

            var (income, refusal) = code is null
                ? (state.Needed(Role.Sales), null)
                : Accounts.Find(state, code, "income");
            if (refusal is not null || income!.Kind != AccountKind.Income)
            {
                return ([], refusal ?? new Refusal("not-income", "income", income!.Code));
            }

            var at = incomes.FindIndex(i => i.Account == income.Number);
            if (at < 0)
            {
                incomes.Add((income.Number, sold.Amount));
            }
            else
            {
                incomes[at] = (income.Number, incomes[at].Amount + sold.Amount);
            }
        }

        return (incomes, null);
    }

    /// <summary>One part of the payment over the accounts of the items; the last account takes what is left.</summary>
    private static List<Line> Spread(Line line, List<(int Account, long Amount)> incomes, ref int share)
    {
        var lines = new List<Line>();
        for (var rest = line.Amount.Minor; rest > 0; )
        {
            var (account, open) = incomes[share];
            var taken = share == incomes.Count - 1 ? rest : Math.Min(rest, open);
            if (taken > 0)
            {
                lines.Add(line with { Credit = account, Amount = new(taken) });
            }

            incomes[share] = (account, open - taken);
            rest -= taken;
            share += share < incomes.Count - 1 && open == taken ? 1 : 0;
        }

        return lines;
    }

    /// <summary>The line of one part of money coming in, against an account that it is for.</summary>
    internal static (Line Line, Refusal? Refusal) In(
        Payment part,
        int against,
        string fund,
        Guid? party,
        Document document,
        IBookState state,
        string? creditSubject = null
    )
    {
        var currency = state.Account(against).Currency;
        if (part.How == Paying.Credit)
        {
            if (state.ByRole(Role.Receivable, currency) is not { } owed)
            {
                return (default, state.Missing(Role.Receivable, currency, "paid"));
            }

            return (
                new(owed.Number, against, new(part.Amount), fund, Subject.Party(party!.Value), creditSubject),
                null
            );
        }

        var (box, refusal) = Paying.BoxOf(part, incoming: true, state, currency);
        if (refusal is not null)
        {
            return (default, refusal);
        }

        var qr = box!.Box == BoxKind.QrPending ? Subject.Qr(document.Id) : null;
        return (new(box.Number, against, new(part.Amount), fund, qr, creditSubject), null);
    }
}
