using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>
/// The coordinator looks at what was held: it happened, and goes into the book under who recorded it and on which
/// phone; or it did not, with a reason. She answers for it, so her own roles must allow the document.
/// </summary>
public static class ReviewHeld
{
    /// <summary>Longest reason.</summary>
    public const int LongestNote = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/o/{org:guid}/review", (HttpContext c) => Page.Of<ReviewPage>(c)).AllowRoles(Who.Coordinators);
        routes.MapPost("/o/{org:guid}/review", Do).AllowRoles(Who.Coordinators);
    }

    private static async Task<IResult> Do(HttpContext context, Writer writer, IDocumentDoor door)
    {
        var typed = await Typed.Read(context);
        var caller = Caller.Of(context);
        var org = caller.Org!.Id;
        var accept = typed["decision"] == "accept";
        var note = typed["note"];
        if (!Guid.TryParse(typed["id"], out var id) || typed["decision"] is not ("accept" or "reject"))
        {
            return Page.Of<ReviewPage>(context, new { Fault = Words.In(caller.Language)["review.gone"] }, 422);
        }

        if (!accept && (note.Length is 0 or > LongestNote || Limits.HasStrayCharacters(note)))
        {
            return Page.Of<ReviewPage>(
                context,
                new { Fault = Words.In(caller.Language)["review.why", LongestNote], Of = id },
                422
            );
        }

        var fault = await writer.Do(s => Decide(s, id));
        return fault is null
            ? TypedResults.Extensions.GoTo($"/o/{org:D}/review?done={(accept ? "accepted" : "rejected")}")
            : Page.Of<ReviewPage>(context, new { Fault = fault, Of = id }, 422);

        string? Decide(WriteScope scope, Guid document)
        {
            if (Quarantine.ById(scope.Sql, org, document, typed["body"]) is not { } held)
            {
                return Words.In(caller.Language)["review.gone"];
            }

            if (accept && door.HandIn(scope, org, held.Document, caller.Roles) is { } refusal)
            {
                return Sentences.Of(refusal, Words.In(caller.Language), caller.Org);
            }

            Quarantine.Decide(scope, org, held, caller.Person!.Value, accept, accept ? null : note);
            if (!accept)
            {
                door.Forget(scope, org, held.Document);
            }

            return null;
        }
    }
}
