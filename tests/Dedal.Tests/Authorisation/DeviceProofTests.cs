using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dedal.Tests.Authorisation;

/// <summary>Phones prove themselves by a signature over what they send, and are enrolled by a code.</summary>
public class DeviceProofTests
{
    private static void Routes(WebApplication app)
    {
        app.MapPost("/o/{org:guid}/test", (Delegate)Echo).AllowDevice();
        app.MapGet("/o/{org:guid}/test", (Delegate)Echo).AllowDevice();
    }

    private static async Task<string> Echo(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var caller = Caller.Of(context);
        var said = await reader.ReadToEndAsync();
        return $"{caller.Proven!.Device} {caller.Org!.Name} {(caller.Proven.Revoked ? "revoked" : "good")} {said}";
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_signed_request_says_which_phone_sent_it_and_arrives_whole(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine, routes: Routes);
        var org = await app.Workshop("Bordados");
        using var phone = await app.Phone(org.Id);
        var client = phone.Client();

        var posted = await client.PostAsync($"/o/{org.Id}/test?a=ñ%20b&c", Text("{\"ñ\":1}"));
        Assert.Equal($"{phone.Id} Bordados good {{\"ñ\":1}}", await posted.Content.ReadAsStringAsync());
        Assert.Equal($"{phone.Id} Bordados good ", await client.GetStringAsync($"/o/{org.Id}/test"));

        app.Clock.Now += TimeSpan.FromHours(1);
        await client.GetAsync($"/o/{org.Id}/test");
        await app.Writer.Do(s => Devices.Revoke(s, org.Id, phone.Id));
        Assert.Equal($"{phone.Id} Bordados revoked ", await client.GetStringAsync($"/o/{org.Id}/test"));
        var row = app.Reading(sql => Devices.ById(sql, org.Id, phone.Id))!;
        Assert.Equal(TimeSpan.FromHours(1).TotalMilliseconds, row.SeenAt - row.EnrolledAt);
    }

    [Theory]
    [InlineData("method")]
    [InlineData("path")]
    [InlineData("query")]
    [InlineData("body")]
    [InlineData("other phone")]
    [InlineData("other organisation")]
    [InlineData("nothing")]
    [InlineData("half a header")]
    [InlineData("not base64")]
    [InlineData("not there")]
    public async Task A_request_that_was_changed_on_its_way_is_not_of_the_phone(string what)
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite, routes: Routes);
        var (ours, theirs) = (await app.Workshop("Bordados"), await app.Workshop("Panadería"));
        using var phone = await app.Phone(what == "other organisation" ? theirs.Id : ours.Id);
        using var other = await app.Phone(ours.Id);
        var (path, body) = ($"/o/{ours.Id}/test?n=1", "{}"u8.ToArray());
        var good = phone.Header("POST", path, body);
        var header = what switch
        {
            "method" => phone.Header("PUT", path, body),
            "path" => phone.Header("POST", $"/o/{theirs.Id}/test?n=1", body),
            "query" => phone.Header("POST", $"/o/{ours.Id}/test?n=2", body),
            "body" => phone.Header("POST", path, "{ }"u8.ToArray()),
            "other phone" => $"{other.Id:D}.{good.Split('.')[1]}",
            "nothing" => "",
            "half a header" => good.Split('.')[0],
            "not base64" => good.Split('.')[0] + ".¿?",
            "not there" => $"{Guid.CreateVersion7():D}.{good.Split('.')[1]}",
            _ => good,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Text("{}") };
        request.Headers.Add("Accept", "application/json");
        request.Headers.TryAddWithoutValidation(DeviceProof.Header, header);
        var answer = await app.Client().SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.Contains("\"error\":\"device\"", said, StringComparison.Ordinal);
        Assert.Contains(Words.In("es")["people.refused.device"], said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_body_is_bounded()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite, routes: Routes);
        var org = await app.Workshop("Bordados");
        using var phone = await app.Phone(org.Id);
        var most = await phone.Client().PostAsync($"/o/{org.Id}/test", Text(new('x', DeviceProof.LongestBody)));
        Assert.Equal(HttpStatusCode.OK, most.StatusCode);
        var more = await phone.Client().PostAsync($"/o/{org.Id}/test", Text(new('x', DeviceProof.LongestBody + 1)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, more.StatusCode);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_code_enrols_one_phone_once(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine, routes: Routes);
        var org = await app.Workshop("Bordados");
        var treasurer = await app.Person(org.Id, "treasurer");
        var code = await app.Writer.Do(s => EnrolDevice.NewCode(s, org.Id, treasurer));

        using var key = new TestPhone(new HttpClientHandler());
        var typed = " " + code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal);
        var answer = await Enrol(app, null, typed, "Celular de Rosa", key.PublicKey);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(org.Id, (Guid)answer.Said["org"]!);
        var device = app.Reading(sql => Devices.All(sql, org.Id)).Single();
        Assert.Equal((Guid)answer.Said["device"]!, device.Id);
        Assert.Equal(("Celular de Rosa", treasurer, key.PublicKey), (device.Name, device.EnrolledBy, device.PublicKey));

        Assert.Equal("used", await Fault(app, org, code));
        Assert.Single(app.Reading(sql => Devices.All(sql, org.Id)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_code_that_is_not_good_is_refused_with_a_sentence(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine, routes: Routes);
        var (ours, theirs) = (await app.Workshop("Bordados"), await app.Workshop("Panadería"));
        var person = await app.Person(ours.Id, "treasurer");
        Task<string> Code() => app.Writer.Do(s => EnrolDevice.NewCode(s, ours.Id, person));

        Assert.Equal("unknown", await Fault(app, ours, "AAAA-AAAA"));
        Assert.Equal("unknown", await Fault(app, ours, ""));
        Assert.Equal("elsewhere", await Fault(app, theirs, await Code()));
        var late = await Code();
        app.Clock.Now += EnrolDevice.CodeLife;
        Assert.Equal("expired", await Fault(app, ours, late));
        Assert.Equal("name", await Fault(app, ours, await Code(), " "));
        Assert.Equal("name", await Fault(app, ours, await Code(), new('x', Devices.LongestName + 1)));
        Assert.Equal("broken", await Fault(app, ours, await Code(), "Celular", "AAAA"));
        Assert.Equal("broken", await Fault(app, ours, await Code(), "Celular", ""));

        using var wrongCurve = System.Security.Cryptography.ECDsa.Create(
            System.Security.Cryptography.ECCurve.NamedCurves.nistP384
        );
        var key = System.Buffers.Text.Base64Url.EncodeToString(wrongCurve.ExportSubjectPublicKeyInfo());
        Assert.Equal("broken", await Fault(app, ours, await Code(), "Celular", key));
        var garbage = await app.Client().PostAsync("/enrol", Text("{\"org\":\"x\""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, garbage.StatusCode);
        Assert.Empty(app.Reading(sql => Devices.All(sql, ours.Id)));
        Assert.Empty(app.Reading(sql => Devices.All(sql, theirs.Id)));
    }

    private static StringContent Text(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<string> Fault(
        TestApp app,
        Organisation org,
        string code,
        string name = "Celular",
        string? key = null
    )
    {
        using var phone = new TestPhone(new HttpClientHandler());
        var (status, said) = await Enrol(app, org.Id, code, name, key ?? phone.PublicKey);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.NotEmpty((string)said["sentence"]!);
        return (string)said["error"]!;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Said)> Enrol(
        TestApp app,
        Guid? org,
        string code,
        string name,
        string key
    )
    {
        var sent = new
        {
            org,
            code,
            name,
            key,
        };
        var answer = await app.Client().PostAsJsonAsync("/enrol", sent);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
