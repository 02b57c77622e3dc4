using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dedal.Domain.Books;

/// <summary>The fields of a journal row that its hash covers.</summary>
public sealed record ChainFields(Guid Org, long Seq, Document Document, int RuleVersion, long RecordedAtMs);

/// <summary>
/// The hash chain of a journal: hash = SHA-256(previous hash ‖ fields), each field length-prefixed (4 bytes, little
/// endian, then UTF-8 text or 8/16 bytes), in the order written in <see cref="Next"/>. An edit, a deletion, a swap or
/// a backdated row breaks it; a cut tail shows against a head printed on a report.
/// </summary>
public sealed class Chain : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer = new byte[1024];
    private int used;

    /// <summary>What stands before the first document.</summary>
    public static byte[] Start => new byte[32];

    public byte[] Next(ReadOnlySpan<byte> previous, ChainFields fields)
    {
        used = 0;
        Bytes(previous);
        Id(fields.Org);
        Number(fields.Seq);
        var document = fields.Document;
        Id(document.Id);
        Text(document.Kind);
        Number(document.Schema);
        Number(fields.RuleVersion);
        Text(document.Body);
        Number(document.OccurredOn.DayNumber);
        Number(document.CapturedAtMs);
        Number(document.ClockOffsetMs);
        Number(fields.RecordedAtMs);
        Id(document.Actor);
        Text(document.Device);
        Number(document.DeviceSeq);
        hash.AppendData(buffer, 0, used);
        return hash.GetHashAndReset();
    }

    public void Dispose() => hash.Dispose();

    private void Number(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Bytes(bytes);
    }

    private void Id(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Bytes(bytes);
    }

    private void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Ensure(length + 4);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(used), length);
        Encoding.UTF8.GetBytes(value, buffer.AsSpan(used + 4));
        used += length + 4;
    }

    private void Bytes(ReadOnlySpan<byte> value)
    {
        Ensure(value.Length + 4);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(used), value.Length);
        value.CopyTo(buffer.AsSpan(used + 4));
        used += value.Length + 4;
    }

    private void Ensure(int more)
    {
        if (used + more > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, used + more));
        }
    }
}
