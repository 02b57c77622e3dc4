using CsCheck;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Costing;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>Work, pay, advances, savings, machines and their wear.</summary>
public class PayTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_fortnight_is_paid_with_a_top_up_an_advance_taken_back_and_savings(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var (from, to) = (new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 14));
        await shop.Accept("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_500, Member: shop.Rosa));
        await shop.Accept("work-done", new WorkDoneBody("idle", [new(shop.Rosa, 90)]));
        Assert.Equal(2_250, shop.Book.Balance("5103"));
        await shop.Accept("advance-paid", new AdvancePaidBody(shop.Rosa, 1_000));
        var line = new PayLine(shop.Rosa, 90, 2_250, 130, 0, 1_000, 1_200, 180);
        Assert.Equal(0, line.Rest);
        Assert.Equal(
            "pay-changed-since",
            await shop.Refusal("pay-run", new PayRunBody(from, to, [line with { Advance = 1_100, Paid = 1_100 }]))
        );
        await shop.Accept("pay-run", new PayRunBody(from, to, [line], 1_587));
        Assert.Equal(0, shop.Book.Balance("2103"));
        Assert.Equal(0, shop.Book.Balance("1202"));
        Assert.Equal(130, shop.Book.Balance("5104"));
        Assert.Equal(-180, shop.About("2104", Subject.Member(shop.Rosa)));
        Assert.Equal("pay-days-paid", await shop.Refusal("pay-run", new PayRunBody(to, to, [line])));
        Assert.Equal(
            "savings-too-small",
            await shop.Refusal("savings-moved", new SavingsMovedBody(shop.Rosa, 190, Out: true))
        );
        Assert.Equal(
            "pay-more-than-earned",
            await shop.Refusal(
                "pay-run",
                new PayRunBody(from.AddDays(-9), from.AddDays(-1), [line with { Paid = 9_000 }])
            )
        );
        shop.Book.AssertSound();
    }

    /// <summary>Both phones' forms and the laptop's say who and how long, not how many each.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task Pieces_are_paid_to_those_who_made_them_and_never_more_than_there_are(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var (julia, order) = (TestBook.Id(), TestBook.Id());
        await shop.Book.MakeMembers(julia);
        var taken = new OrderTakenBody(order, shop.Customer, "Guardapolvo", 12, 900_00, new(2026, 3, 25));
        await shop.Accept("order-taken", taken with { Item = shop.Smock });
        long Owed(Guid who) => -shop.About("2103", Subject.Member(who));

        // Cutting has no rate of its own: what holds for any step is paid where the piece is sewn.
        await shop.Accept("order-worked", new OrderWorkedBody(order, "cut", [new(shop.Rosa, 60)]));
        Assert.Equal(0, Owed(shop.Rosa));
        await shop.Accept("order-worked", new OrderWorkedBody(order, "sew", [new(shop.Rosa, 300)], Pieces: 5));
        Assert.Equal(5 * 2512, Owed(shop.Rosa));
        // Both sewed the other seven, Julia twice as long; whoever says it once more is paid nothing for it.
        Worked[] both = [new(shop.Rosa, 100), new(julia, 200)];
        await shop.Accept("order-worked", new OrderWorkedBody(order, "sew", both));
        Assert.Equal(12 * 2512, Owed(shop.Rosa) + Owed(julia));
        Assert.Equal(11723, Owed(julia));
        await shop.Accept("order-worked", new OrderWorkedBody(order, "sew", [new(julia, 100)]));
        Assert.Equal(12 * 2512, Owed(shop.Rosa) + Owed(julia));

        await shop.Accept("batch-made", new BatchMadeBody(shop.Smock, 3, Waste: 1, Work: [new(julia), new(shop.Rosa)]));
        Assert.Equal((12 * 2512) + (3 * 500), Owed(shop.Rosa) + Owed(julia));
        shop.Book.AssertSound();
    }

    [Fact]
    public async Task Somebody_who_was_never_a_member_cannot_have_worked()
    {
        await using var shop = await TestWorkshop.Open(EngineKind.Sqlite);
        Assert.Equal(
            "member-unknown",
            await shop.Refusal("work-done", new WorkDoneBody("idle", [new(TestBook.Id(), 5)]))
        );
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_given_machine_is_earned_as_it_wears_and_never_wears_more_than_it_cost(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var asset = TestBook.Id();
        await shop.Accept(
            "equipment-got",
            new EquipmentGotBody(asset, "Recta", 10_000, AssetSource.Kind, new(2026, 1, 1), 2)
        );
        Assert.Equal(-10_000, shop.Book.Balance("2301"));
        await shop.Accept("wear-booked", new WearBookedBody(202601, [new(asset, 5_000, 5_000)]));
        Assert.Equal("wear-twice", await shop.Refusal("wear-booked", new WearBookedBody(202601, [new(asset, 5_000)])));
        Assert.Equal(
            "wear-above-cost",
            await shop.Refusal("wear-booked", new WearBookedBody(202602, [new(asset, 5_001)]))
        );
        Assert.Equal((-5_000, -5_000), (shop.Book.Balance("4201"), shop.Book.Balance("2301")));
        shop.Book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_machine_that_a_grant_paid_in_part_earns_that_part_alone(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var asset = TestBook.Id();
        await shop.Accept("money-received", new MoneyReceivedBody("grant", 8_000, Paying.Bank));
        var got = new EquipmentGotBody(asset, "Recta", 10_000, AssetSource.Grant, new(2026, 1, 1), 2);
        got = got with { Paid = [new(Paying.Bank, 10_000)], Granted = 8_000 };
        Assert.Equal("grant-above-cost", await shop.Refusal("equipment-got", got with { Granted = 10_001 }));
        Assert.Equal("grant-not-chosen", await shop.Refusal("equipment-got", got with { Source = AssetSource.Own }));
        await shop.Accept("equipment-got", got);
        await shop.Accept("wear-booked", new WearBookedBody(202601, [new(asset, 5_000, 4_000)]));
        Assert.Equal(
            "wear-above-cost",
            await shop.Refusal("wear-booked", new WearBookedBody(202602, [new(asset, 5_000, 4_001)]))
        );
        await shop.Accept("equipment-retired", new EquipmentRetiredBody(asset, "broken"));
        Assert.Equal((-8_000, 0), (shop.Book.Balance("4201"), shop.Book.Balance("2301")));
        shop.Book.AssertSound();
    }

    [Fact]
    public void Proposed_wear_adds_up_to_the_cost_over_the_life_and_its_releases_to_the_grant() =>
        Gen.Select(Gen.Long[1, 5_000_000], Gen.Int[1, 200], Gen.Int[1, 100])
            .Always(
                (cost, months, percent) =>
                {
                    var granted = Math.Max(1, cost * percent / 100);
                    var got = new EquipmentGotBody(Guid.Empty, "x", cost, AssetSource.Grant, new(2026, 5, 3), months);
                    var (worn, released) = (new Dictionary<int, long>(), 0L);
                    var month = 202605;
                    for (var i = 0; i < months + 3; i++, month = Period.Next(month))
                    {
                        var asset = new Asset(got with { Granted = granted }, got.InUseFrom, worn, released);
                        if (asset.Proposed(month) is { } line)
                        {
                            Assert.InRange(line.Release, 0, line.Amount);
                            worn[month] = line.Amount;
                            released += line.Release;
                        }
                    }

                    return worn.Values.Sum() == cost && worn.Count <= months && released == granted;
                }
            );

    [Fact]
    public void Shares_are_in_coins_and_add_up() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Decimal[0.1m, 500].Array[1, 30])
            .Always((total, weights) => Sharing.LargestRemainder(total, weights, 10).Sum() == total);
}
