using Dedal.Domain.Books;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>Work that belongs to no order and no batch.</summary>
/// <param name="What"><c>idle</c>: paid time in which nothing was made; <c>other</c>: cleaning, selling and the
/// like.</param>
public sealed record WorkDoneBody(string What, IReadOnlyList<Worked> Work);

/// <summary>
/// Posting (workshop reference §6.3): time paid with nothing made on an account of its own, which keeps what a piece
/// costs honest.
/// </summary>
public sealed class WorkDone() : DocumentKind<WorkDoneBody>("work-done")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IEnumerable<Guid> MembersIn(Document document) => WorkChecks.Members(Peek(document)?.Work);

    /// <inheritdoc />
    protected override Refusal? Check(WorkDoneBody body, Document document) =>
        body.What is not ("idle" or "other") ? new Refusal("work-absurd", "what")
        : body.Work.Count == 0 ? new Refusal("work-absurd", "work")
        : WorkChecks.Check(body.Work);

    /// <inheritdoc />
    protected override Outcome Decide(WorkDoneBody body, Document document, IBookState state)
    {
        var gathered = new Gathered();
        Labour.Earn(gathered, state, body.Work, null, body.What, 0, state.Needed(Role.Idle).Number, null);
        return gathered.On(document, state, WorkChecks.About(body.Work));
    }
}
