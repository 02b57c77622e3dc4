using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Contar caja: the notes and coins that are really there. What should be there is not shown before.</summary>
public static class CountCash
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<CountPage>("count").AllowRoles(Who.Recorders);
        routes.MapForm<CountPage>("count", "cash-count", Read).AllowRoles(Who.Recorders);
    }

    private static CashCountBody Read(Form form, Caller caller)
    {
        var pieces = new SortedDictionary<long, int>();
        var counted = false;
        foreach (var piece in Pieces.Of(caller.Org!.Currency))
        {
            var text = form["p" + piece.Minor.ToString(CultureInfo.InvariantCulture)].Trim();
            if (text.Length == 0)
            {
                continue;
            }

            counted = true;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                form.Refuse(new("piece-not-readable", "p" + piece.Minor.ToString(CultureInfo.InvariantCulture)));
            }
            else if (number > 0)
            {
                pieces.Add(piece.Minor, number);
            }
        }

        var total = form.AmountOrNothing("counted", caller.Org!.Scale);
        if (!counted && form["counted"].Length == 0)
        {
            form.Refuse(new("count-missing", "counted"));
        }

        return new(
            counted && form["counted"].Length == 0 ? pieces.Sum(p => p.Key * p.Value) : total,
            counted ? pieces : null,
            form.Text("box"),
            form.Text("note")
        );
    }
}
