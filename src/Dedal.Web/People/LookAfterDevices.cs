using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>An organisation's phones: the list, a code for one more, and one that was lost or given back.</summary>
public static class LookAfterDevices
{
    /// <summary>Who says which phones belong to the organisation.</summary>
    public static readonly IReadOnlyList<string> Roles = [Who.Treasurer, Who.Coordinator];

    /// <summary>Who records or looks after something may use a phone of her own.</summary>
    private static readonly IReadOnlyList<string> OwnPhone = [Who.Member, Who.Treasurer, Who.Teacher, Who.Coordinator];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/o/{org:guid}/devices", (HttpContext c) => Page.Of<DevicesPage>(c)).AllowRoles(Roles);
        routes.MapGet("/o/{org:guid}/devices/code", ToList).AllowRoles(Roles); // the address of the page with the code
        routes.MapPost("/o/{org:guid}/devices/code", ShowCode).AllowRoles(Roles);
        routes.MapPost("/o/{org:guid}/devices/revoke", Revoke).AllowRoles(Roles);
        routes.MapPost("/o/{org:guid}/devices/own", OwnCode).AllowRoles(OwnPhone);
        routes.MapGet("/enrol", (HttpContext c) => Page.Of<EnrolPage>(c)).AllowAnyone();
    }

    private static IResult ToList(Guid org) => Results.Redirect($"/o/{org:D}/devices");

    /// <summary>
    /// The code stands on this one answer and nowhere else; in the QR behind #, so that no log of a server has it.
    /// </summary>
    private static async Task<IResult> ShowCode(HttpContext context, Writer writer)
    {
        var caller = Caller.Of(context);
        var code = await writer.Do(s => EnrolDevice.NewCode(s, caller.Org!.Id, caller.Person!.Value));
        var page = $"{context.Request.Scheme}://{context.Request.Host}/enrol";
        var qr = new QrCode($"{page}#{caller.Org!.Id:D}.{code}");
        return Page.Of<EnrolmentCodePage>(
            context,
            new
            {
                Code = code,
                Drawing = qr,
                Address = page,
            }
        );
    }

    private static async Task<IResult> Revoke(HttpContext context, Writer writer, Sessions sessions)
    {
        var typed = await Typed.Read(context);
        var org = Caller.Of(context).Org!.Id;
        if (Guid.TryParse(typed["device"], out var device))
        {
            await writer.Do(s => Devices.Revoke(s, org, device));
            sessions.ForgetAll();
        }

        return TypedResults.Extensions.GoTo($"/o/{org:D}/devices?done=revoked");
    }

    /// <summary>A code for the phone in her hand; called by enrol.js, which uses it at once.</summary>
    private static async Task<IResult> OwnCode(HttpContext context, Writer writer)
    {
        var caller = Caller.Of(context);
        if (Session.Of(context).Phone is not null)
        {
            await Refused.Answer(context, StatusCodes.Status403Forbidden, "devices.own.pin");
            return Results.Empty;
        }

        var code = await writer.Do(s => EnrolDevice.NewCode(s, caller.Org!.Id, caller.Person!.Value));
        return Results.Json(new { code });
    }
}
