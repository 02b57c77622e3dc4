using Dedal.Web.Data;

namespace Dedal.Web.Questions;

/// <summary>A question that waits for an answer, as pages and phones show it.</summary>
/// <param name="About">Address below the organisation of what it is about, for example <c>doc/20</c>.</param>
/// <param name="Subject">What that is, in words of who asked.</param>
/// <param name="Choices">Answers to choose from; empty when words or a voice are wanted.</param>
public sealed record OpenQuestion(
    Guid Id,
    string About,
    string? Subject,
    string AskedBy,
    long AskedAtMs,
    string Text,
    IReadOnlyList<string> Choices
);

/// <summary>What other modules ask of this one.</summary>
public static class OpenQuestions
{
    /// <summary>Most that are handed out at once.</summary>
    public const int Most = 50;

    /// <summary>Questions nobody of an organisation has answered, the oldest first.</summary>
    public static List<OpenQuestion> Of(Statements sql, Guid org) =>
        sql.Query(
            $"""
            select q.question_id, q.about, q.subject, coalesce(p.name, ''), q.asked_at, q.text, q.choices
            from question q left join person p on p.person_id = q.asked_by
            where q.org_id = $1 and q.erased_at is null and not exists (
              select 1 from answer a where a.org_id = q.org_id and a.question_id = q.question_id)
            order by q.asked_at, q.question_id limit {Most}
            """,
            r => new OpenQuestion(
                r.GetGuid(0),
                r.GetString(1),
                r.IsDBNull(2) ? null : r.GetString(2),
                r.GetString(3),
                r.GetInt64(4),
                r.GetString(5),
                Choices(r.IsDBNull(6) ? null : r.GetString(6))
            ),
            org
        );

    /// <summary>Choices stand in one text, a line each.</summary>
    internal static IReadOnlyList<string> Choices(string? text) =>
        text?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];
}

/// <summary>What somebody asked to be forgotten here.</summary>
public static class VoiceNotes
{
    /// <summary>Takes away a person's voice from all she answered; that she answered stays.</summary>
    public static void Erase(WriteScope scope, Guid person) =>
        scope.Sql.Execute(
            """
            update answer set voice = null, voice_type = null, erased_at = $1
            where answered_by = $2 and voice is not null
            """,
            scope.NowMs,
            person
        );
}
