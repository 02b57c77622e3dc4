using System.Net;
using System.Text.Json.Nodes;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;
using Dedal.Web.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Dedal.Tests.Authorisation;

/// <summary>Own picture and six digits, on an enrolled phone only.</summary>
public class PinTests
{
    private const string Good = "274917";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_right_pin_opens_the_one_organisation_of_the_phone_until_the_day_is_over(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (ours, theirs) = (await app.Workshop("Bordados"), await app.Workshop("Panadería"));
        var rosa = await WithPin(app, ours, Good, "treasurer");
        await app.Writer.Do(s => Memberships.Add(s, theirs.Id, rosa, "coordinator", new(2000, 1, 1)));
        using var phone = await app.Phone(ours.Id);
        var client = phone.Client();

        var shown = JsonNode.Parse(await client.GetStringAsync($"/o/{ours.Id}/pin/people"))!;
        Assert.Equal("Bordados", (string)shown["name"]!);
        Assert.Equal(rosa, (Guid)Assert.Single(shown["people"]!.AsArray())!["id"]!);
        var cookie = await Enter(client, ours, rosa, Good);

        var browser = app.Client();
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/o/{ours.Id}/hoy")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/o/{theirs.Id}/hoy")).StatusCode);
        Assert.Equal($"/o/{ours.Id}/hoy", (await browser.GetAsync("/")).Headers.Location?.OriginalString);

        // Six digits never change a password or a key, and never enrol another phone.
        var me = await browser.GetStringAsync("/me");
        Assert.DoesNotContain("/me/password", me, StringComparison.Ordinal);
        Assert.Contains("Teléfono de prueba", me, StringComparison.Ordinal);
        Assert.Equal(
            "/sign-in?next=/me",
            (await browser.PostAsync("/me/recovery-codes", null)).Headers.Location?.OriginalString
        );
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"/o/{ours.Id}/devices/own", null)).StatusCode);

        app.Clock.Now += Sessions.OnPhone;
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync($"/o/{ours.Id}/hoy")).StatusCode);
    }

    /// <summary>
    /// Who coordinates one of Rosa's two workshops can give her a PIN there and come in as her: it must not open the
    /// other one's people, nor an account of one of them.
    /// </summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task A_pin_brings_nobody_from_another_workshop_and_opens_no_account(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (ours, theirs) = (await app.Workshop("Bordados"), await app.Workshop("Panadería"));
        var rosa = await WithPin(app, ours, Good, "coordinator");
        await app.Writer.Do(s => Memberships.Add(s, theirs.Id, rosa, "coordinator", new(2000, 1, 1)));
        var julia = await app.Person(theirs.Id, "member");
        using var phone = await app.Phone(ours.Id);
        var browser = app.Client();
        browser.DefaultRequestHeaders.Add("Cookie", await Enter(phone.Client(), ours, rosa, Good));

        var page = await browser.GetStringAsync($"/o/{ours.Id}/people");
        Assert.DoesNotContain(julia.ToString(), page, StringComparison.Ordinal);
        var bring = Form(("person", julia.ToString()), ("role", "member"));
        var refused = await browser.PostAsync($"/o/{ours.Id}/people/known", bring);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        await app.Writer.Do(s => Memberships.Add(s, ours.Id, julia, "member", new(2000, 1, 1)));
        var invited = await browser.PostAsync($"/o/{ours.Id}/people/{julia}/invitation", null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, invited.StatusCode);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task When_the_phone_is_removed_everybody_on_it_is_out(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var rosa = await WithPin(app, org, Good, "treasurer");
        using var phone = await app.Phone(org.Id);
        var browser = app.Client();
        browser.DefaultRequestHeaders.Add("Cookie", await Enter(phone.Client(), org, rosa, Good));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/o/{org.Id}/hoy")).StatusCode);

        var coordinator = await app.SignedIn(org.Id, "coordinator");
        await coordinator.PostAsync($"/o/{org.Id}/devices/revoke", Form(("device", phone.Id.ToString())));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync($"/o/{org.Id}/hoy")).StatusCode);
        Assert.Equal(("phone", 403), await Fault(phone.Client(), org, rosa, Good));
        var shown = await phone.Client().GetAsync($"/o/{org.Id}/pin/people");
        Assert.Equal(HttpStatusCode.Forbidden, shown.StatusCode);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Five_errors_wait_ten_need_a_new_pin_and_only_on_that_phone(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var (rosa, julia) = (await WithPin(app, org, Good), await WithPin(app, org, Good));
        using var phone = await app.Phone(org.Id);
        using var other = await app.Phone(org.Id);
        for (var i = 0; i < Pins.BeforeWait; i++)
        {
            Assert.Equal(("wrong", 422), await Fault(phone.Client(), org, rosa, "111111"));
        }

        Assert.Equal(("wait", 429), await Fault(phone.Client(), org, rosa, Good));
        await Enter(phone.Client(), org, julia, Good);
        await Enter(other.Client(), org, rosa, Good);

        app.Clock.Now += Pins.Wait;
        for (var i = Pins.BeforeWait; i < Pins.BeforeReset; i++)
        {
            Assert.Equal(("wrong", 422), await Fault(phone.Client(), org, rosa, "111111"));
        }

        app.Clock.Now += TimeSpan.FromDays(30);
        Assert.Equal(("reset", 429), await Fault(phone.Client(), org, rosa, Good));
        await Enter(other.Client(), org, rosa, Good);

        await app.Writer.Do(s => Pins.Set(s, org.Id, rosa, Hash(Good), oneTime: true));
        var answer = await Send(phone.Client(), org, rosa, Good);
        Assert.True((bool)(await Json(answer))["change"]!);
    }

    [Fact]
    public async Task Many_tries_at_once_are_no_way_around_the_wait()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var org = await app.Workshop("Bordados");
        var rosa = await WithPin(app, org, Good);
        using var phone = await app.Phone(org.Id);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 9).Select(i => Send(phone.Client(), org, rosa, $"{100000 + i}"))
        );
        Assert.Equal(Pins.BeforeWait, answers.Count(a => (int)a.StatusCode == 422));
        Assert.Equal(9 - Pins.BeforeWait, answers.Count(a => (int)a.StatusCode == 429));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Guessing_across_members_is_bounded_by_the_phone(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        using var phone = await app.Phone(org.Id);
        var tooMany = 0;
        for (var i = 0; i < 40; i++)
        {
            var answer = await Send(phone.Client(), org, Guid.CreateVersion7(), "111111", from: $"198.51.100.{i}");
            tooMany += (int)answer.StatusCode == 429 ? 1 : 0;
        }

        Assert.True(tooMany >= 10, $"{tooMany}");
        Assert.Equal(0, app.Reading(sql => sql.First("select count(*) from pin_failure", r => r.GetInt64(0))));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_pin_that_somebody_made_opens_only_with_a_new_one_of_her_own(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var rosa = await app.Person(org.Id, "member");
        await app.Writer.Do(s => Pins.Set(s, org.Id, rosa, Hash(Good), oneTime: true));
        using var phone = await app.Phone(org.Id);
        var client = phone.Client();

        var asked = await Send(client, org, rosa, Good);
        Assert.False(asked.Headers.Contains("Set-Cookie"));
        Assert.True((bool)(await Json(asked))["change"]!);
        foreach (var silly in new[] { Good, "123456", "111222", "140385", "12345", "¿?", "" })
        {
            Assert.Equal(("silly", 422), await Fault(client, org, rosa, Good, silly));
        }

        Assert.Equal(("wrong", 422), await Fault(client, org, rosa, "000000", "905281"));
        var entered = await Send(client, org, rosa, Good, "905281");
        Assert.True(entered.Headers.Contains("Set-Cookie"));
        Assert.Equal(("wrong", 422), await Fault(client, org, rosa, Good));
        await Enter(client, org, rosa, "905281");

        await app.Writer.Do(s => Pins.Set(s, org.Id, rosa, Hash(Good), oneTime: true));
        app.Clock.Now += Pins.OneTimeLife;
        Assert.Equal(("expired", 422), await Fault(client, org, rosa, Good, "905281"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_phone_lets_in_only_who_has_a_role_there_today(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (ours, theirs) = (await app.Workshop("Bordados"), await app.Workshop("Panadería"));
        var rosa = await WithPin(app, ours, Good);
        using var phone = await app.Phone(ours.Id);
        using var foreign = await app.Phone(theirs.Id);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(foreign.Client(), ours, rosa, Good)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(app.Client(), ours, rosa, Good)).StatusCode);
        Assert.Equal(("wrong", 422), await Fault(foreign.Client(), theirs, rosa, Good));

        await app.Writer.Do(s => Memberships.End(s, ours.Id, rosa, "member", new(2026, 3, 13)));
        Assert.Equal(("wrong", 422), await Fault(phone.Client(), ours, rosa, Good));
        var shown = JsonNode.Parse(await phone.Client().GetStringAsync($"/o/{ours.Id}/pin/people"))!;
        Assert.Empty(shown["people"]!.AsArray());
        foreach (var body in new[] { "", "{", "[]", "null", "{\"person\":1}", "{\"pin\":\"274917\"}" })
        {
            var answer = await phone.Client().PostAsync($"/o/{ours.Id}/pin", new StringContent(body));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Signing_in_ends_the_session_that_the_browser_brought_along()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var org = await app.Workshop("Bordados");
        var (rosa, julia) = (await WithPin(app, org, Good), await WithPin(app, org, Good));
        using var phone = await app.Phone(org.Id);
        var client = phone.Client();
        var planted = await Enter(client, org, julia, Good);
        client.DefaultRequestHeaders.Add("Cookie", planted);
        var cookie = await Enter(client, org, rosa, Good);
        Assert.NotEqual(planted, cookie);
        var old = app.Client();
        old.DefaultRequestHeaders.Add("Cookie", planted);
        Assert.Equal(HttpStatusCode.Redirect, (await old.GetAsync("/me")).StatusCode);
        Assert.Single(app.Services.GetRequiredService<Sessions>().Of(rosa));
    }

    [Theory]
    [InlineData("000000", true)]
    [InlineData("123456", true)]
    [InlineData("654321", true)]
    [InlineData("234567", true)]
    [InlineData("121212", true)]
    [InlineData("123123", true)]
    [InlineData("112233", true)]
    [InlineData("258456", true)]
    [InlineData("140385", true)]
    [InlineData("031485", true)]
    [InlineData("850314", true)]
    [InlineData("198503", true)]
    [InlineData("274917", false)]
    [InlineData("905281", false)]
    public void What_people_try_first_is_no_pin(string pin, bool silly) => Assert.Equal(silly, Pins.IsSilly(pin));

    [Fact]
    public void A_made_code_is_never_one_that_could_not_be_chosen()
    {
        for (var i = 0; i < 2000; i++)
        {
            var code = Pins.NewCode();
            Assert.True(Pins.IsPin(code) && !Pins.IsSilly(code), code);
        }
    }

    [Fact]
    public async Task Every_refusal_is_a_sentence_in_three_languages()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var org = await app.Workshop("Bordados");
        using var phone = await app.Phone(org.Id);
        foreach (var language in Words.Languages)
        {
            var client = phone.Client();
            client.DefaultRequestHeaders.Add("Cookie", "dedal-language=" + language);
            var said = await Json(await Send(client, org, Guid.CreateVersion7(), Good));
            Assert.Equal(Words.In(language)["pin.no.wrong"], (string)said["sentence"]!);
        }
    }

    private static string Hash(string pin) => Passwords.Text(pin, 64, 1);

    private static async Task<Guid> WithPin(TestApp app, Organisation org, string pin, string role = "member")
    {
        var person = await app.Person(org.Id, role);
        await app.Writer.Do(s => Pins.Set(s, org.Id, person, Hash(pin), oneTime: false));
        return person;
    }

    private static async Task<string> Enter(HttpClient client, Organisation org, Guid person, string pin)
    {
        var answer = await Send(client, org, person, pin);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private static async Task<(string Error, int Status)> Fault(
        HttpClient client,
        Organisation org,
        Guid person,
        string pin,
        string? fresh = null
    )
    {
        var answer = await Send(client, org, person, pin, fresh);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        return ((string)(await Json(answer))["error"]!, (int)answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> Send(
        HttpClient client,
        Organisation org,
        Guid person,
        string pin,
        string? fresh = null,
        string from = "198.51.100.1"
    )
    {
        var body = new JsonObject
        {
            ["person"] = person,
            ["pin"] = pin,
            ["fresh"] = fresh,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/o/{org.Id}/pin")
        {
            Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Forwarded-For", from);
        return await client.SendAsync(request);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static async Task<JsonNode> Json(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
}
