using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.People;
using Dedal.Web.Workshop.Reports;

namespace Dedal.Tests.Workshop;

/// <summary>Nobody loses or gains because she left, because her work came late, or because a year ended.</summary>
public class FairPayTests
{
    private static readonly DateOnly First = new(2026, 3, 1);

    [Theory, ClassData(typeof(Engines))]
    public async Task Equal_parts_go_to_members_of_the_days_and_who_left_is_paid_what_she_is_owed(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_003), new(2026, 1, 2));
        await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Julia, 60)]), new(2026, 1, 9));
        await shop.Record("savings-moved", new SavingsMovedBody(shop.Julia, 5_000), new(2026, 1, 9));
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Share), new(2026, 1, 10));
        await Ends(shop, shop.Julia, new(2026, 1, 31));
        await shop.Named("Felipa Prueba", Who.Member);
        await shop.Named("Nieves Prueba", Who.Member);
        var run = await Run(shop, "pay?from=2026-03-01&to=2026-03-14&pool=1000");
        Assert.Equal([25_000L, 25_000L, 25_000L, 25_000L], run.Lines.Select(l => l.Share).Where(s => s > 0));
        var julia = Hers(run, shop.Julia);
        Assert.Equal((0, 1_003L, 1_000L), (julia.Share, julia.Earned, julia.Paid));

        // Of days in which she still was here she has her part, whether something is owed to her or not.
        run = await Run(shop, "pay?from=2026-01-31&to=2026-02-10&pool=1000");
        Assert.Equal(20_000, Hers(run, shop.Julia).Share);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Work_that_comes_after_its_days_were_paid_has_the_minimum_and_has_it_once(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_000, Floor: true), First);
        await Worked(shop, shop.Julia, 60, First);
        await Pay(shop, "pay?from=2026-03-01&to=2026-03-10");
        await Worked(shop, shop.Rosa, 300, First.AddDays(2));
        var line = Hers(await Run(shop, "pay"), shop.Rosa);
        Assert.Equal((300, 5_000L, 2_933L, 7_930L), (line.Minutes, line.Earned, line.TopUp, line.Paid));
        await Pay(shop, "pay?to=2026-03-12");
        var rosa = await shop.App.SignedIn(shop.Rosa);
        var passbook = await shop.Page("passbook", rosa);
        Assert.Contains("Su hora llegó al mínimo: Bs 15,87.", passbook, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"run\"", await shop.Page("pay"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Days_of_a_month_that_was_closed_before_they_were_paid_are_in_the_next_run(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_000, Floor: true), new(2026, 1, 2));
        await Worked(shop, shop.Julia, 60, new(2026, 2, 3));
        await Pay(shop, "pay?from=2026-02-01&to=2026-02-15");
        await Worked(shop, shop.Rosa, 300, new(2026, 2, 20));
        await shop.Record("month-close", new MonthCloseBody(202601));
        var closes = await shop.Page("closes");
        Assert.Contains("Hay trabajo sin pagar hasta fin de febrero", closes, StringComparison.Ordinal);
        await shop.Record("month-close", new MonthCloseBody(202602));
        var page = await shop.Page("pay");
        Assert.Contains("value=\"2026-03-01\"", page, StringComparison.Ordinal);
        Assert.Contains("Entra también el trabajo de antes del 01/03/2026", page, StringComparison.Ordinal);
        var line = Hers(await Run(shop, "pay"), shop.Rosa);
        Assert.Equal((300, 5_000L, 2_933L), (line.Minutes, line.Earned, line.TopUp));
        await Pay(shop, "pay");
        Assert.DoesNotContain("name=\"run\"", await shop.Page("pay?from=2026-03-01"), StringComparison.Ordinal);
        // Later work alone is in what comes after.
        await Worked(shop, shop.Rosa, 60, First.AddDays(2));
        Assert.Equal(60, Hers(await Run(shop, "pay?from=2026-03-01"), shop.Rosa).Minutes);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_an_undone_run_gave_back_is_taken_in_though_another_run_came_between(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_000, Floor: true), new(2026, 1, 2));
        await Worked(shop, shop.Rosa, 300, new(2026, 1, 5));
        await Worked(shop, shop.Julia, 60, new(2026, 1, 20));
        var first = await Pay(shop, "pay?from=2026-01-01&to=2026-01-15");
        await Pay(shop, "pay?from=2026-01-16&to=2026-01-31");
        await shop.Record("reversal", new ReversalBody(first));
        var line = Hers(await Run(shop, "pay?from=2026-02-01&to=2026-02-15"), shop.Rosa);
        Assert.Equal((300, 5_000L, 2_933L), (line.Minutes, line.Earned, line.TopUp));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Work_from_before_anybody_was_paid_here_is_not_in_the_first_run(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        await Worked(shop, shop.Rosa, 600, new(2026, 1, 5));
        await Worked(shop, shop.Rosa, 60, First);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_000, Floor: true), First);
        var line = Hers(await Run(shop, $"pay?from={First:yyyy-MM-dd}"), shop.Rosa);
        Assert.Equal((60, 1_587L), (line.Minutes, line.TopUp + line.Earned));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Work_that_comes_between_reading_and_accepting_is_in_the_next_run(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_000, Floor: true), First);
        await Worked(shop, shop.Rosa, 60, First);
        const string Days = "pay?from=2026-03-01&to=2026-03-10";
        var read = await shop.Hidden(Days, "run");
        await Worked(shop, shop.Rosa, 300, First);
        await shop.Taken(Days, ("run", read), ("how", "cash"));
        var line = Hers(await Run(shop, "pay"), shop.Rosa);
        Assert.Equal((300, 2_933L), (line.Minutes, line.TopUp));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Late_hours_have_their_part_where_what_is_shared_goes_by_hours(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Share, ShareByHours: true), First);
        await Worked(shop, shop.Julia, 60, First);
        await Pay(shop, "pay?from=2026-03-01&to=2026-03-10&pool=10");
        await Worked(shop, shop.Rosa, 120, First);
        await Ends(shop, shop.Rosa, First.AddDays(5));
        await Worked(shop, shop.Julia, 60, First.AddDays(11));
        var run = await Run(shop, "pay?pool=30");
        Assert.Equal((2_000L, 1_000L), (Hers(run, shop.Rosa).Share, Hers(run, shop.Julia).Share));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Work_undone_after_it_was_paid_goes_with_the_top_up_it_brought(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_000, Floor: true), First);
        var slip = await Worked(shop, shop.Rosa, 300, First);
        await Pay(shop, "pay?from=2026-03-01&to=2026-03-10");
        await shop.Record("reversal", new ReversalBody(slip));
        await Worked(shop, shop.Rosa, 180, First);
        await Worked(shop, shop.Rosa, 600, First.AddDays(11));

        // 79.33 was paid for five hours; thirteen hours at 3,300 / 208 are 206.25, so 126.92 is to come.
        var line = Hers(await Run(shop, "pay"), shop.Rosa);
        Assert.Equal((480, 8_003L, 4_692L), (line.Minutes, line.Earned, line.TopUp));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_undone_run_gives_its_work_back_to_the_next_one(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_000, Floor: true), First);
        await Worked(shop, shop.Rosa, 300, First);
        const string Days = "pay?from=2026-03-01&to=2026-03-10";
        var first = await Pay(shop, Days);
        await shop.Record("reversal", new ReversalBody(first));
        Assert.Equal((300, 2_933L), Hers(await Run(shop, Days), shop.Rosa) is var l ? (l.Minutes, l.TopUp) : default);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_hour_has_the_minimum_of_its_own_year(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var december = new DateOnly(2025, 12, 18);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_000, Floor: true), december);
        for (var day = 0; day < 8; day++)
        {
            await Worked(shop, shop.Rosa, 600, december.AddDays(day));
        }

        await Worked(shop, shop.Julia, 60, new(2026, 1, 2));
        const string Days = "pay?from=2025-12-18&to=2026-01-03";
        var run = await Run(shop, Days);
        // Eighty hours at 2,750 / 208 are 1,057.69; one at 3,300 / 208 is 15.87.
        Assert.Equal((25_769L, 587L), (Hers(run, shop.Rosa).TopUp, Hers(run, shop.Julia).TopUp));
        var page = await shop.Page(Days);
        Assert.Contains("Su hora llegó al mínimo: Bs 13,22.", page, StringComparison.Ordinal);
        Assert.Contains("Su hora llegó al mínimo: Bs 15,87.", page, StringComparison.Ordinal);
        await Pay(shop, Days);
        var passbook = await shop.Page("passbook", await shop.App.SignedIn(shop.Rosa));
        Assert.Contains("Su hora llegó al mínimo: Bs 13,22.", passbook, StringComparison.Ordinal);
    }

    private static Task<Guid> Worked(ShopApp shop, Guid member, int minutes, DateOnly on) =>
        shop.Record("work-done", new WorkDoneBody("other", [new(member, minutes)]), on);

    private static Task Ends(ShopApp shop, Guid member, DateOnly on) =>
        shop.App.Writer.Do(s => Memberships.End(s, shop.Org.Id, member, Who.Member, on));

    private static async Task<PayRunBody> Run(ShopApp shop, string days) =>
        PayRoutes.Body<PayRunBody>(await shop.Hidden(days, "run"))!;

    private static PayLine Hers(PayRunBody run, Guid member) => run.Lines.Single(l => l.Member == member);

    /// <summary>Accepts the run that a page shows; says its id.</summary>
    private static async Task<Guid> Pay(ShopApp shop, string days)
    {
        var id = TestBook.Id();
        await shop.Taken(days, ("run", await shop.Hidden(days, "run")), ("how", "cash"), ("id", id.ToString()));
        return id;
    }
}
