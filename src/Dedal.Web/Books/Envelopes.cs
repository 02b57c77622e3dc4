using System.Globalization;
using System.Text;
using System.Text.Json;
using Dedal.Domain;
using Dedal.Domain.Books;

namespace Dedal.Web.Books;

/// <summary>A document as a device sends it, or what is wrong with its envelope.</summary>
/// <param name="Id">Empty when even that could not be read.</param>
/// <param name="Name">Name of who is added, kept outside the journal.</param>
/// <param name="Aside">Measures, kept outside the journal.</param>
/// <param name="DayGiven">False when a phone left the day to its clock.</param>
public readonly record struct Envelope(
    Guid Id,
    Document? Document,
    Refusal? Refusal,
    string? Name = null,
    bool DayGiven = true,
    string? Aside = null
);

/// <summary>
/// Reads an array of envelopes: <c>id, kind, schema, occurredOn (yyyy-MM-dd), capturedAt (Unix ms), clockOffset (ms),
/// device, deviceSeq, body</c>, from a phone also <c>actor</c>, <c>name</c> and <c>aside</c>, and the day may be
/// left out. A body is an object, kept letter by letter as it stands there, or a string that holds it.
/// </summary>
public static class Envelopes
{
    /// <summary>Most documents in one sending.</summary>
    public const int Most = 500;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <param name="actor">Who says so; null: each envelope names her.</param>
    /// <returns>The envelopes, or why the whole sending is refused.</returns>
    public static (List<Envelope> Envelopes, Refusal? Refusal) Read(ReadOnlySpan<byte> json, Guid? actor)
    {
        var envelopes = new List<Envelope>();
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 16 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            {
                return (envelopes, new("documents-not-a-list"));
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (envelopes.Count == Most)
                {
                    return ([], new("documents-too-many", null, Most));
                }

                envelopes.Add(One(ref reader, json, actor));
            }

            return reader.Read() ? ([], new("json-broken", null, 0)) : (envelopes, null);
        }
        catch (JsonException e)
        {
            return ([], new("json-broken", null, (int)Math.Min(int.MaxValue, (e.LineNumber ?? 0) + 1)));
        }
        catch (Exception e) when (e is InvalidOperationException or DecoderFallbackException)
        {
            // Text that is not UTF-8, or half of a surrogate pair.
            return ([], new("json-broken", null, 0));
        }
    }

    private static Envelope One(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Guid? actor)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new(Guid.Empty, null, new("envelope-not-readable", null, ""));
        }

        var fields = new Fields();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            fields.Take(ref reader, json);
        }

        return fields.Refusal is { } refusal ? new(fields.Id, null, refusal) : fields.Document(actor);
    }

    /// <summary>What has been read of one envelope.</summary>
    private ref struct Fields
    {
        private string? kind;
        private string? device;
        private string? body;
        private int? schema;
        private DateOnly? occurredOn;
        private long? capturedAt;
        private long clockOffset;
        private long deviceSeq;
        private Guid? actor;
        private string? called;
        private string? aside;

        public Guid Id { get; private set; }

        public Refusal? Refusal { get; private set; }

        public void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
        {
            var name = Name(ref reader);
            reader.Read();
            var text = reader.TokenType == JsonTokenType.String;
            var number = reader.TokenType == JsonTokenType.Number;
            var fits = name switch
            {
                "id" => text && reader.TryGetGuid(out var id) && Set(Id = id),
                "kind" => text && Set(kind = reader.GetString()),
                "schema" => number && reader.TryGetInt32(out var n) && Set(schema = n),
                "occurredOn" => text && Day(reader.GetString()!) is { } day && Set(occurredOn = day),
                "capturedAt" => number && reader.TryGetInt64(out var ms) && Set(capturedAt = ms),
                "clockOffset" => number && reader.TryGetInt64(out var ms) && Set(clockOffset = ms),
                "device" => text && Set(device = reader.GetString()),
                "deviceSeq" => number && reader.TryGetInt64(out var n) && Set(deviceSeq = n),
                "actor" => text && reader.TryGetGuid(out var id) && Set(actor = id),
                "name" => text && Set(called = reader.GetString()) && called is { Length: > 0 and <= 100 },
                "aside" => text && Set(aside = reader.GetString()) && Asides.IsMeasures(aside!),
                "body" => Set(body = Body(ref reader, json)) && body is not null,
                _ => false,
            };
            if (!fits)
            {
                Refusal ??= new("envelope-not-readable", name, name);
                reader.Skip();
            }
        }

        public readonly Envelope Document(Guid? caller)
        {
            var missing =
                Id == Guid.Empty ? "id"
                : kind is null ? "kind"
                : occurredOn is null && caller is not null ? "occurredOn"
                : capturedAt is null ? "capturedAt"
                : device is null ? "device"
                : actor is null == caller is null ? "actor"
                : called is not null && caller is not null ? "name"
                : aside is not null && caller is not null ? "aside"
                : body is null ? "body"
                : null;
            return missing is not null
                ? new(Id, null, new("envelope-not-readable", missing, missing))
                : new(
                    Id,
                    new(
                        Id,
                        kind!,
                        schema ?? 1,
                        body!,
                        occurredOn ?? default,
                        capturedAt!.Value,
                        clockOffset,
                        caller ?? actor!.Value,
                        device!,
                        deviceSeq
                    ),
                    null,
                    called,
                    occurredOn is not null,
                    aside
                );
        }

        /// <summary>The known names without making a string of each.</summary>
        private static string Name(ref Utf8JsonReader reader) =>
            reader.ValueTextEquals("id"u8) ? "id"
            : reader.ValueTextEquals("kind"u8) ? "kind"
            : reader.ValueTextEquals("schema"u8) ? "schema"
            : reader.ValueTextEquals("occurredOn"u8) ? "occurredOn"
            : reader.ValueTextEquals("capturedAt"u8) ? "capturedAt"
            : reader.ValueTextEquals("clockOffset"u8) ? "clockOffset"
            : reader.ValueTextEquals("device"u8) ? "device"
            : reader.ValueTextEquals("deviceSeq"u8) ? "deviceSeq"
            : reader.ValueTextEquals("actor"u8) ? "actor"
            : reader.ValueTextEquals("name"u8) ? "name"
            : reader.ValueTextEquals("aside"u8) ? "aside"
            : reader.ValueTextEquals("body"u8) ? "body"
            : Short(reader.GetString()!);

        private static string Short(string name) => name.Length > 40 ? name[..40] : name;

        private static string? Body(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                return reader.GetString();
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return Strict.GetString(json[start..(int)reader.BytesConsumed]);
        }

        private static DateOnly? Day(string text) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : null;

        private static bool Set<T>(T _) => true;
    }
}
