using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>An instalment of a loan.</summary>
/// <param name="Amount">All that was paid, minor units.</param>
/// <param name="Interest">The part that is interest.</param>
public sealed record LoanPaidBody(
    Guid Party,
    long Amount,
    long Interest = 0,
    string How = Paying.Cash,
    string? Box = null
);

/// <summary>Posting (workshop reference §6.3): interest is a cost, the rest lessens what is owed.</summary>
public sealed class LoanPaid() : DocumentKind<LoanPaidBody>("loan-paid")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.Out;

    /// <inheritdoc />
    protected override Refusal? Check(LoanPaidBody body, Document document) =>
        body.Interest < 0 || body.Interest > body.Amount
            ? new Refusal("interest-above-amount", "interest")
            : Limits.CheckAmount(body.Amount, "amount")
                ?? OrderMoney.CheckPaid([new(body.How, body.Amount, body.Box)], mayBeNone: false);

    /// <inheritdoc />
    protected override Outcome Decide(LoanPaidBody body, Document document, IBookState state)
    {
        if (Accounts.CheckParty(state, body.Party) is { } unknown)
        {
            return unknown;
        }

        Purpose[] purposes =
        [
            new(state.Needed(Role.Interest).Number, body.Interest),
            new(state.Needed(Role.Loans).Number, body.Amount - body.Interest, Subject.Party(body.Party)),
        ];
        var (lines, refusal) = Purposes.PaidOut(
            [.. purposes.Where(p => p.Amount > 0)],
            [new(body.How, body.Amount, body.Box)],
            body.Party,
            state
        );
        return refusal is not null
            ? refusal
            : Decision.On(document.OccurredOn, state, lines) with
            {
                About = [new(Subject.Party(body.Party))],
            };
    }
}
