namespace Dedal.Tests.Architecture;

/// <summary>
/// Rule 3: a folder of Dedal.Web is a module (but for a few by name) and says in X.md for whom it is, its words,
/// rules, tables and callers. The list is the list of folders, so a new module cannot be forgotten.
/// </summary>
public static class ModulesAreComplete
{
    private const string App = SourceTree.Web + "App.cs";

    /// <summary>Most lines of X.md: what fits one screen is read.</summary>
    private const int MostLines = 40;

    public static IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (var module in tree.WebFolders)
        {
            var root = $"{SourceTree.Web}{module}/{module}";
            if (!tree.Files.ContainsKey($"{root}Module.cs"))
                yield return new($"{root}Module.cs", 1, "write it: routes, services, permissions, documents, menu");
            if (!tree.Files[App].Contains($"new {module}Module(", StringComparison.Ordinal))
                yield return new(App, 1, $"add new {module}Module() to the list of modules");
            if (!tree.Files.TryGetValue($"{root}.md", out var page))
                yield return new($"{root}.md", 1, "write it: for whom, words, rules, tables, who calls it");
            else if (page.TrimEnd().Split('\n').Length is > MostLines and var lines)
                yield return new($"{root}.md", MostLines + 1, $"shorten it from {lines} to {MostLines} lines");
        }
    }
}
