using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Dedal.Tests.Architecture;

/// <summary>
/// Rule 1: the domain depends on nothing but the base library, does no I/O, knows no clock, waits for nothing.
/// </summary>
public static partial class DomainStandsAlone
{
    private const string Project = SourceTree.Domain + "Dedal.Domain.csproj";
    private const string WebProject = SourceTree.Web + "Dedal.Web.csproj";

    public static IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (Match match in Reference.Matches(tree.Files[Project]))
        {
            var line = CodeText.LineAt(tree.Files[Project], match.Index);
            yield return new(Project, line, $"remove {match.Value}…: the domain depends on no package and no project");
        }
        if (!tree.Files[WebProject].Contains("Dedal.Domain.csproj", StringComparison.Ordinal))
            yield return new(WebProject, 1, "refer to Dedal.Domain.csproj: the web part uses the domain's rules");
        foreach (var (path, text) in tree.Under(SourceTree.Domain, ".cs"))
        {
            var code = CodeText.Code(text);
            foreach (Match match in Outside.Matches(code))
            {
                var line = CodeText.LineAt(code, match.Index);
                yield return new(path, line, $"take {match.Value.Trim()} out: time, ids and I/O come in as data");
            }
        }
    }

    /// <summary>Forbidden types that a compiled assembly uses: the same rule, and no spelling gets around it.</summary>
    public static IEnumerable<string> ForbiddenTypes(string assemblyFile)
    {
        using var file = new PEReader(File.OpenRead(assemblyFile));
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata
                .TypeReferences.Select(metadata.GetTypeReference)
                .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")
                .Where(name => ForbiddenType.IsMatch(name))
                .Order(StringComparer.Ordinal),
        ];
    }

    [GeneratedRegex(
        @"<(Package|Project|Framework)?Reference\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Reference { get; }

    [GeneratedRegex(
        @"\b(System\.(IO|Net|Threading)\b[\w.]*|HttpClient|async\s|await\s|Task\.|Task<|TimeProvider|Stopwatch)"
            + @"|\b(File\.|Console\.|Environment\.|Dedal\.Web\b)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Outside { get; }

    // Microsoft.CodeAnalysis names the compiler's own attributes.
    [GeneratedRegex(
        @"^(System\.(IO|Net|Threading)\.|System\.(Console|TimeProvider|Random)$|Dedal\.Web)"
            + @"|^(System\.Diagnostics\.(Process|Stopwatch)|Microsoft\.(?!CodeAnalysis))",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex ForbiddenType { get; }
}
