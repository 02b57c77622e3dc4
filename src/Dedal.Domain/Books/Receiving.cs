using Dedal.Domain;

namespace Dedal.Domain.Books;

/// <summary>What is checked of every document before its rule: what can be wrong whatever the kind.</summary>
public static class Receiving
{
    /// <summary>Longest body a device may send, in characters; an imported transaction may be longer.</summary>
    public const int LongestBody = 64 * 1024;

    /// <summary>The end of the year 9999, Unix milliseconds.</summary>
    private const long LastInstant = 253_402_300_799_999;

    /// <param name="today">The organisation's day when the server received it.</param>
    public static Refusal? Check(Document document, DateOnly today)
    {
        if (document.Id == Guid.Empty)
        {
            return new Refusal("id-missing", "id");
        }

        if (document.Body.Length > LongestBody)
        {
            return new Refusal("body-too-long", null, LongestBody);
        }

        if (!IsText(document.Body))
        {
            return new Refusal("body-not-readable", "");
        }

        if (document.OccurredOn > today)
        {
            return new Refusal("day-in-future", "occurredOn", document.OccurredOn);
        }

        if (document.OccurredOn < Posting.EarliestDay)
        {
            return new Refusal("day-absurd", "occurredOn", document.OccurredOn);
        }

        // Within the years a date can have, so that neither the clock nor its correction can run over.
        if (document.CapturedAtMs is < 0 or > LastInstant || Math.Abs(document.ClockOffsetMs / 2) > LastInstant / 2)
        {
            return new Refusal("clock-absurd", "capturedAtMs");
        }

        return
            document.DeviceSeq < 0 || document.Device.Length is 0 or > 100 || Limits.HasStrayCharacters(document.Device)
            ? new Refusal("device-absurd", "device")
            : null;
    }

    /// <summary>Half of a surrogate pair is no text: it can neither be stored nor hashed as it was sent.</summary>
    private static bool IsText(string body)
    {
        for (var i = body.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < body.Length; i++)
        {
            if (char.IsSurrogate(body[i]))
            {
                if (!char.IsSurrogatePair(body, i))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a document that arrives again says the same as the one that is there. A browser that sends a form again
    /// by itself has another clock reading, and that is no other document.
    /// </summary>
    public static bool IsSame(Document a, Document b) =>
        a.Kind == b.Kind && a.Schema == b.Schema && a.OccurredOn == b.OccurredOn && a.Body == b.Body;
}
