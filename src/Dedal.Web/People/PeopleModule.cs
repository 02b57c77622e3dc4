using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>Persons, sessions, roles: who may see what. See People.md.</summary>
public sealed class PeopleModule : Module
{
    public override void AddServices(IServiceCollection services) => services.AddSingleton<Sessions>();

    /// <summary>What every request goes through, in this order, before its endpoint.</summary>
    public static void UseGates(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseRouting();
        app.UseMiddleware<CrossSiteMiddleware>();
        app.UseMiddleware<CallerMiddleware>();
        app.UseMiddleware<PermissionMiddleware>();
    }
}
