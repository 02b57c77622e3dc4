namespace Dedal.Domain.Books.Kinds;

/// <summary>Money taken home: from the workshop's box to the house. Never an expense.</summary>
/// <param name="Member">Who took it, when it is known.</param>
public sealed record HouseWithdrawalBody(
    long Amount,
    string How = Paying.Cash,
    string? Box = null,
    Guid? Member = null,
    string? Note = null
);

/// <summary>Posting (workshop reference §6.3): withdrawals against the box.</summary>
public sealed class HouseWithdrawal() : DocumentKind<HouseWithdrawalBody>("house-withdrawal")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IEnumerable<Guid> MembersIn(Document document) =>
        Peek(document)?.Member is { } member ? [member] : [];

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.Out;

    /// <inheritdoc />
    protected override Refusal? Check(HouseWithdrawalBody body, Document document) =>
        Limits.CheckAmount(body.Amount, "amount")
        ?? (body.How == Paying.Credit ? new Refusal("payment-unknown", "how", body.How) : null)
        ?? Paying.Check([new(body.How, body.Amount, body.Box)], null)
        ?? Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(HouseWithdrawalBody body, Document document, IBookState state)
    {
        if (state.ByRole(Role.House) is not { } house)
        {
            return new Refusal("no-house", null);
        }

        var subject = body.Member is { } member ? Subject.Member(member) : null;
        var part = new Payment(body.How, body.Amount, body.Box);
        var (line, refusal) = Spending.Out(part, house.Number, Fund.Own, null, state, subject);
        return refusal is not null ? refusal : Decision.On(document.OccurredOn, state, [line]);
    }
}
