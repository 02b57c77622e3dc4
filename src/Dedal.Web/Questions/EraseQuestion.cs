using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Questions;

/// <summary>
/// Takes texts and voices of a question and its answers away for good; that there was one, by whom and when, stays.
/// </summary>
public static class EraseQuestion
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/o/{org:guid}/questions/{id:guid}/erase", Do).AllowRoles(Who.Coordinators);

    private static async Task<IResult> Do(HttpContext context, Writer writer, Guid id)
    {
        var org = Caller.Of(context).Org!.Id;
        await writer.Do(s =>
        {
            s.Sql.Execute(
                """
                update answer set choice = null, text = null, voice = null, voice_type = null, erased_at = $3
                where org_id = $1 and question_id = $2 and erased_at is null
                """,
                org,
                id,
                s.NowMs
            );
            s.Sql.Execute(
                """
                update question set subject = null, text = null, choices = null, erased_at = $3
                where org_id = $1 and question_id = $2 and erased_at is null
                """,
                org,
                id,
                s.NowMs
            );
        });
        return TypedResults.Extensions.GoTo($"/o/{org:D}/questions?done=erased");
    }
}
