using System.Text.RegularExpressions;

namespace Dedal.Tests.Architecture;

/// <summary>
/// Rule 5: time and ids come in as data, nothing blocks on a task. The analyser refuses such code in the build; this
/// rule watches that the analyser is on everywhere, and looks once more itself.
/// </summary>
public static partial class BannedApis
{
    /// <summary>The one file that may ask the clock and make ids.</summary>
    private const string Edge = SourceTree.Web + "Shared/Edge.cs";

    private static readonly string[] Everywhere =
    [
        "P:System.DateTime.Now;",
        "P:System.DateTime.UtcNow;",
        "P:System.DateTime.Today;",
        "P:System.DateTimeOffset.Now;",
        "P:System.DateTimeOffset.UtcNow;",
        "M:System.Guid.NewGuid;",
        "P:System.Threading.Tasks.Task`1.Result;",
    ];

    private static readonly string[] InDomain =
    [
        "N:System.IO;",
        "N:System.Net.Http;",
        "T:System.Threading.Tasks.Task;",
    ];

    private static readonly (string File, string[] Texts)[] Wiring =
    [
        ("BannedSymbols.txt", Everywhere),
        (SourceTree.Domain + "BannedSymbols.Domain.txt", InDomain),
        (SourceTree.Domain + "Dedal.Domain.csproj", ["<AdditionalFiles Include=\"BannedSymbols.Domain.txt\" />"]),
        (
            "Directory.Build.props",
            [
                "<AdditionalFiles Include=\"$(MSBuildThisFileDirectory)BannedSymbols.txt\" />",
                "<PackageReference Include=\"Microsoft.CodeAnalysis.BannedApiAnalyzers\" PrivateAssets=\"all\" />",
                "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>",
            ]
        ),
        ("bin/test", ["dotnet build Dedal.slnx --no-restore -p:Analyze=true"]),
    ];

    public static IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (var (file, texts) in Wiring)
        {
            foreach (var text in texts.Where(t => !tree.Files[file].Contains(t, StringComparison.Ordinal)))
                yield return new(file, 1, $"put back {text}");
        }
        foreach (var (path, text) in tree.Files)
        {
            // A second props file would stop the search for the one at the top.
            if (path.EndsWith("/Directory.Build.props", StringComparison.Ordinal))
                yield return new(path, 1, "remove it: the one at the top must hold for every project");
            var banned = path.EndsWith(".cs", StringComparison.Ordinal) ? InCode : InProject;
            if (
                path == Edge
                || path.EndsWith(".txt", StringComparison.Ordinal)
                || path.EndsWith(".md", StringComparison.Ordinal)
            )
                continue;
            var code = banned == InCode ? CodeText.Code(text) : text;
            foreach (Match match in banned.Matches(code))
                yield return new(
                    path,
                    CodeText.LineAt(code, match.Index),
                    $"take {match.Value} out: see BannedSymbols.txt"
                );
        }
    }

    [GeneratedRegex(
        @"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b|\bGuid\s*\.\s*NewGuid\b"
            + @"|Async\([^;]*?\)\s*\.Result\b|\bRS0030\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex InCode { get; }

    [GeneratedRegex(
        @"\bRS0030\b|<(AdditionalFiles|Analyzer)\s+Remove\b|<(TreatWarningsAsErrors|RunAnalyzers)>\s*false",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex InProject { get; }
}
