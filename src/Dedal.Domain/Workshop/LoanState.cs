using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Costing;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>An instalment as it was agreed, minor units.</summary>
/// <param name="Day">When it is due.</param>
/// <param name="Principal">What it lessens the loan by.</param>
public sealed record LoanDue(int Number, DateOnly Day, long Principal, long Interest)
{
    public long Amount => Principal + Interest;
}

/// <summary>A loan as its documents tell it.</summary>
/// <param name="Terms">As agreed last; null when nobody wrote it down.</param>
/// <param name="Paid">Instalments paid, the newest first.</param>
/// <param name="Next">What is due next; null when all was paid, or without terms.</param>
public sealed record LoanState(LoanAgreedBody? Terms, IReadOnlyList<(Fact Fact, LoanPaidBody Body)> Paid, LoanDue? Next)
{
    /// <summary>Interest paid so far, minor units.</summary>
    public long Interest => Paid.Sum(p => p.Body.Interest);

    /// <summary>What was paid back so far, minor units.</summary>
    public long Principal => Paid.Sum(p => p.Body.Amount - p.Body.Interest);

    /// <param name="facts">Documents about the lender.</param>
    /// <param name="scale">Decimals of the currency.</param>
    public static LoanState Of(IReadOnlyList<Fact> facts, int scale)
    {
        var agreed = facts.LastOrDefault(f => f.Kind == "loan-agreed");
        var terms = agreed?.Read(BodyJson.Default.LoanAgreedBody);
        var paid = facts
            .Where(f => f.Kind == "loan-paid")
            .Select(f => (Fact: f, Body: f.Read(BodyJson.Default.LoanPaidBody)))
            .Reverse()
            .ToList();
        var since = paid.Where(p => p.Fact.Seq > agreed?.Seq).Select(p => p.Body).ToList();
        var (principal, interest) = (since.Sum(p => p.Amount - p.Interest), since.Sum(p => p.Interest));
        return new(terms, paid, terms is null ? null : NextOf(terms, principal, interest, scale));
    }

    /// <summary>
    /// Instalments of equal amounts (case DS2); flat (case DS3): the same interest on the whole loan every month.
    /// </summary>
    public static IEnumerable<LoanDue> Schedule(LoanAgreedBody terms, int scale)
    {
        var unit = 1m;
        for (var i = 0; i < scale; i++)
        {
            unit *= 10;
        }

        if (!terms.Flat)
        {
            return DebtService
                .Schedule(terms.Amount / unit, terms.Rate / 10_000m, terms.Months)
                .Select(i => new LoanDue(
                    i.Number,
                    terms.First.AddMonths(i.Number - 1),
                    Rounding.Minor(i.Principal * unit),
                    Rounding.Minor(i.Interest * unit)
                ));
        }

        var interest = Stock.Share(terms.Amount, terms.Rate, 10_000).Minor;
        var part = terms.Amount / terms.Months;
        return Enumerable
            .Range(1, terms.Months)
            .Select(n => new LoanDue(
                n,
                terms.First.AddMonths(n - 1),
                n == terms.Months ? terms.Amount - (part * (n - 1)) : part,
                interest
            ));
    }

    /// <summary>The first instalment that is not paid in full, with what of it is open.</summary>
    /// <param name="paid">Principal paid since it was agreed, and <paramref name="interest"/> with it.</param>
    private static LoanDue? NextOf(LoanAgreedBody terms, long paid, long interest, int scale)
    {
        foreach (var due in Schedule(terms, scale))
        {
            if (paid < due.Principal)
            {
                return due with { Principal = due.Principal - paid, Interest = Math.Max(0, due.Interest - interest) };
            }

            paid -= due.Principal;
            interest = Math.Max(0, interest - due.Interest);
        }

        return null;
    }
}
