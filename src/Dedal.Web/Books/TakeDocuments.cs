using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dedal.Domain;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>
/// The door for devices and programs: many documents in one sending, all in one transaction, one answer for each. What
/// was refused or parked stays on the device; everything else is safe when the answer arrives.
/// </summary>
public static class TakeDocuments
{
    /// <summary>Longest sending in bytes.</summary>
    public const int LongestSending = 1 << 20;

    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(IEndpointRouteBuilder routes, IReadOnlyList<string> roles) =>
        routes.MapPost("/o/{org:guid}/documents", (RequestDelegate)Take).AllowRoles(roles).DisableRateLimiting();

    private static async Task Take(HttpContext context)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(
            (int)Math.Min(context.Request.ContentLength + 1 ?? 16_384, LongestSending + 1)
        );
        try
        {
            (buffer, var length) = await ReadAll(context, buffer);
            if (length > LongestSending)
            {
                await Refuse(
                    context,
                    StatusCodes.Status413PayloadTooLarge,
                    new("sending-too-long", null, LongestSending >> 20)
                );
                return;
            }

            var caller = Caller.Of(context);
            var (envelopes, refusal) = Envelopes.Read(buffer.AsSpan(0, length), caller.Person!.Value);
            if (refusal is not null)
            {
                await Refuse(context, StatusCodes.Status400BadRequest, refusal);
                return;
            }

            var answers = await Record(context, caller, envelopes);
            await Answers(context, caller, envelopes, answers);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads on until the end or one byte too many; a larger buffer replaces the one that got full.</summary>
    internal static async Task<(byte[] Buffer, int Length)> ReadAll(HttpContext context, byte[] buffer)
    {
        if (context.Request.ContentLength > LongestSending)
        {
            return (buffer, LongestSending + 1);
        }

        var length = 0;
        while (length <= LongestSending)
        {
            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            var read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return (buffer, length);
    }

    private static Task<Recording[]> Record(HttpContext context, Caller caller, List<Envelope> envelopes)
    {
        var record = context.RequestServices.GetRequiredService<RecordDocument>();
        return context
            .RequestServices.GetRequiredService<Writer>()
            .Do(scope =>
            {
                var answers = new Recording[envelopes.Count];
                for (var i = 0; i < answers.Length; i++)
                {
                    answers[i] = envelopes[i].Document is { } document
                        ? record.Handle(scope, caller.Org!.Id, document, caller.Roles)
                        : new(Answer.Refused, Refusal: envelopes[i].Refusal);
                }

                return answers;
            });
    }

    internal static async Task Answers(
        HttpContext context,
        Caller caller,
        List<Envelope> envelopes,
        Recording[] answers
    )
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Plainly);
        json.WriteStartArray();
        for (var i = 0; i < answers.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, envelopes[i].Id);
            json.WriteString("answer"u8, Word(answers[i].Answer));
            if (answers[i].Answer is Answer.Accepted or Answer.AlreadyThere)
            {
                json.WriteNumber("seq"u8, answers[i].Seq);
            }

            if (answers[i].Refusal is { } refusal)
            {
                Write(json, refusal, caller);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        await json.FlushAsync(context.RequestAborted);
    }

    private static string Word(Answer answer) =>
        answer switch
        {
            Answer.Accepted => "accepted",
            Answer.AlreadyThere => "already-there",
            Answer.Parked => "parked",
            Answer.Held => "held",
            _ => "refused",
        };

    internal static async Task Refuse(HttpContext context, int status, Refusal refusal)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Plainly);
        json.WriteStartObject();
        Write(json, refusal, Caller.Of(context));
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, Refusal refusal, Caller caller)
    {
        json.WriteStartObject("refusal"u8);
        json.WriteString("code"u8, refusal.Code);
        if (refusal.Field is not null)
        {
            json.WriteString("field"u8, refusal.Field);
        }

        json.WriteString("sentence"u8, Sentences.Of(refusal, Words.In(caller.Language), caller.Org));
        json.WriteEndObject();
    }
}
