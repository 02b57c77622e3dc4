using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Commands.Demo;

/// <summary>A document of the demonstration before it is recorded.</summary>
/// <param name="Body">Made when it is recorded: a count depends on what the book has by then.</param>
/// <param name="Captured">When it was saved on the phone.</param>
/// <param name="Arrives">When the server gets it; later for a phone that had no signal.</param>
/// <param name="Name">Name of the party that the document adds.</param>
internal sealed record Draft(
    Guid Id,
    string Kind,
    Func<Book, object> Body,
    DateTimeOffset Captured,
    DateTimeOffset Arrives,
    (Guid Party, string Name)? Name = null
);

/// <summary>Records drafts of one organisation through the one door, as a phone of that time would have.</summary>
internal sealed class DraftRecorder(RecordDocument record, DemoClock clock, Guid org, Guid actor)
{
    private long deviceSeq;

    /// <summary>A refusal is a fault of the demonstration.</summary>
    public void Record(WriteScope scope, IEnumerable<Draft> drafts)
    {
        foreach (var draft in drafts)
        {
            clock.Now = draft.Arrives;
            var answer = record.Handle(scope, org, Document(draft, scope.Book(org)), Who.All);
            if (answer.Answer != Answer.Accepted)
            {
                throw new InvalidOperationException($"The demonstration's {draft.Kind}: {answer.Refusal}");
            }

            if (draft.Name is var (party, name))
            {
                scope.Sql.Execute(
                    "insert into party_detail (org_id, party_id, name) values ($1, $2, $3)",
                    org,
                    party,
                    name
                );
            }
        }
    }

    private Document Document(Draft draft, Book book)
    {
        var body = draft.Body(book);
        var captured = draft.Captured.ToUnixTimeMilliseconds();
        return new(
            draft.Id,
            draft.Kind,
            1,
            JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default),
            book.DayOf(captured),
            captured,
            0,
            actor,
            "demo-phone",
            ++deviceSeq
        );
    }
}
