using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Dedal.Tests.Keep;

/// <summary>
/// The server behind TLS: the recipe of docs/OPERATIONS.md, as it stands there, and its own certificate.
/// </summary>
public sealed partial class ProxyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dedal-proxy-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Behind_the_nginx_of_the_recipe_forms_work_others_are_refused_and_measures_stay_inside()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/nginx"), "No nginx here (Debian: nginx-light).");
        await MadeYear.CopyTo(Path.Combine(folder, "data"));
        await using var server = await BuiltProgram.Serve("demo", "--data", Path.Combine(folder, "data"));
        var port = BuiltProgram.FreePort();
        await Certificate();
        var recipe = NginxBlock()
            .Match(await File.ReadAllTextAsync(Repository("docs/OPERATIONS.md")))
            .Groups["block"]
            .Value;
        var site = recipe
            .Replace("listen 443 ssl", Invariant($"listen 127.0.0.1:{port} ssl"), StringComparison.Ordinal)
            .Replace("http://127.0.0.1:5080", server.Url.ToString().TrimEnd('/'), StringComparison.Ordinal)
            .Replace("/etc/ssl/dedal.crt", Path.Combine(folder, "dedal.crt"), StringComparison.Ordinal)
            .Replace("/etc/ssl/dedal.key", Path.Combine(folder, "dedal.key"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nginx.conf"),
            $$"""
            daemon off; pid {{folder}}/nginx.pid; error_log {{folder}}/error.log;
            events {} http { access_log off; client_body_temp_path {{folder}}; proxy_temp_path {{folder}};
            fastcgi_temp_path {{folder}}; uwsgi_temp_path {{folder}}; scgi_temp_path {{folder}};
            {{site}} }
            """
        );
        using var nginx = Process.Start("/usr/sbin/nginx", ["-c", Path.Combine(folder, "nginx.conf")]);
        try
        {
            await Ask(new Uri(Invariant($"https://localhost:{port}")));
        }
        finally
        {
            // It was started here: SIGTERM to the master ends its workers too.
            using var kill = Process.Start("kill", ["-TERM", Invariant($"{nginx.Id}")]);
            await nginx.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task With_its_own_certificate_it_serves_HTTPS_and_a_wrong_one_is_refused_with_a_sentence()
    {
        await Certificate();
        var pfx = Path.Combine(folder, "dedal.pfx");
        Run(
            "openssl",
            "pkcs12",
            "-export",
            "-out",
            pfx,
            "-inkey",
            Path.Combine(folder, "dedal.key"),
            "-in",
            Path.Combine(folder, "dedal.crt"),
            "-passout",
            "pass:"
        );
        string[] where = ["--data", Path.Combine(folder, "data")];
        await MadeYear.CopyTo(where[1]);
        var port = BuiltProgram.FreePort();
        await using var server = await BuiltProgram.ServeAt(
            new Uri(Invariant($"https://localhost:{port}")),
            ["demo", .. where, "--cert", pfx]
        );
        await Ask(server.Url);

        var (code, _, errors) = await BuiltProgram.Run([
            "serve",
            "--data",
            Path.Combine(folder, "other"),
            "--cert",
            Path.Combine(folder, "dedal.key"),
        ]);
        Assert.Equal(1, code);
        Assert.Contains("cannot be read as a certificate", errors, StringComparison.Ordinal);
    }

    /// <summary>What a browser would ask of the site.</summary>
    private static async Task Ask(Uri site)
    {
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
            AllowAutoRedirect = false,
        };
        using var client = new HttpClient(handler) { BaseAddress = site, Timeout = TimeSpan.FromSeconds(10) };
        HttpResponseMessage? page = null;
        for (var i = 0; i < 100 && page is null; i++)
        {
            try
            {
                page = await client.GetAsync(new Uri("/sign-in", UriKind.Relative));
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }

        Assert.Equal(HttpStatusCode.OK, page!.StatusCode);
        Assert.True(page.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        page.Dispose();

        using var mine = await Post(client, site.GetLeftPart(UriPartial.Authority));
        Assert.NotEqual(HttpStatusCode.Forbidden, mine.StatusCode);
        Assert.Contains(
            mine.Headers,
            h => h.Key == "Set-Cookie" && h.Value.Any(v => v.Contains("secure", StringComparison.OrdinalIgnoreCase))
        );
        using var other = await Post(client, "https://other.example.org");
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/language", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["language"] = "fr", ["back"] = "/" }),
        };
        request.Headers.Add("Origin", origin);
        return client.SendAsync(request);
    }

    private Task Certificate()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "No openssl here to make a certificate.");
        Run(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-keyout",
            Path.Combine(folder, "dedal.key"),
            "-out",
            Path.Combine(folder, "dedal.crt")
        );
        return Task.CompletedTask;
    }

    private static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Repository(string path)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Dedal.slnx")))
        {
            at = at.Parent!;
        }

        return Path.Combine(at.FullName, path);
    }

    [GeneratedRegex("```nginx\n(?<block>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex NginxBlock();
}
