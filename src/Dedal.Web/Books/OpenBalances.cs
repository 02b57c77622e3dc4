using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Lo que había al empezar: what is in the boxes, owed and owned on the day the book begins.</summary>
public static class OpenBalances
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<OpeningPage>("opening").AllowRoles(Who.Recorders);
        routes.MapForm<OpeningPage>("opening", "opening-balances", Read).AllowRoles(Who.Recorders);
    }

    /// <summary>Accounts that can have something on the first day; what is left over is worked out.</summary>
    internal static List<Account> Accounts(Statements sql, Organisation org)
    {
        var opening = Charts.Named(org.Chart).CodeOf(Role.Opening);
        return
        [
            .. AccountRows
                .All(sql, org.Id)
                .Where(a =>
                    a.Currency == org.Currency && !a.IsResult && a.Code != opening && a.Box != BoxKind.QrPending
                )
                .Where(a => a.Kind != AccountKind.Trading),
        ];
    }

    /// <summary>Field of an account: <c>d1101</c> where it grows by debit, <c>c2101</c> where by credit.</summary>
    internal static string FieldOf(Account account) => (account.GrowsByDebit ? "d" : "c") + account.Code;

    private static OpeningBalancesBody Read(Form form, Caller caller)
    {
        var rows = new List<EntryRow>();
        foreach (var name in form.Names.Where(n => n.Length > 1 && n[0] is 'd' or 'c' && char.IsAsciiDigit(n[1])))
        {
            if (form.AmountOrNothing(name, caller.Org!.Scale) is not 0 and var amount)
            {
                rows.Add(name[0] == 'd' ? new(name[1..], amount) : new(name[1..], 0, amount));
            }
        }

        return new(rows);
    }
}
