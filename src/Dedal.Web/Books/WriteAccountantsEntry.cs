using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Asiento: free lines with a reason, for what no form covers.</summary>
public static class WriteAccountantsEntry
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<AccountantsEntryPage>("entry").AllowRoles(Who.Accountants);
        routes
            .MapForm<AccountantsEntryPage>("entry", "accountants-entry", Read, "cuaderno")
            .AllowRoles(Who.Accountants);
    }

    private static AccountantsEntryBody Read(Form form, Caller caller) =>
        new(form.Text("reason") ?? "", EntryRows.Read(form, caller.Org!.Scale));
}
