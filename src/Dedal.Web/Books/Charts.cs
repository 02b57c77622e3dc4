using System.Collections.Frozen;
using System.Reflection;
using Dedal.Domain.Books;

namespace Dedal.Web.Books;

/// <summary>
/// The standard charts shipped as data (Charts/*.tsv), with the names of their accounts in three languages.
/// </summary>
public static class Charts
{
    private static readonly FrozenDictionary<string, (Chart Chart, FrozenDictionary<string, string[]> Names)> All =
        new[] { "workshop", "association" }.ToFrozenDictionary(n => n, Load, StringComparer.Ordinal);

    public static Chart Named(string name) => All[name].Chart;

    public static bool Exists(string name) => All.ContainsKey(name);

    /// <summary>Name of a chart account in es, fr or en; the code itself for accounts outside the chart.</summary>
    public static string NameOf(string chart, string code, string language) =>
        All.TryGetValue(chart, out var known) && known.Names.TryGetValue(code, out var names)
            ? names[
                language == "fr" ? 1
                : language == "en" ? 2
                : 0
            ]
            : code;

    private static (Chart, FrozenDictionary<string, string[]>) Load(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var reader = new StreamReader(
            assembly.GetManifestResourceStream($"Dedal.Web.Books.Charts.{name}.tsv")
                ?? throw new InvalidOperationException($"Chart {name} is missing from the program.")
        );
        var rows = new List<ChartRow>();
        var names = new Dictionary<string, string[]>(StringComparer.Ordinal);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            rows.Add(new(cells[0], Kind(cells[1]), Box(cells[2]), cells[3]));
            names.Add(cells[0], cells[4..7]);
        }

        return (new(name, rows), names.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static AccountKind Kind(string text) => Enum.Parse<AccountKind>(text, ignoreCase: true);

    private static BoxKind Box(string text) =>
        text == "qr-pending" ? BoxKind.QrPending : Enum.Parse<BoxKind>(text, true);
}
