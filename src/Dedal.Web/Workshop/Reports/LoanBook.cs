using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Workshop.Reports;

/// <summary>Loans of a workshop, by lender.</summary>
public static class LoanBook
{
    /// <param name="account">Number of the account that loans stand on.</param>
    public static List<(PartyRow Lender, LoanState Loan)> Of(Statements sql, Organisation org, int account) =>
        [
            .. Parties
                .WithRole(sql, org.Id, "lender", account)
                .Select(p => (p, Of(sql, org, p.Id)))
                .Where(l => !l.p.Balance.IsZero || l.Item2.Paid.Count > 0),
        ];

    /// <summary>With what was written under another name of hers before the two were joined.</summary>
    private static LoanState Of(Statements sql, Organisation org, Guid lender) =>
        LoanState.Of(
            [
                .. Parties
                    .Same(sql, org.Id, lender)
                    .SelectMany(id => StockRows.About(sql, org.Id, Subject.Party(id)))
                    .OrderBy(f => f.Seq),
            ],
            org.Scale
        );
}
