using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.ResponseCompression;

namespace Dedal.Web.Shared;

/// <summary>How answers are written: pages rendered on the server, letters as they are, compressed.</summary>
public static class Answers
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddScoped<IconsUsed>();

        // ñ and ¿ as two bytes, not as eight characters of an entity.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));

        // Also over HTTPS: no page holds a token that could be guessed from the length of compressed answers.
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
    }
}
