using Dedal.Web.Data;

namespace Dedal.Web.People;

/// <summary>A role chosen in a form, with its days.</summary>
/// <param name="To">Its last day; null while it has none.</param>
/// <param name="Fault">Field and word key of what is wrong with it.</param>
internal sealed record RoleTyped(string Role, DateOnly From, DateOnly? To, (string Field, string Said)? Fault)
{
    /// <summary>Reads fields <c>role</c>, <c>from</c> (empty: today) and <c>to</c>.</summary>
    /// <param name="given">Roles that may be given.</param>
    public static RoleTyped Of(Typed typed, IReadOnlyList<string> given, DateOnly today)
    {
        var role = typed["role"];
        var from = LookAfterPeople.DayIn(typed["from"]) ?? today;
        var to = LookAfterPeople.DayIn(typed["to"]);
        var fault =
            !given.Contains(role) ? ("role", "people.field.choose")
            : !LookAfterPeople.IsNear(from, today) ? ("from", "persons.day")
            : to < from ? ("to", "persons.day-order")
            : ((string, string)?)null;
        return new(role, from, to, fault);
    }

    /// <summary>Gives it to a person.</summary>
    public void Give(WriteScope scope, Guid org, Guid person)
    {
        Memberships.Add(scope, org, person, Role, From);
        if (To is { } last)
        {
            Memberships.End(scope, org, person, Role, last);
        }
    }
}
