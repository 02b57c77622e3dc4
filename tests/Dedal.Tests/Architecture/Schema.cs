using System.Text.RegularExpressions;

namespace Dedal.Tests.Architecture;

/// <summary>A table with the parts of its statement: columns and constraints, each with its line.</summary>
public sealed record Table(string Name, string File, int Line, IReadOnlyList<(string Text, int Line)> Parts);

/// <summary>A key, a unique or a foreign key; <paramref name="Target"/> is the table a foreign key points to.</summary>
public sealed record Key(string Table, string File, int Line, string Kind, string[] Columns, string? Target = null);

/// <summary>Reads the schema files' tables and keys as text; knows no more SQL than they use.</summary>
public static partial class Schema
{
    public static IEnumerable<Table> Tables(SourceTree tree) =>
        from file in Texts(tree)
        from Match match in CreateTable.Matches(file.Text)
        let body = Body(file.Text, match.Index + match.Length)
        select new Table(
            match.Groups["name"].Value,
            file.Path,
            CodeText.LineAt(file.Text, match.Index),
            Parts(file.Text, match.Index + match.Length, body)
        );

    public static IEnumerable<Key> Keys(SourceTree tree)
    {
        foreach (var table in Tables(tree))
        {
            foreach (var (text, line) in table.Parts)
            {
                foreach (var key in KeysOf(table.Name, table.File, text, line))
                    yield return key;
            }
        }
        foreach (var (path, text) in Texts(tree))
        {
            foreach (Match match in UniqueIndex.Matches(text))
            {
                var line = CodeText.LineAt(text, match.Index);
                yield return new(
                    match.Groups["name"].Value,
                    path,
                    line,
                    "unique index",
                    Columns(match.Groups["columns"].Value)
                );
            }
            foreach (Match match in AlterTable.Matches(text))
            {
                var line = CodeText.LineAt(text, match.Index);
                foreach (var key in KeysOf(match.Groups["name"].Value, path, match.Groups["part"].Value, line))
                    yield return key;
            }
        }
    }

    private static IEnumerable<Key> KeysOf(string table, string file, string part, int line)
    {
        if (Constraint.Match(part) is { Success: true } whole)
        {
            var kind = Spaces.Replace(whole.Groups["kind"].Value.ToLowerInvariant(), " ");
            yield return new(table, file, line, kind, Columns(whole.Groups["columns"].Value), Target(part));
            yield break;
        }
        string[] column = [part.TrimStart().Split(' ', '\n', '\t')[0].Trim('"')];
        foreach (Match match in ColumnConstraint.Matches(part))
        {
            var kind = Spaces.Replace(match.Value.ToLowerInvariant(), " ");
            yield return kind == "references"
                ? new(table, file, line, "foreign key", column, Target(part))
                : new(table, file, line, kind, column);
        }
    }

    // Comments are blank, so that a parenthesis or a key in prose is not read.
    private static IEnumerable<(string Path, string Text)> Texts(SourceTree tree) =>
        tree.Under($"{SourceTree.Web}Data/Schema/", ".sql")
            .Select(file => (file.Path, Comment.Replace(file.Text, m => new string(' ', m.Length))));

    private static int Body(string text, int start)
    {
        var depth = 1;
        var end = start;
        for (; end < text.Length && depth > 0; end++)
            depth +=
                text[end] == '(' ? 1
                : text[end] == ')' ? -1
                : 0;
        return depth == 0 ? end - 1 : text.Length;
    }

    private static List<(string Text, int Line)> Parts(string text, int start, int end)
    {
        var parts = new List<(string, int)>();
        var depth = 0;
        var from = start;
        for (var i = start; i <= end; i++)
        {
            if (i == end || (text[i] == ',' && depth == 0))
            {
                var part = text[from..i];
                var first = from + part.Length - part.TrimStart().Length;
                parts.Add((part.Trim(), CodeText.LineAt(text, first)));
                from = i + 1;
            }
            else
            {
                depth +=
                    text[i] == '(' ? 1
                    : text[i] == ')' ? -1
                    : 0;
            }
        }
        return parts;
    }

    private static string[] Columns(string list) => [.. list.Split(',').Select(c => c.Trim().Split(' ')[0].Trim('"'))];

    private static string? Target(string part) =>
        TargetTable.Match(part) is { Success: true } match ? match.Groups["name"].Value : null;

    private const RegexOptions Sql = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"--[^\n]*", Sql, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Comment { get; }

    [GeneratedRegex(@"\s+", Sql, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Spaces { get; }

    [GeneratedRegex(
        @"\bcreate\s+table\s+(if\s+not\s+exists\s+)?""?(?<name>\w+)""?\s*\(",
        Sql,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex CreateTable { get; }

    [GeneratedRegex(
        @"\bcreate\s+unique\s+index\s+(if\s+not\s+exists\s+)?\w+\s+on\s+""?(?<name>\w+)""?"
            + @"\s*\((?<columns>[^;]*?)\)\s*(where|;|$)",
        Sql,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex UniqueIndex { get; }

    [GeneratedRegex(
        @"\balter\s+table\s+""?(?<name>\w+)""?\s+add\s+(column\s+)?(?<part>[^;]*)",
        Sql,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex AlterTable { get; }

    [GeneratedRegex(
        @"^\s*(constraint\s+\w+\s+)?(?<kind>primary\s+key|unique|foreign\s+key)\s*\((?<columns>[^)]*)\)",
        Sql,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Constraint { get; }

    [GeneratedRegex(@"\b(primary\s+key|unique|references)\b", Sql, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ColumnConstraint { get; }

    [GeneratedRegex(@"\breferences\s+""?(?<name>\w+)", Sql, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex TargetTable { get; }
}
