using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Commands.Demo;

/// <summary>A phone of the demonstration and who records on it.</summary>
internal sealed record Phone(string Device, Guid Actor);

/// <summary>A document of the demonstration before it is recorded.</summary>
/// <param name="Body">
/// Made when it is recorded: a count depends on what the book has by then. Null: there was nothing to say after all.
/// </param>
/// <param name="Captured">When it was saved on the phone, by a right clock.</param>
/// <param name="Arrives">When the server gets it; later for a phone that had no signal.</param>
internal sealed record Draft(
    Guid Id,
    string Kind,
    Func<Book, object?> Body,
    Phone Phone,
    DateTimeOffset Captured,
    DateTimeOffset Arrives
)
{
    /// <summary>By how much the phone's clock was slow; the server found it out and says so in the document.</summary>
    public TimeSpan Slow { get; init; }

    /// <summary>Name of the party that the document adds.</summary>
    public (Guid Party, string Name)? Name { get; init; }

    /// <summary>What comes beside the document and can be erased: measures.</summary>
    public string? Aside { get; init; }
}

/// <summary>Records drafts of one organisation through the one door, as its phones would have.</summary>
internal sealed class DraftRecorder(RecordDocument record, DemoClock clock, Guid org)
{
    private readonly Dictionary<string, long> deviceSeq = new(StringComparer.Ordinal);

    /// <summary>A refusal is a fault of the demonstration.</summary>
    public void Record(WriteScope scope, IEnumerable<Draft> drafts)
    {
        foreach (var draft in drafts)
        {
            clock.Now = draft.Arrives;
            var book = scope.Book(org);
            if (draft.Body(book) is not { } body)
            {
                continue;
            }

            var document = Document(draft, body, book);
            var answer = record.Handle(scope, org, document, Who.All);
            if (answer.Answer != Answer.Accepted)
            {
                throw new InvalidOperationException($"The demonstration's {draft.Kind}: {answer.Refusal}");
            }

            if (draft.Name is var (party, name))
            {
                Parties.Name(scope.Sql, org, party, name);
            }

            if (draft.Aside is { } aside)
            {
                Asides.Keep(scope.Sql, org, document, aside);
            }
        }
    }

    private Document Document(Draft draft, object body, Book book)
    {
        var captured = draft.Captured.ToUnixTimeMilliseconds();
        var seq = deviceSeq[draft.Phone.Device] = deviceSeq.GetValueOrDefault(draft.Phone.Device) + 1;
        return new(
            draft.Id,
            draft.Kind,
            1,
            JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default),
            book.DayOf(captured),
            captured - (long)draft.Slow.TotalMilliseconds,
            (long)draft.Slow.TotalMilliseconds,
            draft.Phone.Actor,
            draft.Phone.Device,
            seq
        );
    }
}
