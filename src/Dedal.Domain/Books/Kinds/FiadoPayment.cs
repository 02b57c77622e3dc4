namespace Dedal.Domain.Books.Kinds;

/// <summary>A customer pays what she owed. What she pays above it is a deposit she can use later.</summary>
/// <param name="Party">The customer.</param>
/// <param name="Amount">What she paid, minor units.</param>
/// <param name="How"><c>cash</c>, <c>qr</c> or <c>bank</c>.</param>
public sealed record FiadoPaymentBody(
    Guid Party,
    long Amount,
    string How = Paying.Cash,
    string? Box = null,
    string? Note = null
);

/// <summary>
/// Posting: box against receivable of the customer; the excess against deposits (workshop reference §9).
/// </summary>
public sealed class FiadoPayment() : DocumentKind<FiadoPaymentBody>("fiado-payment")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => [.. Books.Effects.In, new("debt", -1)];

    /// <inheritdoc />
    protected override Refusal? Check(FiadoPaymentBody body, Document document) =>
        Limits.CheckAmount(body.Amount, "amount")
        ?? (body.How == Paying.Credit ? new Refusal("payment-unknown", "how", body.How) : null)
        ?? Paying.Check([new(body.How, body.Amount, body.Box)], null)
        ?? Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(FiadoPaymentBody body, Document document, IBookState state)
    {
        if (Accounts.CheckParty(state, body.Party) is { } unknown)
        {
            return unknown;
        }

        var receivable = state.Needed(Role.Receivable).Number;
        var subject = Subject.Party(body.Party);
        var owed = Math.Max(0, state.Balance(receivable, subject).Minor);
        var settled = Math.Min(owed, body.Amount);
        var lines = new List<Line>();
        foreach (
            var (against, amount) in new[]
            {
                (receivable, settled),
                (state.Needed(Role.Deposits).Number, body.Amount - settled),
            }
        )
        {
            if (amount == 0)
            {
                continue;
            }

            // The coin check is about what she handed over, not about how the books split it.
            var whole = new Payment(body.How, body.Amount, body.Box);
            var (line, refusal) = Sale.In(whole, against, Fund.Own, body.Party, document, state, subject);
            if (refusal is not null)
            {
                return refusal;
            }

            lines.Add(line with { Amount = new(amount) });
        }

        return Decision.On(document.OccurredOn, state, lines);
    }
}
