namespace Dedal.Domain.Books.Kinds;

/// <summary>What there was on the day the book begins.</summary>
public sealed record OpeningBalancesBody(IReadOnlyList<EntryRow> Rows);

/// <summary>Posting: each row as given; what is left over goes against the opening account of its fund.</summary>
public sealed class OpeningBalances() : DocumentKind<OpeningBalancesBody>("opening-balances")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IEnumerable<Guid> MembersIn(Document document) => AccountantsEntry.Members(Peek(document)?.Rows);

    /// <inheritdoc />
    protected override Refusal? Check(OpeningBalancesBody body, Document document) =>
        AccountantsEntry.CheckRows(body.Rows, atLeast: 1);

    /// <inheritdoc />
    protected override Outcome Decide(OpeningBalancesBody body, Document document, IBookState state)
    {
        var rows = body.Rows.ToList();
        var opening = state.Needed(Role.Opening);
        foreach (var (fund, currency, rest) in LeftOver(body.Rows, state))
        {
            if (rest == 0)
            {
                continue;
            }

            var name = currency == state.Currency ? opening.Code : $"{opening.Code} {currency}";
            rows.Add(new(name, Math.Max(0, -rest), Math.Max(0, rest), fund));
        }

        var (lines, refusal) = AccountantsEntry.Lines(rows, state);
        return refusal is not null ? refusal : Decision.On(document.OccurredOn, state, lines);
    }

    private static IEnumerable<(string? Fund, string Currency, long Amount)> LeftOver(
        IReadOnlyList<EntryRow> rows,
        IBookState state
    ) =>
        rows.GroupBy(r => (r.Fund, Accounts.Find(state, r.Account, "rows").Account?.Currency ?? state.Currency))
            .Select(g => (g.Key.Fund, g.Key.Item2, g.Sum(r => r.Debit - r.Credit)));
}
