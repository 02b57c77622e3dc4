using System.Net;
using System.Security.Cryptography.X509Certificates;
using Dedal.Web.Commands;
using Microsoft.AspNetCore.HttpOverrides;

namespace Dedal.Web.Keep;

/// <summary>How the server stands in its machine: logs, certificate, proxy in front.</summary>
internal static class Hosting
{
    /// <summary>A proxy elsewhere than on this machine, by address.</summary>
    private const string Proxy = "DEDAL_PROXY";

    public static void Configure(WebApplicationBuilder builder, AppOptions options)
    {
        Logs(builder.Logging);
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        if (options.CertFile is { } file)
        {
            var certificate = Certificate(file);
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.WebHost.ConfigureKestrel(k => k.ConfigureHttpsDefaults(h => h.ServerCertificate = certificate));
        }

        var proxy = builder.Configuration[Proxy];
        builder.Services.Configure<ForwardedHeadersOptions>(f =>
        {
            f.ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            if (proxy is not null)
            {
                f.KnownProxies.Add(IPAddress.Parse(proxy));
            }
        });
    }

    /// <summary>
    /// One JSON object a line, of what this program says itself. What the framework would say below a warning repeats
    /// addresses and is left out.
    /// </summary>
    private static void Logs(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddJsonConsole(j =>
        {
            j.UseUtcTimestamp = true;
            j.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }

    private static X509Certificate2 Certificate(string file)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(
                file,
                Environment.GetEnvironmentVariable("DEDAL_CERT_PASSWORD")
            );
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            throw new CommandRefused(
                $"{file} cannot be read as a certificate: it must be a PFX file, its password in DEDAL_CERT_PASSWORD."
            );
        }
    }
}
