using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.Parameters.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Parameters;

/// <summary>The page of dated values, and the new row that a coordinator of an association enters.</summary>
public static class KeepParameters
{
    /// <summary>How sure a source is.</summary>
    public static readonly IReadOnlyList<string> Marks = ["S", "S2", "G"];

    public const int LongestValue = 100;
    public const int LongestSource = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/o/{org:guid}/parameters", (HttpContext c) => Page.Of<ParametersPage>(c))
            .AllowRoles(Who.Readers);
        Delegate take = Take;
        routes.MapPost("/o/{org:guid}/parameters", take).AllowRoles(Who.Coordinators);
    }

    /// <summary>Whether she enters them: they hold for every workshop, so the association does.</summary>
    public static bool May(Caller caller) => caller.Has(Who.Coordinators) && caller.Org is { Kind: "association" };

    private static async Task<IResult> Take(HttpContext context, Writer writer, Reads reads)
    {
        if (await Form.Read(context) is not { } form)
        {
            return TypedResults.Extensions.NotAForm();
        }

        var caller = Caller.Of(context);
        if (!May(caller))
        {
            form.Refuse(new("parameters-of-association", "name"));
        }

        var row = ReadRow(form, reads);
        if (form.Refusal is null)
        {
            await writer.Do(s => Write(s, row, caller.Person!.Value));
            return TypedResults.Extensions.GoTo($"/o/{caller.Org!.Id:D}/parameters?done=kept");
        }

        return Page.Of<ParametersPage>(context, new { Form = form }, StatusCodes.Status422UnprocessableEntity);
    }

    private static DatedValue ReadRow(Form form, Reads reads)
    {
        using var sql = reads.OfServer();
        var there = DatedValues.Read(sql).Of(form["name"]);
        if (there.Count == 0)
        {
            form.Refuse(new("parameter-unknown", "name"));
        }

        var value = form["value"].Trim();
        var isNumber = there.Count > 0 && there[0].Number is not null;
        var row = new DatedValue(
            form["name"],
            form.Day() ?? default,
            isNumber && Format.ParseNumber(value) is { } number
                ? number.ToString("0.####", CultureInfo.InvariantCulture)
                : value,
            form["source"].Trim(),
            form["mark"],
            Shipped: false
        );
        if (value.Length is 0 or > LongestValue || HasStray(value) || (isNumber && row.Number is not >= 0))
        {
            form.Refuse(new("parameter-value", "value"));
        }

        if (row.From.Year is < 1990 or > 2100)
        {
            form.Refuse(new("parameter-day", "day"));
        }

        if (row.Source.Length is 0 or > LongestSource || HasStray(row.Source))
        {
            form.Refuse(new("parameter-source", "source"));
        }

        if (!Marks.Contains(row.Mark))
        {
            form.Refuse(new("parameter-mark", "mark"));
        }

        return row;

        static bool HasStray(string text) => text.Contains('\n') || Limits.HasStrayCharacters(text);
    }

    /// <summary>Writes a row unless the last one for its day says the same: sent twice, it stands once.</summary>
    internal static void Write(WriteScope scope, DatedValue row, Guid person)
    {
        var there = scope.Sql.Query(
            "select n, value, source, mark from parameter where name = $1 and holds_from = $2 order by n desc",
            r => (N: r.GetInt32(0), Same: (r.GetString(1), r.GetString(2), r.GetString(3))),
            row.Name,
            row.From
        );
        if (there.Count > 0 && there[0].Same == (row.Value, row.Source, row.Mark))
        {
            return;
        }

        scope.Sql.Execute(
            """
            insert into parameter (name, holds_from, n, value, source, mark, entered_by, entered_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            row.Name,
            row.From,
            there.Count == 0 ? 1 : there[0].N + 1,
            row.Value,
            row.Source,
            row.Mark,
            person,
            scope.NowMs
        );
    }
}
