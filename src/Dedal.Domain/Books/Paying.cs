namespace Dedal.Domain.Books;

/// <summary>One part of how something was paid.</summary>
/// <param name="How"><c>cash</c>, <c>qr</c>, <c>bank</c> or <c>credit</c> (fiado, or bought on credit).</param>
/// <param name="Amount">Minor units, more than zero.</param>
/// <param name="Box">Account of the box, when it is not the usual one of its kind.</param>
public sealed record Payment(string How, long Amount, string? Box = null);

/// <summary>Turns parts of a payment into accounts, the same way for every kind of document.</summary>
public static class Paying
{
    public const string Cash = "cash";
    public const string Qr = "qr";
    public const string Bank = "bank";
    public const string Credit = "credit";

    /// <summary>Judges the parts alone: known ways, amounts, a person where something stays owed.</summary>
    public static Refusal? Check(IReadOnlyList<Payment>? paid, Guid? party)
    {
        if (paid is null || paid.Count is 0 or > 8)
        {
            return new Refusal("payment-missing", "paid");
        }

        foreach (var part in paid)
        {
            if (part?.How is not (Cash or Qr or Bank or Credit))
            {
                return new Refusal("payment-unknown", "paid", part?.How ?? "");
            }

            if (Limits.CheckAmount(part.Amount, "paid") is { } refusal)
            {
                return refusal;
            }

            if (part.How == Credit && party is null)
            {
                return new Refusal("party-missing", "party");
            }
        }

        return null;
    }

    /// <summary>
    /// Largest difference between what was asked and what was paid that rounding to the smallest coin explains: half a
    /// coin, and only when some of it was paid in cash or will be.
    /// </summary>
    /// <param name="owedInCoins">
    /// A customer comes to owe in coins: for what there is no coin she never pays. A supplier may be paid by the bank.
    /// </param>
    public static bool IsRounding(IReadOnlyList<Payment> paid, long total, long coin, bool owedInCoins = false)
    {
        var difference = Math.Abs(total - paid.Sum(p => p.Amount));
        return difference == 0
            || (coin > 1 && difference * 2 <= coin && paid.Any(p => p.How == Cash || (owedInCoins && p.How == Credit)));
    }

    /// <summary>What a customer comes to owe, in coins; less than half of one stays as it is.</summary>
    public static Payment OwedInCoins(Payment part, long coin) =>
        part.How == Credit && (part.Amount + (coin / 2)) / coin * coin is > 0 and var amount
            ? part with
            {
                Amount = amount,
            }
            : part;

    /// <summary>The box a part came into or went out of.</summary>
    /// <param name="incoming">True for money received: a QR is then only pending (never money until seen).</param>
    /// <param name="currency">Currency it must be in; null where the box decides.</param>
    public static (Account? Box, Refusal? Refusal) BoxOf(
        Payment part,
        bool incoming,
        IBookState state,
        string? currency = null
    )
    {
        var role = part.How switch
        {
            Cash => Role.CashBox,
            Qr when incoming => Role.QrPending,
            _ => Role.Bank,
        };
        var (box, refusal) = part.Box is null
            ? (state.ByRole(role, currency ?? state.Currency), null)
            : Accounts.Find(state, part.Box, "paid");
        if (refusal is not null || box is null)
        {
            return (null, refusal ?? new Refusal("account-unknown", "paid", part.Box ?? role));
        }

        // A QR payment is never money until it was seen: it cannot name the bank, and nothing is paid out of it.
        var needed = role switch
        {
            Role.CashBox => BoxKind.Cash,
            Role.QrPending => BoxKind.QrPending,
            _ => BoxKind.Bank,
        };
        if (box.Box != needed)
        {
            return (null, new Refusal("not-a-box", "paid", box.Code));
        }

        if (currency is not null && box.Currency != currency)
        {
            return (null, new Refusal("currencies-differ", "paid", box.Currency, currency));
        }

        if (box.Box == BoxKind.Cash && part.Amount % state.SmallestCoin(box.Currency) != 0)
        {
            return (null, new Refusal("cash-not-in-coins", "paid", state.SmallestCoin(box.Currency)));
        }

        return (box, null);
    }
}

/// <summary>Finds accounts that documents name.</summary>
public static class Accounts
{
    /// <summary>
    /// An account named by a document: its code in the organisation's currency, or <c>code CURRENCY</c> for another
    /// one.
    /// </summary>
    public static (Account? Account, Refusal? Refusal) Find(IBookState state, string? name, string field)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return (null, new Refusal("account-missing", field));
        }

        var found = state.FindAccount(name, state.Currency);
        var space = name.LastIndexOf(' ');
        if (found is null && space > 0)
        {
            found = state.FindAccount(name[..space], name[(space + 1)..]);
        }

        return found is null ? (null, new Refusal("account-unknown", field, name)) : (found, null);
    }

    /// <summary>The account of the chart that plays a role, in the organisation's currency.</summary>
    public static Account? ByRole(this IBookState state, string role) => state.ByRole(role, state.Currency);

    /// <summary>The same in a currency; beyond the own one only where somebody added it.</summary>
    public static Account? ByRole(this IBookState state, string role, string currency) =>
        state.Chart.CodeOf(role) is { } code ? state.FindAccount(code, currency) : null;

    /// <summary>The refusal that says which account is missing for a role in a currency.</summary>
    public static Refusal Missing(this IBookState state, string role, string currency, string field) =>
        new("account-unknown", field, $"{state.Chart.CodeOf(role)} {currency}");

    /// <summary>The same, where a chart without it is a broken assumption.</summary>
    public static Account Needed(this IBookState state, string role) =>
        state.ByRole(role)
        ?? throw new InvalidOperationException($"Chart {state.Chart.Name} has no account for {role}.");

    /// <summary>
    /// Smallest coin in minor units (workshop reference §2.1: Bolivia has no coin below 10 centavos).
    /// </summary>
    public static long SmallestCoin(this IBookState state, string currency) => SmallestCoinOf(currency);

    /// <summary>The same, where no book is at hand.</summary>
    public static long SmallestCoinOf(string currency) =>
        string.Equals(currency, "BOB", StringComparison.Ordinal) ? 10 : 1;

    /// <summary>A fund named by a document; none named means the organisation's own.</summary>
    public static Refusal? CheckFund(IBookState state, string? fund) =>
        fund is null || state.HasFund(fund) ? null : new Refusal("fund-unknown", "fund", fund);

    public static Refusal? CheckParty(IBookState state, Guid? party) =>
        party is null || state.HasParty(party.Value) ? null : new Refusal("party-unknown", "party");
}
