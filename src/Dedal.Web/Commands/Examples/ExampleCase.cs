using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dedal.Web.Commands.Examples;

/// <summary>What became of one example.</summary>
public enum ExampleResult
{
    Pass,
    Fail,

    /// <summary>Dedal has no function for this shape.</summary>
    Unsupported,

    /// <summary>The case names no expected output; what was computed is shown.</summary>
    Computed,
}

/// <summary>One example with what was expected and what came out, as compact JSON.</summary>
public sealed record ExampleCase(string Id, ExampleResult Result, JsonNode? Expected, JsonNode? Got)
{
    /// <summary>Expected and got are the same value: numbers by value, however they are written.</summary>
    public static ExampleCase Compare(string id, JsonNode? expected, JsonNode? got) =>
        got is null ? new(id, ExampleResult.Unsupported, expected, null)
        : expected is null ? new(id, ExampleResult.Computed, null, got)
        : new(id, Same(expected, got) ? ExampleResult.Pass : ExampleResult.Fail, expected, got);

    public override string ToString() =>
        $"{Id}\t{Result.ToString().ToLowerInvariant()}\t{Compact(Expected)}\t{Compact(Got)}";

    private static string Compact(JsonNode? node) =>
        node?.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        ?? "";

    private static bool Same(JsonNode? a, JsonNode? b) =>
        (a, b) switch
        {
            (null, null) => true,
            (JsonObject x, JsonObject y) => x.Count == y.Count
                && x.All(p => y.TryGetPropertyValue(p.Key, out var other) && Same(p.Value, other)),
            (JsonArray x, JsonArray y) => x.Count == y.Count && x.Zip(y).All(p => Same(p.First, p.Second)),
            (JsonValue x, JsonValue y) => Number(x) is { } n && Number(y) is { } m ? n == m : JsonNode.DeepEquals(x, y),
            _ => false,
        };

    private static decimal? Number(JsonValue value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.Number => decimal.Parse(
                value.ToJsonString(),
                NumberStyles.Float,
                CultureInfo.InvariantCulture
            ),
            JsonValueKind.String
                when decimal.TryParse(
                    value.GetValue<string>(),
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var n
                ) => n,
            _ => null,
        };
}
