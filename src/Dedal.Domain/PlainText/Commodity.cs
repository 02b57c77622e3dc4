namespace Dedal.Domain.PlainText;

/// <summary>
/// A commodity (currency, share, hour) of a journal. Its <see cref="Scale"/> makes its minor unit: scale 2 means that
/// amounts are stored in hundredths.
/// </summary>
public sealed class Commodity
{
    internal Commodity(string name, int id, int scale = 0)
    {
        Name = name;
        Id = id;
        Scale = scale;
    }

    /// <summary>The symbol without quotes; empty for amounts written without one.</summary>
    public string Name { get; }

    /// <summary>Place in the table, from 0.</summary>
    public int Id { get; }

    /// <summary>Most decimals of any amount of it, written or inferred: its minor unit is 10^-Scale.</summary>
    public int Scale { get; internal set; }

    /// <summary>
    /// Decimals at which a transaction must balance: those of a directive, else the most that were written.
    /// </summary>
    public int Precision => DeclaredPrecision ?? WrittenPrecision ?? CostPrecision;

    internal int? DeclaredPrecision { get; set; }

    internal int? WrittenPrecision { get; set; }

    /// <summary>Most decimals in costs; counts only for a commodity that never appears as an amount.</summary>
    internal int CostPrecision { get; set; }

    /// <summary>Most digits before the decimal mark of any amount of it.</summary>
    public int WholeDigits { get; internal set; }

    internal int LargestLine { get; set; }

    /// <summary>How its numbers are written, as far as directives and earlier numbers tell.</summary>
    internal NumberStyle Style { get; set; }

    // Hints of the balancer and the booker: where in their list of sums this commodity was last found.
    internal int SumSlot { get; set; }

    internal int BookSlot { get; set; }

    public override string ToString() => Name;
}

/// <summary>What is known about the writing of a commodity's numbers.</summary>
/// <param name="DecimalMark">Declared by a directive: <c>.</c> or <c>,</c>; NUL when not declared.</param>
/// <param name="SeenCommaDecimal">An earlier number can only be read with a decimal comma.</param>
/// <param name="SeenPointGroup">An earlier number can only be read with points between its digit groups.</param>
internal readonly record struct NumberStyle(char DecimalMark, bool SeenCommaDecimal, bool SeenPointGroup);

/// <summary>All commodities of one journal, one object per name. Not for use by two threads.</summary>
public sealed class CommodityTable
{
    /// <summary>A journal with more commodities than this is refused.</summary>
    public const int Limit = 10_000;

    private readonly Dictionary<string, Commodity> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Commodity>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly List<Commodity> _all = [];

    public CommodityTable()
    {
        _bySpan = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>In the order in which they appeared; index = <see cref="Commodity.Id"/>.</summary>
    public IReadOnlyList<Commodity> All => _all;

    public bool IsFull => _all.Count > Limit;

    public Commodity Get(ReadOnlySpan<char> name)
    {
        if (_bySpan.TryGetValue(name, out var known))
        {
            return known;
        }

        var commodity = new Commodity(name.ToString(), _all.Count);
        _byName.Add(commodity.Name, commodity);
        _all.Add(commodity);
        return commodity;
    }

    /// <summary>A commodity whose scale is known already, as when a stored book is rebuilt.</summary>
    public Commodity Declare(string name, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, Quantity.MaxDigits);
        var commodity = Get(name);
        commodity.Scale = Math.Max(commodity.Scale, scale);
        return commodity;
    }

    internal void ForgetStyles()
    {
        foreach (var commodity in _all)
        {
            commodity.Style = default;
        }
    }
}
