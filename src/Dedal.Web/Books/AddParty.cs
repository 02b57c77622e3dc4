using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Adds a customer, supplier, lender or supporter by itself; forms also add one in place.</summary>
public static class AddParty
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<PartiesPage>("parties").AllowRoles(Who.Readers);
        routes.MapForm<PartiesPage>("parties", "party-added", Read, "parties").AllowRoles(Who.Recorders);
    }

    /// <summary>The document's id is the person's id, as when she is added in place.</summary>
    private static PartyAddedBody Read(Form form, Caller caller)
    {
        if (form.Text("name") is not { Length: <= 100 } name || Limits.HasStrayCharacters(name))
        {
            form.Refuse(new("name-missing", "name"));
        }

        return new(form.Id, form["role"]);
    }
}
