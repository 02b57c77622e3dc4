using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Books.Reports;
using Dedal.Web.Data;
using Dedal.Web.Parameters;
using Dedal.Web.Shared;
using Dedal.Web.Workshop.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Dedal.Tests.Workshop;

/// <summary>The eight rules of advice (workshop reference §6.4): each speaks when it must, and not before.</summary>
public class AdviceTests
{
    private static readonly DateOnly Day = new(2026, 3, 14);

    [Theory, ClassData(typeof(Engines))]
    public async Task Cash_that_runs_out_within_six_weeks_in_the_bad_case(EngineKind engine)
    {
        await using var shop = await Advised.Open(engine);
        for (var week = 8; week >= 1; week--)
        {
            var day = Day.AddDays((-7 * week) + 1);
            await shop.Record("sale", Sale(100_00), day);
            await shop.Record(
                "expense",
                new SpendingBody(week > 4 ? 60_00 : 119_00, "5201", Cash(week > 4 ? 60_00 : 119_00)),
                day
            );
        }

        Assert.Contains("cash", shop.Rules());
        await shop.Record("contribution", new ContributionBody(5_000_00, "cash"), Day);
        Assert.DoesNotContain("cash", shop.Rules());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_price_under_cost_unless_a_norm_fixes_it(EngineKind engine)
    {
        await using var shop = await Advised.Open(engine);
        var smock = TestBook.Id();
        var kept = new ItemKeptBody(smock, "Guardapolvo", "shirt", 75_00, Cost: 40_66, Minutes: 95);
        await shop.Record("item-kept", kept, Day);
        // 95 minutes at the minimum wage of 15.87 an hour are 25.12: 40.66 and that are 65.78, under 75.
        Assert.DoesNotContain("below-cost", shop.Rules());
        await shop.Record("item-kept", kept with { Price = 65_00 }, Day);
        Assert.Contains("below-cost", shop.Rules());
        await shop.Record("item-kept", kept with { Price = 65_00, Regulated = new("Ordenanza 1", Day) }, Day);
        Assert.DoesNotContain("below-cost", shop.Rules());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_counted_for_three_days(EngineKind engine)
    {
        await using var shop = await Advised.Open(engine);
        await shop.Record("sale", Sale(10_00), Day.AddDays(-2));
        Assert.DoesNotContain("no-count", shop.Rules());
        await shop.Record("sale", Sale(10_00), Day.AddDays(-3));
        Assert.Contains("no-count", shop.Rules());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Credit_older_than_fifteen_days_above_a_fifth_of_the_weeks_sales(EngineKind engine)
    {
        await using var shop = await Advised.Open(engine);
        await shop.Record("sale", Sale(20_00, Paying.Credit, shop.Buyer), Day.AddDays(-16));
        await shop.Record("sale", Sale(100_00), Day);
        Assert.DoesNotContain("old-fiado", shop.Rules());
        await shop.Record("sale", Sale(1, Paying.Credit, shop.Buyer), Day.AddDays(-16));
        Assert.Contains("old-fiado", shop.Rules());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_hour_under_the_minimum_two_weeks_running(EngineKind engine)
    {
        await using var shop = await Advised.Open(engine);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 10_00), Day.AddDays(-20));
        await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Rosa, 60)]), Day);
        Assert.DoesNotContain("hour", shop.Rules());
        await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Rosa, 60)]), Day.AddDays(-8));
        Assert.Contains("hour", shop.Rules());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Where_work_is_shared_an_hour_is_looked_at_only_in_weeks_in_which_it_was_paid(EngineKind engine)
    {
        await using var shop = await Advised.Open(engine);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Share), Day.AddDays(-40));
        for (var ago = 32; ago >= 0; ago -= 2)
        {
            await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Rosa, 60)]), Day.AddDays(-ago));
        }

        // Sixteen days ago 2,000 were shared for eight hours; what came after is for the next run.
        await Run(Day.AddDays(-32), Day.AddDays(-16), 2_000_00);
        Assert.DoesNotContain("hour", shop.Rules());

        // Who is paid by the hour beside it does not say what the others get.
        var own = new PayRuleKeptBody(PayMethod.Hours, 1_00, Member: shop.Treasurer);
        await shop.Record("pay-rule-kept", own, Day.AddDays(-40));
        foreach (var ago in new[] { 9, 1 })
        {
            await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Treasurer, 60)]), Day.AddDays(-ago));
        }

        Assert.DoesNotContain("hour", shop.Rules());
        await Run(Day.AddDays(-15), Day.AddDays(-8), 10_00);
        Assert.DoesNotContain("hour", shop.Rules());
        await Run(Day.AddDays(-7), Day, 10_00);
        Assert.Contains("hour", shop.Rules());

        Task Run(DateOnly from, DateOnly to, long share) =>
            shop.Record("pay-run", new PayRunBody(from, to, [new(shop.Rosa, 480, 0, Share: share, Paid: share)]), to);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Pay_undone_and_done_again_and_a_voted_surplus_are_nothing_earned(EngineKind engine)
    {
        await using var shop = await Advised.Open(engine);
        await shop.Record("sale", Sale(100_00), new(2025, 12, 5));
        await shop.Record("month-close", new MonthCloseBody(202512), Day);
        await shop.Record("year-close", new YearCloseBody(2025), Day);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 10_00), Day.AddDays(-20));
        foreach (var day in new[] { Day.AddDays(-8), Day.AddDays(-1) })
        {
            await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Rosa, 600)]), day);
        }

        // Twenty hours at 3,300 / 208 an hour, of which ten an hour were paid.
        Assert.Equal(117_31, Math.Round(shop.Viability().Carries.UnpaidHours));
        var run = new PayRunBody(Day.AddDays(-14), Day, [new(shop.Rosa, 1_200, 200_00, Paid: 200_00)]);
        var paid = await shop.Record("pay-run", run, Day);
        await shop.Record("reversal", new ReversalBody(paid), Day);
        await shop.Record("pay-run", run, Day);
        var parts = new SurplusPart[] { new(shop.Rosa, 100_00) };
        await shop.Record("surplus-shared", new SurplusSharedBody(parts, [shop.Rosa]), Day);
        Assert.Equal(117_31, Math.Round(shop.Viability().Carries.UnpaidHours));
        Assert.Contains("hour", shop.Rules());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task More_than_a_tenth_back_at_a_stop_three_times(EngineKind engine)
    {
        await using var shop = await Advised.Open(engine);
        var bread = TestBook.Id();
        await shop.Record("item-kept", new ItemKeptBody(bread, "Pan", "bread", 70, Stocked: true, Cost: 30), Day);
        for (var i = 0; i < 4; i++)
        {
            var run = TestBook.Id();
            // The first one gives back a tenth, which is not more than a tenth; the last one a part of it later.
            var back =
                i == 0 ? 4
                : i == 3 ? 2
                : 5;
            await shop.Record("run-loaded", new RunLoadedBody(run, Day, "tarde", [new(bread, 40)]), Day);
            Assert.DoesNotContain("returns", shop.Rules());
            await shop.Record("stop-closed", new StopClosedBody(run, [new(bread, 40, back, 0)], shop.Buyer), Day);
        }

        Assert.DoesNotContain("returns", shop.Rules());
        var later = new ReturnedLaterBody(shop.Buyer, [new(bread, 3, 2_10)], Paying.Credit, "waste");
        await shop.Record("returned-later", later, Day);
        Assert.Contains("returns", shop.Rules());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task One_buyer_takes_more_than_half(EngineKind engine)
    {
        await using var shop = await Advised.Open(engine);
        var smock = TestBook.Id();
        await shop.Record("item-kept", new ItemKeptBody(smock, "Guardapolvo", "shirt", 75_00), Day);
        await shop.Record("sale", Sale(75_00, items: [new(smock, 1, 75_00)]), Day);
        await shop.Record("sale", Sale(75_00, Paying.Cash, shop.Buyer, [new(smock, 1, 75_00)]), Day);
        Assert.DoesNotContain("one-buyer", shop.Rules());
        await shop.Record("sale", Sale(1_00, Paying.Cash, shop.Buyer, [new(smock, 1, 1_00)]), Day);
        Assert.Contains("one-buyer", shop.Rules());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Sales_of_a_year_near_the_limit_of_the_simplified_regime(EngineKind engine)
    {
        await using var shop = await Advised.Open(engine);
        var limit = (long)(shop.Limit * 100);
        await shop.Record("sale", Sale(limit * 8 / 10), Day.AddDays(-300));
        Assert.DoesNotContain("tax", shop.Rules());
        await shop.Record("sale", Sale(1_00), Day);
        Assert.Contains("tax", shop.Rules());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task One_a_day_said_to_who_records_and_put_away_it_rests(EngineKind engine)
    {
        await using var shop = await Advised.Open(engine);
        await shop.Record("sale", Sale(10_00), Day.AddDays(-3));
        await shop.Record("sale", Sale(100_00, Paying.Credit, shop.Buyer), Day.AddDays(-16));
        Assert.Equal(["no-count", "old-fiado"], shop.Rules());
        var browser = await shop.App.SignedIn(shop.Org.Id, Who.Treasurer);
        var today = await browser.Page($"/o/{shop.Org.Id:D}/hoy");
        Assert.Contains("nadie cuenta la caja", today, StringComparison.Ordinal);
        Assert.DoesNotContain("fiado viejo", today, StringComparison.Ordinal);
        await browser.Fill($"/o/{shop.Org.Id:D}/advice", ("rule", "no-count"), ("reason", "done"));
        today = await browser.Page($"/o/{shop.Org.Id:D}/hoy");
        Assert.DoesNotContain("nadie cuenta la caja", today, StringComparison.Ordinal);
        Assert.DoesNotContain("fiado viejo", today, StringComparison.Ordinal);
    }

    private static SaleBody Sale(
        long total,
        string how = Paying.Cash,
        Guid? party = null,
        IReadOnlyList<SoldItem>? items = null
    ) => new(total, [new(how, total)], Party: party, Items: items);

    private static List<Payment> Cash(long amount) => [new(Paying.Cash, amount)];

    private sealed record Advised(TestApp App, Organisation Org, Guid Treasurer, Guid Rosa, Guid Buyer)
        : IAsyncDisposable
    {
        public static async Task<Advised> Open(EngineKind engine)
        {
            var app = await TestApp.Start(engine);
            var org = await app.Workshop("Taller");
            var (treasurer, rosa) = (await app.Person(org.Id, Who.Treasurer), await app.Person(org.Id, Who.Member));
            var shop = new Advised(app, org, treasurer, rosa, TestBook.Id());
            await shop.Record("party-added", new PartyAddedBody(shop.Buyer, "customer"), Day);
            return shop;
        }

        public decimal Limit => App.Reading(DatedValues.Read).NumberAt(ParameterName.TaxSales, Day)!.Value;

        public Task<Guid> Record(string kind, object body, DateOnly day) =>
            App.Record(Org.Id, Treasurer, kind, body, day);

        /// <summary>Rules that hold on the day, in their order.</summary>
        public List<string> Rules()
        {
            using var book = new BookReading(App.Services.GetRequiredService<Reads>().Of(Org), Org);
            var values = DatedValues.Read(book.Sql);
            var viability = Web.Workshop.Reports.Viability.Of(book, values, Day);
            return [.. new AdviceRules(book, viability, values, Day).InOrder().Select(a => a.Rule)];
        }

        public Viability Viability()
        {
            using var book = new BookReading(App.Services.GetRequiredService<Reads>().Of(Org), Org);
            return Web.Workshop.Reports.Viability.Of(book, DatedValues.Read(book.Sql), Day);
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
