using System.Text.RegularExpressions;

namespace Dedal.Tests.Architecture;

/// <summary>
/// Rule 6: every text on a screen stands in a *.words.tsv in Spanish, French and English, with the same places {0};
/// every key that is used exists, every key that exists is used, and no page holds a text of its own.
/// </summary>
public static partial class WordsInThreeLanguages
{
    /// <summary>Spanish leaves the currency out where it was just said; the others cannot.</summary>
    private static readonly string[] PlacesOfTheirOwn = ["spoken.bare-whole", "spoken.bare-both"];

    private const string Header = "key\tes\tfr\ten";

    public static IEnumerable<Finding> Check(SourceTree tree)
    {
        var keys = new Dictionary<string, (string File, int Line)>(StringComparer.Ordinal);
        var findings = new List<Finding>();
        foreach (var (path, text) in tree.Under(SourceTree.Web, ".tsv"))
        {
            if (path.EndsWith(".words.tsv", StringComparison.Ordinal))
                findings.AddRange(Table(path, text, keys));
        }

        var literals = Literals(tree);
        findings.AddRange(Missing(literals, keys));
        findings.AddRange(Unused(literals, keys));
        foreach (var (path, text) in tree.Under(SourceTree.Web, ".razor"))
            findings.AddRange(PageText.Findings(path, text));
        return findings;
    }

    private static IEnumerable<Finding> Table(string path, string text, Dictionary<string, (string, int)> keys)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        if (lines[0] != Header)
            yield return new(path, 1, "begin with key, es, fr, en");
        for (var i = 1; i < lines.Length; i++)
        {
            var cells = lines[i].Split('\t');
            if (cells.Length != 4 || cells.Any(string.IsNullOrWhiteSpace))
                yield return new(path, i + 1, $"give {cells[0]} in es, fr and en");
            else if (PlacesDiffer(cells) && !PlacesOfTheirOwn.Contains(cells[0], StringComparer.Ordinal))
                yield return new(path, i + 1, $"use the same places in every language of {cells[0]}");
            if (!keys.TryAdd(cells[0], (path, i + 1)))
                yield return new(path, i + 1, $"say {cells[0]} once");
        }
    }

    private static bool PlacesDiffer(string[] cells) =>
        cells[1..].Select(Places).Distinct(StringComparer.Ordinal).Count() > 1;

    private static string Places(string text) =>
        string.Join(
            ',',
            Place.Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        );

    private static List<(string File, int Line, string Text, bool IsKey)> Literals(SourceTree tree) =>
        [
            .. from file in tree.Under("src/", ".cs", ".razor")
            let code = CodeText.CodeAndStrings(file.Text)
            from Match match in Literal.Matches(code)
            let text = match.Groups["text"].Value
            let isKey = match.Groups["words"].Success
            select (file.Path, CodeText.LineAt(code, match.Index), text, isKey),
        ];

    /// <summary>
    /// A key is what stands in W["…"], and any literal that looks like one and begins like one: keys travel.
    /// </summary>
    private static IEnumerable<Finding> Missing(
        List<(string File, int Line, string Text, bool IsKey)> literals,
        Dictionary<string, (string, int)> keys
    )
    {
        var beginnings = keys.Keys.Select(k => k.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var (file, line, text, isKey) in literals)
        {
            var travels = KeyShape.IsMatch(text) && beginnings.Contains(text.Split('.')[0]) && !FileName.IsMatch(text);
            var whole = !text.EndsWith('.') && !text.Contains('{', StringComparison.Ordinal);
            if ((isKey || travels) && whole && !keys.ContainsKey(text))
                yield return new(file, line, $"add {text} to the module's words file");
        }
    }

    private static IEnumerable<Finding> Unused(
        List<(string File, int Line, string Text, bool IsKey)> literals,
        Dictionary<string, (string File, int Line)> keys
    )
    {
        var said = literals.Select(l => l.Text).ToHashSet(StringComparer.Ordinal);
        var made = said.Where(t => t.Contains('.', StringComparison.Ordinal) && KeyBeginning.IsMatch(t))
            .Where(t => t.EndsWith('.') || t.Contains('{', StringComparison.Ordinal))
            .Where(t => t != "refusal.")
            .Select(t => new Regex(
                "^" + Hole.Replace(Regex.Escape(t), "[a-zA-Z0-9-]+") + (t.EndsWith('.') ? ".+$" : "$"),
                RegexOptions.None,
                TimeSpan.FromSeconds(10)
            ))
            .ToList();
        foreach (var (key, (file, line)) in keys)
        {
            var code = key.StartsWith("refusal.", StringComparison.Ordinal) ? key["refusal.".Length..] : key;
            if (!said.Contains(key) && !said.Contains(code) && !made.Exists(m => m.IsMatch(key)))
                yield return new(file, line, $"remove {key}: nothing uses it");
        }
    }

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 10_000)]
    private static partial Regex Place { get; }

    [GeneratedRegex(@"\\\{[^}]*\}", RegexOptions.None, 10_000)]
    private static partial Regex Hole { get; }

    /// <summary>
    /// What stands between two quotes, also in a Razor attribute's own quotes; and whether it is in brackets behind the
    /// words.
    /// </summary>
    [GeneratedRegex(
        """(?<=(?<words>(\bW|[wW]ords|In\([\w.]*\))\[)?\$?")(?<text>[^"\\\n]+)(?=")""",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Literal { get; }

    [GeneratedRegex(@"^[a-z]+(\.[a-z0-9-]+)+$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex KeyShape { get; }

    [GeneratedRegex(@"^[a-z]+\.([a-z0-9.-]|\{[^}]*\})*$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex KeyBeginning { get; }

    [GeneratedRegex(@"\.(tsv|sql|css|js|md|db|json|csv)$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex FileName { get; }
}

/// <summary>The text that a Razor page itself says, outside tags, expressions and code.</summary>
internal static partial class PageText
{
    private static readonly string[] Statements = ["if", "foreach", "for", "while", "switch", "using"];
    private static readonly string[] Directives = ["inherits", "inject", "namespace", "implements", "typeparam"];

    public static IEnumerable<Finding> Findings(string path, string text)
    {
        var markup = Markup(Comment.Replace(text, Blank));
        foreach (Match spoken in SpokenAttribute.Matches(markup))
        {
            if (Letters.IsMatch(spoken.Groups["text"].Value))
                yield return At(spoken.Index, spoken.Groups["text"].Value);
        }

        foreach (Match word in Letters.Matches(Tag.Replace(Entity.Replace(markup, Blank), Blank)))
            yield return At(word.Index, word.Value);

        Finding At(int index, string said) =>
            new(path, CodeText.LineAt(markup, index), $"take \"{said.Trim()}\" from the words");
    }

    /// <summary>The page without code: every character keeps its place.</summary>
    private static string Markup(string text)
    {
        var code = CodeBlock.Match(text);
        var page = (code.Success ? text[..code.Index] : text).ToCharArray();
        for (var i = 0; i < page.Length; i++)
        {
            var end =
                page[i] == '@' ? Expression(page, i)
                : Starts(page, i, "else") ? Condition(page, i + 4)
                : page[i] is '{' or '}' ? i + 1
                : i;
            for (var j = i; j < end; j++)
                page[j] = page[j] == '\n' ? '\n' : ' ';
            i = Math.Max(i, end - 1);
        }

        return Statement.Replace(new string(page), Blank);
    }

    /// <summary>Where the code that begins with @ ends.</summary>
    private static int Expression(char[] page, int at)
    {
        var i = at + 1;
        if (i < page.Length && page[i] == '(')
            return Balanced(page, i);
        var start = i;
        while (i < page.Length && (char.IsLetterOrDigit(page[i]) || page[i] == '_'))
            i++;
        var word = new string(page, start, i - start);
        if (Directives.Contains(word, StringComparer.Ordinal) || (word == "using" && page[i + 1] != '('))
            return Array.IndexOf(page, '\n', i) is >= 0 and var line ? line : page.Length;
        if (Statements.Contains(word, StringComparer.Ordinal))
            return Condition(page, i);
        while (i < page.Length)
        {
            if (page[i] is '(' or '[')
                i = Balanced(page, i);
            else if (page[i] is '.' or '?' && i + 1 < page.Length && (char.IsLetter(page[i + 1]) || page[i + 1] == '.'))
                i += page[i] == '?' ? 2 : 1;
            else if (char.IsLetterOrDigit(page[i]) || page[i] is '_' or '!')
                i++;
            else
                break;
        }

        return i;
    }

    /// <summary>Behind the brackets of a statement, if it has any.</summary>
    private static int Condition(char[] page, int i)
    {
        while (i < page.Length && (char.IsWhiteSpace(page[i]) || Starts(page, i, "if")))
            i += page[i] == 'i' ? 2 : 1;
        return i < page.Length && page[i] == '(' ? Balanced(page, i) : i;
    }

    private static int Balanced(char[] page, int i)
    {
        for (var depth = 0; i < page.Length; i++)
        {
            if (page[i] == '"')
                i = Array.IndexOf(page, '"', i + 1) is > 0 and var end ? end : page.Length - 1;
            else if (page[i] is '(' or '[')
                depth++;
            else if (page[i] is ')' or ']' && --depth == 0)
                return i + 1;
        }

        return page.Length;
    }

    private static bool Starts(char[] page, int i, string word) =>
        i + word.Length < page.Length
        && page.AsSpan(i, word.Length).SequenceEqual(word)
        && !char.IsLetterOrDigit(page[i + word.Length])
        && (i == 0 || char.IsWhiteSpace(page[i - 1]));

    private static string Blank(Match match) => string.Concat(match.Value.Select(c => c == '\n' ? '\n' : ' '));

    [GeneratedRegex(@"^@code\b", RegexOptions.Multiline, 10_000)]
    private static partial Regex CodeBlock { get; }

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline, 10_000)]
    private static partial Regex Comment { get; }

    /// <summary>A line of C# in a block, such as <c>var item = Items[i];</c>.</summary>
    [GeneratedRegex(@"^[^<>\n]*;[ \t]*$", RegexOptions.Multiline, 10_000)]
    private static partial Regex Statement { get; }

    [GeneratedRegex("""</?[A-Za-z!][^<>"]*("[^"]*"[^<>"]*)*>""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Tag { get; }

    [GeneratedRegex("&[a-z]+;", RegexOptions.None, 10_000)]
    private static partial Regex Entity { get; }

    [GeneratedRegex(
        """\s(aria-label|alt|title|placeholder|Label|Title|Text|Hint|Word|Caption)="(?<text>[^"]*)" """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1_000
    )]
    private static partial Regex SpokenAttribute { get; }

    [GeneratedRegex(@"\p{L}{2,}", RegexOptions.None, 10_000)]
    private static partial Regex Letters { get; }
}
