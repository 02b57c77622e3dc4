using System.Text.RegularExpressions;

namespace Dedal.Tests.Architecture;

/// <summary>What a rule found: where, and what to do about it.</summary>
public sealed record Finding(string File, int Line, string Todo)
{
    public override string ToString() => $"{File}:{Line}: {Todo}";
}

/// <summary>The text of the repository that the rules read, by path; or a made-up one with an offender in it.</summary>
public sealed class SourceTree(IReadOnlyDictionary<string, string> files)
{
    public const string Web = "src/Dedal.Web/";
    public const string Domain = "src/Dedal.Domain/";

    /// <summary>Folders of Dedal.Web that are no modules: shared things, the database, command line, backup.</summary>
    private static readonly string[] NoModules = ["Shared", "Data", "Commands", "Keep", "Properties", "wwwroot"];

    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "artifacts", "TestResults", ".git"];
    private static readonly string[] Kinds =
    [
        ".cs",
        ".razor",
        ".js",
        ".sql",
        ".tsv",
        ".md",
        ".csproj",
        ".props",
        ".targets",
        ".txt",
        ".editorconfig",
    ];

    public IReadOnlyDictionary<string, string> Files => files;

    /// <summary>Folders of Dedal.Web that hold a module class, such as Books for Books/BooksModule.cs.</summary>
    public IEnumerable<string> Modules =>
        WebFolders.Where(folder => files.ContainsKey($"{Web}{folder}/{folder}Module.cs"));

    /// <summary>All folders of Dedal.Web that must be modules.</summary>
    public IEnumerable<string> WebFolders =>
        files
            .Keys.Where(path => path.StartsWith(Web, StringComparison.Ordinal))
            .Select(path => path[Web.Length..].Split('/'))
            .Where(parts => parts.Length > 1 && !NoModules.Contains(parts[0], StringComparer.Ordinal))
            .Select(parts => parts[0])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    public static SourceTree Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dedal.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("These tests run inside the repository.");
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Read(folder, "", files);
        files["bin/test"] = File.ReadAllText(Path.Combine(folder.FullName, "bin/test"));
        return new(files);
    }

    /// <summary>The same tree with one file added or replaced.</summary>
    public SourceTree With(string path, string text) =>
        new(new Dictionary<string, string>(files, StringComparer.Ordinal) { [path] = text });

    public IEnumerable<(string Path, string Text)> Under(string folder, params string[] extensions) =>
        from file in files
        where file.Key.StartsWith(folder, StringComparison.Ordinal)
        where extensions.Contains(Path.GetExtension(file.Key), StringComparer.Ordinal)
        select (file.Key, file.Value);

    private static void Read(DirectoryInfo folder, string prefix, IDictionary<string, string> into)
    {
        foreach (var file in folder.EnumerateFiles().Where(f => Kinds.Contains(f.Extension, StringComparer.Ordinal)))
            into[prefix + file.Name] = File.ReadAllText(file.FullName);
        foreach (var inner in folder.EnumerateDirectories())
        {
            if (!Skipped.Contains(inner.Name, StringComparer.Ordinal) && inner.LinkTarget is null)
                Read(inner, $"{prefix}{inner.Name}/", into);
        }
    }
}

/// <summary>C# (and Razor) without what is not code. Every character keeps its place, so lines stay right.</summary>
public static partial class CodeText
{
    /// <summary>Comments and strings are blank.</summary>
    public static string Code(string text) => NotCode.Replace(text, m => Blank(m.Value));

    /// <summary>Comments are blank; strings stay, for the SQL in them.</summary>
    public static string CodeAndStrings(string text) =>
        NotCode.Replace(
            text,
            m => m.Value[0] is '/' || m.Value.StartsWith("@*", StringComparison.Ordinal) ? Blank(m.Value) : m.Value
        );

    /// <summary>Line number of a place in a text, from 1.</summary>
    public static int LineAt(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    private static string Blank(string text) => string.Concat(text.Select(c => c == '\n' ? '\n' : ' '));

    [GeneratedRegex(
        """
            //[^\n]*
            | /\*.*?\*/
            | @\*.*?\*@
            | \$*(?<quotes>"{3,}).*?\k<quotes>(?!")
            | (\$@|@\$|@)"([^"]|"")*"
            | \$"(\\.|\{\{|\{([^{}"\n]|"(\\.|[^"\\\n])*")*\}|[^"\\{\n])*"
            | "(\\.|[^"\\\n])*"
            | '(\\[^'\n]{1,9}|\\'|[^'\\\n])'
            """,
        RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex NotCode { get; }
}
