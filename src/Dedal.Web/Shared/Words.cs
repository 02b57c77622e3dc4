using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;

namespace Dedal.Web.Shared;

/// <summary>
/// Every text on a screen, in Spanish, French and English, from the modules' *.words.tsv (key, es, fr, en). A missing
/// key throws; a test reads all sources and finds keys that are missing or not used.
/// </summary>
public sealed class Words
{
    /// <summary>Languages in the order of the columns.</summary>
    public static readonly string[] Languages = ["es", "fr", "en"];

    private static readonly FrozenDictionary<string, string[]> All = Load();
    private static readonly Words[] Each = [.. Languages.Select((_, i) => new Words(i))];

    private readonly int column;

    private Words(int column) => this.column = column;

    public string Language => Languages[column];

    public static IReadOnlyDictionary<string, string[]> Table => All;

    public static Words In(string language) => Each[Math.Max(0, Array.IndexOf(Languages, language))];

    public string this[string key] =>
        All.TryGetValue(key, out var texts)
            ? texts[column]
            : throw new InvalidOperationException($"The text {key} is in no words file.");

    /// <summary>A text with its places {0}, {1}… filled.</summary>
    public string this[string key, params object[] args] =>
        string.Format(CultureInfo.InvariantCulture, this[key], args);

    public bool Has(string key) => All.ContainsKey(key);

    private static FrozenDictionary<string, string[]> Load()
    {
        var all = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var assembly = Assembly.GetExecutingAssembly();
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(n => n.EndsWith(".words.tsv", StringComparison.Ordinal))
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            reader.ReadLine();
            while (reader.ReadLine() is { } line)
            {
                if (line.Length == 0)
                {
                    continue;
                }

                var cells = line.Split('\t');
                all.Add(
                    cells[0],
                    cells.Length == 4 && cells.All(c => c.Length > 0)
                        ? cells[1..]
                        : throw new InvalidOperationException($"{name}: {cells[0]} needs es, fr and en.")
                );
            }
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
