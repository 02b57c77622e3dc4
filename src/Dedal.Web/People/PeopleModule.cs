using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Dedal.Web.People;

/// <summary>Persons, sessions, roles: who may see what. See People.md.</summary>
public sealed class PeopleModule : Module
{
    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Sessions>();
        services.AddSingleton<Attempts>();
        services.AddSingleton<DeviceProof>();
        services.AddSingleton<SetUpCode>();
        services.AddRateLimiter(o =>
        {
            o.GlobalLimiter = System.Threading.RateLimiting.PartitionedRateLimiter.Create<HttpContext, string>(
                Attempts.OfSender
            );
            o.AddPolicy(Attempts.ByAddress, Attempts.OfAddress);
            o.OnRejected = (c, _) => new(Refused.Answer(c.HttpContext, StatusCodes.Status429TooManyRequests));
        });

        // Razor components bring it along; nothing of ours uses it, so it shall keep no keys in anybody's home folder.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();

        services.AddIdentityCore<Person>().AddUserStore<PasskeyStore>();
        services.AddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>();
        services.Configure<IdentityPasskeyOptions>(o =>
        {
            o.ResidentKeyRequirement = "required"; // signing in asks for no name
            o.UserVerificationRequirement = "required"; // finger, face or PIN: two factors in one
        });
    }

    public override IEnumerable<MenuItem> Menu =>
        [
            new("persons.title", "people", "people", LookAfterPeople.Roles),
            new("devices.title", "devices", "phone", LookAfterDevices.Roles),
            new("review.title", "review", "flag", Who.Coordinators),
        ];

    public override void WriteSnapshot(Utf8JsonWriter json, SnapshotOf of) => PeopleSnapshot.Write(json, of);

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        Start.Map(routes);
        SetUp.Map(routes);
        SignIn.Map(routes);
        EnterDemo.Map(routes);
        SignInWithPasskey.Map(routes);
        SignOut.Map(routes);
        ChooseLanguage.Map(routes);
        MyAccess.Map(routes);
        RegisterPasskey.Map(routes);
        EnrolDevice.Map(routes);
        LookAfterDevices.Map(routes);
        SignInWithPin.Map(routes);
        LookAfterPeople.Map(routes);
        BringMember.Map(routes);
        ChangeMember.Map(routes);
        GivePin.Map(routes);
        Invite.Map(routes);
        ReviewHeld.Map(routes);
    }

    /// <summary>What every request goes through, in this order, before its endpoint.</summary>
    public static void UseGates(WebApplication app)
    {
        app.UseRouting();
        app.UseMiddleware<CallerMiddleware>();
        app.UseMiddleware<CrossSiteMiddleware>();
        app.UseRateLimiter();
        app.UseMiddleware<PermissionMiddleware>();
    }
}
