using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Questions;

namespace Dedal.Web.Commands.Demo;

/// <summary>What the mentor asked the first workshop: one question answered, one that waits.</summary>
internal static class DemoQuestions
{
    public static void Ask(WriteScope scope, Organisation org, Guid mentor, Guid treasurer)
    {
        var answered = Guid.CreateVersion7();
        List<string> choices = ["Sí", "No", "No sé"];
        var today = org.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(scope.NowMs));
        var month = $"{today.AddDays(-today.Day):yyyy-MM}";
        AskQuestion.Write(
            scope,
            org.Id,
            mentor,
            answered,
            $"reports/register?account=5110&from={month}-01",
            "Material usado",
            "¿La tela subió de precio este mes?",
            choices
        );
        AnswerQuestion.Write(scope, org.Id, treasurer, answered, new(Guid.CreateVersion7(), Choice: choices[0]));

        // A few days of past may have no purchase.
        if (LastPurchase(scope.Sql, org) is { } seq)
        {
            var (waiting, about) = (Guid.CreateVersion7(), $"doc/{seq}");
            const string Text = "¿Esta compra es para el pedido del colegio?";
            AskQuestion.Write(scope, org.Id, mentor, waiting, about, "compra", Text, choices);
        }
    }

    private static long? LastPurchase(Statements sql, Organisation org) =>
        sql.First(
            "select max(seq) from journal where org_id = $1 and kind = 'purchase'",
            r => r.IsDBNull(0) ? (long?)null : r.GetInt64(0),
            org.Id
        );
}
