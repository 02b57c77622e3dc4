using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>Where the bare address leads: set-up, sign-in, her one organisation, or the list of hers.</summary>
public static class Start
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Show).AllowAnyone();
        routes.MapGet("/o/{org:guid}", Enter).AllowRoles(Who.All);
    }

    /// <summary>The bare address of an organisation: the first page there that is for her.</summary>
    private static IResult Enter(HttpContext context)
    {
        var caller = Caller.Of(context);
        return Results.Redirect(First(caller.Org!, caller.Roles) ?? "/me");
    }

    private static IResult Show(HttpContext context, Reads reads, TimeProvider clock)
    {
        using var sql = reads.OfServer();
        if (Caller.Of(context).Person is not { } person)
        {
            return Results.Redirect(Persons.AnyPerson(sql) ? "/sign-in" : "/set-up");
        }

        var now = clock.GetUtcNow();
        var places = Memberships
            .Of(sql, person, now)
            .Where(o => Session.Of(context).Sees(o.Id))
            .Select(o => new Place(o, First(o, Memberships.Roles(sql, o, person, now))))
            .ToList();
        var watches = Memberships
            .Of(sql, person, now)
            .Exists(o => Memberships.Roles(sql, o, person, now).Exists(r => Who.Askers.Contains(r) || r == Who.Funder));
        return places is [{ Address: { } only }] ? Results.Redirect(only)
            : watches && places.TrueForAll(p => p.Address is null) ? Results.Redirect("/panorama")
            : Shared.Page.Of<StartPage>(context, new { Places = places, Watches = watches });
    }

    /// <summary>The first page of the organisation's menu that these roles may open.</summary>
    private static string? First(Organisation org, IReadOnlyList<string> roles) =>
        App.Modules.SelectMany(m => m.Menu).FirstOrDefault(m => m.Roles.Any(roles.Contains)) is { } item
            ? $"/o/{org.Id:D}/{item.Path}"
            : null;
}

/// <summary>An organisation of the caller's.</summary>
/// <param name="Address">Null while there is no page for her there.</param>
public sealed record Place(Organisation Org, string? Address);
