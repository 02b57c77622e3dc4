using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Web.Shared;

namespace Dedal.Web.Questions;

/// <summary>Questions about figures and documents, answered by a tap, by voice or in words. See Questions.md.</summary>
public sealed class QuestionsModule : Module
{
    public override IEnumerable<MenuItem> Menu => [new("questions.title", "questions", "why", Who.Readers)];

    /// <summary>Those that wait for an answer; a phone shows them among what is to be done today.</summary>
    public override void WriteSnapshot(Utf8JsonWriter json, SnapshotOf of)
    {
        using var sql = of.Reads.Of(of.Org);
        json.WriteStartArray("questions");
        foreach (var asked in OpenQuestions.Of(sql, of.Org.Id))
        {
            json.WriteStartObject();
            json.WriteString("id", asked.Id);
            json.WriteString("text", asked.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        ListQuestions.Map(routes);
        AskQuestion.Map(routes);
        AnswerQuestion.Map(routes);
        EraseQuestion.Map(routes);
    }
}
