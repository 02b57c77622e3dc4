using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>
/// One customer, supplier, lender or supporter: her name and telephone, erasing them, and joining two who are one.
/// </summary>
public static class LookAfterParty
{
    private const string One = "parties/{party:guid}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<PartyPage>(One).AllowRoles(Who.Readers);
        routes.MapPage<PartyPage>(One + "/merge").AllowRoles(Who.Readers);
        routes.MapForm<PartyPage>(One + "/merge", "party-merged", ReadMerge, "parties").AllowRoles(Who.Recorders);
        routes.MapPage<PartyPage>(One + "/refund").AllowRoles(Who.Readers);
        routes
            .MapForm<PartyPage>(One + "/refund", "customer-refund", ReadRefund, "parties/{party}")
            .AllowRoles(Who.Recorders);
        routes.MapPage<PartyPage>(One + "/lost").AllowRoles(Who.Readers);
        routes.MapForm<PartyPage>(One + "/lost", "bad-debt", ReadLost, "parties/{party}").AllowRoles(Who.Recorders);
        routes.MapPost("/o/{org:guid}/" + One, Change).AllowRoles(Who.Recorders);
        routes.MapPost("/o/{org:guid}/" + One + "/erase", Erase).AllowRoles(Who.Coordinators);
    }

    private static PartyMergedBody ReadMerge(Form form, Caller caller)
    {
        if (form.IdIn("into") is null)
        {
            form.Refuse(new("party-missing", "into"));
        }

        return new(form.IdIn("from") ?? Guid.Empty, form.IdIn("into") ?? Guid.Empty);
    }

    private static CustomerRefundBody ReadRefund(Form form, Caller caller) =>
        new(
            form.IdIn("party") ?? Guid.Empty,
            form.Amount("amount", caller.Org!.Scale),
            form["how"],
            Note: form.Text("note")
        );

    private static BadDebtBody ReadLost(Form form, Caller caller) =>
        new(form.IdIn("party") ?? Guid.Empty, form.Amount("amount", caller.Org!.Scale), form.Text("note"));

    private static async Task<IResult> Change(HttpContext context, Writer writer, Guid party)
    {
        if (await Form.Read(context) is not { } form)
        {
            return TypedResults.Extensions.NotAForm();
        }

        var org = Caller.Of(context).Org!.Id;
        var (name, phone) = (form.Text("name"), form.Text("phone"));
        if (name is not { Length: <= 100 } || Limits.HasStrayCharacters(name))
        {
            form.Refuse(new("name-missing", "name"));
        }
        else if (
            phone is not null
            && (phone.Length > 20 || !phone.All(c => char.IsAsciiDigit(c) || " +-()".Contains(c)))
        )
        {
            form.Refuse(new("phone-absurd", "phone"));
        }
        else if (await writer.Do(s => Write(s, name, phone)))
        {
            return TypedResults.Extensions.GoTo($"/o/{org:D}/parties/{party:D}");
        }

        return Page.Of<PartyPage>(context, new { Form = form }, StatusCodes.Status422UnprocessableEntity);

        bool Write(WriteScope scope, string called, string? number)
        {
            if (Parties.Card(scope.Sql, org, party) is not { Erased: false })
            {
                form.Refuse(new("party-unknown"));
                return false;
            }

            Parties.Change(scope.Sql, org, party, called, number);
            return true;
        }
    }

    private static async Task<IResult> Erase(HttpContext context, Writer writer, Guid party)
    {
        var org = Caller.Of(context).Org!.Id;
        await writer.Do(s => Parties.Erase(s, org, party));
        return TypedResults.Extensions.GoTo($"/o/{org:D}/parties/{party:D}");
    }
}
