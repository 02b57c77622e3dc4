using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>What one member gets, as everybody read it before.</summary>
/// <param name="Earned">What the books owed her before, minor units.</param>
/// <param name="TopUp">Up to the minimum wage for her hours.</param>
/// <param name="Share">Her part where work is shared and not rated.</param>
/// <param name="Advance">Taken back of what she got before.</param>
/// <param name="Paid">Given to her now.</param>
/// <param name="Saved">Kept for her as savings.</param>
/// <param name="FloorRate">
/// Minimum wage of an hour of hers, minor units, where it is not that of the run: her days are of another year.
/// </param>
public sealed record PayLine(
    Guid Member,
    int Minutes,
    long Earned,
    long TopUp = 0,
    long Share = 0,
    long Advance = 0,
    long Paid = 0,
    long Saved = 0,
    long? FloorRate = null
)
{
    /// <summary>What stays owed to her; less than a coin in the usual case.</summary>
    public long Rest => Earned + TopUp + Share - Advance - Paid - Saved;
}

/// <summary>The pay of some days, accepted.</summary>
/// <param name="FloorRate">Minimum wage an hour as it was then, minor units.</param>
/// <param name="Seen">
/// Last document in the journal when it was worked out; null: the one before it. What came later is for the next run.
/// </param>
public sealed record PayRunBody(
    DateOnly From,
    DateOnly To,
    IReadOnlyList<PayLine> Lines,
    long? FloorRate = null,
    string How = Paying.Cash,
    string? Box = null,
    long? Seen = null
);

/// <summary>
/// Posting (workshop reference §6.3): what is owed to each goes to the box, to her savings and against her advances; a
/// top-up to the minimum wage on an account of its own, a shared part as time of the workshop. Days of a closed month,
/// or paid before, are refused.
/// </summary>
public sealed class PayRun() : DocumentKind<PayRunBody>("pay-run")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IEnumerable<Guid> MembersIn(Document document) =>
        Peek(document)?.Lines.Where(l => l is not null).Select(l => l.Member) ?? [];

    /// <inheritdoc />
    protected override Refusal? Check(PayRunBody body, Document document)
    {
        if (body.To < body.From || body.To > document.OccurredOn || body.From.AddDays(92) < body.To)
        {
            return new Refusal("pay-days-absurd", "to");
        }

        if (
            body.Lines.Count is 0 or > 60
            || body.Lines.Contains(null!)
            || body.Lines.Select(l => l.Member).Distinct().Count() != body.Lines.Count
        )
        {
            return new Refusal("pay-without-members", "lines");
        }

        foreach (var line in body.Lines)
        {
            long[] amounts = [line.Earned, line.TopUp, line.Share, line.Advance, line.Paid, line.Saved];
            if (amounts.Any(a => a is < 0 or > Limits.Amount) || line.Minutes is < 0 or > 200_000)
            {
                return new Refusal("amount-not-positive", "lines");
            }

            if (line.Rest < 0)
            {
                return new Refusal("pay-more-than-earned", "lines", -line.Rest);
            }
        }

        return body.How == Paying.Credit ? new Refusal("payment-unknown", "how", body.How) : null;
    }

    /// <inheritdoc />
    protected override Outcome Decide(PayRunBody body, Document document, IBookState state)
    {
        if (state.ClosedThrough >= body.From)
        {
            return new Refusal("pay-days-closed", "from", state.ClosedThrough!.Value);
        }

        var before = state.About(Every).Select(f => f.Read(BodyJson.Default.PayRunBody));
        if (before.FirstOrDefault(b => b.From <= body.To && b.To >= body.From) is { } paid)
        {
            return new Refusal("pay-days-paid", "from", paid.From, paid.To);
        }

        var gathered = new Gathered();
        foreach (var line in body.Lines)
        {
            if (One(gathered, line, body, state) is { } refusal)
            {
                return refusal;
            }
        }

        var about = body.Lines.Select(l => new About(Subject.Member(l.Member)));
        return gathered.On(document, state, [new(Every), .. about]);
    }

    /// <summary>Every pay run is about it: so days are never paid twice.</summary>
    public const string Every = "pay:all";

    private static Refusal? One(Gathered gathered, PayLine line, PayRunBody body, IBookState state)
    {
        var (owed, subject) = (state.Needed(Role.Pay).Number, Subject.Member(line.Member));
        // What was read and accepted must still be what the books say: somebody may have written since.
        var advances = state.Balance(state.Needed(Role.Advances).Number, subject).Minor;
        if (line.Earned > Math.Max(0, -state.Balance(owed, subject).Minor) || line.Advance > Math.Max(0, advances))
        {
            return new Refusal("pay-changed-since", "lines");
        }

        gathered.Add(state.Needed(Role.Floor).Number, owed, new(line.TopUp), null, subject);
        gathered.Add(state.Needed(Role.CostOfSales).Number, owed, new(line.Share), null, subject);
        gathered.Add(owed, state.Needed(Role.Advances).Number, new(line.Advance), subject, subject);
        gathered.Add(owed, state.Needed(Role.Savings).Number, new(line.Saved), subject, subject);
        if (line.Paid == 0)
        {
            return null;
        }

        var (paid, refusal) = Spending.Out(new(body.How, line.Paid, body.Box), owed, Fund.Own, null, state, subject);
        gathered.Lines.Add(paid);
        return refusal;
    }
}
