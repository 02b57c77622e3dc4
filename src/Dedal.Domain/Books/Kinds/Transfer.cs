namespace Dedal.Domain.Books.Kinds;

/// <summary>Money moved from one box to another of the same organisation.</summary>
/// <param name="From">Box it left.</param>
/// <param name="To">Box it reached.</param>
/// <param name="Amount">What left, minor units of the first box's currency.</param>
/// <param name="Received">What arrived, minor units of the second box's currency; only when the currencies
/// differ.</param>
public sealed record TransferBody(
    string From,
    string To,
    long Amount,
    long? Received = null,
    string? Fund = null,
    string? Note = null
);

/// <summary>Posting: box against box; between currencies through the exchange account of each currency.</summary>
public sealed class Transfer() : DocumentKind<TransferBody>("transfer")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => [new("from", -1), new("to", 1, "received")];

    /// <inheritdoc />
    protected override Refusal? Check(TransferBody body, Document document) =>
        Limits.CheckAmount(body.Amount, "amount")
        ?? (body.Received is { } r ? Limits.CheckAmount(r, "received") : null)
        ?? (string.Equals(body.From, body.To, StringComparison.Ordinal) ? new Refusal("same-box", "to") : null)
        ?? Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(TransferBody body, Document document, IBookState state)
    {
        var (from, noFrom) = Accounts.Find(state, body.From, "from");
        var (to, noTo) = Accounts.Find(state, body.To, "to");
        if ((noFrom ?? noTo ?? Accounts.CheckFund(state, body.Fund)) is { } refusal)
        {
            return refusal;
        }

        // What waits to be seen leaves only by being seen or disputed.
        if (!IsMoney(from!) || !IsMoney(to!))
        {
            var wrong = IsMoney(from!) ? (Field: "to", to!.Code) : (Field: "from", from!.Code);
            return new Refusal("not-a-box", wrong.Field, wrong.Code);
        }

        if (from!.Number == to!.Number)
        {
            return new Refusal("same-box", "to");
        }

        var fund = body.Fund ?? Books.Fund.Own;
        var sameCurrency = string.Equals(from.Currency, to.Currency, StringComparison.Ordinal);
        if (!sameCurrency)
        {
            return Exchange(body, from, to, fund, document, state);
        }

        if (body.Received is not null && body.Received != body.Amount)
        {
            return new Refusal("received-without-exchange", "received");
        }

        return
            (CheckCoins(from, body.Amount, "amount", state) ?? CheckCoins(to, body.Amount, "amount", state)) is { } odd
            ? odd
            : Decision.On(document.OccurredOn, state, [new(to.Number, from.Number, new(body.Amount), fund)]);
    }

    private static Outcome Exchange(
        TransferBody body,
        Account from,
        Account to,
        string fund,
        Document document,
        IBookState state
    )
    {
        if (body.Received is not { } received)
        {
            return new Refusal("received-missing", "received", to.Currency);
        }

        if ((CheckCoins(from, body.Amount, "amount", state) ?? CheckCoins(to, received, "received", state)) is { } odd)
        {
            return odd;
        }

        return
            state.ByRole(Role.Exchange, from.Currency) is { } exchangeFrom
            && state.ByRole(Role.Exchange, to.Currency) is { } exchangeTo
            ? Decision.On(
                document.OccurredOn,
                state,
                [
                    new(exchangeFrom.Number, from.Number, new(body.Amount), fund),
                    new(to.Number, exchangeTo.Number, new(received), fund),
                ]
            )
            : new Refusal("no-exchange-account", "to", from.Currency, to.Currency);
    }

    private static Refusal? CheckCoins(Account box, long amount, string field, IBookState state) =>
        box.Box == BoxKind.Cash && amount % state.SmallestCoin(box.Currency) != 0
            ? new Refusal("cash-not-in-coins", field, state.SmallestCoin(box.Currency))
            : null;

    private static bool IsMoney(Account account) => account.Box is BoxKind.Cash or BoxKind.Bank;
}
