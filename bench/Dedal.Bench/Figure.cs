using System.Globalization;

namespace Dedal.Bench;

/// <summary>One line of the table: what was measured, what it must be, what it is.</summary>
/// <param name="Ok">Null when the line only informs.</param>
internal sealed record Figure(string Name, string Target, string Value, bool? Ok)
{
    public static Figure AtLeast(string name, double value, double target, string unit) =>
        new(name, $">= {Number(target)} {unit}", $"{Number(value)} {unit}", value >= target);

    public static Figure AtMost(string name, double value, double target, string unit) =>
        new(name, $"<= {Number(target)} {unit}", $"{Number(value)} {unit}", value <= target);

    public static Figure Info(string name, double value, string unit) => new(name, "", $"{Number(value)} {unit}", null);

    public static string Number(double value) =>
        value.ToString(
            Math.Abs(value) >= 100 ? "#,0"
                : Math.Abs(value) >= 10 ? "0.0"
                : "0.00",
            CultureInfo.InvariantCulture
        );

    /// <param name="judge">False when sizes are so small that a verdict would mean nothing.</param>
    public static void Print(IReadOnlyList<Figure> figures, bool judge)
    {
        var names = Math.Max(6, figures.Select(f => f.Name.Length).DefaultIfEmpty(0).Max());
        var targets = Math.Max(6, figures.Select(f => f.Target.Length).DefaultIfEmpty(0).Max());
        var values = Math.Max(5, figures.Select(f => f.Value.Length).DefaultIfEmpty(0).Max());
        Console.WriteLine($"{"figure".PadRight(names)} | {"target".PadRight(targets)} | {"value".PadLeft(values)} |");
        Console.WriteLine($"{new string('-', names)}-|-{new string('-', targets)}-|-{new string('-', values)}-|-----");
        foreach (var f in figures)
        {
            var verdict = f.Ok switch
            {
                true when judge => "ok",
                false when judge => "miss",
                _ => "",
            };
            Console.WriteLine(
                $"{f.Name.PadRight(names)} | {f.Target.PadRight(targets)} | {f.Value.PadLeft(values)} | {verdict}"
            );
        }
    }
}

/// <summary>How much is measured: all of it, or just enough to show that it runs.</summary>
/// <param name="Transactions">How many transactions the peers read, when somebody said.</param>
internal sealed record Size(bool Quick, int? Transactions = null)
{
    public T Of<T>(T full, T quick) => Quick ? quick : full;
}

/// <summary>Small sums over measurements.</summary>
internal static class Sample
{
    public static double Median(this IEnumerable<double> values) => Percentile(values, 50);

    public static double Percentile(this IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0
            ? double.NaN
            : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(sorted.Length * percent / 100) - 1)];
    }
}
