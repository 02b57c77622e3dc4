namespace Dedal.Domain.Books.Kinds;

/// <summary>The workshop pays a supplier what it owed.</summary>
/// <param name="Party">The supplier.</param>
/// <param name="Amount">What was paid, minor units.</param>
public sealed record SupplierPaymentBody(
    Guid Party,
    long Amount,
    string How = Paying.Cash,
    string? Box = null,
    string? Note = null
);

/// <summary>
/// Posting: payable of the supplier against the box. Paying more than was owed happened: she then owes us.
/// </summary>
public sealed class SupplierPayment() : DocumentKind<SupplierPaymentBody>("supplier-payment")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => [.. Books.Effects.Out, new("owed", -1)];

    /// <inheritdoc />
    protected override Refusal? Check(SupplierPaymentBody body, Document document) =>
        Limits.CheckAmount(body.Amount, "amount")
        ?? (body.How == Paying.Credit ? new Refusal("payment-unknown", "how", body.How) : null)
        ?? Paying.Check([new(body.How, body.Amount, body.Box)], null)
        ?? Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(SupplierPaymentBody body, Document document, IBookState state)
    {
        if (Accounts.CheckParty(state, body.Party) is { } unknown)
        {
            return unknown;
        }

        var part = new Payment(body.How, body.Amount, body.Box);
        var payable = state.Needed(Role.Payable).Number;
        var (line, refusal) = Spending.Out(part, payable, Fund.Own, null, state, Subject.Party(body.Party));
        return refusal is not null ? refusal : Decision.On(document.OccurredOn, state, [line]);
    }
}
