namespace Dedal.Domain.Books.Kinds;

/// <summary>A member brings money of her own into the workshop.</summary>
public sealed record ContributionBody(
    long Amount,
    string How = Paying.Cash,
    string? Box = null,
    Guid? Member = null,
    string? Note = null
);

/// <summary>Posting (workshop reference §6.3): box against the members' contributions.</summary>
public sealed class Contribution() : DocumentKind<ContributionBody>("contribution")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IEnumerable<Guid> MembersIn(Document document) =>
        Peek(document)?.Member is { } member ? [member] : [];

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.In;

    /// <inheritdoc />
    protected override Refusal? Check(ContributionBody body, Document document) =>
        Limits.CheckAmount(body.Amount, "amount")
        ?? (body.How == Paying.Credit ? new Refusal("payment-unknown", "how", body.How) : null)
        ?? Paying.Check([new(body.How, body.Amount, body.Box)], null)
        ?? Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(ContributionBody body, Document document, IBookState state)
    {
        var subject = body.Member is { } member ? Subject.Member(member) : null;
        var part = new Payment(body.How, body.Amount, body.Box);
        var against = state.Needed(Role.Contributions).Number;
        var (line, refusal) = Sale.In(part, against, Fund.Own, null, document, state, subject);
        return refusal is not null ? refusal : Decision.On(document.OccurredOn, state, [line]);
    }
}
