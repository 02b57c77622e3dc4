using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.Questions.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Questions;

/// <summary>Leaves a question on a document or a figure.</summary>
public static class AskQuestion
{
    /// <summary>Longest question, answer in words, or choice.</summary>
    public const int LongestText = 200;

    /// <summary>Most choices; one alone would be no choice.</summary>
    public const int MostChoices = 4;

    private const int LongestChoice = 40;
    private const int LongestAbout = 400;

    /// <summary>Pages of an organisation that a question can be about.</summary>
    private static readonly string[] Places = ["doc/", "reports/", "como-vamos", "cuaderno"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/o/{org:guid}/ask", (HttpContext c) => Page.Of<AskPage>(c)).AllowRoles(Who.Askers);
        routes.MapPost("/o/{org:guid}/ask", Do).AllowRoles(Who.Askers);
    }

    /// <summary>Whether an address is a page of the organisation that can be asked about.</summary>
    public static bool IsPlace(string about) =>
        about.Length is > 0 and <= LongestAbout
        && Places.Any(p => about.StartsWith(p, StringComparison.Ordinal))
        && !about.Contains("..", StringComparison.Ordinal)
        && !Limits.HasStrayCharacters(about);

    private static async Task<IResult> Do(HttpContext context, Writer writer)
    {
        if (await Form.Read(context) is not { } form)
        {
            return TypedResults.Extensions.NotAForm();
        }

        var caller = Caller.Of(context);
        var (org, about, text) = (caller.Org!.Id, form["about"], form["text"].Trim());
        var choices = Choices(form, Words.In(caller.Language));
        Check(form, about, text, choices);
        if (form.Refusal is null)
        {
            var subject = form.Text("subject") is { Length: <= LongestText } said ? said : null;
            if (await writer.Do(s => Write(s, org, caller.Person!.Value, form.Id, about, subject, text, choices)))
            {
                return TypedResults.Extensions.GoTo($"/o/{org:D}/questions?done=asked");
            }

            form.Refuse(new("id-with-another-body", "id"));
            form.TakeNewId();
        }

        return Page.Of<AskPage>(context, new { Form = form }, StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>The usual choices, own ones, or none: then words or a voice are wanted.</summary>
    private static List<string> Choices(Form form, Words words) =>
        form["answers"] switch
        {
            "yes-no" => [words["questions.yes"], words["questions.no"], words["questions.dont-know"]],
            "own" =>
            [
                .. Enumerable.Range(1, MostChoices).Select(i => form["choice" + i].Trim()).Where(c => c.Length > 0),
            ],
            _ => [],
        };

    private static void Check(Form form, string about, string text, List<string> choices)
    {
        if (form.Id == Guid.Empty)
        {
            form.Refuse(new("id-missing", "id"));
        }

        if (!IsPlace(about))
        {
            form.Refuse(new("question-about-nothing", "about"));
        }

        if (text.Length == 0)
        {
            form.Refuse(new("question-missing", "text"));
        }

        if (text.Length > LongestText)
        {
            form.Refuse(new("text-too-long", "text", LongestText));
        }

        if (Limits.HasStrayCharacters(text) || choices.Exists(c => c.Contains('\n') || Limits.HasStrayCharacters(c)))
        {
            form.Refuse(new("text-has-stray-characters", "text"));
        }

        var isOdd =
            choices.Count == 1 || choices.Distinct(StringComparer.CurrentCultureIgnoreCase).Count() < choices.Count;
        if (isOdd || (form["answers"] == "own" && choices.Count == 0) || choices.Exists(c => c.Length > LongestChoice))
        {
            form.Refuse(new("question-choices", "choices", MostChoices, LongestChoice));
        }
    }

    /// <summary>False when the id is taken by another question. The same one again changes nothing.</summary>
    internal static bool Write(
        WriteScope scope,
        Guid org,
        Guid person,
        Guid id,
        string about,
        string? subject,
        string text,
        List<string> choices
    )
    {
        var joined = choices.Count == 0 ? null : string.Join('\n', choices);
        var there = scope.Sql.Query(
            "select about, text, asked_by from question where org_id = $1 and question_id = $2",
            r => r.GetString(0) == about && !r.IsDBNull(1) && r.GetString(1) == text && r.GetGuid(2) == person,
            org,
            id
        );
        if (there.Count > 0)
        {
            return there[0];
        }

        scope.Sql.Execute(
            """
            insert into question (org_id, question_id, about, subject, asked_by, asked_at, text, choices)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            org,
            id,
            about,
            subject,
            person,
            scope.NowMs,
            text,
            joined
        );
        return true;
    }
}
