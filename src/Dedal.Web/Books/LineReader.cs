using System.Security.Cryptography;
using System.Text;

namespace Dedal.Web.Books;

/// <summary>
/// Reads a UTF-8 text file line by line in a fixed buffer: a line that is too long, or bytes that are not UTF-8, end
/// the reading with a fault instead of filling the memory.
/// </summary>
internal sealed class LineReader : IDisposable
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly FileStream stream;
    private readonly IncrementalHash? sha;
    private readonly byte[] bytes;
    private readonly char[] chars;
    private int start;
    private int end;
    private bool ended;
    private long read;
    private bool first = true;

    public LineReader(string file, int longestLine, IncrementalHash? sha)
    {
        stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        this.sha = sha;
        bytes = new byte[Math.Max(1 << 18, (longestLine * 4) + 4)];
        chars = new char[bytes.Length];
    }

    /// <summary>Word key of what ended the reading before the file did; null when all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>0 to 1.</summary>
    public double ShareRead => stream.Length == 0 ? 1 : (double)read / stream.Length;

    public bool Next(out ReadOnlySpan<char> line)
    {
        line = default;
        if (Fault is not null)
        {
            return false;
        }

        while (true)
        {
            var span = bytes.AsSpan(start, end - start);
            var feed = span.IndexOf((byte)'\n');
            if (feed < 0 && !ended)
            {
                if (!Fill())
                {
                    Fault = "journal-line-too-long";
                    return false;
                }

                continue;
            }

            if (feed < 0 && span.IsEmpty)
            {
                return false;
            }

            var length = feed < 0 ? span.Length : feed;
            start += feed < 0 ? length : length + 1;
            return Decode(span[..length], out line);
        }
    }

    public void Dispose() => stream.Dispose();

    private bool Decode(ReadOnlySpan<byte> raw, out ReadOnlySpan<char> line)
    {
        line = default;
        if (first && raw.StartsWith("\ufeff"u8))
        {
            raw = raw[3..];
        }

        first = false;
        try
        {
            var count = Strict.GetChars(raw, chars);
            line = chars.AsSpan(0, count > 0 && chars[count - 1] == '\r' ? count - 1 : count);
            return true;
        }
        catch (DecoderFallbackException)
        {
            Fault = "journal-not-utf8";
            return false;
        }
    }

    private bool Fill()
    {
        if (start > 0)
        {
            bytes.AsSpan(start, end - start).CopyTo(bytes);
            (start, end) = (0, end - start);
        }

        if (end == bytes.Length)
        {
            return false;
        }

        var count = stream.Read(bytes, end, bytes.Length - end);
        sha?.AppendData(bytes, end, count);
        read += count;
        end += count;
        ended = count == 0;
        return true;
    }
}
