namespace Dedal.Domain.Workshop.Costing;

/// <summary>What a workshop's sales carry (credit reference §3.3; case ESS-CON).</summary>
/// <param name="PaidCosts">Materials, paid costs, interest, wear of own machines, pay that was paid.</param>
/// <param name="Given">Wear of granted machines, rent of a lent room, interest as on the market.</param>
/// <param name="UnpaidHours">Hours nobody was paid for, at the fair rate.</param>
public readonly record struct SelfSufficiency(decimal Sales, decimal PaidCosts, decimal Given, decimal UnpaidHours)
{
    /// <summary>Sales over what was really paid, percent; null without costs.</summary>
    public decimal? Operational => PaidCosts == 0 ? null : Sales * 100 / PaidCosts;

    /// <summary>The same with gifts and unpaid hours as if they were paid (126.73 and 83.38 in ESS-CON).</summary>
    public decimal? Full => PaidCosts + Given + UnpaidHours is var all and not 0 ? Sales * 100 / all : null;
}
