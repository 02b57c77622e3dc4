using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Shared;
using Dedal.Web.Workshop.Reports.Pages;

namespace Dedal.Web.Workshop.Reports;

/// <summary>Hicimos and Reparto where there is no phone: a batch, what goes out, each stop, the end of a run.</summary>
public static class RunRoutes
{
    private const string One = "runs/{thing}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<MadePage>("made").AllowRoles(Who.Recorders);
        routes.MapForm<MadePage>("made", "batch-made", Made, "made").AllowRoles(Who.Recorders);
        routes.MapPage<RunsPage>("runs").AllowRoles(Who.Readers);
        routes.MapForm<DayPage>("runs", "run-loaded", Load, "day?day={loaded}").AllowRoles(Who.Recorders);
        routes.MapForm<RunsPage>("runs/rider", "transfer", RiderHandsIn, "runs").AllowRoles(Who.Recorders);
        routes.MapForm<RunsPage>("runs/rider-empty", "cash-count", RiderHasNone, "runs").AllowRoles(Who.Recorders);
        routes.MapPage<RunPage>("runs/{thing:guid}").AllowRoles(Who.Readers);
        routes.MapForm<RunPage>("runs/{thing:guid}/stop", "stop-closed", Stop, One).AllowRoles(Who.Recorders);
        routes.MapForm<RunPage>("runs/{thing:guid}/close", "run-closed", Close, One).AllowRoles(Who.Recorders);
    }

    /// <summary>Cash of a stop that was told after its run was over.</summary>
    private static TransferBody RiderHandsIn(Form form, Caller caller)
    {
        var chart = Charts.Named(caller.Org!.Chart);
        return new(chart.CodeOf(Role.RiderBox)!, chart.CodeOf(Role.CashBox)!, form.Amount("amount", caller.Org.Scale));
    }

    /// <summary>She had handed it in before, or it was never there: a count says so.</summary>
    private static CashCountBody RiderHasNone(Form form, Caller caller) =>
        new(0, Box: Charts.Named(caller.Org!.Chart).CodeOf(Role.RiderBox));

    private static BatchMadeBody Made(Form form, Caller caller)
    {
        var second = form.Whole("second", 0);
        var materials = form.Rows("used-").Select(i => new Used(i, form.Quantity($"used-{i:D}"))).ToList();
        return new(
            form.IdIn("item") ?? default,
            form.Whole("good", 0),
            second,
            form.Whole("waste", 0),
            SecondItem: second > 0 ? form.IdIn("secondItem") : null,
            Recipe: form.IdIn("recipe"),
            Materials: materials.Count == 0 ? null : materials,
            Work: Workers(form),
            Sure: form["sure"] == "yes"
        );
    }

    /// <summary>Minutes typed beside each name; nobody's is no work.</summary>
    internal static List<Worked>? Workers(Form form)
    {
        var work = form.Rows("minutes-").Select(m => new Worked(m, form.Whole($"minutes-{m:D}", 0))).ToList();
        return work.Count == 0 ? null : work;
    }

    private static RunLoadedBody Load(Form form, Caller caller) =>
        new(
            form.Id,
            form.Day("loaded") ?? default,
            form["window"],
            [
                .. form.Rows("pieces-")
                    .Select(i => new PieceCount(i, form.Whole($"pieces-{i:D}", 0)))
                    .Where(p => p.Pieces > 0),
            ],
            form.IdIn("rider")
        );

    /// <summary>Prices came with the form, as the standing order has them.</summary>
    private static StopClosedBody Stop(Form form, Caller caller)
    {
        var org = caller.Org!;
        var items = form.Rows("price-").Select(i => Item(form, i)).Where(i => i.Left + i.Returned > 0).ToList();
        var total = items.Sum(i => i.Amount);
        var coin = Accounts.SmallestCoinOf(org.Currency);
        var riderBox = Charts.Named(org.Chart).CodeOf(Role.RiderBox);
        List<Payment> paid = form["how"] switch
        {
            _ when total == 0 => [],
            Paying.Cash => [new(Paying.Cash, (total + (coin / 2)) / coin * coin, riderBox)],
            _ =>
            [
                .. RecordSale
                    .Paid(form, total, org)
                    .Select(p => p.How == Paying.Cash ? p with { Box = riderBox } : Paying.OwedInCoins(p, coin)),
            ],
        };
        return new(
            form.IdIn("run") ?? default,
            items,
            form.IdIn("party"),
            paid.Count > 0 && paid.TrueForAll(p => p.Amount > 0) ? paid : null,
            form.Text("reason")
        );
    }

    private static StopItem Item(Form form, Guid item)
    {
        var left = form.Whole($"left-{item:D}", 0);
        var back = form.Whole($"back-{item:D}", 0);
        var price = form.Whole($"price-{item:D}", 0);
        var quantity = Math.Max(1, form.Whole($"for-{item:D}", 1));
        var kept = (long)Math.Max(0, left - back);
        return new(item, left, back, ((kept * price) + (quantity / 2)) / quantity);
    }

    private static RunClosedBody Close(Form form, Caller caller)
    {
        var chart = Charts.Named(caller.Org!.Chart);
        var handedIn = form.AmountOrNothing("handedIn", caller.Org.Scale);
        var back = form.Rows("home-").Concat(form.Rows("waste-")).Distinct().Select(i => Back(form, i)).ToList();
        return new(
            form.IdIn("run") ?? default,
            back,
            handedIn,
            handedIn == 0 ? null : chart.CodeOf(Role.RiderBox),
            handedIn == 0 ? null : chart.CodeOf(Role.CashBox),
            form["short"] == "rider"
        );
    }

    /// <summary>Of what came home some may be no good: the rest can be sold.</summary>
    private static CameBack Back(Form form, Guid item)
    {
        var home = form.Whole($"home-{item:D}", 0);
        var waste = form.Whole($"waste-{item:D}", 0);
        if (waste > home)
        {
            form.Refuse(new("waste-above-home", $"waste-{item:D}"));
        }

        return new(item, Math.Max(0, home - waste), waste);
    }
}
