using System.Globalization;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>
/// The people of an organisation: the list, and one more. A treasurer adds members; all else is the coordinator's.
/// </summary>
public static class LookAfterPeople
{
    public static readonly IReadOnlyList<string> Roles = [Who.Treasurer, Who.Coordinator];

    /// <summary>People that one organisation may have.</summary>
    public const int Most = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/o/{org:guid}/people", (HttpContext c) => Page.Of<PeoplePage>(c)).AllowRoles(Roles);
        routes.MapPost("/o/{org:guid}/people", Add).AllowRoles(Roles);
    }

    /// <summary>Roles that are given; an overseer's follows from the association above.</summary>
    public static readonly IReadOnlyList<string> Given = [.. Who.All.Where(r => r != Who.Overseer)];

    /// <summary>Roles that these roles may give.</summary>
    public static IReadOnlyList<string> MayGive(IReadOnlyList<string> roles) =>
        roles.Contains(Who.Coordinator) ? Given : [Who.Member];

    private static async Task<IResult> Add(HttpContext context, Writer writer, TimeProvider clock)
    {
        var typed = await Typed.Read(context);
        var caller = Caller.Of(context);
        var org = caller.Org!;
        var today = org.DayOf(clock.GetUtcNow());
        var person = Guid.TryParse(typed["id"], out var id) ? id : Guid.CreateVersion7(clock.GetUtcNow());
        var (name, picture) = (typed["name"], $"{typed["drawing"]}-{typed["colour"]}");
        var role = RoleTyped.Of(typed, MayGive(caller.Roles), today);
        var fault =
            Name(name) is { } wrong ? ("name", wrong)
            : !Pictures.Is(picture) ? ("drawing", "people.field.choose")
            : role.Fault;
        fault ??= await writer.Do(s =>
        {
            if (Members.ById(s.Sql, org.Id, person) is not null)
            {
                return null; // the form was sent twice
            }

            if (Members.PicturesTaken(s.Sql, org.Id, today).Contains(picture))
            {
                return ("drawing", "persons.picture-taken");
            }

            if (Members.All(s.Sql, org.Id).Count >= Most || Persons.Exists(s.Sql, person))
            {
                return ("name", "persons.not-added");
            }

            Persons.Create(s, person, name, caller.Language);
            Persons.SetPicture(s, person, picture);
            role.Give(s, org.Id, person);
            return ((string, string)?)null;
        });
        return fault is null
            ? TypedResults.Extensions.GoTo($"/o/{org.Id:D}/people/{person:D}?done=added")
            : Page.Of<PeoplePage>(context, new { Form = typed, Fault = fault }, 422);
    }

    /// <summary>Word key of what is wrong with a name.</summary>
    internal static string? Name(string name) =>
        name.Length is > 0 and <= 80 && !Limits.HasStrayCharacters(name) && !name.Any(IsUnseen)
            ? null
            : "people.field.name";

    /// <summary>Marks that turn the direction of writing or take no room make one name look like another.</summary>
    private static bool IsUnseen(char letter) => char.GetUnicodeCategory(letter) == UnicodeCategory.Format;

    internal static DateOnly? DayIn(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>Years, not centuries: a mistyped year would let somebody in for ever.</summary>
    internal static bool IsNear(DateOnly day, DateOnly today) => day.Year > 1999 && day < today.AddYears(10);
}
