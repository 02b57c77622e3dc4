namespace Dedal.Domain.Books;

/// <summary>What an account is; it decides the statement it stands on and the side that makes it grow.</summary>
public enum AccountKind
{
    Asset,
    Liability,
    Equity,
    Income,
    Expense,

    /// <summary>Counter-account of an exchange between two commodities; reports hide it unless asked.</summary>
    Trading,
}

/// <summary>Whether an account is a place where money is, and what kind of place.</summary>
public enum BoxKind
{
    None,

    /// <summary>Notes and coins: amounts are multiples of the smallest coin.</summary>
    Cash,

    /// <summary>A bank account or wallet.</summary>
    Bank,

    /// <summary>QR payments not yet seen in the bank (workshop reference §2.6: never money until seen).</summary>
    QrPending,
}

/// <summary>One account of one organisation, in one currency.</summary>
/// <param name="Number">Its number inside the organisation; what lines carry.</param>
/// <param name="Code">Chart code (<c>1101</c>) or, for an imported account, its full path.</param>
/// <param name="Currency">Currency or commodity; one per account.</param>
/// <param name="Scale">Decimals of the currency: an amount in minor units is divided by 10^Scale to be shown.</param>
public sealed record Account(
    int Number,
    string Code,
    string Currency,
    int Scale,
    AccountKind Kind,
    BoxKind Box,
    string? Name = null
)
{
    /// <summary>Accounts on the statement of what was earned; moved to equity by the year close.</summary>
    public bool IsResult => Kind is AccountKind.Income or AccountKind.Expense;

    /// <summary>True where a debit balance is the usual one (assets, expenses).</summary>
    public bool GrowsByDebit => Kind is AccountKind.Asset or AccountKind.Expense or AccountKind.Trading;
}

/// <summary>One row of a standard chart of accounts, shipped as data.</summary>
/// <param name="Role">What rules look for (<c>cash-box</c>, <c>receivable</c>…); empty where no rule needs the
/// account.</param>
public sealed record ChartRow(string Code, AccountKind Kind, BoxKind Box, string Role);

/// <summary>
/// A standard chart: the accounts every organisation of a kind has from its first day. The number of such an account is
/// its code, so that a later version of the chart can add rows without renumbering anything.
/// </summary>
public sealed class Chart(string name, IReadOnlyList<ChartRow> rows)
{
    private readonly Dictionary<string, ChartRow> byRole = rows.Where(r => r.Role.Length > 0)
        .ToDictionary(r => r.Role, StringComparer.Ordinal);

    /// <summary>First number given to accounts that are not of the chart.</summary>
    public const int FirstOwnNumber = 10_000;

    public string Name => name;

    public IReadOnlyList<ChartRow> Rows => rows;

    public IEnumerable<Account> Accounts(string currency, int scale) =>
        rows.Select(r => new Account(
            int.Parse(r.Code, System.Globalization.CultureInfo.InvariantCulture),
            r.Code,
            currency,
            scale,
            r.Kind,
            r.Box
        ));

    /// <summary>
    /// Code of the account that plays a role, or null when this chart has none (an association has no house).
    /// </summary>
    public string? CodeOf(string role) => byRole.GetValueOrDefault(role)?.Code;
}

/// <summary>The roles that posting rules look for in a chart.</summary>
public static class Role
{
    public const string CashBox = "cash-box";
    public const string Bank = "bank";
    public const string QrPending = "qr-pending";
    public const string Receivable = "receivable";
    public const string Payable = "payable";
    public const string Deposits = "deposits";
    public const string Sales = "sales";
    public const string Loans = "loans";
    public const string Grants = "grants";
    public const string Gifts = "gifts";
    public const string Contributions = "contributions";
    public const string House = "house";
    public const string Surplus = "surplus";
    public const string Opening = "opening";
    public const string CashShort = "cash-short";
    public const string BadDebt = "bad-debt";
    public const string CashOver = "cash-over";
    public const string Exchange = "exchange";
    public const string Materials = "materials";
    public const string MaterialsUsed = "materials-used";
    public const string WorkInProgress = "work-in-progress";
    public const string Finished = "finished";
    public const string Delivery = "delivery";
    public const string RiderBox = "rider-box";
    public const string CostOfSales = "cost-of-sales";
    public const string Waste = "waste";
    public const string Samples = "samples";
    public const string Idle = "idle";
    public const string Floor = "floor";
    public const string Pay = "pay";
    public const string Advances = "advances";
    public const string Savings = "savings";
    public const string Equipment = "equipment";
    public const string Wear = "wear";
    public const string WearCost = "wear-cost";
    public const string Interest = "interest";
    public const string GrantRecognised = "grant-recognised";
    public const string OtherIncome = "other-income";
    public const string Returns = "returns";
    public const string Reserve = "reserve";
    public const string Education = "education";
}
