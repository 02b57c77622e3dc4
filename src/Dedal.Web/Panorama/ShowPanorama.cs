using System.Globalization;
using System.Text;
using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.Panorama.Pages;
using Dedal.Web.Panorama.Reports;
using Dedal.Web.People;
using Dedal.Web.Shared;

namespace Dedal.Web.Panorama;

/// <summary>The page, and the same rows as CSV. Everything that is chosen stands in the address.</summary>
public static class ShowPanorama
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/panorama", Show).AllowSignedIn();

    private static IResult Show(HttpContext context, Standings standings)
    {
        var all = standings.Of(Session.Of(context));
        var asked = PanoramaQuery.Of(context.Request.Query);
        var rows = asked.Choose(all);
        return context.Request.Query["format"] == "csv"
            ? Csv(rows)
            : Page.Of<PanoramaPage>(
                context,
                new
                {
                    All = all,
                    Rows = rows,
                    Chosen = asked,
                }
            );
    }

    private static IResult Csv(List<Standing> rows)
    {
        var text = new StringBuilder(
            "workshop,association,currency,members,up_to_date,days_behind,within_a_day_percent,documents,"
                + "last_count,count_difference,days_alone,days_recorded,income,income_before,result,result_before,"
                + "qr_waiting,qr_to_give_back,closed_through,questions\r\n"
        );
        foreach (var s in rows)
        {
            object?[] cells =
            [
                s.Org.Name,
                s.ParentName,
                s.Org.Currency,
                s.Members,
                s.UpTo,
                s.Behind,
                s.WithinADay,
                s.Documents,
                s.Count?.Day,
                s.Count is { } count ? Plain(count.Difference) : null,
                s.Alone,
                s.DaysRecorded,
                Plain(s.Now.Income),
                Plain(s.Before.Income),
                Plain(s.Now.Result),
                Plain(s.Before.Result),
                s.QrWaiting,
                Plain(s.QrToGiveBack),
                s.ClosedThrough,
                s.Questions,
            ];
            text.AppendJoin(',', cells.Select(c => Shared.Csv.Cell(Text(c)))).Append("\r\n");

            string Plain(long minor) => Format.Plain(minor, s.Org.Scale);
        }

        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "panorama.csv");
    }

    private static string? Text(object? cell) =>
        cell is DateOnly day
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Convert.ToString(cell, CultureInfo.InvariantCulture);
}
