using System.Globalization;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Rows of free lines as a form sends them: <c>account1, who1, debit1, credit1, fund1, account2…</c></summary>
internal static class EntryRows
{
    public const int Most = 40;

    /// <summary>How many rows the form has; grows by eight on request.</summary>
    public static int Count(Form form, int first = 8) =>
        int.TryParse(form["rows"], NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
        && rows is > 0 and <= Most
            ? Math.Min(form["more"].Length > 0 ? rows + 8 : rows, Most)
            : first;

    public static string Name(string field, int row) => field + row.ToString(CultureInfo.InvariantCulture);

    /// <summary>The rows in which something was typed.</summary>
    public static List<EntryRow> Read(Form form, int scale)
    {
        var rows = new List<EntryRow>();
        for (var i = 1; i <= Count(form); i++)
        {
            var account = form[Name("account", i)];
            var debit = Amount(form, Name("debit", i), scale);
            var credit = Amount(form, Name("credit", i), scale);
            if (account.Length > 0 || debit != 0 || credit != 0)
            {
                rows.Add(new(account, debit, credit, form.Text(Name("fund", i)), form.Text(Name("who", i))));
            }
        }

        return rows;
    }

    private static long Amount(Form form, string name, int scale)
    {
        if (form[name].Trim().Length == 0)
        {
            return 0;
        }

        if (Format.ParseAmount(form[name], scale) is { } amount)
        {
            return amount;
        }

        form.Refuse(new("amount-not-readable", name));
        return 0;
    }
}
