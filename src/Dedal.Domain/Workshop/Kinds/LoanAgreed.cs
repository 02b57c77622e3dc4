using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>How a loan is paid back, as it was agreed; the last version holds.</summary>
/// <param name="Amount">What is paid back without interest, minor units.</param>
/// <param name="Rate">
/// Hundredths of a percent: a year on what is still owed; a month on the whole loan when it is flat.
/// </param>
/// <param name="First">Day of the first instalment; the others follow each month.</param>
public sealed record LoanAgreedBody(Guid Party, long Amount, int Rate, int Months, DateOnly First, bool Flat = false);

/// <summary>Moves no money: it says what is due and when.</summary>
public sealed class LoanAgreed() : DocumentKind<LoanAgreedBody>("loan-agreed")
{
    /// <summary>A hundred percent a year.</summary>
    public const int MostRate = 10_000;

    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(LoanAgreedBody body, Document document) =>
        body.Rate is < 0 or > MostRate ? new Refusal("rate-absurd", "rate")
        : body.Months is < 1 or > 360 ? new Refusal("instalments-absurd", "months")
        : Limits.CheckAmount(body.Amount, "amount");

    /// <inheritdoc />
    protected override Outcome Decide(LoanAgreedBody body, Document document, IBookState state) =>
        Accounts.CheckParty(state, body.Party) is { } unknown
            ? unknown
            : Decision.On(document.OccurredOn, state, []) with
            {
                About = [new(Subject.Party(body.Party))],
            };
}
