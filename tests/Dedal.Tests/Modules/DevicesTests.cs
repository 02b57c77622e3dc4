using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.People;
using Dedal.Web.Shared;

namespace Dedal.Tests.Modules;

/// <summary>The page of an organisation's phones.</summary>
public partial class DevicesTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_code_shown_enrols_a_phone_and_the_list_names_who_and_when(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var treasurer = await app.SignedIn(org.Id, "treasurer");
        var shown = await Text(await treasurer.PostAsync($"/o/{org.Id}/devices/code", null));
        Assert.Contains("<svg viewBox=\"0 0 ", shown, StringComparison.Ordinal);
        var code = Code.Match(shown).Groups["code"].Value;
        Assert.DoesNotContain(code, (await app.Client().GetAsync("/enrol")).ToString(), StringComparison.Ordinal);

        using var phone = new TestPhone(new HttpClientHandler());
        var answer = await app.Client().PostAsync("/enrol", Json(org.Id, code, "Celular <b>de</b> Rosa", phone));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var list = await Text(await treasurer.GetAsync($"/o/{org.Id}/devices"));
        Assert.Contains("Celular &lt;b&gt;de&lt;/b&gt; Rosa", list, StringComparison.Ordinal);
        Assert.Contains("Lo agregó Persona de prueba el 14/03/2026", list, StringComparison.Ordinal);
        Assert.Contains("0 anotaciones", list, StringComparison.Ordinal);
        foreach (var language in Words.Languages)
        {
            await treasurer.PostAsync("/language", Form(("language", language)));
            var page = await Text(await treasurer.GetAsync($"/o/{org.Id}/devices"));
            Assert.Contains(Words.In(language)["devices.add"], page, StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_phone_that_was_removed_stays_in_the_list_and_only_its_own_organisation_removes_it(
        EngineKind engine
    )
    {
        await using var app = await TestApp.Start(engine);
        var (ours, theirs) = (await app.Workshop("Bordados"), await app.Workshop("Panadería"));
        using var phone = await app.Phone(ours.Id);
        var stranger = await app.SignedIn(theirs.Id, "coordinator");
        await stranger.PostAsync($"/o/{theirs.Id}/devices/revoke", Form(("device", phone.Id.ToString())));
        Assert.Null(app.Reading(sql => Devices.ById(sql, ours.Id, phone.Id))!.RevokedAt);

        var coordinator = await app.SignedIn(ours.Id, "coordinator");
        var gone = await coordinator.PostAsync($"/o/{ours.Id}/devices/revoke", Form(("device", phone.Id.ToString())));
        Assert.Equal(HttpStatusCode.SeeOther, gone.StatusCode);
        var list = await Text(await coordinator.GetAsync(gone.Headers.Location));
        Assert.Contains(Words.In("es")["devices.revoked.done"], list, StringComparison.Ordinal);
        Assert.Contains("Quitado el 14/03/2026", list, StringComparison.Ordinal);
        var nonsense = await coordinator.PostAsync($"/o/{ours.Id}/devices/revoke", Form(("device", "x")));
        Assert.Equal(HttpStatusCode.SeeOther, nonsense.StatusCode);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_member_makes_the_phone_in_her_hand_one_of_the_workshops(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var member = await app.SignedIn(org.Id, "member");
        var answer = await member.PostAsync($"/o/{org.Id}/devices/own", null);
        var code = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!;
        using var phone = new TestPhone(new HttpClientHandler());
        Assert.Equal(
            HttpStatusCode.OK,
            (await app.Client().PostAsync("/enrol", Json(org.Id, code, "Mío", phone))).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await (await app.SignedIn(org.Id, "mentor")).PostAsync($"/o/{org.Id}/devices/own", null)).StatusCode
        );
    }

    private static StringContent Json(Guid org, string code, string name, TestPhone phone) =>
        new(
            new JsonObject
            {
                ["org"] = org,
                ["code"] = code,
                ["name"] = name,
                ["key"] = phone.PublicKey,
            }.ToJsonString()
        );

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    [GeneratedRegex("<code>(?<code>[^<]+)</code>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Code { get; }
}
