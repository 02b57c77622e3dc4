using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>A member puts money aside with the workshop, or takes it out.</summary>
public sealed record SavingsMovedBody(
    Guid Member,
    long Amount,
    bool Out = false,
    string How = Paying.Cash,
    string? Box = null
);

/// <summary>Posting (workshop reference §6.3): a line of her passbook; never more out than there is.</summary>
public sealed class SavingsMoved() : DocumentKind<SavingsMovedBody>("savings-moved")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IEnumerable<Guid> MembersIn(Document document) =>
        Peek(document)?.Member is { } member ? [member] : [];

    /// <inheritdoc />
    protected override Refusal? Check(SavingsMovedBody body, Document document) =>
        Limits.CheckAmount(body.Amount, "amount")
        ?? OrderMoney.CheckPaid([new(body.How, body.Amount, body.Box)], mayBeNone: false);

    /// <inheritdoc />
    protected override Outcome Decide(SavingsMovedBody body, Document document, IBookState state)
    {
        var savings = state.Needed(Role.Savings).Number;
        var subject = Subject.Member(body.Member);
        var part = new Payment(body.How, body.Amount, body.Box);
        var there = -state.Balance(savings, subject).Minor;
        if (body.Out && there < body.Amount)
        {
            return new Refusal("savings-too-small", "amount", there);
        }

        var (line, no) = body.Out
            ? Spending.Out(part, savings, Fund.Own, null, state, subject)
            : Sale.In(part, savings, Fund.Own, null, document, state, subject);
        return no is not null ? no : Decision.On(document.OccurredOn, state, [line]) with { About = [new(subject)] };
    }
}
