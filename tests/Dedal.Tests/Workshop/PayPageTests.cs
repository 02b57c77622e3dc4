using System.Net;
using CsCheck;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Dedal.Tests.Workshop;

/// <summary>A pay day: what everybody reads first, and what is written then.</summary>
public class PayPageTests
{
    [Fact]
    public void A_beginner_is_topped_up_to_the_minimum_for_her_hours()
    {
        // Worked example PR4: 13.5 hours at 3,300 / 208, earned 147.51.
        var member = new PayMember(TestBook.Id(), 810, 14_751, 14_751, 0, Floor: true);
        var line = Assert.Single(PayPreview.Of([member], 0, false, 330_000m / 208, 10));
        Assert.Equal((6_667, 21_410, 8), (line.TopUp, line.Paid, line.Rest));
        Assert.Equal(1_587, PayPreview.HourOf(member, line));
    }

    [Fact]
    public void Nobody_gets_more_than_she_is_owed_and_less_than_a_coin_stays() =>
        Gen.Select(Gen.Int[0, 6_000], Gen.Long[0, 400_000], Gen.Long[0, 500_000], Gen.Bool)
            .Array[1, 20]
            .Select(Gen.Long[0, 500_000], Gen.Bool)
            .Sample(
                (rows, pool, byHours) =>
                {
                    var members = rows.Select(r => new PayMember(
                            TestBook.Id(),
                            r.Item1,
                            r.Item2,
                            r.Item2,
                            r.Item3,
                            r.Item4,
                            !r.Item4
                        ))
                        .ToList();
                    var lines = PayPreview.Of(members, pool, byHours, 1_587m, 10);
                    var shared = lines.Sum(l => l.Share);
                    return lines.All(l => l.Rest is >= 0 and < 10 && l.Paid % 10 == 0)
                        && shared == (members.Exists(m => m.Shares && (!byHours || m.Minutes > 0)) ? pool : 0);
                }
            );

    [Theory, ClassData(typeof(Engines))]
    public async Task A_fortnight_is_read_by_all_then_paid_once_with_a_part_saved(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Taller");
        var rosa = await app.Person(org.Id, Who.Member);
        var treasurer = await app.Person(org.Id, Who.Treasurer);
        var browser = await app.SignedIn(treasurer);
        await Record(app, org, treasurer, "pay-rule-kept", new PayRuleKeptBody(PayMethod.Hours, 1_100, Floor: true));
        await Record(app, org, treasurer, "work-done", new WorkDoneBody("other", [new(rosa, 600)]));
        var raw = await (await browser.GetAsync($"/o/{org.Id:D}/pay")).Content.ReadAsStringAsync();
        var page = WebUtility.HtmlDecode(raw);
        Assert.Contains("Trabajó 10:00 horas.", page, StringComparison.Ordinal);
        Assert.Contains("Ganó Bs\u00a0110,00.", page, StringComparison.Ordinal);
        Assert.Contains("Su hora rindió Bs\u00a015,87 de 15,87.", page, StringComparison.Ordinal);

        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = Field(raw, "id"),
            ["run"] = Field(raw, "run"),
            ["how"] = "cash",
            [$"save-{rosa:D}"] = "8,60",
        };
        var answer = await browser.PostAsync($"/o/{org.Id:D}/pay", new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal((-15_000, -5), (Balance(app, org, "1101"), Balance(app, org, "2103")));
        Assert.Equal(-860, Balance(app, org, "2104"));

        // The same days again, as another document.
        form["id"] = TestBook.Id().ToString();
        var twice = await browser.PostAsync($"/o/{org.Id:D}/pay", new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);
        Assert.Contains("Esos días ya se pagaron", await Text(twice), StringComparison.Ordinal);
    }

    private static async Task Record(TestApp app, Organisation org, Guid actor, string kind, object body)
    {
        var document = new Document(
            TestBook.Id(),
            kind,
            1,
            System.Text.Json.JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default),
            new(2026, 3, 14),
            app.Clock.Now.ToUnixTimeMilliseconds(),
            0,
            actor,
            "test-device",
            0
        );
        var record = app.Services.GetRequiredService<RecordDocument>();
        var recording = await app.Writer.Do(s => record.Handle(s, org.Id, document, Who.All));
        Assert.True(recording.Answer == Answer.Accepted, $"{kind}: {recording.Refusal}");
    }

    private static async Task<string> Text(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    private static string Field(string raw, string name) =>
        WebUtility.HtmlDecode(raw.Split($"name=\"{name}\" value=\"")[1].Split('"')[0]);

    private static long Balance(TestApp app, Organisation org, string code) =>
        app.Reading(sql =>
            sql.First(
                """
                select coalesce(sum(t.debit - t.credit), 0) from month_total t
                join account a on a.org_id = t.org_id and a.account = t.account
                where t.org_id = $1 and a.code = $2
                """,
                r => Convert.ToInt64(r.GetValue(0), null),
                org.Id,
                code
            )
        );
}
