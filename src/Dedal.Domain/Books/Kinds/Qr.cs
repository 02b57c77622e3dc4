namespace Dedal.Domain.Books.Kinds;

/// <summary>A QR payment was seen in the bank account.</summary>
/// <param name="Document">The document that the customer paid by QR.</param>
public sealed record QrSeenBody(Guid Document);

/// <summary>
/// Posting (workshop reference §2.6, §6.3): bank against QR pending. A picture of a receipt is never enough.
/// </summary>
public sealed class QrSeen() : DocumentKind<QrSeenBody>("qr-seen")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => [new("qr", -1, "waiting"), new("bank", 1, "waiting")];

    /// <inheritdoc />
    protected override Refusal? Check(QrSeenBody body, Document document) => null;

    /// <inheritdoc />
    protected override Outcome Decide(QrSeenBody body, Document document, IBookState state)
    {
        var (pending, amount, fund, refusal) = Pending(body.Document, state);
        return refusal is not null
            ? refusal
            : Decision.On(
                document.OccurredOn,
                state,
                [new(state.Needed(Role.Bank).Number, pending, amount, fund, CreditSubject: Subject.Qr(body.Document))]
            );
    }

    /// <summary>What of a document's QR payment is still waiting to be seen, and the fund it is for.</summary>
    internal static (int Pending, Money Amount, string Fund, Refusal? Refusal) Pending(Guid document, IBookState state)
    {
        if (state.Find(document) is not { } original)
        {
            return (0, default, "", new Refusal("document-unknown", "document"));
        }

        if (state.ByRole(Role.QrPending) is not { } pending)
        {
            return (0, default, "", new Refusal("qr-not-waiting", "document"));
        }

        var subject = Subject.Qr(document);
        var amount = state.Balance(pending.Number, subject);
        return amount > Money.Zero
            ? (pending.Number, amount, FundOf(original, subject), null)
            : (0, default, "", new Refusal("qr-not-waiting", "document"));
    }

    /// <summary>The fund that the payment of a document came into.</summary>
    internal static string FundOf(Recorded original, string subject) =>
        original.Lines.Where(l => l.DebitSubject == subject).Select(l => l.Fund).FirstOrDefault() ?? Fund.Own;
}

/// <summary>A QR payment did not arrive.</summary>
/// <param name="Party">The customer who therefore owes it.</param>
public sealed record QrDisputedBody(Guid Document, Guid? Party = null, string? Note = null);

/// <summary>
/// Posting: receivable of the customer against QR pending; of an order, where the money is missing by now. Without a
/// customer the sale itself is to be reversed.
/// </summary>
public sealed class QrDisputed() : DocumentKind<QrDisputedBody>("qr-disputed")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => [new("qr", -1, "waiting"), new("debt", 1, "waiting")];

    /// <inheritdoc />
    protected override Refusal? Check(QrDisputedBody body, Document document) =>
        (body.Party is null ? new Refusal("party-missing", "party") : null) ?? Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(QrDisputedBody body, Document document, IBookState state)
    {
        var (pending, amount, fund, refusal) = QrSeen.Pending(body.Document, state);
        if ((refusal ?? Accounts.CheckParty(state, body.Party)) is { } no)
        {
            return no;
        }

        var subject = Subject.Qr(body.Document);
        var order = Workshop.OrderState.SubjectOf(state.Find(body.Document)!);
        var missing = Workshop.OrderMoney.Missing(order, body.Party!.Value, amount.Minor, state);
        return Decision.On(
            document.OccurredOn,
            state,
            [
                .. missing
                    .Where(p => p.Amount > 0)
                    .Select(p => new Line(p.Account, pending, new(p.Amount), fund, p.Subject, subject)),
            ]
        ) with
        {
            About = order is null ? [new About(subject)] : [new About(subject), new About(order)],
        };
    }
}
