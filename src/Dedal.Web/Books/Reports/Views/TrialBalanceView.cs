using Dedal.Domain.Books;

namespace Dedal.Web.Books.Reports.Views;

/// <summary>Trial balance: what stands in debit and what in credit, account by account.</summary>
public static class TrialBalanceView
{
    public static Statement Of(BookReading book, Asked asked, Tell tell)
    {
        var balance = TrialBalance.Of(book, asked);
        var parts = balance.Rows.GroupBy(r => (r.Account.Currency, r.Account.Scale)).ToList();
        var until = asked with { From = null };
        return new(
            tell.Words["reports.balance"],
            tell.AsOf(asked),
            [.. parts.Select(p => Table(tell.Currency(p.Key.Currency, parts.Count), p.Key.Scale, [.. p], until, tell))],
            DataOf(balance)
        );
    }

    private static Table Table(string caption, int scale, List<Total> totals, Asked asked, Tell tell)
    {
        var w = tell.Words;
        var rows = totals
            .Select(t => new Row(
                RowKind.Plain,
                [
                    new(t.Fund == Fund.Own ? tell.Account(t.Account) : $"{tell.Account(t.Account)} · {t.Fund}"),
                    t.Balance > 0
                        ? new(Minor: t.Balance, Scale: scale, Href: tell.Register(t.Account, asked))
                        : Cell.Empty,
                    t.Balance < 0
                        ? new(Minor: -t.Balance, Scale: scale, Href: tell.Register(t.Account, asked))
                        : Cell.Empty,
                ]
            ))
            .ToList();
        rows.Add(
            new(
                RowKind.Sum,
                [
                    new(w["reports.total"]),
                    new(Minor: totals.Where(t => t.Balance > 0).Sum(t => t.Balance), Scale: scale),
                    new(Minor: -totals.Where(t => t.Balance < 0).Sum(t => t.Balance), Scale: scale),
                ]
            )
        );
        return new(
            caption,
            [new(w["reports.account"]), new(w["reports.debit"], true), new(w["reports.credit"], true)],
            rows
        );
    }

    /// <summary>One row an account and currency, all funds together, by name.</summary>
    private static Data DataOf(TrialBalance balance) =>
        new(
            ["account", "currency", "balance"],
            balance
                .Rows.GroupBy(r => r.Account)
                .Select(g => (Account: g.Key, Balance: g.Sum(t => t.Balance)))
                .Where(r => r.Balance != 0)
                .OrderBy(r => r.Account.Code, StringComparer.Ordinal)
                .ThenBy(r => r.Account.Currency, StringComparer.Ordinal)
                .Select(r =>
                    new object?[] { r.Account.Code, r.Account.Currency, new Amount(r.Balance, r.Account.Scale) }
                )
        );
}
