using System.Text.Json;
using System.Text.RegularExpressions;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Data;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Dedal.Web.Books;

/// <summary>
/// What every form of the books does when it is sent: reads it, records one document, and goes on to a page that says
/// the sentence; or shows the form again with all that was typed and what is wrong.
/// </summary>
public static partial class RecordForm
{
    /// <summary>A page below the address of an organisation.</summary>
    public static RouteHandlerBuilder MapPage<TPage>(this IEndpointRouteBuilder routes, string path)
        where TPage : IComponent => routes.MapGet("/o/{org:guid}/" + path, (HttpContext c) => Page.Of<TPage>(c));

    /// <summary>What takes a page's form.</summary>
    /// <param name="read">Makes the body of the form, or refuses.</param>
    /// <param name="next">
    /// Page of the organisation to go on to; a name in braces stands for what the form's address says, or else a field
    /// of it: <c>orders/{thing}</c>, <c>day?day={planned}</c>.
    /// </param>
    public static RouteHandlerBuilder MapForm<TPage>(
        this IEndpointRouteBuilder routes,
        string path,
        string kind,
        Func<Form, Caller, object> read,
        string next = "hoy"
    )
        where TPage : IComponent => routes.MapForm<TPage>(path, kind, (form, caller, _) => read(form, caller), next);

    /// <summary>The same, where the body also needs what stands in the book now.</summary>
    public static RouteHandlerBuilder MapForm<TPage>(
        this IEndpointRouteBuilder routes,
        string path,
        string kind,
        Func<Form, Caller, Reads, object> read,
        string next = "hoy"
    )
        where TPage : IComponent
    {
        // Said as a Delegate: as a RequestDelegate its result would be thrown away.
        Delegate take = (HttpContext c) => Take<TPage>(c, kind, read, next);
        if (next.Contains("{thing}", StringComparison.Ordinal))
        {
            // A refused form stands at an address of its own: read again, in another language, it is the thing's page.
            routes
                .MapGet("/o/{org:guid}/" + path, (HttpContext c, Guid org) => GoTo(org, Filled(next, c, null)))
                .AllowRoles(Who.Recorders);
        }

        return routes.MapPost("/o/{org:guid}/" + path, take);
    }

    private static IResult GoTo(Guid org, string page) => TypedResults.Extensions.GoTo($"/o/{org:D}/{page}");

    private static string Filled(string next, HttpContext context, Form? form) =>
        Named()
            .Replace(
                next,
                m =>
                    Uri.EscapeDataString(context.GetRouteValue(m.Value[1..^1]) as string ?? form?[m.Value[1..^1]] ?? "")
            );

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1000)]
    private static partial Regex Named();

    private static async Task<IResult> Take<TPage>(
        HttpContext context,
        string kind,
        Func<Form, Caller, Reads, object> read,
        string next
    )
        where TPage : IComponent
    {
        if (await Form.Read(context) is not { } form)
        {
            return TypedResults.Extensions.NotAForm();
        }

        // A button that only asks for more room in the form.
        if (form["more"].Length > 0)
        {
            return Page.Of<TPage>(context, new { Form = form });
        }

        var caller = Caller.Of(context);
        var day = form.Day();
        var body = read(form, caller, context.RequestServices.GetRequiredService<Reads>());
        if (form.Refusal is null)
        {
            var recording = await Record(
                context,
                form,
                kind,
                JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default),
                day
            );
            if (recording.Refusal is null)
            {
                var to = Filled(next, context, form);
                return GoTo(caller.Org!.Id, $"{to}{(to.Contains('?') ? '&' : '?')}done={recording.Seq}");
            }

            form.Refuse(recording.Refusal);
            if (recording.Refusal.Code == "id-with-another-body")
            {
                form.TakeNewId();
            }
        }

        return Page.Of<TPage>(context, new { Form = form }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Recording> Record(HttpContext context, Form form, string kind, string body, DateOnly? day)
    {
        var services = context.RequestServices;
        var record = services.GetRequiredService<RecordDocument>();
        var caller = Caller.Of(context);
        var org = caller.Org!.Id;
        try
        {
            return await services.GetRequiredService<Writer>().Do(Act);
        }
        catch (Undone e)
        {
            return e.Recording;
        }

        Recording Act(WriteScope scope)
        {
            var newParty = NewParty(form);
            var added = newParty is null ? null : Write(newParty.Party, "party-added", newParty);
            if (added?.Refusal is { } no)
            {
                return new(Answer.Refused, Refusal: no with { Field = "party" });
            }

            var recording = Write(form.Id, kind, null);
            if (recording.Refusal is not null && added?.Answer == Answer.Accepted)
            {
                throw new Undone(recording);
            }

            // Only with the document that adds her: sent again it is no way to rename, or bring back what was erased.
            if (added?.Answer == Answer.Accepted)
            {
                Parties.Name(scope.Sql, org, newParty!.Party, form.Text("partyName")!);
            }
            else if (kind == "party-added" && recording.Answer == Answer.Accepted)
            {
                Parties.Name(scope.Sql, org, form.Id, form.Text("name")!);
            }

            return recording;

            Recording Write(Guid id, string of, PartyAddedBody? party)
            {
                var text = party is null
                    ? body
                    : JsonSerializer.Serialize(party, typeof(PartyAddedBody), BodyJson.Default);

                // A form that the browser sends again after midnight is still the document of yesterday.
                var book = scope.Book(org);
                var on = day ?? book.AlreadyThere(id)?.Document.OccurredOn ?? book.DayOf(scope.NowMs);
                var document = new Document(
                    id,
                    of,
                    1,
                    text,
                    on,
                    scope.NowMs,
                    0,
                    caller.Person!.Value,
                    caller.Device,
                    0
                );
                return record.Handle(scope, org, document, caller.Roles);
            }
        }
    }

    /// <summary>Someone who is named for the first time on this form; her id is the id of her own document.</summary>
    private static PartyAddedBody? NewParty(Form form) =>
        form["party"] == "new" && form.IdIn("newParty") is { } id && form.Text("partyName") is not null
            ? new(id, form["partyRole"])
            : null;

    /// <summary>The person a form names: chosen, or new with a name.</summary>
    public static Guid? PartyOf(Form form)
    {
        if (form["party"] != "new")
        {
            return form.IdIn("party");
        }

        if (form.Text("partyName") is not { Length: <= 100 } name || Limits.HasStrayCharacters(name))
        {
            form.Refuse(new Refusal("name-missing", "partyName"));
        }

        return form.IdIn("newParty");
    }

    /// <summary>The same, where there must be one.</summary>
    public static Guid PartyNeeded(Form form)
    {
        if (PartyOf(form) is { } party)
        {
            return party;
        }

        form.Refuse(new("party-missing", "party"));
        return default;
    }

    /// <summary>What the form is for was refused: whoever was added along with it was not added either.</summary>
    private sealed class Undone(Recording recording) : Exception
    {
        public Recording Recording => recording;
    }
}
