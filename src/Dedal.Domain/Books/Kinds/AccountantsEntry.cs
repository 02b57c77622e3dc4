namespace Dedal.Domain.Books.Kinds;

/// <summary>One row of free lines: exactly one of debit and credit is above zero.</summary>
public sealed record EntryRow(
    string Account,
    long Debit = 0,
    long Credit = 0,
    string? Fund = null,
    string? Subject = null
);

/// <summary>Free lines for what no kind of document covers, with the reason.</summary>
public sealed record AccountantsEntryBody(string Reason, IReadOnlyList<EntryRow> Rows);

/// <summary>Posting: the rows as they are; they must add up to zero in each currency and fund.</summary>
public sealed class AccountantsEntry() : DocumentKind<AccountantsEntryBody>("accountants-entry")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Accountants;

    /// <inheritdoc />
    public override IEnumerable<Guid> MembersIn(Document document) => Members(Peek(document)?.Rows);

    /// <inheritdoc />
    protected override Refusal? Check(AccountantsEntryBody body, Document document) =>
        (string.IsNullOrWhiteSpace(body.Reason) ? new Refusal("reason-missing", "reason") : null)
        ?? Limits.CheckText(body.Reason, "reason")
        ?? CheckRows(body.Rows, atLeast: 2);

    /// <inheritdoc />
    protected override Outcome Decide(AccountantsEntryBody body, Document document, IBookState state)
    {
        var (lines, refusal) = Lines(body.Rows, state);
        return refusal is not null ? refusal : Decision.On(document.OccurredOn, state, lines);
    }

    internal static Refusal? CheckRows(IReadOnlyList<EntryRow> rows, int atLeast)
    {
        if (rows.Count < atLeast)
        {
            return new Refusal("rows-missing", "rows", atLeast);
        }

        if (rows.Count > Limits.Lines)
        {
            return new Refusal("rows-too-many", "rows", Limits.Lines);
        }

        foreach (var row in rows)
        {
            // The reader lets a null stand in a list.
            if (row is null)
            {
                return new Refusal("rows-missing", "rows", atLeast);
            }

            if (row.Debit < 0 || row.Credit < 0 || row.Debit > long.MaxValue - row.Credit)
            {
                return new Refusal("amount-negative", "rows");
            }

            if ((row.Debit > 0) == (row.Credit > 0))
            {
                return new Refusal("row-needs-one-side", "rows", row.Account);
            }

            if (Limits.CheckAmount(row.Debit + row.Credit, "rows", Limits.AccountantAmount) is { } refusal)
            {
                return refusal;
            }

            if (row.Subject is { } subject && (subject.Length is 0 or > 80 || Limits.HasStrayCharacters(subject)))
            {
                return new Refusal("subject-absurd", "rows");
            }
        }

        return null;
    }

    /// <summary>Members that rows name; the door asks whether each belongs here.</summary>
    internal static IEnumerable<Guid> Members(IReadOnlyList<EntryRow>? rows)
    {
        foreach (var row in rows ?? [])
        {
            if (Typed(row?.Subject) is { Type: "member", Id: { } id })
            {
                yield return id;
            }
        }
    }

    /// <summary>
    /// What a count made of its difference is the count's own business; a person or a QR payment must be of this book,
    /// and what customers or members owe is theirs.
    /// </summary>
    private static Refusal? CheckSubject(IBookState state, Account account, string? subject) =>
        Typed(subject) switch
        {
            null => null,
            { Id: null } => new Refusal("subject-absurd", "rows", subject!),
            { Type: "member" } => IsOf(state, account, Outside) ? new("person-of-other-account", "rows") : null,
            { Type: "party", Id: { } id } => IsOf(state, account, Inside) ? new("person-of-other-account", "rows")
            : Accounts.CheckParty(state, id) is null ? null
            : new("party-unknown", "rows"),
            { Id: { } id } => state.Find(id) is null ? new("document-unknown", "rows") : null,
        };

    /// <summary>Accounts that say what is between us and a customer, a supplier, a lender.</summary>
    private static readonly string[] Outside = [Role.Receivable, Role.Deposits, Role.Payable, Role.Loans];

    /// <summary>Accounts that say what is between a workshop and its members.</summary>
    private static readonly string[] Inside = [Role.Pay, Role.Savings, Role.Advances];

    private static bool IsOf(IBookState state, Account account, string[] roles) =>
        roles.Any(r => state.ByRole(r)?.Number == account.Number);

    /// <summary>A typed id and its type; no id where it is written in another way than ours.</summary>
    private static (string Type, Guid? Id)? Typed(string? subject)
    {
        // Whatever its case or number of colons, what begins like a typed id is one: databases and pages read it back.
        if (subject?.Split(':', 2) is not [var type, var text] || !IsTyped(type))
        {
            return null;
        }

        return
            Guid.TryParseExact(text, "D", out var id)
            && (subject == Subject.Party(id) || subject == Subject.Qr(id) || subject == Subject.Member(id))
            ? (type, id)
            : (type, null);
    }

    private static bool IsTyped(string type) => type.ToLowerInvariant() is "count" or "party" or "qr" or "member";

    internal static (List<Line> Lines, Refusal? Refusal) Lines(IReadOnlyList<EntryRow> rows, IBookState state)
    {
        var legs = new Dictionary<(string Currency, string Fund), List<Leg>>();
        foreach (var row in rows)
        {
            var (account, refusal) = Accounts.Find(state, row.Account, "rows");
            refusal ??= Accounts.CheckFund(state, row.Fund) ?? CheckSubject(state, account!, row.Subject);
            if (refusal is not null)
            {
                return ([], refusal);
            }

            var key = (account!.Currency, row.Fund ?? Fund.Own);
            if (!legs.TryGetValue(key, out var list))
            {
                legs[key] = list = [];
            }

            list.Add(new(account.Number, new(row.Debit - row.Credit), row.Subject));
        }

        var lines = new List<Line>();
        foreach (var (key, list) in legs)
        {
            var sum = list.Sum(l => l.Amount.Minor);
            if (sum != 0)
            {
                return ([], new Refusal("rows-do-not-balance", "rows", sum, key.Currency, key.Fund));
            }

            if (Pairing.TryPair(list, key.Fund) is not { } pairs)
            {
                return ([], new Refusal("rows-inside-one-account", "rows"));
            }

            lines.AddRange(pairs);
        }

        return (lines, null);
    }
}
