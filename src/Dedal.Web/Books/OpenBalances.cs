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

    /// <summary>Rows that the form begins with for what is somebody's.</summary>
    internal const int FirstRows = 3;

    /// <summary>Whose it is must be said: a debt of nobody is never paid, a saving of nobody never taken out.</summary>
    private static readonly string[] Somebodys =
    [
        Role.Receivable,
        Role.Advances,
        Role.Payable,
        Role.Deposits,
        Role.Pay,
        Role.Savings,
        Role.Loans,
    ];

    /// <summary>
    /// What a workshop has of things with a quantity or a life of their own: counted and entered where those are kept.
    /// </summary>
    private static readonly string[] Things =
    [
        Role.Materials,
        Role.WorkInProgress,
        Role.Finished,
        Role.Delivery,
        Role.Equipment,
        Role.Wear,
    ];

    /// <summary>Accounts that can have something on the first day; what is left over is worked out.</summary>
    internal static List<Account> Accounts(Statements sql, Organisation org)
    {
        var others = Codes(org, [Role.Opening, .. Somebodys, .. KeepsThings(org) ? Things : []]);
        return
        [
            .. AccountRows
                .All(sql, org.Id)
                .Where(a => a.Currency == org.Currency && !a.IsResult && a.Box != BoxKind.QrPending)
                .Where(a => a.Kind != AccountKind.Trading && !others.Contains(a.Code)),
        ];
    }

    /// <summary>Accounts that say what is between us and somebody.</summary>
    internal static List<Account> WithPerson(Statements sql, Organisation org)
    {
        var codes = Codes(org, Somebodys);
        return [.. AccountRows.All(sql, org.Id).Where(a => a.Currency == org.Currency && codes.Contains(a.Code))];
    }

    /// <summary>An organisation that keeps stock and machines on pages of their own.</summary>
    internal static bool KeepsThings(Organisation org) => Charts.Named(org.Chart).CodeOf(Role.Materials) is not null;

    private static HashSet<string> Codes(Organisation org, string[] roles) =>
        roles.Select(Charts.Named(org.Chart).CodeOf).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Field of an account: <c>d1101</c> where it grows by debit, <c>c2101</c> where by credit.</summary>
    internal static string FieldOf(Account account) => (account.GrowsByDebit ? "d" : "c") + account.Code;

    private static OpeningBalancesBody Read(Form form, Caller caller)
    {
        var rows = new List<EntryRow>();
        foreach (var name in form.Names.Where(n => n.Length > 1 && n[0] is 'd' or 'c' && char.IsAsciiDigit(n[1])))
        {
            Add(name, form.AmountOrNothing(name, caller.Org!.Scale), null);
        }

        for (var i = 1; i <= EntryRows.Count(form, FirstRows); i++)
        {
            var (what, who, sum) = (EntryRows.Name("what", i), EntryRows.Name("who", i), EntryRows.Name("sum", i));
            var amount = form.AmountOrNothing(sum, caller.Org!.Scale);
            if (amount == 0 && form[what].Length == 0 && form[who].Length == 0)
            {
                continue;
            }

            Needed(what, "account-missing");
            Needed(who, "party-missing");
            if (amount == 0)
            {
                form.Refuse(new("amount-missing", sum));
            }

            Add(form[what], amount, form.Text(who));
        }

        return new(rows);

        void Needed(string field, string missing)
        {
            if (form[field].Length == 0)
            {
                form.Refuse(new(missing, field));
            }
        }

        void Add(string field, long amount, string? whose)
        {
            if (amount != 0 && field.Length > 0)
            {
                rows.Add(
                    field[0] == 'd'
                        ? new(field[1..], amount, Subject: whose)
                        : new(field[1..], Credit: amount, Subject: whose)
                );
            }
        }
    }
}
