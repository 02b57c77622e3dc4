using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>Somebody of a demonstration whom a visitor may be.</summary>
/// <param name="Where">Her organisation, or one of several.</param>
/// <param name="First">One of each role and organisation; the others stand behind them.</param>
public sealed record DemoPerson(Guid Id, string Name, string Role, string Where, bool First = false);

/// <summary>
/// One tap signs in as anybody of a demonstration. It works only where the verb demo serves (it refuses a database with
/// real books), only for persons whose every membership is in a demonstration, and only from a page of this site. Its
/// passwords are printed and known to everybody, so that the tap opens nothing that was closed.
/// </summary>
public static class EnterDemo
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/sign-in/demo", Do).AllowAnyone().RequireRateLimiting(Attempts.ByAddress);

    /// <summary>Everybody a visitor may be, by role; nobody where this is no demonstration.</summary>
    public static List<DemoPerson> People(Statements sql, AppOptions options)
    {
        if (!options.Demo)
        {
            return [];
        }

        var all = sql.Query(
            """
            select p.person_id, p.name, m.role, o.name, o.parent_id from person p
            join membership m on m.person_id = p.person_id join org o on o.org_id = m.org_id
            where p.erased_at is null and m.to_day is null and not exists (
              select 1 from membership r join org real on real.org_id = r.org_id
              where r.person_id = p.person_id and real.demo = 0)
            order by case when o.parent_id is null then 0 else 1 end, o.created_at, o.name, p.name
            """,
            r => new DemoPerson(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3))
        );

        // A treasurer is a member too; a coordinator of five books is one person.
        var people = all.OrderBy(p => Order(p.Role)).DistinctBy(p => p.Id).OrderBy(p => Order(p.Role)).ToList();
        var first = people.Where(p => p.Role != Who.Member).DistinctBy(p => (p.Role, p.Where)).ToHashSet();
        return people.ConvertAll(p => p with { First = first.Contains(p) });
    }

    private static int Order(string role) =>
        role switch
        {
            Who.Treasurer => 0,
            Who.Coordinator => 1,
            Who.Mentor => 2,
            Who.Funder => 3,
            Who.Teacher => 4,
            _ => 5,
        };

    private static async Task<IResult> Do(HttpContext context, AppOptions options, Reads reads, Writer writer)
    {
        var typed = await Typed.Read(context);
        List<DemoPerson> people;
        using (var sql = reads.OfServer())
        {
            people = People(sql, options);
        }

        if (!Guid.TryParse(typed["person"], out var id) || !people.Exists(p => p.Id == id))
        {
            return Results.NotFound();
        }

        // She speaks the visitor's language.
        var language = CallerMiddleware.LanguageOf(context);
        await writer.Do(s => s.Sql.Execute("update person set language = $1 where person_id = $2", language, id));
        context.RequestServices.GetRequiredService<Sessions>().Forget(id);
        return await SignIn.Finish(context, writer, id, "/");
    }
}
