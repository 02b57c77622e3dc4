namespace Dedal.Domain.Workshop.Costing;

/// <summary>A week of the forecast.</summary>
/// <param name="Week">1 for the first.</param>
public sealed record CashWeek(int Week, decimal Receipts, decimal Payments, decimal Closing)
{
    public decimal Net => Receipts - Payments;
}

/// <summary>What cash is expected after each week, with a bad and a good case.</summary>
/// <param name="Low">In one case of ten there is less (P10).</param>
/// <param name="High">In one case of ten there is more (P90).</param>
public sealed record CashBand(IReadOnlyList<decimal> Expected, IReadOnlyList<decimal> Low, IReadOnlyList<decimal> High)
{
    /// <summary>First week whose bad case is below zero; null when none is.</summary>
    public int? FirstWeekBelowZero
    {
        get
        {
            for (var i = 0; i < Low.Count; i++)
            {
                if (Low[i] < 0)
                {
                    return i + 1;
                }
            }

            return null;
        }
    }

    /// <summary>What must be put in now so that no bad case is below zero.</summary>
    public decimal ToAdd => Math.Max(0, -Low.Min());
}

/// <summary>
/// Cash of the next 13 weeks (workshop reference §4; cases CF0-CF3). Before a workshop has 26 own weeks the band is the
/// closed form with ρ = 0.3 ("pocos datos"); from then on its own weeks are drawn again and again.
/// </summary>
public static class CashForecast
{
    /// <summary>How many weeks are looked at.</summary>
    public const int Weeks = 13;

    /// <summary>From so many own weeks on, they say how much weeks differ.</summary>
    public const int EnoughWeeks = 26;

    /// <summary>How much weeks go together while nothing is known.</summary>
    public const decimal UsualRho = 0.3m;

    /// <summary>Standard deviations from the middle to the tenth part.</summary>
    public const decimal TenthPart = 1.2816m;

    /// <summary>Paths that are drawn.</summary>
    public const int Paths = 2000;

    /// <summary>closing = opening + receipts − payments (case CF1).</summary>
    public static IReadOnlyList<CashWeek> Roll(decimal opening, IEnumerable<(decimal Receipts, decimal Payments)> weeks)
    {
        var rows = new List<CashWeek>();
        foreach (var (receipts, payments) in weeks)
        {
            opening += receipts - payments;
            rows.Add(new(rows.Count + 1, receipts, payments, opening));
        }

        return rows;
    }

    /// <summary>
    /// The lowest week after the good season, which ends with the week before cash first falls (case CF3: 2,460 after
    /// February's 2,820).
    /// </summary>
    public static CashWeek LowestAfterSeason(IReadOnlyList<CashWeek> weeks)
    {
        var end = 0;
        while (end < weeks.Count - 1 && weeks[end + 1].Net >= 0)
        {
            end++;
        }

        return weeks.Skip(end).MinBy(w => w.Closing)!;
    }

    /// <summary>
    /// var = (1 − ρ) Σσ² + ρ (Σσ)²; the bad case is z standard deviations under what is expected (case CF2: the lowest
    /// is +168 with ρ = 0, −677 with 0.3, −2,302 with 1).
    /// </summary>
    public static CashBand Closed(
        decimal opening,
        IReadOnlyList<decimal> net,
        IReadOnlyList<decimal> sigma,
        decimal rho = UsualRho,
        decimal z = TenthPart
    )
    {
        var (expected, low, high) = (new decimal[net.Count], new decimal[net.Count], new decimal[net.Count]);
        var (sum, squares) = (0m, 0m);
        for (var i = 0; i < net.Count; i++)
        {
            opening += net[i];
            sum += sigma[i];
            squares += sigma[i] * sigma[i];
            var spread = z * Rounding.Root(((1 - rho) * squares) + (rho * sum * sum));
            (expected[i], low[i], high[i]) = (opening, opening - spread, opening + spread);
        }

        return new(expected, low, high);
    }

    /// <summary>
    /// Bootstrap: each path draws whole weeks from the workshop's own differences to what was usual, with a fixed seed,
    /// so that the same book always gives the same answer. What is expected stays what it was; the band is the tenth
    /// and the nine tenths of the paths.
    /// </summary>
    /// <param name="deviations">Own weeks: what came in less what went out, less their mean.</param>
    public static SimulatedCash Simulate(
        decimal opening,
        IReadOnlyList<decimal> net,
        IReadOnlyList<decimal> deviations,
        int paths = Paths
    )
    {
        var dice = new Dice(0x9E3779B97F4A7C15);
        var own = new long[deviations.Count];
        for (var i = 0; i < own.Length; i++)
        {
            own[i] = Rounding.Minor(deviations[i]);
        }

        var expected = Roll(opening, net.Select(n => (n, 0m))).Select(w => w.Closing).ToArray();
        var middle = Array.ConvertAll(expected, Rounding.Minor);
        var columns = new long[net.Count][];
        for (var week = 0; week < columns.Length; week++)
        {
            columns[week] = new long[paths];
        }

        var below = 0;
        for (var path = 0; path < paths; path++)
        {
            var (drift, ever) = (0L, false);
            for (var week = 0; week < columns.Length; week++)
            {
                drift += own[dice.Below(own.Length)];
                var cash = middle[week] + drift;
                columns[week][path] = cash;
                ever |= cash < 0;
            }

            below += ever ? 1 : 0;
        }

        var (low, high) = (new decimal[columns.Length], new decimal[columns.Length]);
        for (var week = 0; week < columns.Length; week++)
        {
            Array.Sort(columns[week]);
            low[week] = Math.Min(expected[week], columns[week][paths / 10]);
            high[week] = Math.Max(expected[week], columns[week][paths - 1 - (paths / 10)]);
        }

        return new(new(expected, low, high), (decimal)below / paths);
    }

    /// <summary>Mean of own weeks and the standard deviation of one (n − 1).</summary>
    public static (decimal Mean, decimal Sigma) Spread(IReadOnlyCollection<decimal> weeks)
    {
        if (weeks.Count < 2)
        {
            return (weeks.Sum(), 0);
        }

        var mean = weeks.Sum() / weeks.Count;
        return (mean, Rounding.Root(weeks.Sum(w => (w - mean) * (w - mean)) / (weeks.Count - 1)));
    }

    /// <summary>xorshift64*: the same numbers on every machine and every version of the framework.</summary>
    private struct Dice(ulong seed)
    {
        private ulong state = seed;

        public int Below(int count)
        {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            return (int)(((state * 0x2545F4914F6CDD1D) >> 32) * (ulong)count >> 32);
        }
    }
}

/// <summary>What simulated paths say.</summary>
/// <param name="EverBelowZero">Share of paths that are below zero in any week: more than in any one week.</param>
public sealed record SimulatedCash(CashBand Band, decimal EverBelowZero);
