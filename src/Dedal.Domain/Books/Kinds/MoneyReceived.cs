namespace Dedal.Domain.Books.Kinds;

/// <summary>Money that is neither a sale nor a member's own: a loan, a grant or a gift.</summary>
/// <param name="Source"><c>loan</c>, <c>grant</c> or <c>gift</c>.</param>
/// <param name="Party">Who gave or lent it; needed for a loan.</param>
public sealed record MoneyReceivedBody(
    string Source,
    long Amount,
    string How = Paying.Bank,
    string? Box = null,
    Guid? Party = null,
    string? Fund = null,
    string? Note = null
);

/// <summary>
/// Posting (workshop reference §6.3, §9): a loan is owed, a grant is deferred until what it bought wears out, a gift is
/// income at once.
/// </summary>
public sealed class MoneyReceived() : DocumentKind<MoneyReceivedBody>("money-received")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.In;

    /// <inheritdoc />
    protected override Refusal? Check(MoneyReceivedBody body, Document document) =>
        Limits.CheckAmount(body.Amount, "amount")
        ?? (body.Source is "loan" or "grant" or "gift" ? null : new Refusal("source-unknown", "source", body.Source))
        ?? (body.How == Paying.Credit ? new Refusal("payment-unknown", "how", body.How) : null)
        ?? Paying.Check([new(body.How, body.Amount, body.Box)], null)
        ?? (body is { Source: "loan", Party: null } ? new Refusal("party-missing", "party") : null)
        ?? Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(MoneyReceivedBody body, Document document, IBookState state)
    {
        if ((Accounts.CheckFund(state, body.Fund) ?? Accounts.CheckParty(state, body.Party)) is { } unknown)
        {
            return unknown;
        }

        var role = body.Source switch
        {
            "loan" => Role.Loans,
            "grant" => Role.Grants,
            _ => Role.Gifts,
        };
        var subject = body.Party is { } party ? Subject.Party(party) : null;
        var part = new Payment(body.How, body.Amount, body.Box);
        var fund = body.Fund ?? Books.Fund.Own;
        var (box, no) = Paying.BoxOf(part, incoming: true, state);
        if (no is not null)
        {
            return no;
        }

        // A grant in euros is owed to its purpose in euros: the counter-account is the same code in the box's currency.
        var against = state.FindAccount(state.Chart.CodeOf(role)!, box!.Currency);
        if (against is null)
        {
            return new Refusal("account-unknown", "paid", $"{state.Chart.CodeOf(role)} {box.Currency}");
        }

        var (line, refusal) = Sale.In(part, against.Number, fund, null, document, state, subject);
        return refusal is not null ? refusal : Decision.On(document.OccurredOn, state, [line]);
    }
}
