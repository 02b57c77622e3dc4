namespace Dedal.Domain.Books.Kinds;

/// <summary>The same person was added twice: what is under one name goes over to the other.</summary>
/// <param name="From">Who is no longer named.</param>
/// <param name="Into">Who stays.</param>
public sealed record PartyMergedBody(Guid From, Guid Into, string? Note = null);

/// <summary>
/// Posting: on every account, what is open under the one stands under the other. It passes the opening account and
/// leaves nothing there, because a line has two accounts. Documents that name the old one later, from a phone that did
/// not know yet, follow (<see cref="Subject.Follow"/>).
/// </summary>
public sealed class PartyMerged() : DocumentKind<PartyMergedBody>("party-merged")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(PartyMergedBody body, Document document) =>
        body.From == body.Into ? new Refusal("party-merged-with-itself", "into") : Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(PartyMergedBody body, Document document, IBookState state)
    {
        foreach (var (party, field) in new[] { (body.From, "from"), (body.Into, "into") })
        {
            if (!state.HasParty(party))
            {
                return new Refusal("party-unknown", field);
            }

            // Chains are not made: the one who stays is always the last, so that nothing can go round in a circle.
            if (state.MergedInto(party) is not null)
            {
                return new Refusal("party-merged-already", field);
            }
        }

        var (from, into) = (Subject.Party(body.From), Subject.Party(body.Into));
        var lines = new List<Line>();
        foreach (var (account, balance) in state.BalancesOf(from))
        {
            var pass = state.Needed(Role.Opening).Number;
            if (account == pass)
            {
                pass = state.Needed(Role.Surplus).Number;
            }

            if (state.Account(account).Currency != state.Currency)
            {
                return new Refusal("party-merged-currency", "from");
            }

            lines.AddRange(Line.Signed(account, pass, balance, Fund.Own, debitSubject: into));
            lines.AddRange(Line.Signed(pass, account, balance, Fund.Own, creditSubject: from));
        }

        return Decision.On(document.OccurredOn, state, lines) with
        {
            Merged = new(body.From, body.Into),
        };
    }
}
