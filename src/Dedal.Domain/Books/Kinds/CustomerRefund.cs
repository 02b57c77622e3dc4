namespace Dedal.Domain.Books.Kinds;

/// <summary>A customer gets back what she had on account without an order.</summary>
/// <param name="Amount">Minor units.</param>
/// <param name="How"><c>cash</c> or <c>bank</c>.</param>
public sealed record CustomerRefundBody(
    Guid Party,
    long Amount,
    string How = Paying.Cash,
    string? Box = null,
    string? Note = null
);

/// <summary>Posting: customers' deposits, under her name, against the box; never more than there is.</summary>
public sealed class CustomerRefund() : DocumentKind<CustomerRefundBody>("customer-refund")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(CustomerRefundBody body, Document document) =>
        Limits.CheckAmount(body.Amount, "amount")
        ?? (body.How is Paying.Cash or Paying.Bank ? null : new Refusal("payment-unknown", "how", body.How))
        ?? Paying.Check([new(body.How, body.Amount, body.Box)], null)
        ?? Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(CustomerRefundBody body, Document document, IBookState state)
    {
        if (Accounts.CheckParty(state, body.Party) is { } unknown)
        {
            return unknown;
        }

        var (deposits, subject) = (state.Needed(Role.Deposits).Number, Subject.Party(body.Party));
        var there = Math.Max(0, -state.Balance(deposits, subject).Minor);
        if (body.Amount > there)
        {
            return new Refusal("on-account-less", "amount", there);
        }

        var part = new Payment(body.How, body.Amount, body.Box);
        var (line, no) = Spending.Out(part, deposits, Fund.Own, body.Party, state, subject);
        return no is not null ? no : Decision.On(document.OccurredOn, state, [line]);
    }
}
