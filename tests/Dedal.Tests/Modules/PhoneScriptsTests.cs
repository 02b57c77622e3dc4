using System.Net.Http.Json;
using Dedal.Tests.Architecture;
using Dedal.Tests.Support;
using Dedal.Web.Data;

namespace Dedal.Tests.Modules;

/// <summary>Scripts are served without comments and indentation; nothing that runs may change by that.</summary>
public class PhoneScriptsTests
{
    [Fact]
    public void No_template_text_spans_lines()
    {
        var wrong = SourceTree
            .Repository()
            .Under("src/Dedal.Web/Shared/phone/", ".js")
            .SelectMany(f => f.Text.Split('\n').Select((line, i) => (f.Path, Line: line, Number: i + 1)))
            .Where(l => !l.Line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .Where(l => l.Line.Count(c => c == '`') % 2 == 1)
            .Select(l => $"{l.Path}:{l.Number}")
            .ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task What_is_served_has_no_comment_and_no_indentation()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        using var client = app.Client();
        var script = await client.GetStringAsync("/phone/app.js");
        Assert.Contains("addEventListener", script, StringComparison.Ordinal);
        Assert.DoesNotContain("/**", script, StringComparison.Ordinal);
        Assert.DoesNotContain("\n ", script, StringComparison.Ordinal);
        var worker = await client.GetStringAsync("/sw.js");
        Assert.DoesNotContain("'VERSION'", worker, StringComparison.Ordinal);
        Assert.DoesNotContain("/SCREENS/", worker, StringComparison.Ordinal);
        var all = await client.GetFromJsonAsync<Dictionary<string, string>>("/phone/fr/kept");
        Assert.Equal(script, all!["/phone/app.js"]);
        Assert.Equal(await client.GetStringAsync("/phone/fr/rest"), all["/phone/fr/rest"]);
    }
}
