using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>What money can be spent on, as tiles to choose from.</summary>
public static class Spendable
{
    /// <summary>Accounts that the books write by themselves; nobody pays for them directly.</summary>
    private static readonly HashSet<string> Inner = new(StringComparer.Ordinal)
    {
        Role.CashShort,
        "cost-of-sales",
        "waste",
        "idle",
        "floor",
        "wear-cost",
        Role.BadDebt,
        "samples",
    };

    private static readonly HashSet<string> Bought = new(StringComparer.Ordinal) { "materials-used", "equipment" };

    /// <param name="goods">Goods and machines (bought) rather than services and the like (paid).</param>
    public static List<Account> Accounts(Statements sql, Organisation org, bool goods)
    {
        var roles = Charts.Named(org.Chart).Rows.ToDictionary(r => r.Code, r => r.Role, StringComparer.Ordinal);
        return
        [
            .. AccountRows
                .All(sql, org.Id)
                .Where(a => a.Currency == org.Currency)
                .Where(a =>
                {
                    var role = roles.GetValueOrDefault(a.Code, "");
                    return Bought.Contains(role) || AccountIcons.IsGoods(org.Chart, a.Code)
                        ? goods
                        : a.Kind == AccountKind.Expense && !Inner.Contains(role) && !goods;
                })
                .OrderByDescending(a => goods && a.Kind == AccountKind.Expense),
        ];
    }
}

/// <summary>Drawings of the charts' expense accounts.</summary>
public static class AccountIcons
{
    private static readonly Dictionary<string, string> Workshop = new(StringComparer.Ordinal)
    {
        ["5110"] = "thread",
        ["5211"] = "bag",
        ["1401"] = "machine",
        ["5201"] = "door",
        ["5202"] = "bulb",
        ["5203"] = "bus",
        ["5204"] = "wrench",
        ["5206"] = "coins",
        ["5207"] = "receipt",
        ["5212"] = "bank",
        ["5290"] = "dots",
    };

    private static readonly Dictionary<string, string> Association = new(StringComparer.Ordinal)
    {
        ["5101"] = "machine",
        ["1401"] = "machine",
        ["5102"] = "book",
        ["5103"] = "bus",
        ["5104"] = "home",
        ["5105"] = "bag",
        ["5110"] = "thread",
        ["5201"] = "bank",
        ["5202"] = "swap",
        ["5203"] = "no",
        ["5204"] = "dots",
    };

    public static string Of(string chart, string code) =>
        (chart == "workshop" ? Workshop : Association).GetValueOrDefault(code, "receipt");

    /// <summary>What one says when buying, where the chart's name says what became of it.</summary>
    public static string? Word(string chart, string code, Shared.Words words) =>
        words.Has($"spend.{chart}.{code}") ? words[$"spend.{chart}.{code}"] : null;

    /// <summary>Bags and the like: bought as goods though the chart gives them no role.</summary>
    public static bool IsGoods(string chart, string code) => chart == "workshop" && code == "5211";
}
