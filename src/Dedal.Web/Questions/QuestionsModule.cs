using Dedal.Domain.Books;
using Dedal.Web.Shared;

namespace Dedal.Web.Questions;

/// <summary>Questions about figures and documents, answered by a tap, by voice or in words. See Questions.md.</summary>
public sealed class QuestionsModule : Module
{
    public override IEnumerable<MenuItem> Menu => [new("questions.title", "questions", "why", Who.Readers)];

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        ListQuestions.Map(routes);
        AskQuestion.Map(routes);
        AnswerQuestion.Map(routes);
        EraseQuestion.Map(routes);
    }
}
