using System.Buffers;
using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.Keep;
using Dedal.Web.People;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>
/// The door for enrolled phones: a backlog of documents, one answer for each. The phone is proved; who says so is what
/// was chosen on it, and is judged by her roles on the day of the document, whoever's session sends it.
/// </summary>
public static partial class TakeFromPhone
{
    /// <summary>How far a phone's clock may go ahead between saving and sending.</summary>
    private const long Slack = 60_000;

    /// <summary>A reference that did not come within this time will not come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    private static readonly HashSet<string> MayStillCome = new(StringComparer.Ordinal)
    {
        "party-unknown",
        "item-unknown",
        "document-unknown",
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/o/{org:guid}/sync", (RequestDelegate)Take).AllowDevice();

    private static async Task Take(HttpContext context)
    {
        var asked = context.Request.Query["lang"].ToString();
        var caller = Caller.Of(context) with
        {
            Language = Words.Languages.Contains(asked) ? asked : Words.Languages[0],
        };
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            (buffer, var length) = await TakeDocuments.ReadAll(context, buffer);
            if (length > TakeDocuments.LongestSending)
            {
                await TakeDocuments.Refuse(
                    context,
                    StatusCodes.Status413PayloadTooLarge,
                    new("sending-too-long", null, TakeDocuments.LongestSending >> 20)
                );
                return;
            }

            var (envelopes, refusal) = Envelopes.Read(buffer.AsSpan(0, length), actor: null);
            if (refusal is not null)
            {
                await TakeDocuments.Refuse(context, StatusCodes.Status400BadRequest, refusal);
                return;
            }

            var sending = new Sending(
                context.RequestServices.GetRequiredService<RecordDocument>(),
                caller.Org!,
                caller.Proven!,
                long.TryParse(context.Request.Query["sent"], CultureInfo.InvariantCulture, out var sent) ? sent : null
            );
            var answers = await Record(context, sending, envelopes);
            await TakeDocuments.Answers(context, caller, envelopes, answers);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// All in one transaction; when one document breaks an assumption of the program, each in its own, so that one bad
    /// document does not keep a workshop's whole backlog out.
    /// </summary>
    private static async Task<Recording[]> Record(HttpContext context, Sending sending, List<Envelope> envelopes)
    {
        var writer = context.RequestServices.GetRequiredService<Writer>();
        try
        {
            return await writer.Do(scope => envelopes.ConvertAll(e => sending.One(scope, e)).ToArray());
        }
        catch (Exception e) when (StorageFaults.Of(e) is null)
        {
            Broken(context.RequestServices.GetRequiredService<ILogger<Sending>>(), e.GetType().Name, envelopes.Count);
        }

        var answers = new Recording[envelopes.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            var envelope = envelopes[i];
            try
            {
                answers[i] = await writer.Do(scope => sending.One(scope, envelope));
            }
            catch (Exception e) when (StorageFaults.Of(e) is null)
            {
                answers[i] = new(Answer.Parked, Refusal: new("server-fault"));
            }
        }

        return answers;
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A sending of {Count} documents broke with {Fault}; one by one now."
    )]
    private static partial void Broken(ILogger log, string fault, int count);

    /// <summary>What is the same for all documents of one sending.</summary>
    /// <param name="SentMs">The phone's clock when it sent; null when it did not say.</param>
    private sealed record Sending(RecordDocument Door, Organisation Org, Proven Phone, long? SentMs)
    {
        public Recording One(WriteScope scope, Envelope envelope)
        {
            if (envelope.Document is not { } document)
            {
                return new(Answer.Refused, Refusal: envelope.Refusal);
            }

            var book = scope.Book(Org.Id);
            var known = book.AlreadyThere(document.Id);
            document = document with { ClockOffsetMs = Offset(document, scope.NowMs) };
            if (!envelope.DayGiven)
            {
                document = document with
                {
                    OccurredOn = known?.Document.OccurredOn ?? DayOf(book, document, scope.NowMs),
                };
            }

            if (known is var (seq, there) && Receiving.IsSame(document, there))
            {
                return new(Answer.AlreadyThere, seq);
            }

            var roles = PeopleContract.RolesOn(scope.Sql, Org.Id, document.Actor, document.OccurredOn);
            if (Doubt(scope, document, roles) is { } doubt)
            {
                RefusedDocuments.Keep(scope, Org.Id, document, "held:" + doubt);
                return new(Answer.Held, Refusal: new(doubt));
            }

            var recording = Door.Handle(scope, Org.Id, document, roles);
            if (recording.Answer == Answer.Accepted && document.Kind == "party-added" && envelope.Name is { } name)
            {
                Parties.Name(scope.Sql, Org.Id, document.Id, name);
            }

            return recording.Refusal is { } refusal ? Refused(scope, document, recording, refusal) : recording;
        }

        private Recording Refused(WriteScope scope, Document document, Recording recording, Domain.Refusal refusal)
        {
            var age = scope.NowMs - (document.CapturedAtMs + document.ClockOffsetMs);
            if (MayStillCome.Contains(refusal.Code) && age < Patience.TotalMilliseconds)
            {
                return recording with { Answer = Answer.Parked };
            }

            if (recording.Answer == Answer.Refused)
            {
                RefusedDocuments.Keep(scope, Org.Id, document, refusal.Code);
            }

            return recording;
        }

        /// <summary>Why somebody must look at it before it counts.</summary>
        private string? Doubt(WriteScope scope, Document document, List<string> roles) =>
            Phone.Revoked ? "held-phone-revoked"
            : roles.Count == 0 ? "held-no-membership"
            : document.Device == Phone.Device.ToString("D") ? null
            : PeopleContract.IsDevice(scope.Sql, Org.Id, document.Device) ? null
            : "held-phone-unknown";

        /// <summary>
        /// What to add to the phone's clock. Measured now where the same clock ran from saving to sending; a phone
        /// whose clock was set back in between, and a copy brought on another phone, say what they knew at saving.
        /// </summary>
        private long Offset(Document document, long nowMs) =>
            SentMs is { } sent
            && document.Device == Phone.Device.ToString("D")
            && document.CapturedAtMs >= 0
            && document.CapturedAtMs <= sent + Slack
                ? nowMs - sent
                : document.ClockOffsetMs;

        /// <summary>The day by the corrected clock, never in the future.</summary>
        private static DateOnly DayOf(Book book, Document document, long nowMs)
        {
            var at = Int128.Clamp(
                (Int128)document.CapturedAtMs + document.ClockOffsetMs,
                new DateTimeOffset(2000, 1, 2, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(),
                nowMs
            );
            return book.DayOf((long)at);
        }
    }
}
