using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>
/// Somebody of another organisation of the same coordinator gets a role here too: one person with one name and one
/// picture, who works in two workshops. Her PIN is given in each.
/// </summary>
public static class BringMember
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/o/{org:guid}/people/known", Bring).AllowRoles(Who.Coordinators);

    /// <summary>
    /// People of the other organisations that a coordinator looks after, who were never of this one; by name.
    /// </summary>
    /// <param name="only">See <see cref="Members.AreOursAlone"/>.</param>
    public static List<Member> Known(Statements sql, Guid coordinator, Guid? only, Guid org, DateTimeOffset now)
    {
        var here = Members.All(sql, org).Select(m => m.Id).ToHashSet();
        return
        [
            .. Members
                .Coordinated(sql, coordinator, only, now)
                .Where(o => o.Id != org)
                .SelectMany(o => Members.All(sql, o.Id).Where(m => m.RolesOn(o.DayOf(now)).Any()))
                .Where(m => !m.Erased && !here.Contains(m.Id))
                .DistinctBy(m => m.Id)
                .OrderBy(m => m.Name, StringComparer.CurrentCulture),
        ];
    }

    private static async Task<IResult> Bring(HttpContext context, Writer writer, Sessions sessions, TimeProvider clock)
    {
        var typed = await Typed.Read(context);
        var caller = Caller.Of(context);
        var only = Session.Of(context).PhoneOrg;
        var org = caller.Org!;
        var today = org.DayOf(clock.GetUtcNow());
        var role = RoleTyped.Of(typed, LookAfterPeople.Given, today);
        _ = Guid.TryParse(typed["person"], out var person);
        var fault = role.Fault;
        fault ??= await writer.Do(s =>
        {
            if (Members.ById(s.Sql, org.Id, person) is not null)
            {
                return null; // the form was sent twice
            }

            if (
                Known(s.Sql, caller.Person!.Value, only, org.Id, clock.GetUtcNow()).Find(m => m.Id == person)
                is not { } her
            )
            {
                return ("person", "people.field.choose");
            }

            if (her.Picture is { } picture && Members.PicturesTaken(s.Sql, org.Id, today).Contains(picture))
            {
                return ("person", "persons.picture-here");
            }

            if (Members.All(s.Sql, org.Id).Count >= LookAfterPeople.Most)
            {
                return ("person", "persons.not-added");
            }

            role.Give(s, org.Id, person);
            return ((string, string)?)null;
        });
        sessions.Forget(person);
        return fault is null
            ? TypedResults.Extensions.GoTo($"/o/{org.Id:D}/people/{person:D}?done=added")
            : Page.Of<PeoplePage>(context, new { Form = typed, Fault = fault }, 422);
    }
}
