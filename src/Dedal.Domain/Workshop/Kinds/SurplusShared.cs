using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Costing;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>What becomes of a member's part.</summary>
public static class SurplusWay
{
    public const string Paid = "paid";
    public const string Saved = "saved";
    public const string Owed = "owed";
}

/// <summary>One member's part of a surplus.</summary>
/// <param name="Amount">Minor units, as the group read it.</param>
/// <param name="Minutes">Her work in the time whose surplus it is; what counts where it is shared by hours.</param>
/// <param name="Way">One of <see cref="SurplusWay"/>.</param>
public sealed record SurplusPart(Guid Member, long Amount, int Minutes = 0, string Way = SurplusWay.Paid);

/// <summary>What a group decided about its surplus.</summary>
/// <param name="Parts">
/// Each member's; together with reserve and training fund it is what is shared. None where the group keeps all of it.
/// </param>
/// <param name="Voted">Members who voted for it.</param>
/// <param name="ByHours">By the hours of each; else the same for all.</param>
/// <param name="Reserve">Kept by the workshop, minor units.</param>
/// <param name="Education">For the training fund, minor units.</param>
/// <param name="How">How those who are paid get it.</param>
public sealed record SurplusSharedBody(
    IReadOnlyList<SurplusPart> Parts,
    IReadOnlyList<Guid> Voted,
    bool ByHours = false,
    long Reserve = 0,
    long Education = 0,
    string How = Paying.Cash,
    string? Box = null,
    string? Note = null
);

/// <summary>
/// Posting (workshop reference §6.3, "Surplus share voted"): from what closed years left to what is owed to each, to
/// the reserve and to the training fund; what is paid goes on to the box, what is kept to her savings. Only closed
/// periods: the surplus account is filled by the close of a year, and no more than stands there is shared.
/// </summary>
public sealed class SurplusShared() : DocumentKind<SurplusSharedBody>("surplus-shared")
{
    private const int MostMembers = 60;

    /// <summary>Every vote is about it: so the history of votes is found.</summary>
    public const string Every = "surplus:all";

    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IEnumerable<Guid> MembersIn(Document document) =>
        Peek(document) is { } body
            ? [.. body.Parts.Where(p => p is not null).Select(p => p.Member), .. body.Voted]
            : [];

    /// <summary>
    /// The same for each, or by the hours of each, in whole coins by largest remainder (case SH1, SH2).
    /// </summary>
    public static IReadOnlyList<long> Share(long total, IReadOnlyList<int> minutes, bool byHours, long coin)
    {
        decimal[] weights = [.. minutes.Select(m => byHours ? m : 1m)];
        return total > 0 && weights.Sum() > 0
            ? Sharing.LargestRemainder(total, weights, coin)
            : new long[minutes.Count];
    }

    /// <inheritdoc />
    protected override Refusal? Check(SurplusSharedBody body, Document document)
    {
        if (
            body.Parts.Count > MostMembers
            || body.Parts.Contains(null!)
            || body.Parts.Select(p => p.Member).Distinct().Count() != body.Parts.Count
        )
        {
            return new Refusal("pay-without-members", "parts");
        }

        if (body.Voted.Count is 0 or > MostMembers || body.Voted.Distinct().Count() != body.Voted.Count)
        {
            return new Refusal("surplus-without-vote", "voted");
        }

        if (
            body.Parts.FirstOrDefault(p => p.Way is not (SurplusWay.Paid or SurplusWay.Saved or SurplusWay.Owed)) is
            { } odd
        )
        {
            return new Refusal("surplus-way-unknown", "parts", odd.Way);
        }

        long[] amounts = [body.Reserve, body.Education, .. body.Parts.Select(p => p.Amount)];
        if (amounts.Any(a => a is < 0 or > Limits.Amount) || body.Parts.Any(p => p.Minutes is < 0 or > 2_000_000))
        {
            return new Refusal("amount-not-positive", "parts");
        }

        // A group may keep all for the workshop or its training; who is named in a vote gets something, or all do not.
        var voted = body.Parts.Count > 0 ? body.Parts.Sum(p => p.Amount) : body.Reserve + body.Education;
        return Limits.CheckAmount(voted, "total")
            ?? (body.How == Paying.Credit ? new Refusal("payment-unknown", "how", body.How) : null)
            ?? Limits.CheckText(body.Note, "note");
    }

    /// <inheritdoc />
    protected override Outcome Decide(SurplusSharedBody body, Document document, IBookState state)
    {
        var shared = body.Parts.Sum(p => p.Amount);
        var parts = Share(
            shared,
            [.. body.Parts.Select(p => p.Minutes)],
            body.ByHours,
            state.SmallestCoin(state.Currency)
        );
        if (!parts.SequenceEqual(body.Parts.Select(p => p.Amount)))
        {
            return new Refusal("surplus-parts-differ", "parts");
        }

        var surplus = state.Needed(Role.Surplus).Number;
        var there = Math.Max(0, -state.Balance(surplus).Minor);
        if (shared + body.Reserve + body.Education > there)
        {
            return new Refusal("surplus-too-small", "total", there);
        }

        var gathered = new Gathered();
        gathered.Add(surplus, state.Needed(Role.Reserve).Number, new(body.Reserve));
        gathered.Add(surplus, state.Needed(Role.Education).Number, new(body.Education));
        foreach (var part in body.Parts.Where(p => p.Amount > 0))
        {
            if (One(gathered, part, body, state) is { } refusal)
            {
                return refusal;
            }
        }

        var about = body.Parts.Select(p => new About(Subject.Member(p.Member)));
        return gathered.On(document, state, [new(Every), .. about]);
    }

    private static Refusal? One(Gathered gathered, SurplusPart part, SurplusSharedBody body, IBookState state)
    {
        var (owed, subject) = (state.Needed(Role.Pay).Number, Subject.Member(part.Member));
        gathered.Add(state.Needed(Role.Surplus).Number, owed, new(part.Amount), null, subject);
        if (part.Way == SurplusWay.Saved)
        {
            gathered.Add(owed, state.Needed(Role.Savings).Number, new(part.Amount), subject, subject);
        }

        if (part.Way != SurplusWay.Paid)
        {
            return null;
        }

        var (paid, refusal) = Spending.Out(new(body.How, part.Amount, body.Box), owed, Fund.Own, null, state, subject);
        gathered.Lines.Add(paid);
        return refusal;
    }
}
