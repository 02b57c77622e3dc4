namespace Dedal.Domain.Books.Kinds;

/// <summary>A customer, supplier, lender or other the workshop deals with. Her name is in an erasable row.</summary>
/// <param name="Role"><c>customer</c>, <c>supplier</c>, <c>lender</c> or <c>donor</c>.</param>
/// <param name="NameHash">Salted hash of the name, so that a later dispute can be settled while the name
/// exists.</param>
public sealed record PartyAddedBody(Guid Party, string Role, string? NameHash = null);

/// <summary>Adds someone to the book; works offline, duplicates are joined later.</summary>
public sealed class PartyAdded() : DocumentKind<PartyAddedBody>("party-added")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(PartyAddedBody body, Document document) =>
        body.Role is "customer" or "supplier" or "lender" or "donor"
            ? null
            : new Refusal("party-role-unknown", "role", body.Role);

    /// <inheritdoc />
    protected override Outcome Decide(PartyAddedBody body, Document document, IBookState state) =>
        state.HasParty(body.Party)
            ? new Refusal("party-exists", "party")
            : Decision.On(document.OccurredOn, state, []) with
            {
                NewParty = new(body.Party, body.Role),
            };
}

/// <summary>An account beyond the standard chart.</summary>
/// <param name="Code">Its code or path; with the currency it must be new.</param>
/// <param name="Kind">asset, liability, equity, income or expense.</param>
/// <param name="Box">none, cash or bank.</param>
/// <param name="Currency">Left out: the organisation's own.</param>
public sealed record AccountAddedBody(
    string Code,
    string Name,
    string Kind,
    string Box = "none",
    string? Currency = null,
    int Scale = 2
);

/// <summary>Extends the chart.</summary>
public sealed class AccountAdded() : DocumentKind<AccountAddedBody>("account-added")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Accountants;

    /// <inheritdoc />
    protected override Refusal? Check(AccountAddedBody body, Document document)
    {
        if (string.IsNullOrWhiteSpace(body.Code) || body.Code.Length > 200 || Limits.HasStrayCharacters(body.Code))
        {
            return new Refusal("account-code-absurd", "code");
        }

        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > 200 || Limits.HasStrayCharacters(body.Name))
        {
            return new Refusal("account-name-missing", "name");
        }

        if (KindOf(body.Kind) is null || BoxOf(body.Box) is null || body.Scale is < 0 or > 18)
        {
            return new Refusal("account-kind-unknown", "kind", body.Kind);
        }

        if (body.Box != "none" && body.Kind != "asset")
        {
            return new Refusal("account-kind-unknown", "box", body.Box);
        }

        return
            body.Currency is { } c
            && (c.Length is 0 or > 50 || c.Any(char.IsWhiteSpace) || Limits.HasStrayCharacters(c))
            ? new Refusal("currency-absurd", "currency", c)
            : null;
    }

    /// <inheritdoc />
    protected override Outcome Decide(AccountAddedBody body, Document document, IBookState state)
    {
        var currency = body.Currency ?? state.Currency;
        if (state.FindAccount(body.Code, currency) is not null)
        {
            return new Refusal("account-exists", "code", body.Code);
        }

        var own = string.Equals(currency, state.Currency, StringComparison.Ordinal);
        if (!own && state.ScaleOf(currency) is { } scale && scale != body.Scale)
        {
            return new Refusal("currency-has-other-scale", "scale", currency, scale);
        }

        var account = new Account(
            state.NextAccountNumber,
            body.Code,
            currency,
            own ? state.Scale : body.Scale,
            KindOf(body.Kind)!.Value,
            BoxOf(body.Box)!.Value,
            body.Name
        );
        return Decision.On(document.OccurredOn, state, []) with { NewAccounts = [account] };
    }

    private static AccountKind? KindOf(string kind) =>
        kind switch
        {
            "asset" => AccountKind.Asset,
            "liability" => AccountKind.Liability,
            "equity" => AccountKind.Equity,
            "income" => AccountKind.Income,
            "expense" => AccountKind.Expense,
            _ => null,
        };

    private static BoxKind? BoxOf(string box) =>
        box switch
        {
            "none" => BoxKind.None,
            "cash" => BoxKind.Cash,
            "bank" => BoxKind.Bank,
            _ => null,
        };
}

/// <summary>Money kept apart because of whose it is and what it is for.</summary>
public sealed record FundOpenedBody(string Fund, string Name);

/// <summary>Opens a fund; a workshop has only its own.</summary>
public sealed class FundOpened() : DocumentKind<FundOpenedBody>("fund-opened")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Accountants;

    /// <inheritdoc />
    protected override Refusal? Check(FundOpenedBody body, Document document) =>
        body.Fund.Length is 0 or > 30
        || !body.Fund.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? new Refusal("fund-code-absurd", "fund")
        : string.IsNullOrWhiteSpace(body.Name) ? new Refusal("account-name-missing", "name")
        : Limits.CheckText(body.Name, "name");

    /// <inheritdoc />
    protected override Outcome Decide(FundOpenedBody body, Document document, IBookState state) =>
        state.HasFund(body.Fund)
            ? new Refusal("fund-exists", "fund", body.Fund)
            : Decision.On(document.OccurredOn, state, []) with
            {
                NewFund = body.Fund,
            };
}
