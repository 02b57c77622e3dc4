namespace Dedal.Web.People;

/// <summary>The few words by which a person knows her own device again; no more of the User-Agent is kept.</summary>
public static class Agents
{
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ];

    /// <summary>For example <c>Chrome · Android</c>.</summary>
    public static string Describe(HttpContext context)
    {
        var text = context.Request.Headers.UserAgent.ToString();
        return string.Join(" · ", new[] { Find(Browsers), Find(Systems) }.OfType<string>()) is { Length: > 0 } known
            ? known
            : "?";

        string? Find((string Mark, string Name)[] all) =>
            all.FirstOrDefault(a => text.Contains(a.Mark, StringComparison.Ordinal)).Name;
    }
}
