namespace Dedal.Web.Questions;

/// <summary>Tells by its first bytes what a voice note is; what the sender calls it does not count.</summary>
public static class Voices
{
    /// <summary>Media type of what browsers record (Chromium, Firefox, Safari); null for anything else.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> voice) =>
        voice.Length < 12 ? null
        : voice.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) ? "audio/webm"
        : voice.StartsWith("OggS"u8) ? "audio/ogg"
        : voice[4..8].SequenceEqual("ftyp"u8) ? "audio/mp4"
        : null;
}
