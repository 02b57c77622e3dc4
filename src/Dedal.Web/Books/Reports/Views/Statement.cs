namespace Dedal.Web.Books.Reports.Views;

/// <summary>What a row of a statement is; it decides how it looks, not what it says.</summary>
public enum RowKind
{
    Plain,

    /// <summary>A heading over the rows that follow.</summary>
    Group,

    /// <summary>A sum of rows above.</summary>
    Sum,
}

/// <summary>One cell: a text or an amount, and the address of what it is made of.</summary>
/// <param name="Minor">The amount in minor units; null for a text.</param>
public sealed record Cell(string Text = "", long? Minor = null, int Scale = 2, string? Href = null)
{
    public static readonly Cell Empty = new();

    public bool IsEmpty => Text.Length == 0 && Minor is null;
}

/// <param name="Amount">Figures stand at the right, under each other.</param>
public sealed record Column(string Label, bool Amount = false);

public sealed record Row(RowKind Kind, IReadOnlyList<Cell> Cells);

/// <summary>One table of a statement, in one currency, as people read it: on a page, on paper, in a terminal.</summary>
public sealed record Table(string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<Row> Rows)
{
    /// <summary>Too wide for a phone: there each row becomes a small list.</summary>
    public bool IsWide => Columns.Count > 3;

    /// <summary>A register: on a phone each row is three lines, with its figure and the balance at the right.</summary>
    public bool IsRegister { get; init; }
}

/// <summary>An exact amount of a data row.</summary>
public readonly record struct Amount(long Minor, int Scale);

/// <summary>The same statement as machines read it: one row a figure, no sums, keys in no language.</summary>
/// <param name="Rows">Texts, days, whole numbers and <see cref="Amount"/>s; read once, while the book is open.</param>
public sealed record Data(IReadOnlyList<string> Keys, IEnumerable<object?[]> Rows);

/// <summary>A statement ready to be shown.</summary>
/// <param name="Period">Which days it is about, in words.</param>
public sealed record Statement(string Title, string Period, IReadOnlyList<Table> Tables, Data Data)
{
    /// <summary>Addresses that lead on: the next page, the other order.</summary>
    public IReadOnlyList<(string Word, string Href)> More { get; init; } = [];
}
