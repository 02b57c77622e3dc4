using Dedal.Bench;

// dotnet run -c Release --project bench/Dedal.Bench -- [name…] [--quick]
// dotnet run -c Release --project bench/Dedal.Bench -- generate FILE TRANSACTIONS
(string Name, Func<Size, IAsyncEnumerable<Figure>> Run)[] parts =
[
    ("post", Post.Run),
    ("http", Http.Run),
    ("many", Many.Run),
    ("million", Million.Run),
    ("panorama", Panorama.Run),
];
var size = new Size(args.Contains("--quick", StringComparer.Ordinal));
var names = args.Where(a => !a.StartsWith('-')).ToArray();
if (names is ["generate", var path, var count])
{
    JournalFile.Write(path, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
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

Figure.Print(figures);
return 0;
