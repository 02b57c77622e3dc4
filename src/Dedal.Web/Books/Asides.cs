using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>
/// What a phone sends beside a document and somebody may ask to be forgotten: a customer's measures. It never enters
/// the journal.
/// </summary>
internal static class Asides
{
    private const int Longest = 2000;
    private const int MostFields = 30;

    /// <summary>Newest measures that a phone keeps.</summary>
    private const int MostOnPhone = 300;

    /// <summary>Measures in centimetres by name; anything else is not kept.</summary>
    public static bool IsMeasures(string text)
    {
        if (text.Length > Longest)
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.EnumerateObject().Count() <= MostFields
                && json.RootElement.EnumerateObject()
                    .All(f =>
                        f.Name.Length is > 0 and <= 30
                        && !Limits.HasStrayCharacters(f.Name)
                        && f.Value.ValueKind == JsonValueKind.Number
                        && f.Value.TryGetDecimal(out var n)
                        && n is >= 0 and <= 1000
                    );
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// Keeps what came with a document; sent again it changes nothing. A phone that was without signal does not bring
    /// back what its customer had asked to be forgotten meanwhile.
    /// </summary>
    public static void Keep(Statements sql, Guid org, Document document, string content)
    {
        if (
            document.Kind != "measures-taken"
            || JsonSerializer.Deserialize(document.Body, BodyJson.Default.MeasuresTakenBody) is not { } taken
        )
        {
            return;
        }

        sql.Execute(
            """
            insert into aside (org_id, id, party_id, content)
            select $1, $2, $3, $4 where not exists (
              select 1 from party_detail where org_id = $1 and party_id = $3 and erased_at is not null)
            on conflict (org_id, id) do nothing
            """,
            org,
            document.Id,
            taken.Party,
            content
        );
    }

    /// <summary>Forgets what came with a document that did not happen.</summary>
    public static void Reject(Statements sql, Guid org, Document document)
    {
        sql.Execute(
            """
            delete from aside where org_id = $1 and id = $2
              and not exists (select 1 from journal where org_id = $1 and id = $2)
            """,
            org,
            document.Id
        );
        if (Sending.Added(document) is { } party)
        {
            Parties.ForgetUnknown(sql, org, party);
        }
    }

    /// <summary>Forgets all that is kept about somebody.</summary>
    public static void Erase(Statements sql, Guid org, Guid party) =>
        sql.Execute("delete from aside where org_id = $1 and party_id = $2", org, party);

    /// <summary>The measures an order names, by their names; none when they were forgotten.</summary>
    public static List<(string Name, string Value)> Measures(Statements sql, Guid org, Guid party, Guid set)
    {
        // She may have been measured under the id that was joined to her.
        var rows = Parties
            .Same(sql, org, party)
            .SelectMany(same =>
                sql.Query(
                    """
                    select j.body, a.content from aside a join journal j on j.org_id = a.org_id and j.id = a.id
                    where a.org_id = $1 and a.party_id = $2
                    """,
                    r => (Body: r.GetString(0), Values: r.GetString(1)),
                    org,
                    same
                )
            );
        var found = rows.FirstOrDefault(r =>
            JsonSerializer.Deserialize(r.Body, BodyJson.Default.MeasuresTakenBody)!.Set == set
        );
        if (found.Values is null)
        {
            return [];
        }

        using var json = JsonDocument.Parse(found.Values);
        return [.. json.RootElement.EnumerateObject().Select(f => (f.Name, f.Value.ToString()))];
    }

    /// <summary>The measures a phone needs to take an order without signal, oldest first.</summary>
    public static void WriteSnapshot(Utf8JsonWriter json, Statements sql, Guid org)
    {
        var rows = sql.Query(
            $"""
            select j.body, a.content, j.occurred_on from aside a
            join journal j on j.org_id = a.org_id and j.id = a.id
            where a.org_id = $1 order by j.seq desc limit {MostOnPhone}
            """,
            r => (Body: r.GetString(0), Values: r.GetString(1), On: r.GetFieldValue<DateOnly>(2)),
            org
        );
        rows.Reverse();
        var joined = Parties.Joined(sql, org);
        json.WriteStartArray("measures");
        foreach (var (body, values, on) in rows)
        {
            var taken = JsonSerializer.Deserialize(body, BodyJson.Default.MeasuresTakenBody)!;
            json.WriteStartObject();
            json.WriteString("set", taken.Set);
            json.WriteString("party", joined.GetValueOrDefault(taken.Party, taken.Party));
            json.WriteString("garment", taken.Garment);
            json.WriteString("takenOn", on.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            json.WritePropertyName("values");
            json.WriteRawValue(values);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
