using System.Net;
using CsCheck;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.People;
using Dedal.Web.Workshop.Reports;

namespace Dedal.Tests.Workshop;

/// <summary>A pay day: what everybody reads first, and what is written then.</summary>
public class PayPageTests
{
    [Fact]
    public void A_beginner_is_topped_up_to_the_minimum_for_her_hours()
    {
        // Worked example PR4: 13.5 hours at 3,300 / 208, earned 147.51.
        var member = new PayMember(TestBook.Id(), 810, 14_751, 14_751, 0, Floor: true, Wage: 810 * 330_000m / 208);
        var line = Assert.Single(PayPreview.Of([member], 0, 10));
        Assert.Equal((6_667, 21_410, 8), (line.TopUp, line.Paid, line.Rest));
        Assert.Equal(1_587, PayPreview.HourOf(member, line));
    }

    [Fact]
    public void Nobody_gets_more_than_she_is_owed_and_less_than_a_coin_stays() =>
        Gen.Select(Gen.Int[0, 6_000], Gen.Long[0, 400_000], Gen.Long[0, 500_000], Gen.Bool)
            .Array[1, 20]
            .Select(Gen.Long[0, 500_000], Gen.Bool)
            .Always(
                (rows, pool, byHours) =>
                {
                    var members = rows.Select(r => new PayMember(
                            TestBook.Id(),
                            r.Item1,
                            r.Item2,
                            r.Item2,
                            r.Item3,
                            r.Item4,
                            !r.Item4,
                            byHours,
                            r.Item1 * 1_587m
                        ))
                        .ToList();
                    var lines = PayPreview.Of(members, pool, 10);
                    var shared = lines.Sum(l => l.Share);
                    return lines.All(l => l.Rest is >= 0 and < 10 && l.Paid % 10 == 0)
                        && shared == (members.Exists(m => m.Shares && (!byHours || m.Minutes > 0)) ? pool : 0);
                }
            );

    [Fact]
    public void Nobody_topped_up_to_the_minimum_reads_that_her_hour_is_below_it() =>
        Gen.Select(Gen.Int[1, 20_000], Gen.Long[0, 1_000], Gen.Long[100_000, 400_000])
            .Always(
                (minutes, earned, wage) =>
                {
                    var hour = wage / 208m;
                    PayMember member = new(
                        TestBook.Id(),
                        minutes,
                        earned,
                        earned,
                        0,
                        Floor: true,
                        Wage: minutes * hour
                    );
                    var line = PayPreview.Of([member], 0, 10)[0];
                    return line.TopUp == 0 || HourBrought.Of(member, line, (long)Math.Round(hour))!.Reached;
                }
            );

    [Fact]
    public void A_part_of_an_hour_paid_as_rounded_reached_the_minimum_and_less_did_not()
    {
        // Twenty-five minutes at 15.8654 are 6.61, and 6.61 for twenty-five minutes is 15.86 an hour.
        PayMember member = new(TestBook.Id(), 25, 600, 600, 0, Floor: true, Wage: 25 * 330_000m / 208);
        var line = PayPreview.Of([member], 0, 10)[0];
        Assert.Equal((61, 1_586), (line.TopUp, PayPreview.HourOf(member, line)));
        Assert.True(PayPreview.ReachesFloor(member, line, 1_587));
        Assert.False(PayPreview.ReachesFloor(member, line with { TopUp = 60 }, 1_587));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_fortnight_is_read_by_all_with_savings_typed_then_paid_once(EngineKind engine)
    {
        await using var shop = await ShopApp.Start(engine);
        var saves = ($"save-{shop.Rosa:D}", "8,60");
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_100, Floor: true));
        await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Rosa, 600)]));
        var page = await shop.Page("pay");
        Assert.Contains("Trabajó 10:00 horas.", page, StringComparison.Ordinal);
        Assert.Contains("Ganó Bs 110,00.", page, StringComparison.Ordinal);
        Assert.Contains("Su hora llegó al mínimo: Bs 15,87.", page, StringComparison.Ordinal);
        Assert.Contains(
            "1 de 100, 1 de 50, 1 de 5, 1 de 2, 1 de 1, 1 de 0,50, 1 de 0,10",
            page,
            StringComparison.Ordinal
        );

        // Accepted with savings that nobody has read yet: drawn again, nothing written, nothing lost.
        var first = await shop.Send("pay", ("run", await shop.Hidden("pay", "run")), ("how", "bank"), saves);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, first.StatusCode);
        page = await ShopApp.Text(first);
        Assert.Contains("Cambió lo que se guarda.", page, StringComparison.Ordinal);
        Assert.Contains("Guarda Bs 8,60.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"8,60\"", page, StringComparison.Ordinal);
        Assert.Equal(0, shop.Balance("1101"));

        // The button that only shows does the same without a word of blame.
        var shown = await shop.Send("pay", ("more", "read"), ("how", "cash"), saves);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Contains("aria-label=\"1 de 100, 1 de 50\"", await ShopApp.Text(shown), StringComparison.Ordinal);
        var run = await ShopApp.Hidden(shown, "run");
        await shop.Taken("pay", ("run", run), ("how", "cash"), saves);
        Assert.Equal((-15_000, -5), (shop.Balance("1101"), shop.Balance("2103")));
        Assert.Equal(-860, shop.Balance("2104"));

        // The same days again, as another document; and the page says that nothing is left.
        var twice = await shop.Send("pay", ("run", run), ("how", "cash"), saves);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);
        Assert.Contains("Esos días ya se pagaron", await ShopApp.Text(twice), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_she_has_is_not_saved_and_what_is_no_amount_is_said_at_its_field()
    {
        await using var shop = await ShopApp.Start(EngineKind.Sqlite);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_000));
        await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Rosa, 60)]));
        var run = await shop.Hidden("pay", "run");
        foreach (
            var (typed, sentence) in new[]
            {
                ("10,10", "No puede guardar más de Bs 10,00."),
                ("mucho", "No se entiende el monto."),
            }
        )
        {
            foreach (var button in new[] { ("run", run), ("more", "read") })
            {
                var answer = await shop.Send("pay", button, ("how", "cash"), ($"save-{shop.Rosa:D}", typed));
                Assert.Contains(sentence, await ShopApp.Text(answer), StringComparison.Ordinal);
            }
        }

        Assert.Equal(0, shop.Balance("1101"));
    }

    [Fact]
    public async Task What_is_shared_goes_as_the_rule_says_and_to_who_left_too()
    {
        await using var shop = await ShopApp.Start(EngineKind.Sqlite);
        await shop.Record("pay-rule-kept", new PayRuleKeptBody(PayMethod.Share, ShareByHours: true));
        await shop.Record("work-done", new WorkDoneBody("other", [new(shop.Rosa, 60), new(shop.Julia, 120)]));
        await shop.App.Writer.Do(s => Memberships.End(s, shop.Org.Id, shop.Julia, Who.Member, new(2026, 3, 13)));
        var page = await shop.Page("pay?pool=90");
        Assert.Contains("Se reparte según las horas de cada una.", page, StringComparison.Ordinal);
        Assert.Contains("Julia Prueba", page, StringComparison.Ordinal);
        var run = PayRoutes.Body<PayRunBody>(await shop.Hidden("pay?pool=90", "run"))!;
        Assert.Equal([(shop.Julia, 6_000L), (shop.Rosa, 3_000L)], run.Lines.Select(l => (l.Member, l.Paid)));
    }
}
