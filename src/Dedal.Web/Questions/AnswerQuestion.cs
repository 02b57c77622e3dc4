using System.Text.Json;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.Questions.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Questions;

/// <summary>An answer as it arrives: one of choice, words and voice.</summary>
/// <param name="Id">Made where the answer is given: sent twice it is there once.</param>
public sealed record AnswerBody(Guid Id, string? Choice = null, string? Text = null, byte[]? Voice = null);

/// <summary>Answers a question: a tap on a choice, words, or a voice note.</summary>
public static class AnswerQuestion
{
    /// <summary>Longest voice note in bytes: fifteen seconds of speech with room to spare.</summary>
    public const int LongestVoice = 200 * 1024;

    /// <summary>A voice in base 64 with what surrounds it, or a form with its parts.</summary>
    private const int LongestRequest = 300 * 1024;

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web) { MaxDepth = 4 };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/o/{org:guid}/questions/{id:guid}/answer", Do).AllowRoles(Who.Recorders);

    private static async Task<IResult> Do(HttpContext context, Writer writer, Guid id)
    {
        var caller = Caller.Of(context);
        var isJson = context.Request.HasJsonContentType();
        var (body, refusal) = await Read(context, isJson);
        var isNew = false;
        if (body is not null)
        {
            (isNew, refusal) = await writer.Do(s => Write(s, caller.Org!.Id, caller.Person!.Value, id, body));
        }

        var org = caller.Org!;
        if (refusal is null)
        {
            return isJson
                ? Results.Json(new { answer = isNew ? "accepted" : "already-there" })
                : TypedResults.Extensions.GoTo($"/o/{org.Id:D}/questions?done=answered");
        }

        var sentence = Sentences.Of(refusal, Words.In(caller.Language), org);
        return isJson
            ? Results.Json(
                new
                {
                    refusal = new
                    {
                        code = refusal.Code,
                        field = refusal.Field,
                        sentence,
                    },
                },
                statusCode: StatusCodes.Status422UnprocessableEntity
            )
            : Page.Of<QuestionsPage>(context, new { Wrong = sentence }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<(AnswerBody? Body, Refusal? Refusal)> Read(HttpContext context, bool isJson)
    {
        if (context.Request.ContentLength > LongestRequest)
        {
            return (null, new("voice-too-long", "voice", LongestVoice >> 10));
        }

        try
        {
            var body = isJson
                ? await context.Request.ReadFromJsonAsync<AnswerBody>(Reading, context.RequestAborted)
                : await ReadForm(context);
            return body is null ? (null, new("answer-missing", null)) : (body, null);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or BadHttpRequestException)
        {
            return (null, new("body-not-readable", ""));
        }
    }

    private static async Task<AnswerBody?> ReadForm(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        var form = await context.Request.ReadFormAsync(
            new() { ValueCountLimit = 20, MultipartBodyLengthLimit = LongestRequest },
            context.RequestAborted
        );
        byte[]? voice = null;
        if (form.Files["voice"] is { Length: > 0 } file)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, context.RequestAborted);
            voice = bytes.ToArray();
        }

        return new(
            Guid.TryParse(form["id"], out var id) ? id : Guid.Empty,
            Said(form["choice"].ToString()),
            Said(form["text"].ToString()),
            voice
        );

        static string? Said(string text) => text.Trim() is { Length: > 0 } said ? said : null;
    }

    internal static (bool IsNew, Refusal? Refusal) Write(
        WriteScope scope,
        Guid org,
        Guid person,
        Guid question,
        AnswerBody body
    )
    {
        if (ListQuestions.One(scope.Sql, org, question) is not { } asked)
        {
            return (false, new("question-unknown", null));
        }

        if (Check(body, asked) is { } refusal)
        {
            return (false, refusal);
        }

        var there = scope.Sql.Query(
            """
            select choice, text, voice from answer where org_id = $1 and question_id = $2 and answer_id = $3
            """,
            r => (Choice: r.GetValue(0) as string, Text: r.GetValue(1) as string, Voice: r.GetValue(2) as byte[]),
            org,
            question,
            body.Id
        );
        if (there is [var same])
        {
            var isSame =
                (same.Choice, same.Text) == (body.Choice, body.Text)
                && (same.Voice ?? []).AsSpan().SequenceEqual(body.Voice ?? []);
            return (false, isSame ? null : new Refusal("id-with-another-body", "id"));
        }

        scope.Sql.Execute(
            """
            insert into answer
              (org_id, question_id, answer_id, answered_by, answered_at, choice, text, voice, voice_type)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            org,
            question,
            body.Id,
            person,
            scope.NowMs,
            body.Choice,
            body.Text,
            body.Voice,
            body.Voice is { } voice ? Voices.TypeOf(voice) : null
        );
        return (true, null);
    }

    private static Refusal? Check(AnswerBody body, Asked asked)
    {
        if (body.Id == Guid.Empty)
        {
            return new("id-missing", "id");
        }

        if ((body.Choice is null ? 0 : 1) + (body.Text is null ? 0 : 1) + (body.Voice is null ? 0 : 1) != 1)
        {
            return new("answer-missing", null);
        }

        if (body.Choice is { } choice && !asked.Choices.Contains(choice, StringComparer.Ordinal))
        {
            return new("answer-not-a-choice", "choice");
        }

        if (body.Text is { } text)
        {
            return text.Length > AskQuestion.LongestText ? new("text-too-long", "text", AskQuestion.LongestText)
                : Limits.HasStrayCharacters(text) ? new("text-has-stray-characters", "text")
                : null;
        }

        return body.Voice is not { } voice ? null
            : voice.Length > LongestVoice ? new("voice-too-long", "voice", LongestVoice >> 10)
            : Voices.TypeOf(voice) is null ? new("voice-unknown", "voice")
            : null;
    }
}
