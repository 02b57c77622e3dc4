namespace Dedal.Domain.Books.Kinds;

/// <summary>What a customer owes and will not pay.</summary>
/// <param name="Amount">How much of it, minor units.</param>
public sealed record BadDebtBody(Guid Party, long Amount, string? Note = null);

/// <summary>
/// Posting: unpaid credit against receivable of the customer (workshop reference §6.3), never more than she owes.
/// Should she pay after all, it is undone first.
/// </summary>
public sealed class BadDebt() : DocumentKind<BadDebtBody>("bad-debt")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(BadDebtBody body, Document document) =>
        Limits.CheckAmount(body.Amount, "amount") ?? Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(BadDebtBody body, Document document, IBookState state)
    {
        if (Accounts.CheckParty(state, body.Party) is { } unknown)
        {
            return unknown;
        }

        if (state.ByRole(Role.BadDebt) is not { } lost)
        {
            return state.Missing(Role.BadDebt, state.Currency, "amount");
        }

        var (receivable, subject) = (state.Needed(Role.Receivable).Number, Subject.Party(body.Party));
        var owed = Math.Max(0, state.Balance(receivable, subject).Minor);
        return body.Amount > owed
            ? new Refusal("owes-less", "amount", owed)
            : Decision.On(
                document.OccurredOn,
                state,
                [new(lost.Number, receivable, new(body.Amount), Fund.Own, null, subject)]
            ) with
            {
                About = [new(subject)],
            };
    }
}
