using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using Dedal.Web.Data;

namespace Dedal.Web.Parameters;

/// <summary>A value with the day it holds from.</summary>
/// <param name="Mark"><c>S</c> read at the source, <c>S2</c> second hand, <c>G</c> unchecked.</param>
/// <param name="Shipped">Comes with the program; the others were entered.</param>
public sealed record DatedValue(
    string Name,
    DateOnly From,
    string Value,
    string Source,
    string Mark,
    bool Shipped = true
)
{
    /// <summary>The value as a number; null when it is words.</summary>
    public decimal? Number =>
        decimal.TryParse(
            Value,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var n
        )
            ? n
            : null;
}

/// <summary>Names that the program itself asks for.</summary>
public static class ParameterName
{
    /// <summary>National minimum wage a month.</summary>
    public const string Wage = "wage.month";

    /// <summary>Hours that a month of the minimum wage stands for.</summary>
    public const string WageHours = "wage.hours";

    public const string TaxCapitalFrom = "rts.capital-from";
    public const string TaxCapitalTo = "rts.capital-to";
    public const string TaxSales = "rts.sales";

    /// <summary>With the sort of trader behind it: artesano, comerciante, vivandero.</summary>
    public const string TaxPrice = "rts.price.";

    /// <summary>With the unit behind it: how much of the base unit it usually holds here.</summary>
    public const string Unit = "unit.";

    /// <summary>Days on which nobody works; each row is one.</summary>
    public const string Holiday = "holiday";
}

/// <summary>All dated values, shipped and entered.</summary>
public sealed class DatedValues
{
    private static readonly IReadOnlyList<DatedValue> Shipped = Load();

    /// <summary>By name, the newest first.</summary>
    private readonly FrozenDictionary<string, DatedValue[]> byName;

    private DatedValues(IEnumerable<DatedValue> rows) =>
        byName = rows.GroupBy(r => r.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(r => r.From).ToArray(), StringComparer.Ordinal);

    /// <summary>As they are now: of several rows for a day the one entered last.</summary>
    public static DatedValues Read(Statements sql)
    {
        var entered = sql.Query(
            "select name, holds_from, value, source, mark from parameter order by name, holds_from, n desc",
            r => new DatedValue(
                r.GetString(0),
                r.GetFieldValue<DateOnly>(1),
                r.GetString(2),
                r.GetString(3),
                r.GetString(4),
                Shipped: false
            )
        );
        return new(entered.Concat(Shipped).DistinctBy(r => (r.Name, r.From)));
    }

    public IEnumerable<string> Names => byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>Every row of a name, the newest first.</summary>
    public IReadOnlyList<DatedValue> Of(string name) => byName.GetValueOrDefault(name) ?? [];

    /// <summary>What holds on a day; null before the first row.</summary>
    public DatedValue? At(string name, DateOnly day) => Of(name).FirstOrDefault(r => r.From <= day);

    /// <summary>The same as a number.</summary>
    public decimal? NumberAt(string name, DateOnly day) => At(name, day)?.Number;

    /// <summary>What an hour is worth at the minimum wage on a day, in whole currency units.</summary>
    public decimal? HourAt(DateOnly day) =>
        NumberAt(ParameterName.Wage, day) is { } wage && NumberAt(ParameterName.WageHours, day) is > 0 and var hours
            ? wage / hours
            : null;

    /// <summary>Name of a holiday; null on other days.</summary>
    public string? Holiday(DateOnly day) => Of(ParameterName.Holiday).FirstOrDefault(r => r.From == day)?.Value;

    private static List<DatedValue> Load()
    {
        var name = $"{typeof(DatedValues).Namespace}.bolivia.tsv";
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        var rows = new List<DatedValue>();
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var cells = line.Split('\t');
            var from = DateOnly.ParseExact(cells[1], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            rows.Add(new(cells[0], from, cells[2], cells[3], cells[4]));
        }

        return rows;
    }
}
