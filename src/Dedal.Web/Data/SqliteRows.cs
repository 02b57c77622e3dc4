using System.Buffers.Binary;
using System.Text;

namespace Dedal.Web.Data;

/// <summary>
/// Rows for SQLite: before each value a byte says what it is, then come 8 bytes of a number, or the length (4 bytes)
/// and the bytes of a text or blob, which <see cref="SqliteWrite"/> binds where they lie.
/// </summary>
internal sealed class SqliteRows(string table, string[] columns) : Rows(table, columns)
{
    internal const byte Nothing = 0;
    internal const byte Number = 1;
    internal const byte Text = 2;
    internal const byte Blob = 3;

    /// <summary>
    /// Rows of one statement: the engine opens its tables and indexes once for all of them and finds the place of the
    /// next row beside that of the last.
    /// </summary>
    private const int Together = 50;

    private readonly string one = Sql(table, columns, 1);
    private readonly string many = Sql(table, columns, Together);

    /// <summary>Runs everything; statements come prepared from their text.</summary>
    public unsafe void Send(Func<string, SqliteWrite> prepared)
    {
        fixed (byte* start = Buffer)
        {
            var at = start;
            var left = Count;
            for (; left >= Together; left -= Together)
            {
                at = prepared(many).Run(at);
            }

            for (; left > 0; left--)
            {
                at = prepared(one).Run(at);
            }
        }
    }

    protected override void PutStart() { }

    protected override void PutNull()
    {
        Room(1)[0] = Nothing;
        Used++;
    }

    protected override void Put(long value)
    {
        var room = Room(9);
        room[0] = Number;
        BinaryPrimitives.WriteInt64LittleEndian(room[1..], value);
        Used += 9;
    }

    protected override void Put(int value) => Put((long)value);

    protected override void Put(string value)
    {
        var room = Room(5 + Encoding.UTF8.GetMaxByteCount(value.Length));
        Finish(room, Text, Encoding.UTF8.GetBytes(value, room[5..]));
    }

    protected override void Put(Guid value)
    {
        var room = Room(5 + 36);
        value.TryFormat(room[5..], out var length);
        Ascii.ToUpperInPlace(room.Slice(5, length), out _);
        Finish(room, Text, length);
    }

    protected override void Put(DateOnly value)
    {
        var room = Room(5 + 10);
        value.TryFormat(room[5..], out var length, "O", null);
        Finish(room, Text, length);
    }

    protected override void Put(ReadOnlySpan<byte> value)
    {
        var room = Room(5 + value.Length);
        value.CopyTo(room[5..]);
        Finish(room, Blob, value.Length);
    }

    private void Finish(Span<byte> room, byte type, int length)
    {
        room[0] = type;
        BinaryPrimitives.WriteInt32LittleEndian(room[1..], length);
        Used += 5 + length;
    }

    private static string Sql(string table, string[] columns, int rows)
    {
        var sql = new StringBuilder($"insert or rollback into {table} ({string.Join(", ", columns)}) values ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            sql.AppendJoin(", ", Enumerable.Range((row * columns.Length) + 1, columns.Length).Select(n => $"${n}"));
            sql.Append(')');
        }

        return sql.ToString();
    }
}
