using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dedal.Domain.PlainText;

/// <summary>
/// The body of the document that keeps one imported transaction: everything needed to book it again and to export it.
/// <code>
/// {"v":1,"date":"2024-01-05","date2":"…","status":"*","code":"…","payee":"…","comment":"…","postings":[
///   {"account":"caja","kind":"(","status":"!","n":"1234.50","c":"BOB","cost":{"n":"2.00","c":"USD","total":true},
///    "lot":"{…}","assert":{"n":"5","c":"BOB","sign":"="},"comment":"…","date":"…","date2":"…"}]}
/// </code>
/// Amounts are decimal strings with the decimals that were written, so that a body means the same whatever scale its
/// commodity gets later. What is absent is not written. Keys that a reader does not know are skipped; a higher
/// <c>v</c> is refused.
/// </summary>
public static class JournalBody
{
    /// <summary>Written into every body; raised only when an old reader would misunderstand.</summary>
    public const int Version = 1;

    internal const string Malformed = "journal-body-malformed";

    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The body as text.</summary>
    public static string Write(JournalTransaction transaction)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        Write(transaction, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The body as UTF-8, behind what the buffer holds already.</summary>
    public static void Write(JournalTransaction transaction, IBufferWriter<byte> buffer)
    {
        using var json = new Utf8JsonWriter(buffer, Options);
        Write(transaction, json);
    }

    /// <summary>The body as one JSON object into a writer that may be used again for the next.</summary>
    public static void Write(JournalTransaction transaction, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("v"u8, Version);
        WriteDate(json, "date"u8, transaction.Date);
        WriteDate(json, "date2"u8, transaction.SecondaryDate);
        WriteStatus(json, transaction.Status);
        WriteText(json, "code"u8, transaction.Code);
        WriteText(json, "payee"u8, transaction.Description.Length == 0 ? null : transaction.Description);
        WriteText(json, "comment"u8, transaction.Comment);
        json.WriteStartArray("postings"u8);
        foreach (var posting in transaction.Postings)
        {
            WritePosting(json, posting);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>Reads a body back; commodities that are new to the table are added (with scale 0).</summary>
    /// <returns>The transaction, or why not.</returns>
    public static (JournalTransaction? Transaction, Refusal? Refusal) Read(
        ReadOnlySpan<byte> utf8,
        CommodityTable commodities
    )
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 16 });
            return new BodyReader(commodities).Read(ref reader);
        }
        catch (JsonException)
        {
            return (null, new(Malformed));
        }
        catch (InvalidOperationException)
        {
            // A value of another type than the key calls for, or text that is not UTF-8.
            return (null, new(Malformed));
        }
    }

    private static void WritePosting(Utf8JsonWriter json, JournalPosting posting)
    {
        json.WriteStartObject();
        json.WriteString("account"u8, posting.Account);
        if (posting.Kind != PostingKind.Real)
        {
            json.WriteString("kind"u8, posting.Kind == PostingKind.Virtual ? "("u8 : "["u8);
        }

        WriteStatus(json, posting.Status);
        if (posting is { Amount: { } amount, Commodity: { } commodity })
        {
            WriteAmount(json, amount, commodity);
        }

        if (posting.Cost is { } cost)
        {
            json.WriteStartObject("cost"u8);
            WriteAmount(json, cost.Quantity, cost.Commodity);
            WriteFlag(json, "total"u8, cost.IsTotal);
            WriteFlag(json, "cut"u8, cost.IsCut);
            json.WriteEndObject();
        }

        WriteText(json, "lot"u8, posting.Lot);
        if (posting.Assertion is { } assertion)
        {
            json.WriteStartObject("assert"u8);
            WriteAmount(json, assertion.Quantity, assertion.Commodity);
            json.WriteString("sign"u8, assertion.Sign);
            json.WriteEndObject();
        }

        WriteText(json, "comment"u8, posting.Comment);
        WriteDate(json, "date"u8, posting.Date);
        WriteDate(json, "date2"u8, posting.SecondaryDate);
        json.WriteEndObject();
    }

    private static void WriteAmount(Utf8JsonWriter json, Quantity quantity, Commodity commodity)
    {
        Span<char> buffer = stackalloc char[24];
        json.WriteString("n"u8, buffer[..quantity.Format(buffer)]);
        json.WriteString("c"u8, commodity.Name);
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> key, string? text)
    {
        if (text is not null)
        {
            json.WriteString(key, text);
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, ReadOnlySpan<byte> key, bool isSet)
    {
        if (isSet)
        {
            json.WriteBoolean(key, true);
        }
    }

    private static void WriteStatus(Utf8JsonWriter json, JournalStatus status)
    {
        if (status != JournalStatus.Unmarked)
        {
            json.WriteString("status"u8, status == JournalStatus.Cleared ? "*"u8 : "!"u8);
        }
    }

    private static void WriteDate(Utf8JsonWriter json, ReadOnlySpan<byte> key, DateOnly? date)
    {
        if (date is { } day)
        {
            Span<byte> text = stackalloc byte[10];
            day.TryFormat(text, out var length, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            json.WriteString(key, text[..length]);
        }
    }
}
