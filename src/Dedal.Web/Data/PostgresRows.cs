using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Dedal.Web.Data;

/// <summary>Rows in the format of PostgreSQL's binary COPY.</summary>
internal sealed class PostgresRows(string table, string[] columns) : Rows(table, columns)
{
    private static readonly DateOnly DayZero = new(2000, 1, 1);

    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xff, .. "\r\n"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xff, 0xff];

    /// <summary>Sends everything.</summary>
    public void Send(NpgsqlConnection connection)
    {
        using var copy = connection.BeginRawBinaryCopy(
            $"copy {Table} ({string.Join(", ", Columns)}) from stdin (format binary)"
        );
        copy.Write(Header);
        copy.Write(Buffer, 0, Used);
        copy.Write(Trailer);
    }

    protected override void PutStart()
    {
        BinaryPrimitives.WriteInt16BigEndian(Room(2), (short)Columns.Count);
        Used += 2;
    }

    protected override void PutNull()
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(4), -1);
        Used += 4;
    }

    protected override void Put(long value)
    {
        var room = Room(12);
        BinaryPrimitives.WriteInt64BigEndian(room[4..], value);
        Finish(room, 8);
    }

    protected override void Put(int value)
    {
        var room = Room(8);
        BinaryPrimitives.WriteInt32BigEndian(room[4..], value);
        Finish(room, 4);
    }

    protected override void Put(string value)
    {
        var room = Room(4 + Encoding.UTF8.GetMaxByteCount(value.Length));
        Finish(room, Encoding.UTF8.GetBytes(value, room[4..]));
    }

    protected override void Put(Guid value)
    {
        var room = Room(4 + 16);
        value.TryWriteBytes(room[4..], bigEndian: true, out var length);
        Finish(room, length);
    }

    protected override void Put(DateOnly value)
    {
        var room = Room(8);
        BinaryPrimitives.WriteInt32BigEndian(room[4..], value.DayNumber - DayZero.DayNumber);
        Finish(room, 4);
    }

    protected override void Put(ReadOnlySpan<byte> value)
    {
        var room = Room(4 + value.Length);
        value.CopyTo(room[4..]);
        Finish(room, value.Length);
    }

    private void Finish(Span<byte> room, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        Used += 4 + length;
    }
}
