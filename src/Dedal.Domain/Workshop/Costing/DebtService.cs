namespace Dedal.Domain.Workshop.Costing;

/// <summary>One payment of a loan.</summary>
/// <param name="Balance">What is owed after it.</param>
public sealed record Instalment(int Number, decimal Payment, decimal Interest, decimal Principal, decimal Balance);

/// <summary>A flat-rate offer as it truly is.</summary>
/// <param name="Monthly">Rate a month on what is still owed.</param>
/// <param name="Nominal">Twelve times the monthly rate.</param>
/// <param name="Effective">With interest on interest.</param>
public sealed record TrueRate(
    decimal Instalment,
    decimal TotalInterest,
    decimal Monthly,
    decimal Nominal,
    decimal Effective
);

/// <summary>Whether a loan can be carried.</summary>
/// <param name="Expected">Cash before the loan over the instalment, in a usual month.</param>
/// <param name="BadCash">Cash before the loan in one month of ten.</param>
/// <param name="Bad">The same over the instalment.</param>
public sealed record LoanStress(decimal Expected, decimal BadCash, decimal Bad)
{
    /// <summary>«Si en mes malo no alcanza, no firmo.»</summary>
    public bool Carries => Expected >= DebtService.ExpectedEnough && Bad >= 1;
}

/// <summary>
/// Loans: what they cost and whether they can be carried (workshop reference §4 "Debt"; cases DS1-DS4).
/// </summary>
public static class DebtService
{
    /// <summary>What a usual month must cover.</summary>
    public const decimal ExpectedEnough = 1.25m;

    /// <summary>Cash available over what is to be paid (case DS1: 40,000 / 32,000).</summary>
    public static decimal Cover(decimal cash, decimal service) => cash / service;

    /// <summary>
    /// Equal payments P i / (1 − (1 + i)^−n), interest rounded to centavos each month, the last payment clears the
    /// balance (case DS2: 911.25).
    /// </summary>
    public static IReadOnlyList<Instalment> Schedule(decimal principal, decimal annualRate, int months)
    {
        var monthly = annualRate / 12;
        var payment = Rounding.To(Payment(principal, monthly, months), 2);
        var rows = new List<Instalment>(months);
        var balance = principal;
        for (var n = 1; n <= months; n++)
        {
            var interest = Rounding.To(balance * monthly, 2);
            var part = n == months ? balance : Math.Min(payment - interest, balance);
            balance -= part;
            rows.Add(new(n, part + interest, interest, part, balance));
        }

        return rows;
    }

    /// <summary>The unrounded payment of an annuity; without interest, equal parts.</summary>
    public static decimal Payment(decimal principal, decimal rate, int periods) =>
        rate == 0 ? principal / periods : principal * rate / (1 - (1 / Power(1 + rate, periods)));

    /// <summary>
    /// What a flat rate comes to on what is owed, found by bisection (case DS3: 2.5 % flat for 6 months is 4.15 % a
    /// month, 49.8 % nominal, 62.8 % effective a year).
    /// </summary>
    public static TrueRate OfFlat(decimal principal, decimal flatMonthly, int months)
    {
        var interest = principal * flatMonthly * months;
        var instalment = (principal + interest) / months;
        var (low, high) = (0m, 1m);
        while (Payment(principal, high, months) < instalment)
        {
            high *= 2;
        }

        for (var i = 0; i < 80 && flatMonthly > 0; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Payment(principal, middle, months) < instalment ? (middle, high) : (low, middle);
        }

        return new(instalment, interest, low, low * 12, Power(1 + low, 12) - 1);
    }

    /// <summary>A usual and a bad month against the instalment (case DS4: 1.81 and 1.22).</summary>
    public static LoanStress Stress(decimal cash, decimal sigma, decimal instalment)
    {
        var bad = cash - (CashForecast.TenthPart * sigma);
        return new(Cover(cash, instalment), bad, Cover(bad, instalment));
    }

    private static decimal Power(decimal factor, int times)
    {
        var result = 1m;
        for (var i = 0; i < times; i++)
        {
            result *= factor;
        }

        return result;
    }
}
