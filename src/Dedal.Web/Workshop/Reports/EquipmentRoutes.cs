using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Shared;
using Dedal.Web.Workshop.Reports.Pages;

namespace Dedal.Web.Workshop.Reports;

/// <summary>Máquinas y préstamos: what came, what it wears, where it stands, what is owed for it.</summary>
public static class EquipmentRoutes
{
    /// <summary>Where a machine's money came from, the usual answer first.</summary>
    public static readonly IReadOnlyList<string> Sources =
    [
        AssetSource.Own,
        AssetSource.Loan,
        AssetSource.Grant,
        AssetSource.Kind,
        AssetSource.Before,
    ];

    /// <summary>Why a machine is no longer here.</summary>
    public static readonly IReadOnlyList<string> Leavings = ["broken", "sold", "lost", "returned"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<EquipmentPage>("equipment").AllowRoles(Who.Readers);
        routes.MapForm<EquipmentPage>("equipment", "wear-booked", Wear, "equipment").AllowRoles(Who.Recorders);
        routes.MapPage<EquipmentNewPage>("equipment/new").AllowRoles(Who.Recorders);
        var clock = routes.ServiceProvider.GetRequiredService<TimeProvider>();
        routes
            .MapForm<EquipmentNewPage>(
                "equipment/new",
                "equipment-got",
                (form, caller) => Got(form, caller, clock),
                "equipment"
            )
            .AllowRoles(Who.Recorders);
        routes.MapPage<AssetPage>("equipment/{thing:guid}").AllowRoles(Who.Readers);
        routes
            .MapForm<AssetPage>("equipment/{thing:guid}/moved", "equipment-moved", Moved, "equipment/{thing}")
            .AllowRoles(Who.Recorders);
        routes
            .MapForm<AssetPage>("equipment/{thing:guid}/retired", "equipment-retired", Retired, "equipment/{thing}")
            .AllowRoles(Who.Recorders);
        routes.MapPage<LoansPage>("loans").AllowRoles(Who.Readers);
        routes.MapPage<LoanPaidPage>("loans/paid").AllowRoles(Who.Recorders);
        routes.MapForm<LoanPaidPage>("loans/paid", "loan-paid", Paid, "loans").AllowRoles(Who.Recorders);
        routes.MapPage<LoanAgreedPage>("loans/agreed").AllowRoles(Who.Recorders);
        routes.MapForm<LoanAgreedPage>("loans/agreed", "loan-agreed", Agreed, "loans").AllowRoles(Who.Recorders);
    }

    /// <summary>The lines travel with the form: what is written is what was read, whatever arrived since.</summary>
    private static WearBookedBody Wear(Form form, Caller caller)
    {
        if (PayRoutes.Body<WearBookedBody>(form["wear"]) is { } wear)
        {
            return wear;
        }

        form.Refuse(new("asset-unknown", "lines"));
        return new(0, []);
    }

    private static EquipmentGotBody Got(Form form, Caller caller, TimeProvider clock)
    {
        var org = caller.Org!;
        var (cost, source) = (form.Amount("cost", org.Scale), form["source"]);
        var years = form.Whole("years", 0);
        var got = new EquipmentGotBody(
            form.Id,
            form.Text("name") ?? "",
            cost,
            source,
            form.DayNeeded("inUseFrom"),
            12 * years,
            form.Text("serial"),
            form.Text("place"),
            source is AssetSource.Kind or AssetSource.Before ? null : RecordSale.Paid(form, cost, org),
            RecordForm.PartyOf(form),
            form["granted"].Length > 0 ? form.Amount("granted", org.Scale) : null
        );

        // Nothing would be left to wear month by month, and no month may bear all of it.
        if (years > 0 && Asset.WearMonths(got, form.Day() ?? org.DayOf(clock.GetUtcNow())) == 0)
        {
            form.Refuse(new("life-over", "months"));
        }

        return got;
    }

    private static EquipmentMovedBody Moved(Form form, Caller caller) =>
        new(form.IdIn("asset") ?? default, form.Text("place") ?? "");

    private static EquipmentRetiredBody Retired(Form form, Caller caller)
    {
        var (asset, why) = (form.IdIn("asset") ?? default, form["why"]);
        if (why != "sold")
        {
            return new(asset, why);
        }

        var price = form.Amount("price", caller.Org!.Scale);
        return new(asset, why, [new(form["how"], price)], RecordForm.PartyOf(form));
    }

    private static LoanPaidBody Paid(Form form, Caller caller)
    {
        var scale = caller.Org!.Scale;
        return new(
            RecordForm.PartyNeeded(form),
            form.Amount("amount", scale),
            form.AmountOrNothing("interest", scale),
            form["how"]
        );
    }

    private static LoanAgreedBody Agreed(Form form, Caller caller)
    {
        // A rate has two decimals, as amounts have here.
        if (Format.ParseAmount(form["rate"]) is not { } rate || rate > LoanAgreed.MostRate)
        {
            form.Refuse(new("rate-absurd", "rate"));
            rate = 0;
        }

        return new(
            RecordForm.PartyNeeded(form),
            form.Amount("amount", caller.Org!.Scale),
            (int)rate,
            form.Whole("months", 0),
            form.DayNeeded("first"),
            form["flat"] == "yes"
        );
    }
}
