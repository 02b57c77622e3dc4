using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Cuentas: the chart with balances, and an account beyond it.</summary>
public static class AddAccount
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<AccountsPage>("accounts").AllowRoles(Who.Readers);
        routes.MapForm<AccountsPage>("accounts", "account-added", Read, "accounts").AllowRoles(Who.Accountants);
    }

    private static AccountAddedBody Read(Form form, Caller caller) =>
        new(
            form.Text("code") ?? "",
            form.Text("name") ?? "",
            form["kind"],
            form["box"],
            form.Text("currency")?.ToUpperInvariant()
        );
}
