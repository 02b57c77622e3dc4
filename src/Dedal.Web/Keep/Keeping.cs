using Dedal.Web.Shared;
using OpenTelemetry.Metrics;

namespace Dedal.Web.Keep;

/// <summary>
/// Keeping the data and the server: storage, backups, health, measures, logs (docs/OPERATIONS.md). Like Data it is
/// part of the house, not a module.
/// </summary>
public sealed class Keeping : Module
{
    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ServerState>();
        services.AddSingleton<Storage>();
        services.AddHostedService<StorageWatch>();
        services.AddSingleton<BackupSchedule>();
        services.AddHostedService(p => p.GetRequiredService<BackupSchedule>());
        services
            .AddOpenTelemetry()
            .WithMetrics(m =>
                m.AddMeter(Measures.MeterName, "Microsoft.AspNetCore.Hosting", "System.Runtime").AddPrometheusExporter()
            );
    }

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", Health.Get).AllowAnyone();
        LocalOnly.Guard(routes.MapPrometheusScrapingEndpoint("/metrics")).AllowAnyone();
    }

    /// <summary>What surrounds every request, before the gates.</summary>
    public static void Use(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<StorageMiddleware>();
    }
}
