using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Shared;
using Dedal.Web.Workshop.Reports.Pages;

namespace Dedal.Web.Workshop.Reports;

/// <summary>Baking for windows on the laptop: recipes of record and what buyers take each week.</summary>
public static class BakingRoutes
{
    /// <summary>Steps whose usual minutes a recipe says, in the order they are done.</summary>
    public static readonly IReadOnlyList<string> Steps = ["mix", "shape", "bake"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<RecipesPage>("recipes").AllowRoles(Who.Readers);
        routes.MapForm<RecipesPage>("recipes", "recipe-kept", Recipe, "recipes").AllowRoles(Who.Recorders);
        routes.MapPage<StandingPage>("standing").AllowRoles(Who.Readers);
        routes.MapForm<StandingPage>("standing", "standing-order-kept", Standing, "standing").AllowRoles(Who.Recorders);
        routes.MapPage<DayPage>("day").AllowRoles(Who.Readers);
        routes.MapForm<DayPage>("day", "day-planned", Plan, "day?day={planned}").AllowRoles(Who.Recorders);
        routes.MapPage<BuyersPage>("buyers").AllowRoles(Who.Readers);
        routes.MapForm<BuyersPage>("buyers", "returned-later", Returned, "buyers").AllowRoles(Who.Recorders);
    }

    private static RecipeKeptBody Recipe(Form form, Caller caller)
    {
        var lines = form.Rows("line-").Select(i => new Used(i, form.Quantity($"line-{i:D}"))).ToList();
        var flour = form.IdIn("flour");
        if (flour is { } of && lines.TrueForAll(l => l.Item != of))
        {
            form.Refuse(new("recipe-flour-missing", "flour"));
        }

        var minutes = Steps
            .Select(s => new StepMinutes(s, form.Whole($"minutes-{s}", 0)))
            .Where(m => m.Minutes > 0)
            .ToList();
        return new(
            form.IdIn("recipe") ?? form.Id,
            form.IdIn("item") ?? default,
            lines,
            form.Whole("yield", 0),
            flour,
            lines.Find(l => l.Item == flour)?.Quantity ?? 0,
            form.WholeOrNothing("pieceGrams"),
            PerMille(form, "doughLoss"),
            PerMille(form, "bakeLoss"),
            minutes.Count == 0 ? null : minutes,
            new(
                form.Whole("altitude", 0),
                form.Text("oven"),
                form.WholeOrNothing("proof"),
                form.WholeOrNothing("bake"),
                form.Day("tried")
            ),
            form.IdIn("second"),
            form["archived"] == "yes"
        );
    }

    private static StandingOrderKeptBody Standing(Form form, Caller caller)
    {
        var scale = caller.Org!.Scale;
        var lines = form.Rows("pieces-")
            .Select(i => new StandingLine(
                i,
                form.Whole($"pieces-{i:D}", 0),
                form.Amount($"price-{i:D}", scale),
                form.Whole($"for-{i:D}", 1)
            ))
            .ToList();
        var pauses = form
            .Names.Where(n => n.StartsWith("pause-from-", StringComparison.Ordinal))
            .Select(n => new Pause(
                form.Day(n) ?? default,
                form.Day("pause-to-" + n["pause-from-".Length..]) ?? default
            ))
            .ToList();
        return new(
            form.IdIn("standing") ?? form.Id,
            RecordForm.PartyNeeded(form),
            [.. Enumerable.Range(1, 7).Where(d => form[$"on-{d}"] == "yes")],
            form["window"],
            form["at"],
            lines,
            form.DayNeeded("from"),
            form.Day("to"),
            pauses.Count == 0 ? null : pauses,
            form.Text("place"),
            form["archived"] == "yes"
        );
    }

    private static DayPlannedBody Plan(Form form, Caller caller)
    {
        var extra = form.Rows("extra-")
            .Select(i => new ExtraPieces(i, form.Whole($"extra-{i:D}", 0)))
            .Where(e => e.Pieces > 0)
            .ToList();
        return new(form.Day("planned") ?? default, form["window"], extra.Count == 0 ? null : extra);
    }

    private static ReturnedLaterBody Returned(Form form, Caller caller)
    {
        if (form.IdIn("item") is not { } item)
        {
            form.Refuse(new("item-unknown", "item"));
            item = default;
        }

        var pieces = form.Whole("pieces", 0);
        return new(
            RecordForm.PartyNeeded(form),
            [new(item, pieces, form.Amount("amount", caller.Org!.Scale))],
            form["how"],
            form["to"]
        );
    }

    /// <summary>Typed in per cent, <c>12,5</c>; kept in thousandths.</summary>
    private static int PerMille(Form form, string name)
    {
        if (form[name].Trim().Length == 0)
        {
            return 0;
        }

        if (Format.ParseAmount(form[name].Trim(), 1) is { } perMille and >= 0 and < 1000)
        {
            return (int)perMille;
        }

        form.Refuse(new("loss-absurd", name));
        return 0;
    }
}
