using System.Net;
using System.Text;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.People;

namespace Dedal.Tests.Authorisation;

/// <summary>Passkeys through the real endpoints, with a device made of software.</summary>
public class PasskeyTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_passkey_is_made_and_signs_in_without_a_name(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        using var device = new SoftwareAuthenticator();
        var rosa = await Person(app, "rosa");
        Assert.Equal(HttpStatusCode.OK, (await Register(await app.SignedIn(rosa), device)).StatusCode);

        device.Counter = 1;
        var browser = app.Client();
        var answer = await SignIn(browser, device);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("dedal=", StringComparison.Ordinal));
        var passkey = Assert.Single(app.Reading(sql => Credentials.Passkeys(sql, rosa)));
        Assert.Equal(1u, passkey.SignCount);
        Assert.Empty(passkey.AttestationObject);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_answer_is_taken_once_in_time_and_from_this_site_only(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        using var device = new SoftwareAuthenticator();
        await Register(await app.SignedIn(await Person(app, "rosa")), device);

        var (options, ceremony) = await Begin(app.Client(), "/sign-in/passkey/options");
        device.Counter = 5;
        var credential = device.Get(options);
        Assert.Equal(
            HttpStatusCode.OK,
            (await Send(app.Client(), "/sign-in/passkey", credential, ceremony)).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await Send(app.Client(), "/sign-in/passkey", credential, ceremony)).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await Send(app.Client(), "/sign-in/passkey", credential, null)).StatusCode
        );

        // A copy of the device is behind its counter.
        Assert.Equal(HttpStatusCode.BadRequest, (await SignIn(app.Client(), device)).StatusCode);

        (options, ceremony) = await Begin(app.Client(), "/sign-in/passkey/options");
        device.Counter = 6;
        app.Clock.Now += TimeSpan.FromMinutes(5);
        var late = await Send(app.Client(), "/sign-in/passkey", device.Get(options), ceremony);
        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);

        device.Origin = "http://localhost.evil.example";
        Assert.Equal(HttpStatusCode.BadRequest, (await SignIn(app.Client(), device)).StatusCode);
    }

    [Fact]
    public async Task A_ceremony_of_one_person_makes_no_passkey_for_another()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        using var device = new SoftwareAuthenticator();
        var (rosa, juana) = (await Person(app, "rosa"), await Person(app, "juana"));
        var (options, ceremony) = await Begin(await app.SignedIn(rosa), "/me/passkeys/options");
        var answer = await Send(await app.SignedIn(juana), "/me/passkeys", device.Create(options), ceremony);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(app.Reading(sql => Credentials.Passkeys(sql, juana)));
    }

    [Fact]
    public async Task A_passkey_that_was_removed_or_of_an_erased_person_opens_nothing()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        using var device = new SoftwareAuthenticator();
        using var second = new SoftwareAuthenticator();
        var rosa = await Person(app, "rosa");
        var client = await app.SignedIn(rosa);
        await Register(client, device);
        await Register(client, second);
        using var form = new FormUrlEncodedContent([new("passkey", device.Id)]);
        await client.PostAsync("/me/passkeys/remove", form);
        Assert.Equal(HttpStatusCode.BadRequest, (await SignIn(app.Client(), device)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignIn(app.Client(), second)).StatusCode);
        await app.Writer.Do(s => s.Sql.Execute("update person set erased_at = 1"));
        Assert.Equal(HttpStatusCode.BadRequest, (await SignIn(app.Client(), second)).StatusCode);
    }

    [Fact]
    public async Task A_passkey_is_made_only_shortly_after_sign_in()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var client = await app.SignedIn(await Person(app, "rosa"));
        app.Clock.Now += Session.Recent;
        var answer = await Send(client, "/me/passkeys/options", "{}", null);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("sign-in-again", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"x\",\"type\":\"public-key\",\"response\":{}}")]
    public async Task What_is_no_credential_is_refused_with_a_sentence(string body)
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        foreach (var text in new[] { body, body + new string(' ', 70_000) })
        {
            var (_, ceremony) = await Begin(app.Client(), "/sign-in/passkey/options");
            var answer = await Send(app.Client(), "/sign-in/passkey", text, ceremony);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(
                "Esa llave no es de aqu",
                await answer.Content.ReadAsStringAsync(),
                StringComparison.Ordinal
            );
        }
    }

    private static async Task<HttpResponseMessage> Register(HttpClient client, SoftwareAuthenticator device)
    {
        var (options, ceremony) = await Begin(client, "/me/passkeys/options");
        return await Send(client, "/me/passkeys", device.Create(options), ceremony);
    }

    private static async Task<HttpResponseMessage> SignIn(HttpClient client, SoftwareAuthenticator device)
    {
        var (options, ceremony) = await Begin(client, "/sign-in/passkey/options");
        return await Send(client, "/sign-in/passkey", device.Get(options), ceremony);
    }

    private static async Task<(string Options, string Ceremony)> Begin(HttpClient client, string path)
    {
        var answer = await Send(client, path, "{}", null);
        var cookie = answer
            .Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith("dedal-ceremony=", StringComparison.Ordinal));
        return (await answer.Content.ReadAsStringAsync(), cookie.Split(';')[0]);
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, string path, string json, string? ceremony)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Add("Origin", "http://localhost");
        if (ceremony is not null)
        {
            var session = client.DefaultRequestHeaders.TryGetValues("Cookie", out var own) ? own.Single() + "; " : "";
            request.Headers.Add("Cookie", session + ceremony);
        }

        return await client.SendAsync(request);
    }

    private static async Task<Guid> Person(TestApp app, string login)
    {
        var id = Guid.CreateVersion7();
        await app.Writer.Do(s => Persons.Create(s, id, login, "es", login));
        return id;
    }
}
