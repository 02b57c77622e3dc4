using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>An advice that the workshop has heard.</summary>
/// <param name="Rule">One of <see cref="AdviceDismissed.Rules"/>.</param>
/// <param name="Reason">One of <see cref="AdviceDismissed.Reasons"/>.</param>
public sealed record AdviceDismissedBody(string Rule, string Reason);

/// <summary>Puts an advice away for a while, with a reason; moves no money.</summary>
public sealed class AdviceDismissed() : DocumentKind<AdviceDismissedBody>("advice-dismissed")
{
    /// <summary>The rules of the workshop reference §6.4, the most pressing first.</summary>
    public static readonly IReadOnlyList<string> Rules =
    [
        "cash",
        "below-cost",
        "no-count",
        "old-fiado",
        "hour",
        "returns",
        "one-buyer",
        "tax",
    ];

    /// <summary>Done, not for us, later.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["done", "not-us", "later"];

    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    public static string SubjectOf(string rule) => "advice:" + rule;

    /// <inheritdoc />
    protected override Refusal? Check(AdviceDismissedBody body, Document document) =>
        !Rules.Contains(body.Rule) ? new Refusal("advice-unknown", "rule")
        : !Reasons.Contains(body.Reason) ? new Refusal("advice-reason", "reason")
        : null;

    /// <inheritdoc />
    protected override Outcome Decide(AdviceDismissedBody body, Document document, IBookState state) =>
        Decision.On(document.OccurredOn, state, []) with
        {
            About = [new(SubjectOf(body.Rule))],
        };
}
