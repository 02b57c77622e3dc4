using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dedal.Web.Shared;

/// <summary>The texts that the phone's scripts say themselves; all others stand in the shell already.</summary>
internal static class PhoneWords
{
    private static readonly string[] Beginnings = ["phone.", "said.", "spoken.", "told.", "how."];

    private static readonly string[] Single =
    [
        "days.weekdays",
        "days.months",
        "days.weekday-day",
        "days.weekday-day-month",
        "books.today-is",
        "notebook.today",
        "notebook.empty",
        "notebook.undone",
        "books.we-owe",
        "who.owes",
        "who.we-owe",
        "debts.nobody-owes",
        "debts.we-owe-nobody",
        "count.how-many",
        "qr.title",
        "qr.none",
    ];

    internal static readonly JsonSerializerOptions Plainly = new()
    {
        // Inside a script element only "<" could end it, and that is escaped below.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly ConcurrentDictionary<string, string> Made = new(StringComparer.Ordinal);

    /// <summary>What the workshop's screens say; it comes with their templates.</summary>
    public static string Workshop(Words words) =>
        Json(words, "workshop", k => k.StartsWith("shop.", StringComparison.Ordinal));

    public static string Json(Words words) =>
        Json(
            words,
            "shell",
            k =>
                Single.Contains(k, StringComparer.Ordinal)
                || Array.Exists(Beginnings, b => k.StartsWith(b, StringComparison.Ordinal))
        );

    private static string Json(Words words, string what, Func<string, bool> said) =>
        Made.GetOrAdd(
            $"{what} {words.Language}",
            _ =>
                JsonSerializer
                    .Serialize(
                        Words
                            .Table.Keys.Where(said)
                            .Order(StringComparer.Ordinal)
                            .ToDictionary(k => k, k => words[k], StringComparer.Ordinal),
                        Plainly
                    )
                    .Replace("<", "\\u003c", StringComparison.Ordinal)
        );
}
