using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>A member gets money before her pay day.</summary>
public sealed record AdvancePaidBody(Guid Member, long Amount, string How = Paying.Cash, string? Box = null);

/// <summary>Posting (workshop reference §6.3): owed by her until the pay run takes it back.</summary>
public sealed class AdvancePaid() : DocumentKind<AdvancePaidBody>("advance-paid")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.Out;

    /// <inheritdoc />
    public override IEnumerable<Guid> MembersIn(Document document) =>
        Peek(document)?.Member is { } member ? [member] : [];

    /// <inheritdoc />
    protected override Refusal? Check(AdvancePaidBody body, Document document) =>
        Limits.CheckAmount(body.Amount, "amount")
        ?? OrderMoney.CheckPaid([new(body.How, body.Amount, body.Box)], mayBeNone: false);

    /// <inheritdoc />
    protected override Outcome Decide(AdvancePaidBody body, Document document, IBookState state)
    {
        var advances = state.Needed(Role.Advances).Number;
        var part = new Payment(body.How, body.Amount, body.Box);
        var (line, no) = Spending.Out(part, advances, Fund.Own, null, state, Subject.Member(body.Member));
        return no is not null
            ? no
            : Decision.On(document.OccurredOn, state, [line]) with
            {
                About = [new(Subject.Member(body.Member))],
            };
    }
}
