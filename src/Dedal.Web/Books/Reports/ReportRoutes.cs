using System.Text;
using Dedal.Domain.Books;
using Dedal.Web.Books.Reports.Pages;
using Dedal.Web.Books.Reports.Views;
using Dedal.Web.Shared;

namespace Dedal.Web.Books.Reports;

/// <summary>Pages of the statements; each also as CSV and JSON under the same address with <c>format=</c>.</summary>
public static class ReportRoutes
{
    /// <summary>Most columns of an income statement by month.</summary>
    private const int MostMonths = 24;

    /// <summary>The statements, in the order of the menu.</summary>
    public static readonly string[] Names = ["balance", "income", "sheet", "cash", "owing"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/o/{org:guid}/como-vamos", (HttpContext c) => Page.Of<ComoVamos>(c)).AllowRoles(Who.Readers);
        routes.MapGet("/o/{org:guid}/reports", (HttpContext c) => Page.Of<ReportsIndex>(c)).AllowRoles(Who.Readers);
        foreach (var name in Names.Append("register"))
        {
            routes
                .MapGet("/o/{org:guid}/reports/" + name, (HttpContext c, Reads reads) => Answer(c, reads, name))
                .AllowRoles(Who.Readers);
        }
    }

    private static async Task<IResult> Answer(HttpContext context, Reads reads, string name)
    {
        var caller = Caller.Of(context);
        var query = ReportQuery.Of(context.Request.Query);
        using var book = new BookReading(reads.Of(caller.Org!), caller.Org!);
        var statement = query.Wrong is null
            ? Of(book, name, query, new(caller.Org!, Words.In(caller.Language), links: true))
            : null;
        if (statement is null)
        {
            return Page.Of<StatementPage>(context, new { Name = name, Query = query }, StatusCodes.Status400BadRequest);
        }

        switch (query.Format)
        {
            case "csv":
                Download(context, "text/csv; charset=utf-8", $"{name}.csv");
                var utf8 = new UTF8Encoding(false);
                await using (var writer = new StreamWriter(context.Response.Body, utf8, leaveOpen: true))
                {
                    await Output.Csv(statement.Data, writer, forSpreadsheets: true);
                }

                return Results.Empty;
            case "json":
                Download(context, "application/json; charset=utf-8", $"{name}.json");
                await Output.Json(statement, book.Org, book.Head, context.Response.Body);
                return Results.Empty;
            default:
                return Page.Of<StatementPage>(
                    context,
                    new
                    {
                        Name = name,
                        Query = query,
                        Statement = statement,
                        book.Head,
                        book.Currencies,
                        HasTrading = book.Accounts.Values.Any(a => a.Kind == AccountKind.Trading),
                    }
                );
        }
    }

    /// <summary>Null when the address asks for what there is not: an unknown account, hundreds of columns.</summary>
    private static Statement? Of(BookReading book, string name, ReportQuery query, Tell tell)
    {
        var asked = query.Asked;
        switch (name)
        {
            case "balance":
                return TrialBalanceView.Of(book, asked, tell);
            case "sheet":
                return SheetView.Of(book, asked, tell);
            case "cash":
                return CashFlowView.Of(book, asked, tell);
            case "owing":
                return OwingView.Of(book, asked, tell);
            case "income":
                var months = book.Months ?? (DateOnly.MinValue, DateOnly.MinValue);
                var to = asked.To ?? months.Last;
                var from = asked.From ?? new DateOnly(to.Year, 1, 1);
                return query.ByMonth && IncomeStatement.MonthsBetween(from, to).Count > MostMonths
                    ? null
                    : IncomeView.Of(IncomeStatement.Of(book, from, to, asked, query.ByMonth), asked, tell);
            default:
                return query.Register(book) is { } register ? RegisterView.Of(book, register, tell) : null;
        }
    }

    private static void Download(HttpContext context, string type, string file)
    {
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename={file}";
    }
}
