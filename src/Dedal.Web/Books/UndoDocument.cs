using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Anular: what did not happen or was written wrong gets a visible reversal. Nothing is deleted.</summary>
public static class UndoDocument
{
    private static readonly HashSet<string> NeverUndone = new(StringComparer.Ordinal)
    {
        "reversal",
        "month-close",
        "month-reopening",
        "party-added",
        "account-added",
        "fund-opened",
        "item-kept",
        "journal-imported",
    };

    /// <summary>Reasons to choose from; the last one asks for words.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["wrong-amount", "did-not-happen", "twice", "other"];

    /// <summary>Kinds for which no button is drawn; the rule decides again.</summary>
    public static bool Never(string kind) => NeverUndone.Contains(kind);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<DocumentPage>("doc/{seq:long}").AllowRoles(Who.Readers);
        routes.MapPage<ReceiptPage>("doc/{seq:long}/receipt").AllowRoles(Who.Readers);
        routes.MapPage<UndoPage>("doc/{seq:long}/undo").AllowRoles(Who.Recorders);
        routes.MapForm<UndoPage>("doc/{seq:long}/undo", "reversal", Read, "cuaderno").AllowRoles(Who.Recorders);
    }

    private static ReversalBody Read(Form form, Caller caller)
    {
        var reason = form["reason"];
        if (!Reasons.Contains(reason, StringComparer.Ordinal) || (reason == "other" && form.Text("why") is null))
        {
            form.Refuse(new("reason-missing", "reason"));
        }

        // The chosen reason is kept in the words of the person who chose it.
        var said =
            reason == "other" || form.Refusal is not null
                ? form.Text("why")
                : Words.In(caller.Language)["undo." + reason];
        return new(form.IdIn("document") ?? Guid.Empty, said);
    }
}
