namespace Dedal.Domain.Books.Kinds;

/// <summary>Something bought or paid.</summary>
/// <param name="Total">What it cost, minor units.</param>
/// <param name="Account">The expense (or, for equipment and the like, the asset).</param>
/// <param name="Paid">How; <c>credit</c> means it is owed to the supplier.</param>
/// <param name="Party">The supplier; needed when something stays owed.</param>
public sealed record SpendingBody(
    long Total,
    string Account,
    IReadOnlyList<Payment> Paid,
    Guid? Party = null,
    string? Fund = null,
    string? Note = null
);

/// <summary>
/// Posting (workshop reference §6.3): expense against box, bank or payable. Until an item is stock-kept its purchase
/// is an expense, so a purchase and an expense post alike; they are two kinds because people say two things.
/// </summary>
public abstract class Spending(string name) : DocumentKind<SpendingBody>(name)
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.PaidOut;

    /// <inheritdoc />
    protected override Refusal? Check(SpendingBody body, Document document) =>
        Limits.CheckAmount(body.Total, "total")
        ?? Paying.Check(body.Paid, body.Party)
        ?? Limits.CheckText(body.Note, "note");

    /// <inheritdoc />
    protected override Outcome Decide(SpendingBody body, Document document, IBookState state)
    {
        var (account, refusal) = Accounts.Find(state, body.Account, "account");
        refusal ??= Accounts.CheckFund(state, body.Fund) ?? Accounts.CheckParty(state, body.Party);
        if (refusal is not null)
        {
            return refusal;
        }

        if (
            account!.Kind is not (AccountKind.Expense or AccountKind.Asset)
            || account.Box != BoxKind.None
            || account.Code == state.Chart.CodeOf(Role.Receivable)
            || account.Code == state.Chart.CodeOf(Role.Exchange)
        )
        {
            return new Refusal("not-an-expense", "account", account.Code);
        }

        if (!Paying.IsRounding(body.Paid, body.Total, state.SmallestCoin(account.Currency)))
        {
            return new Refusal("paid-is-not-total", "paid", body.Paid.Sum(p => p.Amount), body.Total);
        }

        var fund = body.Fund ?? Books.Fund.Own;
        var lines = new List<Line>();
        foreach (var part in body.Paid)
        {
            var (line, no) = Out(part, account.Number, fund, body.Party, state);
            if (no is not null)
            {
                return no;
            }

            lines.Add(line);
        }

        var rounding = new Money(body.Total - body.Paid.Sum(p => p.Amount));
        // What is itself cash short and rounding has nothing to be told apart from.
        if (!rounding.IsZero && account.Code != state.Chart.CodeOf(Role.CashShort))
        {
            if (state.ByRole(Role.CashShort, account.Currency) is not { } difference)
            {
                return state.Missing(Role.CashShort, account.Currency, "account");
            }

            lines.AddRange(Line.Signed(account.Number, difference.Number, rounding, fund));
        }

        return Decision.On(document.OccurredOn, state, lines);
    }

    /// <summary>The line of one part of money going out, for an account that it is for.</summary>
    internal static (Line Line, Refusal? Refusal) Out(
        Payment part,
        int purpose,
        string fund,
        Guid? party,
        IBookState state,
        string? debitSubject = null
    )
    {
        var currency = state.Account(purpose).Currency;
        if (part.How == Paying.Credit)
        {
            if (state.ByRole(Role.Payable, currency) is not { } owed)
            {
                return (default, state.Missing(Role.Payable, currency, "paid"));
            }

            return (new(purpose, owed.Number, new(part.Amount), fund, debitSubject, Subject.Party(party!.Value)), null);
        }

        var (box, refusal) = Paying.BoxOf(part, incoming: false, state, currency);
        return refusal is not null
            ? (default, refusal)
            : (new(purpose, box!.Number, new(part.Amount), fund, debitSubject), null);
    }
}

/// <summary>Materials and goods bought.</summary>
public sealed class Purchase() : Spending("purchase");

/// <summary>Rent, light, transport and the like.</summary>
public sealed class Expense() : Spending("expense");
