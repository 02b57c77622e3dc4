using System.Text.Json;

namespace Dedal.Domain.Books;

/// <summary>
/// What one part of a document does to a box or a debt, as data: the phone works it out by itself while there is no
/// signal, the same way as here (the vectors in tests/vectors run in both languages). The rule on the server decides.
/// </summary>
/// <param name="On">
/// <c>how</c>: where the way of paying says (cash box, bank, QR, or a debt); <c>debt</c>: what the party owes us;
/// <c>owed</c>: what we owe her; <c>from</c>, <c>to</c>: the box in the field of that name; <c>qr</c>, <c>bank</c>.
/// </param>
/// <param name="Sign">1 when it grows, -1 when it shrinks.</param>
/// <param name="Amount">
/// Field of the amount; <c>waiting</c>: what of a QR payment still waits; <c>to-give-back</c>: what of one was seen and
/// is not ours any more.
/// </param>
/// <param name="Each">Field of a list whose parts each have the effect.</param>
public sealed record Effect(string On, int Sign, string Amount = "amount", string? Each = null);

/// <summary>Works effects out.</summary>
public static class Effects
{
    /// <summary>What a part in a list of payments does when it comes in.</summary>
    public static readonly IReadOnlyList<Effect> PaidIn = [new("how", 1, Each: "paid")];

    /// <summary>What a part in a list of payments does when it goes out.</summary>
    public static readonly IReadOnlyList<Effect> PaidOut = [new("how", -1, Each: "paid")];

    /// <summary>What an amount with its way does when it comes in.</summary>
    public static readonly IReadOnlyList<Effect> In = [new("how", 1)];

    /// <summary>What an amount with its way does when it goes out.</summary>
    public static readonly IReadOnlyList<Effect> Out = [new("how", -1)];

    /// <param name="effects">As the kind declares them.</param>
    /// <param name="body">The document's body.</param>
    /// <param name="usual">Code of the account in the chart that plays a role.</param>
    /// <param name="waiting">
    /// What of another document's QR payment still waits, minor units; below zero what of it is to be given back.
    /// </param>
    /// <returns>Changes by key: <c>box:CODE</c>, <c>qr</c>, <c>debt:PARTY</c>, <c>owed:PARTY</c>.</returns>
    public static Dictionary<string, long> Of(
        IReadOnlyList<Effect> effects,
        JsonElement body,
        Func<string, string?> usual,
        Func<Guid, long> waiting
    )
    {
        var changes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var effect in effects)
        {
            IEnumerable<JsonElement> parts =
                effect.Each is not { } list ? [body]
                : body.TryGetProperty(list, out var found) ? found.EnumerateArray()
                : [];
            foreach (var part in parts)
            {
                var amount = effect.Amount switch
                {
                    "waiting" => Math.Max(0, Waits()),
                    "to-give-back" => Math.Max(0, -Waits()),
                    _ => Amount(effect, part),
                };
                var (key, sign) = Place(effect, part, body, usual);
                changes[key] = changes.GetValueOrDefault(key) + (sign * amount);
            }
        }

        return changes;

        long Waits() => waiting(body.GetProperty("document").GetGuid());
    }

    private static long Amount(Effect effect, JsonElement part) =>
        part.TryGetProperty(effect.Amount, out var amount) && amount.ValueKind == JsonValueKind.Number
            ? amount.GetInt64()
        : part.TryGetProperty("amount", out amount) ? amount.GetInt64()
        : 0;

    private static (string Key, int Sign) Place(
        Effect effect,
        JsonElement part,
        JsonElement body,
        Func<string, string?> usual
    )
    {
        if (effect.On != "how")
        {
            return (
                effect.On switch
                {
                    "qr" => "qr",
                    "bank" => $"box:{usual(Role.Bank)}",
                    "from" or "to" => $"box:{Text(body, effect.On)}",
                    _ => $"{effect.On}:{Text(body, "party")}",
                },
                effect.Sign
            );
        }

        return (Text(part, "how") ?? Paying.Cash) switch
        {
            Paying.Credit => (effect.Sign > 0 ? $"debt:{Text(body, "party")}" : $"owed:{Text(body, "party")}", 1),
            Paying.Qr when effect.Sign > 0 => ("qr", 1),
            Paying.Cash => ($"box:{Text(part, "box") ?? usual(Role.CashBox)}", effect.Sign),
            _ => ($"box:{Text(part, "box") ?? usual(Role.Bank)}", effect.Sign),
        };
    }

    private static string? Text(JsonElement part, string name) =>
        part.TryGetProperty(name, out var value) ? value.GetString() : null;
}
