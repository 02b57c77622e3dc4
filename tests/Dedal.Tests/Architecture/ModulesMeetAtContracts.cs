using System.Text.RegularExpressions;

namespace Dedal.Tests.Architecture;

/// <summary>
/// Rule 2: a module uses of another only what stands in its XContract.cs. Other modules' types and tables are read in
/// Reports/ alone, and nothing is written there. Sync names no module at all.
/// </summary>
public static partial class ModulesMeetAtContracts
{
    public static IEnumerable<Finding> Check(SourceTree tree)
    {
        var types = Types(tree);
        var tables = Tables(tree);
        foreach (var module in tree.Modules)
        {
            var root = $"{SourceTree.Web}{module}/";
            foreach (var (path, text) in tree.Under(root, ".cs", ".razor"))
            {
                var code = CodeText.Code(text);
                var spoken = CodeText.CodeAndStrings(text);
                var found = path.StartsWith($"{root}Reports/", StringComparison.Ordinal)
                    ? Written(path, spoken)
                    :
                    [
                        .. Namespace(path, code, module),
                        .. ForeignTypes(tree, path, code, module, types),
                        .. ForeignTables(path, spoken, module, tables),
                    ];
                foreach (var finding in found)
                    yield return finding;
            }
        }
    }

    /// <summary>Types that one module alone declares: its name, the module, and whether the contract has it.</summary>
    private static List<(string Name, string Module, bool InContract)> Types(SourceTree tree)
    {
        var declared =
            from file in tree.Under("src/", ".cs", ".razor")
            let module = file.Path.StartsWith(SourceTree.Web, StringComparison.Ordinal) ? file.Path.Split('/')[2] : ""
            let inContract = file.Path == $"{SourceTree.Web}{module}/{module}Contract.cs"
            from name in Declared(file.Path, file.Text)
            select (Name: name, Module: module, InContract: inContract);
        return
        [
            .. from same in declared.GroupBy(t => t.Name, StringComparer.Ordinal)
            let module = same.First().Module
            where same.All(t => t.Module == module) && tree.Modules.Contains(module, StringComparer.Ordinal)
            select (same.Key, module, same.Any(t => t.InContract)),
        ];
    }

    private static IEnumerable<string> Declared(string path, string text) =>
        path.EndsWith(".razor", StringComparison.Ordinal)
            ? [Path.GetFileNameWithoutExtension(path)]
            : Declaration.Matches(CodeText.Code(text)).Select(m => m.Groups["name"].Value);

    /// <summary>
    /// Tables by the module whose schema file makes them (0002_books.sql: Books), server-wide ones left out.
    /// </summary>
    private static List<(string Table, string Module)> Tables(SourceTree tree) =>
        [
            .. from table in Schema.Tables(tree)
            where !KeysBeginWithOrg.ServerWide.ContainsKey(table.Name)
            let word = Path.GetFileName(table.File).Split('_', '.')[1]
            from module in tree.Modules
            where string.Equals(module, word, StringComparison.OrdinalIgnoreCase)
            select (table.Name, module),
        ];

    private static IEnumerable<Finding> Namespace(string path, string code, string module)
    {
        var declared = NamespaceLine.Match(code);
        if (
            declared.Success
            && !$"{declared.Groups["name"].Value}.".StartsWith($"Dedal.Web.{module}.", StringComparison.Ordinal)
        )
        {
            var line = CodeText.LineAt(code, declared.Index);
            yield return new(path, line, $"declare namespace Dedal.Web.{module}: the module rules go by it");
        }
    }

    private static IEnumerable<Finding> ForeignTypes(
        SourceTree tree,
        string path,
        string code,
        string module,
        List<(string Name, string Module, bool InContract)> types
    )
    {
        var usings = Usings(tree, path, code);
        foreach (var other in tree.Modules.Where(m => m != module))
        {
            var opened = usings.FirstOrDefault(u =>
                $"{u.Name}.".StartsWith($"Dedal.Web.{other}.", StringComparison.Ordinal)
            );
            if (opened.Name is not null && module == "Sync")
                yield return new(
                    path,
                    opened.Line,
                    $"do not name {other}: modules register the documents that Sync accepts"
                );
            if (opened.Name is not null && opened.Name != $"Dedal.Web.{other}")
                yield return new(
                    path,
                    opened.Line,
                    $"use Dedal.Web.{other} only: {opened.Name} is inside another module"
                );
            foreach (var (name, _, _) in types.Where(t => t.Module == other && !t.InContract))
            {
                // With a using the bare name will do, if it is not a method or a property of that name.
                var bare = opened.Name is null ? "" : $@"|\b(new|:)\s+{name}\b|(?<!\.)\b{name}\b(?!\s*\()";
                var use = Regex.Match(
                    code,
                    $@"(?<![\w.])(Dedal\.Web\.)?{other}\.([A-Z]\w*\.)*{name}\b{bare}",
                    RegexOptions.ExplicitCapture,
                    TimeSpan.FromSeconds(10)
                );
                if (use.Success)
                    yield return new(
                        path,
                        CodeText.LineAt(code, use.Index),
                        $"{name} is inside {other}: call it through {other}Contract.cs, or read in {module}/Reports/"
                    );
            }
        }
    }

    /// <summary>What the file itself, the _Imports.razor files above it and global usings open.</summary>
    private static List<(string Name, int Line)> Usings(SourceTree tree, string path, string code)
    {
        var own = Using.Matches(code).Select(m => (m.Groups["name"].Value, CodeText.LineAt(code, m.Index)));
        var above =
            from file in tree.Under(SourceTree.Web, ".cs", ".razor")
            let imports = file.Path.EndsWith("/_Imports.razor", StringComparison.Ordinal)
            where !imports || path.StartsWith(file.Path[..^"_Imports.razor".Length], StringComparison.Ordinal)
            where !imports || path.EndsWith(".razor", StringComparison.Ordinal)
            from Match match in Using.Matches(CodeText.Code(file.Text))
            where imports || match.Value.Contains("global", StringComparison.Ordinal)
            select (match.Groups["name"].Value, 1);
        return [.. own, .. above];
    }

    private static IEnumerable<Finding> ForeignTables(
        string path,
        string spoken,
        string module,
        List<(string Table, string Module)> tables
    ) =>
        from Match match in TableUse.Matches(spoken)
        from table in tables
        where table.Module != module && table.Table == match.Groups["table"].Value
        select new Finding(
            path,
            CodeText.LineAt(spoken, match.Index),
            $"{table.Table} is {table.Module}'s table: ask {table.Module}Contract.cs, or read in {module}/Reports/"
        );

    private static IEnumerable<Finding> Written(string path, string spoken) =>
        Writing
            .Matches(spoken)
            .Select(m => new Finding(
                path,
                CodeText.LineAt(spoken, m.Index),
                $"do not write in Reports/ ({m.Value}…): it only reads"
            ));

    [GeneratedRegex(
        @"\b(class|record(\s+(struct|class))?|struct|interface|enum|delegate\s+[^\s(]+)\s+(?<name>[A-Z]\w*)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Declaration { get; }

    [GeneratedRegex(
        @"^\s*namespace\s+(?<name>[\w.]+)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex NamespaceLine { get; }

    [GeneratedRegex(
        @"^[ \t]*(global\s+|@)?using\s+(static\s+|\w+\s*=\s*)?(?<name>[\w.]+)\s*;?",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Using { get; }

    [GeneratedRegex(
        @"\b(from|join|into|update)\s+""?(?<table>[a-z_]+)\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex TableUse { get; }

    [GeneratedRegex(
        @"\b(insert\s+into|delete\s+from|update\s+\w+\s+set|SaveChanges|ExecuteUpdate|ExecuteDelete)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Writing { get; }
}
