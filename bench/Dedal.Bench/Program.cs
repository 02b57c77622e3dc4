using System.Globalization;
using Dedal.Bench;

// dotnet run -c Release --project bench/Dedal.Bench -- [name…] [--quick]
//   without a name all parts; --quick takes small sizes and only shows that everything runs (bin/test does)
//   DEDAL_TEST_POSTGRES="Host=…" measures PostgreSQL too; bench/peers [TRANSACTIONS] installs the other programs
// dotnet run -c Release --project bench/Dedal.Bench -- generate FILE TRANSACTIONS
(string Name, Func<Size, IAsyncEnumerable<Figure>> Run)[] parts =
[
    ("post", Post.Run),
    ("http", Http.Run),
    ("many", Many.Run),
    ("million", Million.Run),
    ("panorama", Panorama.Run),
    ("costs", Costs.Run),
    ("day-plan", DayPlans.Run),
    ("stock", StockValue.Run),
    ("phone", Phone.Run),
    ("peers", Peers.Run),
];
const string Transactions = "--transactions=";
var asked = Array.Find(args, a => a.StartsWith(Transactions, StringComparison.Ordinal));
var size = new Size(
    args.Contains("--quick", StringComparer.Ordinal),
    asked is null ? null : int.Parse(asked[Transactions.Length..], CultureInfo.InvariantCulture)
);
var names = args.Where(a => !a.StartsWith('-')).ToArray();
if (names is ["generate", var path, var count])
{
    JournalFile.Write(path, int.Parse(count, CultureInfo.InvariantCulture));
    return 0;
}

if (names.Except(parts.Select(p => p.Name), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no '{unknown}'. There is: {string.Join(", ", parts.Select(p => p.Name))}.");
    return 2;
}

var figures = new List<Figure>();
foreach (var part in parts.Where(p => names.Length == 0 || names.Contains(p.Name, StringComparer.Ordinal)))
{
    Console.Error.WriteLine($"measuring {part.Name}…");
    await foreach (var figure in part.Run(size))
    {
        figures.Add(figure);
    }
}

var today = TimeProvider.System.GetUtcNow();
Console.WriteLine($"{today:yyyy-MM-dd}, {Environment.ProcessorCount} cores, load {Load()}, .NET {Environment.Version}");
Figure.Print(figures, judge: !size.Quick);
return 0;

// What else the machine was doing: figures in the second are worth as much as this is low.
static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg")[..14].Trim() : "unknown";
