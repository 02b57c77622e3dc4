using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Cierres: a month is agreed and locked, opened again by a second person, a year's result is moved.</summary>
public static class ClosePeriods
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<ClosesPage>("closes").AllowRoles(Who.Readers);
        Form("month-close", (f, _) => new MonthCloseBody(Number(f, "month"))).AllowRoles(Who.Recorders);
        Form("month-reopening", ReadReopening).AllowRoles(Who.Accountants);
        Form("year-close", (f, _) => new YearCloseBody(Number(f, "year"))).AllowRoles(Who.Accountants);

        RouteHandlerBuilder Form(string kind, Func<Form, Caller, object> read) =>
            routes.MapForm<ClosesPage>(kind, kind, read, "closes");
    }

    private static MonthReopeningBody ReadReopening(Form form, Caller caller) =>
        new(Number(form, "month"), form.Text("reason") ?? "");

    private static int Number(Form form, string name) =>
        int.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
