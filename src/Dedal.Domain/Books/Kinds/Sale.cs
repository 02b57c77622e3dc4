namespace Dedal.Domain.Books.Kinds;

/// <summary>A sale of a free amount, paid in any mix of cash, QR, bank and fiado.</summary>
/// <param name="Total">What the customer owes for it, minor units.</param>
/// <param name="Paid">How; adds up to the total but for rounding to the smallest coin.</param>
/// <param name="Income">Account of the sale; the chart's sales account when left out.</param>
/// <param name="Party">The customer; needed for fiado.</param>
public sealed record SaleBody(
    long Total,
    IReadOnlyList<Payment> Paid,
    string? Income = null,
    Guid? Party = null,
    string? Fund = null,
    string? Note = null
);

/// <summary>
/// Posting (workshop reference §6.3): box, QR pending or receivable against sales; rounding to its own account.
/// </summary>
public sealed class Sale() : DocumentKind<SaleBody>("sale")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(SaleBody body, Document document) =>
        Limits.CheckAmount(body.Total, "total")
        ?? Paying.Check(body.Paid, body.Party)
        ?? Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(SaleBody body, Document document, IBookState state)
    {
        var (income, refusal) = body.Income is null
            ? (state.Needed(Role.Sales), null)
            : Accounts.Find(state, body.Income, "income");
        refusal ??= Accounts.CheckFund(state, body.Fund) ?? Accounts.CheckParty(state, body.Party);
        if (refusal is not null)
        {
            return refusal;
        }

        if (income!.Kind != AccountKind.Income)
        {
            return new Refusal("not-income", "income", income.Code);
        }

        if (!Paying.IsRounding(body.Paid, body.Total, state.SmallestCoin(income.Currency)))
        {
            return new Refusal("paid-is-not-total", "paid", body.Paid.Sum(p => p.Amount), body.Total);
        }

        var fund = body.Fund ?? Books.Fund.Own;
        var lines = new List<Line>();
        foreach (var part in body.Paid)
        {
            var (line, no) = In(part, income.Number, fund, body.Party, document, state);
            if (no is not null)
            {
                return no;
            }

            lines.Add(line);
        }

        var rounding = new Money(body.Total - body.Paid.Sum(p => p.Amount));
        if (!rounding.IsZero)
        {
            if (state.ByRole(Role.CashShort, income.Currency) is not { } difference)
            {
                return state.Missing(Role.CashShort, income.Currency, "income");
            }

            lines.AddRange(Line.Signed(difference.Number, income.Number, rounding, fund));
        }

        return Decision.On(document.OccurredOn, state, lines);
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
