namespace Dedal.Domain.Books.Kinds;

/// <summary>The money of a QR payment that was seen, and whose sale was undone, went back to the customer.</summary>
/// <param name="Document">The document that she had paid by QR.</param>
/// <param name="How"><c>cash</c> or <c>bank</c>.</param>
/// <param name="Box">Where it was taken from, when it is not the usual box of its kind.</param>
public sealed record QrGivenBackBody(Guid Document, string How = Paying.Cash, string? Box = null, string? Note = null);

/// <summary>
/// Posting: QR pending, where the undone document left what is hers, against the box; always all of it. Two phones may
/// say it of one payment: the second takes nothing out of a box and becomes a task.
/// </summary>
public sealed class QrGivenBack() : DocumentKind<QrGivenBackBody>("qr-given-back")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => [new("qr", 1, "to-give-back"), new("how", -1, "to-give-back")];

    /// <inheritdoc />
    protected override Refusal? Check(QrGivenBackBody body, Document document) =>
        (body.How is Paying.Cash or Paying.Bank ? null : new Refusal("payment-unknown", "how", body.How))
        ?? Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(QrGivenBackBody body, Document document, IBookState state)
    {
        if (state.Find(body.Document) is not { } original)
        {
            return new Refusal("document-unknown", "document");
        }

        var subject = Subject.Qr(body.Document);
        var gathered = new Gathered();
        if (
            state.ByRole(Role.QrPending) is { } pending
            && state.Balance(pending.Number, subject) is { IsNegative: true } left
        )
        {
            var (box, refusal) = Paying.BoxOf(new(body.How, -left.Minor, body.Box), false, state, pending.Currency);
            if (refusal is not null)
            {
                return refusal;
            }

            var fund = QrSeen.FundOf(original, subject);
            gathered.Lines.Add(new(pending.Number, box!.Number, -left, fund, subject));
        }
        else if (!state.About(subject).Any(f => f.Kind == Name))
        {
            return new Refusal("qr-not-to-give-back", "document");
        }

        return gathered.On(document, state, new About(subject, Ends: true));
    }
}
