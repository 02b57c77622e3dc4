namespace Dedal.Web.Data;

/// <summary>
/// Rows of one table that gather as bytes, laid out once as the engine takes them, and go out together
/// (<see cref="Statements.Insert"/>). Emptied when sent: a bulk needs no more memory than its largest batch.
/// </summary>
public abstract class Rows(string table, string[] columns)
{
    private int values;

    public string Table => table;

    public IReadOnlyList<string> Columns => columns;

    public int Count => values / columns.Length;

    /// <summary>Pinned, because SQLite reads texts where they lie.</summary>
    protected byte[] Buffer { get; private set; } = GC.AllocateUninitializedArray<byte>(1 << 16, pinned: true);

    protected int Used { get; set; }

    public static Rows For(EngineKind kind, string table, params string[] columns) =>
        kind == EngineKind.Sqlite ? new SqliteRows(table, columns) : new PostgresRows(table, columns);

    /// <summary>The next value of the row: values come in the order of the columns, row after row.</summary>
    public void Add(long value)
    {
        Next();
        Put(value);
    }

    /// <inheritdoc cref="Add(long)"/>
    public void Add(int value)
    {
        Next();
        Put(value);
    }

    /// <inheritdoc cref="Add(long)"/>
    public void Add(string value)
    {
        Next();
        Put(value);
    }

    /// <inheritdoc cref="Add(long)"/>
    public void Add(Guid value)
    {
        Next();
        Put(value);
    }

    /// <inheritdoc cref="Add(long)"/>
    public void Add(DateOnly value)
    {
        Next();
        Put(value);
    }

    /// <inheritdoc cref="Add(long)"/>
    public void Add(ReadOnlySpan<byte> value)
    {
        Next();
        Put(value);
    }

    /// <summary>A value whose type is known only here.</summary>
    public void Add(object? value)
    {
        Next();
        switch (value)
        {
            case null:
                PutNull();
                break;
            case long number:
                Put(number);
                break;
            case int number:
                Put(number);
                break;
            case string text:
                Put(text);
                break;
            case Guid id:
                Put(id);
                break;
            case DateOnly day:
                Put(day);
                break;
            case byte[] bytes:
                Put(bytes);
                break;
            default:
                throw new ArgumentException($"No column holds a {value.GetType().Name}.", nameof(value));
        }
    }

    /// <summary>Forgets the rows and keeps the room.</summary>
    internal void Clear()
    {
        values = 0;
        Used = 0;
    }

    /// <summary>A row that was not finished would shift all that follow it.</summary>
    internal void AssertWhole()
    {
        if (values % columns.Length != 0)
        {
            throw new InvalidOperationException($"A row of {table} has {columns.Length} values.");
        }
    }

    /// <summary>Called before the first value of each row.</summary>
    protected abstract void PutStart();

    protected abstract void PutNull();

    protected abstract void Put(long value);

    protected abstract void Put(int value);

    protected abstract void Put(string value);

    protected abstract void Put(Guid value);

    protected abstract void Put(DateOnly value);

    protected abstract void Put(ReadOnlySpan<byte> value);

    /// <summary>Free room behind what is used; the caller says with <see cref="Used"/> how much it took.</summary>
    protected Span<byte> Room(int most)
    {
        if (Buffer.Length - Used < most)
        {
            var larger = GC.AllocateUninitializedArray<byte>(Math.Max(Buffer.Length * 2, Used + most), pinned: true);
            Buffer.AsSpan(0, Used).CopyTo(larger);
            Buffer = larger;
        }

        return Buffer.AsSpan(Used);
    }

    private void Next()
    {
        if (values++ % columns.Length == 0)
        {
            PutStart();
        }
    }
}
