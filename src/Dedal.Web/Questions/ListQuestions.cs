using System.Data.Common;
using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.Questions.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Questions;

/// <summary>A question with everything that was answered.</summary>
/// <param name="Text">Null once it is erased.</param>
public sealed record Asked(
    Guid Id,
    string About,
    string? Subject,
    string AskedBy,
    long AskedAtMs,
    string? Text,
    IReadOnlyList<string> Choices,
    IReadOnlyList<Given> Answers
);

/// <summary>One answer.</summary>
/// <param name="HasVoice">There is a voice note to listen to.</param>
public sealed record Given(Guid Question, Guid Id, string By, long AtMs, string? Choice, string? Text, bool HasVoice);

/// <summary>The questions of a workshop: those that wait first, then the others, newest first.</summary>
public static class ListQuestions
{
    /// <summary>Questions of one page.</summary>
    public const int PageSize = 30;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/o/{org:guid}/questions", (HttpContext c) => Page.Of<QuestionsPage>(c)).AllowRoles(Who.Readers);
        routes.MapGet("/o/{org:guid}/questions/{id:guid}/voice/{answer:guid}", Voice).AllowRoles(Who.Readers);
    }

    /// <param name="about">Only those about this address; null: all.</param>
    public static List<Asked> Of(Statements sql, Guid org, string? about, int skip)
    {
        var questions = sql.Query(
            $"""
            select q.question_id, q.about, q.subject, coalesce(p.name, ''), q.asked_at, q.text, q.choices
            from question q left join person p on p.person_id = q.asked_by
            where q.org_id = $1 and ($2 = '' or q.about = $2)
            order by case when q.erased_at is null and not exists (
                select 1 from answer a where a.org_id = q.org_id and a.question_id = q.question_id) then 0 else 1 end,
              q.asked_at desc, q.question_id limit {PageSize + 1} offset $3
            """,
            r => new Asked(
                r.GetGuid(0),
                r.GetString(1),
                Text(r, 2),
                r.GetString(3),
                r.GetInt64(4),
                Text(r, 5),
                OpenQuestions.Choices(Text(r, 6)),
                []
            ),
            org,
            about ?? "",
            skip
        );
        return questions.ConvertAll(q => q with { Answers = Answers(sql, org, q.Id) });
    }

    /// <summary>The question itself, to be answered; null when there is none or it is erased.</summary>
    public static Asked? One(Statements sql, Guid org, Guid id) =>
        sql.First(
            """
            select question_id, about, subject, asked_at, text, choices from question
            where org_id = $1 and question_id = $2 and erased_at is null
            """,
            r => new Asked(
                r.GetGuid(0),
                r.GetString(1),
                Text(r, 2),
                "",
                r.GetInt64(3),
                Text(r, 4),
                OpenQuestions.Choices(Text(r, 5)),
                []
            ),
            org,
            id
        );

    private static List<Given> Answers(Statements sql, Guid org, Guid question) =>
        sql.Query(
            """
            select a.answer_id, coalesce(p.name, ''), a.answered_at, a.choice, a.text,
              case when a.voice is null then 0 else 1 end
            from answer a left join person p on p.person_id = a.answered_by
            where a.org_id = $1 and a.question_id = $2 order by a.answered_at, a.answer_id
            """,
            r => new Given(
                question,
                r.GetGuid(0),
                r.GetString(1),
                r.GetInt64(2),
                Text(r, 3),
                Text(r, 4),
                r.GetInt32(5) == 1
            ),
            org,
            question
        );

    private static IResult Voice(HttpContext context, Reads reads, Guid id, Guid answer)
    {
        var org = Caller.Of(context).Org!;
        using var sql = reads.Of(org);
        var (bytes, type) = sql.First(
            """
            select voice, voice_type from answer
            where org_id = $1 and question_id = $2 and answer_id = $3 and voice is not null
            """,
            r => ((byte[])r.GetValue(0), r.GetString(1)),
            org.Id,
            id,
            answer
        );
        return bytes is null ? Results.NotFound() : Results.Bytes(bytes, type, enableRangeProcessing: true);
    }

    private static string? Text(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
