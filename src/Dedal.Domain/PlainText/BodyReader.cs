using System.Globalization;
using System.Text.Json;

namespace Dedal.Domain.PlainText;

/// <summary>
/// Reads what <see cref="JournalBody"/> writes. Throws JsonException on anything else; the caller turns that into a
/// refusal.
/// </summary>
internal sealed class BodyReader(CommodityTable commodities)
{
    public (JournalTransaction? Transaction, Refusal? Refusal) Read(ref Utf8JsonReader json)
    {
        Expect(json.Read() && json.TokenType == JsonTokenType.StartObject);
        var version = 0;
        DateOnly? date = null,
            secondary = null;
        var status = JournalStatus.Unmarked;
        string? code = null,
            payee = null,
            comment = null;
        var postings = new List<JournalPosting>(2);
        while (NextKey(ref json, out var key))
        {
            switch (key)
            {
                case "v":
                    version = json.GetInt32();
                    break;
                case "date":
                    date = Date(ref json);
                    break;
                case "date2":
                    secondary = Date(ref json);
                    break;
                case "status":
                    status = Status(ref json);
                    break;
                case "code":
                    code = json.GetString();
                    break;
                case "payee":
                    payee = json.GetString();
                    break;
                case "comment":
                    comment = json.GetString();
                    break;
                case "postings":
                    ReadPostings(ref json, postings);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        if (version != JournalBody.Version)
        {
            return (null, new("journal-body-version", null, version));
        }

        Expect(date is not null && !json.Read());
        var transaction = new JournalTransaction
        {
            Date = date.GetValueOrDefault(),
            SecondaryDate = secondary,
            Status = status,
            Code = code,
            Description = payee ?? "",
            Comment = comment,
            Postings = postings,
        };
        return (transaction, null);
    }

    private void ReadPostings(ref Utf8JsonReader json, List<JournalPosting> postings)
    {
        Expect(json.TokenType == JsonTokenType.StartArray);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            postings.Add(ReadPosting(ref json));
        }
    }

    private JournalPosting ReadPosting(ref Utf8JsonReader json)
    {
        Expect(json.TokenType == JsonTokenType.StartObject);
        var amount = default(Fields);
        string? account = null,
            lot = null,
            comment = null;
        var kind = PostingKind.Real;
        var status = JournalStatus.Unmarked;
        Fields? cost = null,
            assertion = null;
        DateOnly? date = null,
            secondary = null;
        while (NextKey(ref json, out var key))
        {
            switch (key)
            {
                case "account":
                    account = json.GetString();
                    break;
                case "kind":
                    kind = json.ValueTextEquals("("u8) ? PostingKind.Virtual : PostingKind.BalancedVirtual;
                    break;
                case "status":
                    status = Status(ref json);
                    break;
                case "cost":
                    cost = ReadFields(ref json);
                    break;
                case "assert":
                    assertion = ReadFields(ref json);
                    break;
                case "lot":
                    lot = json.GetString();
                    break;
                case "comment":
                    comment = json.GetString();
                    break;
                case "date":
                    date = Date(ref json);
                    break;
                case "date2":
                    secondary = Date(ref json);
                    break;
                default:
                    ReadField(ref json, key, ref amount);
                    break;
            }
        }

        Expect(!string.IsNullOrEmpty(account) && (amount.Quantity is null) == (amount.Commodity is null));
        return new()
        {
            Account = account!,
            Kind = kind,
            Status = status,
            Amount = amount.Quantity,
            Commodity = amount.Commodity,
            Cost = cost is { } c ? new(Number(c), Symbol(c), c.Total, c.Cut) : null,
            Assertion = assertion is { } a
                ? new(Number(a), Symbol(a), a.Sign is "==" or "==*", a.Sign is "=*" or "==*")
                : null,
            Lot = lot,
            Comment = comment,
            Date = date,
            SecondaryDate = secondary,
        };
    }

    private record struct Fields(Quantity? Quantity, Commodity? Commodity, string? Sign, bool Total, bool Cut);

    private Fields ReadFields(ref Utf8JsonReader json)
    {
        Expect(json.TokenType == JsonTokenType.StartObject);
        var fields = default(Fields);
        while (NextKey(ref json, out var key))
        {
            ReadField(ref json, key, ref fields);
        }

        return fields;
    }

    private void ReadField(ref Utf8JsonReader json, string key, ref Fields fields)
    {
        switch (key)
        {
            case "n":
                Expect(Quantity.TryParse(json.GetString(), out var quantity));
                fields.Quantity = quantity;
                break;
            case "c":
                fields.Commodity = commodities.Get(json.GetString());
                Expect(!commodities.IsFull);
                break;
            case "sign":
                fields.Sign = json.GetString();
                break;
            case "total":
                fields.Total = json.GetBoolean();
                break;
            case "cut":
                fields.Cut = json.GetBoolean();
                break;
            default:
                json.Skip();
                break;
        }
    }

    private static Quantity Number(Fields fields) => fields.Quantity ?? throw new JsonException();

    private static Commodity Symbol(Fields fields) => fields.Commodity ?? throw new JsonException();

    /// <summary>Moves to the value of the next key; false at the end of the object.</summary>
    private static bool NextKey(ref Utf8JsonReader json, out string key)
    {
        Expect(json.Read());
        key = "";
        if (json.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        key = KnownKey(ref json);
        Expect(json.Read());
        return true;
    }

    // The few known keys need no new string each time.
    private static readonly string[] Keys =
    [
        "account",
        "n",
        "c",
        "comment",
        "date",
        "date2",
        "status",
        "code",
        "payee",
        "postings",
        "v",
        "kind",
        "cost",
        "lot",
        "assert",
        "sign",
        "total",
        "cut",
    ];

    private static string KnownKey(ref Utf8JsonReader json)
    {
        foreach (var key in Keys)
        {
            if (json.ValueTextEquals(key))
            {
                return key;
            }
        }

        return "?";
    }

    private static JournalStatus Status(ref Utf8JsonReader json) =>
        json.ValueTextEquals("*"u8) ? JournalStatus.Cleared : JournalStatus.Pending;

    private static DateOnly Date(ref Utf8JsonReader json)
    {
        var text = json.GetString();
        Expect(DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, default, out var date));
        return date;
    }

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw new JsonException();
        }
    }
}
