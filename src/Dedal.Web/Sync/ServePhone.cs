using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Net.Http.Headers;

namespace Dedal.Web.Sync;

/// <summary>
/// Shell, scripts, service worker and manifest: nothing in them is about anybody, so everyone may have them. Their
/// version is a hash of all of them; the service worker carries it, and a new one replaces what a phone keeps.
/// </summary>
public static partial class ServePhone
{
    /// <summary>Daily screens: addresses that the shell can draw without signal.</summary>
    private const string Screens =
        "hoy|cuaderno|como-vamos|sale|spending|receivables|payables|count|qr|socias|fix|orders|made|route";

    /// <summary>End of the address of everything that a phone keeps, in one answer.</summary>
    private const string Everything = "/kept";

    /// <summary>
    /// Pages by the end of their address. All screens but home are apart: the shell asks for them once home stands.
    /// </summary>
    private static readonly Dictionary<string, Type> Pages = new(StringComparer.Ordinal)
    {
        [""] = typeof(PhoneShell),
        ["/rest"] = typeof(PhoneRest),
        ["/offline"] = typeof(PhoneOffline),
    };

    /// <summary>Scripts that the first screen needs; asked for together.</summary>
    private static readonly string[] FirstScripts = ["app", "home", "money", "store"];

    /// <summary>Scripts of the other screens: kept with the first ones, so that they open without signal.</summary>
    private static readonly string[] OtherScripts =
    [
        "outbox",
        "device",
        "look",
        "saying",
        "saving",
        "spoken",
        "effects",
        "paying",
        "sale",
        "spending",
        "count",
        "mend",
        "paper",
        "help",
        "orders",
        "order-view",
        "order-new",
        "order-ended",
        "order-state",
        "made",
        "baking",
        "route",
        "route-forms",
        "run-state",
        "materials",
        "steps",
    ];

    private static readonly FrozenDictionary<string, Kept> Scripts = Load();
    private static readonly string Version = Fingerprint();
    private static readonly ConcurrentDictionary<(string Language, string End), Kept> Made = new();
    private static readonly Kept Worker = ServiceWorker();
    private static readonly Kept ManifestFile = Manifest();
    private static readonly Kept IconFile = Icon();

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var end in Pages.Keys.Append(Everything))
        {
            routes.MapGet("/phone/{lang}" + end, (HttpContext c, string lang) => Show(c, lang, end)).AllowAnyone();
        }

        foreach (var (name, script) in Scripts.Where(s => s.Key != "sw").OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            routes.MapGet($"/phone/{name}.js", (HttpContext c) => Serve(c, script)).AllowAnyone();
        }

        foreach (
            var (path, kept) in new[]
            {
                ("/sw.js", Worker),
                ("/manifest.webmanifest", ManifestFile),
                ("/icon.svg", IconFile),
            }
        )
        {
            routes.MapGet(path, (HttpContext c) => Serve(c, kept)).AllowAnyone();
        }

        foreach (var screen in new[] { "socias", "fix", "route" })
        {
            // They exist on an enrolled phone only; elsewhere the way leads to the page of today.
            routes
                .MapGet($"/o/{{org:guid}}/{screen}", (Guid org) => TypedResults.Extensions.GoTo($"/o/{org:D}/hoy"))
                .AllowRoles(Dedal.Domain.Books.Who.All);
        }
    }

    private static async Task<IResult> Show(HttpContext context, string lang, string end) =>
        Words.Languages.Contains(lang, StringComparer.Ordinal)
            ? Serve(context, await Of(context, lang, end))
            : Results.NotFound();

    /// <summary>A page in a language: the same for everybody until the program changes, so made once.</summary>
    private static async Task<Kept> Of(HttpContext context, string lang, string end)
    {
        if (!Made.TryGetValue((lang, end), out var made))
        {
            made = end == Everything ? await Together(context, lang) : await Render(context, lang, end);
            Made.TryAdd((lang, end), made);
        }

        return made;
    }

    private static async Task<Kept> Render(HttpContext context, string lang, string end)
    {
        await using var scope = context.RequestServices.CreateAsyncScope();
        var services = scope.ServiceProvider;
        // Forms without an address of their own are given the page's; scripts take them, so any will do.
        ((IHostEnvironmentNavigationManager)services.GetRequiredService<NavigationManager>()).Initialize(
            "http://phone/",
            "http://phone/"
        );
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var given = new Dictionary<string, object?>(StringComparer.Ordinal) { ["W"] = Words.In(lang) };
        if (end.Length == 0)
        {
            given["Scripts"] = FirstScripts;
        }

        var page = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync(Pages[end], ParameterView.FromDictionary(given))).ToHtmlString()
        );
        return Pack(Encoding.UTF8.GetBytes(Indents().Replace(page, "")), "text/html");
    }

    /// <summary>All that a phone keeps, by address: one answer instead of forty.</summary>
    private static async Task<Kept> Together(HttpContext context, string lang)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/manifest.webmanifest"] = Text(ManifestFile),
            ["/icon.svg"] = Text(IconFile),
        };
        foreach (var end in Pages.Keys)
        {
            all[$"/phone/{lang}{end}"] = Text(await Of(context, lang, end));
        }

        foreach (var name in FirstScripts.Concat(OtherScripts))
        {
            all[$"/phone/{name}.js"] = Text(Scripts[name]);
        }

        return Pack(JsonSerializer.SerializeToUtf8Bytes(all, PhoneWords.Plainly), "application/json");
    }

    private static string Text(Kept kept) => Encoding.UTF8.GetString(kept.Plain);

    private static Kept ServiceWorker() =>
        Pack(
            Encoding.UTF8.GetBytes(
                Encoding
                    .UTF8.GetString(Scripts["sw"].Plain)
                    .Replace("'VERSION'", $"'{Version}'", StringComparison.Ordinal)
                    .Replace("/SCREENS/", $@"/^\/o\/[0-9a-f-]{{36}}\/({Screens})$/", StringComparison.Ordinal)
            ),
            "text/javascript"
        );

    private static Kept Manifest() =>
        Pack(
            """
            {"name":"Dedal","short_name":"Dedal","start_url":"/","scope":"/","display":"standalone","lang":"es",
            "background_color":"#fbf7f0","theme_color":"#a3124f",
            "icons":[{"src":"/icon.svg","sizes":"any","type":"image/svg+xml","purpose":"any maskable"}]}
            """u8.ToArray(),
            "application/manifest+json"
        );

    private static Kept Icon() =>
        Pack(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" fill="#fbf7f0"/>
            <g transform="translate(12 11)" fill="none" stroke="#a3124f" stroke-width="2">
            <path d="M7 17 8 8a4 4 0 0 1 8 0l1 9zM5.5 17h13v4h-13z"/></g></svg>
            """u8.ToArray(),
            "image/svg+xml"
        );

    private static IResult Serve(HttpContext context, Kept kept)
    {
        context.Response.Headers.CacheControl = "no-cache"; // kept, but asked for anew
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var packed = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (packed)
        {
            context.Response.Headers.ContentEncoding = "br";
        }

        return Results.Bytes(packed ? kept.Packed : kept.Plain, kept.Type, entityTag: kept.Tag);
    }

    /// <summary>Compressed as hard as can be, once: they are asked for on a bad line.</summary>
    private static Kept Pack(byte[] plain, string type)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize))
        {
            brotli.Write(plain);
        }

        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..16]}\"";
        return new(plain, packed.ToArray(), type + "; charset=utf-8", new(tag));
    }

    private sealed record Kept(byte[] Plain, byte[] Packed, string Type, EntityTagHeaderValue Tag);

    private static FrozenDictionary<string, Kept> Load()
    {
        const string Folder = "Dedal.Web.Shared.phone.";
        var assembly = Assembly.GetExecutingAssembly();
        return assembly
            .GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n.EndsWith(".js", StringComparison.Ordinal))
            .ToFrozenDictionary(
                n => n[Folder.Length..^3],
                n => Pack(Strip(Read(assembly, n)), "text/javascript"),
                StringComparer.Ordinal
            );
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>
    /// Takes out what only readers need: comments on lines of their own, types inside lines, indentation. No template
    /// text of ours spans lines (a test reads the sources), so no string changes.
    /// </summary>
    private static byte[] Strip(string script) =>
        Encoding.UTF8.GetBytes(Casts().Replace(Comments().Replace(Indents().Replace(script, ""), ""), ""));

    /// <summary>Changes with anything that a phone keeps.</summary>
    private static string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, script) in Scripts.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(script.Plain);
        }

        hash.AppendData(Encoding.UTF8.GetBytes(Style.Phone));
        hash.AppendData(Assembly.GetExecutingAssembly().ManifestModule.ModuleVersionId.ToByteArray());
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>Types said inside a line, for the checker.</summary>
    [GeneratedRegex(@"/\*\* @(type|param) ((?!\*/).)*\*/ ?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Casts();

    [GeneratedRegex(@"^[ \t]+", RegexOptions.Multiline, 1000)]
    private static partial Regex Indents();

    [GeneratedRegex(
        @"^(//.*|/\*\*((?!\*/)[\s\S])*\*/)?\n",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Comments();
}
