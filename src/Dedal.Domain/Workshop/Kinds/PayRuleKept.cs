using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>How work is paid.</summary>
public static class PayMethod
{
    public const string Piece = "piece";
    public const string Hours = "hours";
    public const string Share = "share";
    public const string Mixed = "mixed";
}

/// <summary>What a piece pays.</summary>
/// <param name="Amount">Minor units a piece.</param>
public sealed record PieceRate(long Amount, Guid? Item = null, string? Step = null);

/// <summary>How a member, or everybody, is paid from now on; the last version holds.</summary>
/// <param name="HourRate">Minor units an hour.</param>
/// <param name="Floor">Nobody earns less than the minimum wage for her hours; the difference is topped up.</param>
public sealed record PayRuleKeptBody(
    string Method,
    long HourRate = 0,
    IReadOnlyList<PieceRate>? PieceRates = null,
    bool Floor = false,
    Guid? Member = null,
    bool ShareByHours = false
);

/// <summary>Keeps a pay rule; what was earned before keeps the rule of its day.</summary>
public sealed class PayRuleKept() : DocumentKind<PayRuleKeptBody>("pay-rule-kept")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IEnumerable<Guid> MembersIn(Document document) =>
        Peek(document)?.Member is { } member ? [member] : [];

    public static string SubjectOf(Guid? member) => member is { } id ? $"pay-rule:{id:D}" : "pay-rule:all";

    /// <summary>The version that holds.</summary>
    public static PayRuleKeptBody? Of(IReadOnlyList<Fact> facts) =>
        facts.LastOrDefault(f => f.Kind == "pay-rule-kept")?.Read(BodyJson.Default.PayRuleKeptBody);

    /// <inheritdoc />
    protected override Refusal? Check(PayRuleKeptBody body, Document document) =>
        body.Method is not (PayMethod.Piece or PayMethod.Hours or PayMethod.Share or PayMethod.Mixed)
            ? new Refusal("pay-method-unknown", "method")
        : body.HourRate is < 0 or > Limits.Amount ? new Refusal("amount-not-positive", "hourRate")
        : body.Method is PayMethod.Hours && body.HourRate == 0 ? new Refusal("amount-not-positive", "hourRate")
        : body.PieceRates is { Count: > 200 } || body.PieceRates?.Any(r => r is null || r.Amount <= 0) == true
            ? new Refusal("amount-not-positive", "pieceRates")
        : null;

    /// <inheritdoc />
    protected override Outcome Decide(PayRuleKeptBody body, Document document, IBookState state) =>
        body.PieceRates?.Any(r => r.Item is { } i && state.FindItem(i) is null) == true
            ? new Refusal("item-unknown", "pieceRates")
            : Decision.On(document.OccurredOn, state, []) with
            {
                About = [new(SubjectOf(body.Member))],
            };
}
