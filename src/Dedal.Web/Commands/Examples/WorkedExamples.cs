using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dedal.Domain;
using Dedal.Domain.Books;

namespace Dedal.Web.Commands.Examples;

/// <summary>
/// Runs worked examples (inputs and expected outputs as JSON) through the same domain functions that the screens use.
/// A shape is a topic with the names of its inputs; what has no function yet is said to be unsupported.
/// </summary>
public static class WorkedExamples
{
    private static readonly Dictionary<string, Func<JsonObject, JsonObject>> Shapes = new(StringComparer.Ordinal)
    {
        ["cash_count: counts denominations expected"] = CountCash,
        ["cash_count: sale tendered"] = GiveChange,
    };

    /// <summary>The outputs for a case's inputs, or null when its shape is not known.</summary>
    public static JsonObject? Compute(string topic, JsonObject inputs)
    {
        var names = string.Join(' ', inputs.Select(i => i.Key).Order(StringComparer.Ordinal));
        return Shapes.TryGetValue($"{topic}: {names}", out var compute) ? compute(inputs) : null;
    }

    private static JsonObject CountCash(JsonObject inputs)
    {
        var faces = inputs["denominations"]!.AsArray().Select(n => Minor(n!));
        var pieces = inputs["counts"]!.AsArray().Select(n => n!.GetValue<int>());
        var total = CashPad.Total(faces.Zip(pieces));
        var difference = total - new Money(Minor(inputs["expected"]!));
        return new JsonObject
        {
            ["total"] = Decimals(total.Minor),
            ["difference"] = Decimals(difference.Minor),
            ["posting"] =
                difference.IsZero ? "cuadra"
                : difference.IsNegative ? "faltante"
                : "sobrante",
        };
    }

    private static JsonObject GiveChange(JsonObject inputs)
    {
        var (due, rounding) = CashPad.Due(new(Minor(inputs["sale"]!)), smallestCoin: 10);
        var change = new Money(Minor(inputs["tendered"]!)) - due;
        var coins = new JsonObject();
        foreach (var (face, pieces) in CashPad.Change(change, CashPad.Bolivia))
        {
            coins[face % 100 == 0 ? (face / 100).ToString(CultureInfo.InvariantCulture) : Decimals(face)] = pieces;
        }

        return new JsonObject
        {
            ["cash_due"] = Decimals(due.Minor),
            ["rounding"] = Decimals(rounding.Minor),
            ["change"] = Decimals(change.Minor),
            ["change_coins"] = coins,
        };
    }

    /// <summary>A JSON number or decimal string of two decimals, in minor units.</summary>
    private static long Minor(JsonNode node) =>
        (long)(
            100
            * (
                node.GetValueKind() == JsonValueKind.String
                    ? decimal.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture)
                    : node.GetValue<decimal>()
            )
        );

    private static string Decimals(long minor) => (minor / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
