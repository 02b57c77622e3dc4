using System.Net;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.People;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dedal.Tests.Authorisation;

/// <summary>The gates that every request passes, tried on endpoints of their own.</summary>
public class GatesTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static void Routes(WebApplication app)
    {
        app.MapGet("/test/open", () => "open").AllowAnyone();
        app.MapGet("/test/mine", (HttpContext c) => Caller.Of(c).Person.ToString()).AllowSignedIn();
        app.MapGet("/o/{org:guid}/test", (HttpContext c) => Caller.Of(c).Org!.Name).AllowRoles(Who.Coordinators);
        app.MapPost("/test/open", () => "posted").AllowAnyone();
        app.MapPost("/test/mine", (HttpContext c) => c.Request.Form["note"].ToString()).AllowSignedIn();
        app.MapGet("/test/forgotten", () => "leak");
        app.MapGet("/test/twice", () => "leak").AllowAnyone().AllowSignedIn();
        app.MapGet("/o/{org:guid}/wide", () => "leak").AllowSignedIn();
        app.MapGet("/test/roles-of-nothing", () => "leak").AllowRoles(Who.All);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Only_a_person_with_the_role_gets_in(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine, routes: Routes);
        var (ours, theirs) = (await app.Workshop("Bordados"), await app.Workshop("Panadería"));
        var coordinator = await app.SignedIn(ours.Id, Who.Coordinator);
        var member = await app.SignedIn(ours.Id, Who.Member);

        Assert.Equal("Bordados", await coordinator.GetStringAsync($"/o/{ours.Id}/test"));
        Assert.Equal(HttpStatusCode.Forbidden, (await member.GetAsync($"/o/{ours.Id}/test")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.GetAsync($"/o/{theirs.Id}/test")).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await coordinator.GetAsync($"/o/{Guid.CreateVersion7()}/test")).StatusCode
        );
        var redirect = await app.Client().GetAsync($"/o/{ours.Id}/test?d=1");
        Assert.Equal(HttpStatusCode.Redirect, redirect.StatusCode);
        Assert.Equal(
            "/sign-in?next=" + Uri.EscapeDataString($"/o/{ours.Id}/test?d=1"),
            redirect.Headers.Location?.OriginalString
        );
        Assert.Equal("open", await app.Client().GetStringAsync("/test/open"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client().GetAsync("/test/nothing")).StatusCode);
    }

    [Theory]
    [InlineData("/test/forgotten")]
    [InlineData("/test/twice")]
    [InlineData("/test/roles-of-nothing")]
    public async Task An_endpoint_that_declares_nothing_or_nonsense_is_refused_to_everyone(string path)
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite, routes: Routes);
        var org = await app.Workshop("Bordados");
        var client = await app.SignedIn(org.Id, [.. Who.All]);
        var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("leak", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.InternalServerError, (await client.GetAsync($"/o/{org.Id}/wide")).StatusCode);
    }

    [Fact]
    public async Task Programs_get_json_with_a_sentence_instead_of_the_sign_in_page()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite, routes: Routes);
        var client = app.Client();
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        client.DefaultRequestHeaders.Add("Accept-Language", "fr-FR,en;q=0.5");
        var answer = await client.GetAsync("/test/mine");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Contains("\"error\":\"401\"", body, StringComparison.Ordinal);
        Assert.Contains("Identifiez-vous", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_when_the_session_was_over_can_be_sent_again()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite, routes: Routes);
        async Task<(HttpStatusCode Status, string Text)> Post(string address, params (string, string)[] fields)
        {
            using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
            var answer = await app.Client().PostAsync(address, form);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        var (status, page) = await Post(
            "/test/mine?d=1&e=\"",
            ("note", "<b>Dos «polleras»</b>"),
            ("who", "a"),
            ("who", "b"),
            ("none", "")
        );
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains(Words.In("es")["people.session-over"], WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Dos", page, StringComparison.Ordinal);
        var read = WebUtility.HtmlDecode(page);
        foreach (
            var there in new[]
            {
                "action=\"/test/mine?d=1&e=%22\"",
                "name=\"note\" value=\"<b>Dos «polleras»</b>\"",
                "name=\"who\" value=\"a\"",
                "name=\"who\" value=\"b\"",
                "name=\"none\" value=\"\"",
            }
        )
        {
            Assert.Contains(there, read, StringComparison.Ordinal);
        }

        // Neither a secret nor what no page of ours sends.
        foreach (var (name, value) in new[] { ("password", "tan secreta"), ("note", new string('x', 10_000)) })
        {
            (status, page) = await Post("/test/mine", ("login", "rosa"), (name, value));
            Assert.Equal((HttpStatusCode.Redirect, ""), (status, page));
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_membership_counts_on_the_days_of_its_organisation(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine, routes: Routes);
        var org = await app.Workshop("Bordados");
        var person = await app.Person(org.Id);
        await app.Writer.Do(s => Memberships.Add(s, org.Id, person, Who.Coordinator, new(2026, 3, 14)));
        await app.Writer.Do(s => Memberships.End(s, org.Id, person, Who.Coordinator, new(2026, 3, 14)));
        var client = await app.SignedIn(person);

        // Potosí is four hours behind: her day runs from 04:00 to 04:00.
        foreach (
            var (utc, expected) in new[]
            {
                ("2026-03-14T03:59:00Z", HttpStatusCode.NotFound),
                ("2026-03-14T04:01:00Z", HttpStatusCode.OK),
                ("2026-03-15T03:59:00Z", HttpStatusCode.OK),
                ("2026-03-15T04:01:00Z", HttpStatusCode.NotFound),
            }
        )
        {
            app.Clock.Now = DateTimeOffset.Parse(utc, null);
            Assert.Equal(expected, (await client.GetAsync($"/o/{org.Id}/test")).StatusCode);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_session_ends_when_it_is_revoked_here_at_once_and_from_elsewhere_in_seconds(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine, routes: Routes);
        var person = await app.Person((await app.Workshop("Bordados")).Id);
        var (one, other) = (await app.SignedIn(person), await app.SignedIn(person));
        Assert.Equal(HttpStatusCode.OK, (await one.GetAsync("/test/mine")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/test/mine")).StatusCode);

        var hash = Tokens.Hash(one.DefaultRequestHeaders.GetValues("Cookie").Single()["dedal=".Length..]);
        await app.Services.GetRequiredService<Sessions>().Revoke(person, hash);
        Assert.Equal(HttpStatusCode.Redirect, (await one.GetAsync("/test/mine")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/test/mine")).StatusCode);

        await app.Writer.Do(s => s.Sql.Execute("update session set revoked_at = 1"));
        app.Clock.Now += TimeSpan.FromSeconds(5);
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync("/test/mine")).StatusCode);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_session_ends_unused_after_a_week_and_used_after_thirty_days(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine, routes: Routes);
        var person = await app.Person((await app.Workshop("Bordados")).Id);
        var (idle, used) = (await app.SignedIn(person), await app.SignedIn(person));
        var start = app.Clock.Now;
        for (var day = 6; day < 30; day += 6)
        {
            app.Clock.Now = start.AddDays(day);
            Assert.Equal(HttpStatusCode.OK, (await used.GetAsync("/test/mine")).StatusCode);
            await app.Writer.Do(_ => { }); // what the request noted is written
        }

        Assert.Equal(HttpStatusCode.Redirect, (await idle.GetAsync("/test/mine")).StatusCode);
        app.Clock.Now = start.AddDays(30) - Minute;
        Assert.Equal(HttpStatusCode.OK, (await used.GetAsync("/test/mine")).StatusCode);
        app.Clock.Now = start.AddDays(30);
        Assert.Equal(HttpStatusCode.Redirect, (await used.GetAsync("/test/mine")).StatusCode);
    }

    [Fact]
    public async Task The_last_use_is_written_at_most_once_a_minute()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite, routes: Routes);
        var person = await app.Person((await app.Workshop("Bordados")).Id);
        var client = await app.SignedIn(person);
        var start = app.Clock.Now;
        async Task<double> SeenAfter(TimeSpan time)
        {
            app.Clock.Now = start + time;
            await client.GetAsync("/test/mine");
            await app.Writer.Do(_ => { });
            var seen = app.Reading(sql => sql.First("select seen_at from session", r => r.GetInt64(0)));
            return (DateTimeOffset.FromUnixTimeMilliseconds(seen) - start).TotalSeconds;
        }

        Assert.Equal(0, await SeenAfter(TimeSpan.FromSeconds(59)));
        Assert.Equal(61, await SeenAfter(TimeSpan.FromSeconds(61)));
        Assert.Equal(61, await SeenAfter(TimeSpan.FromSeconds(90)));
    }

    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("none", null, true)]
    [InlineData("same-site", "http://localhost", false)]
    [InlineData("cross-site", null, false)]
    [InlineData(null, "http://localhost", true)]
    [InlineData(null, "https://localhost", true)]
    [InlineData(null, "http://localhost:80", true)]
    [InlineData(null, "http://localhost:8080", false)]
    [InlineData(null, "http://localhost.evil.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, null, false)]
    public async Task A_post_from_another_site_is_refused(string? site, string? origin, bool allowed)
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite, routes: Routes);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/test/open");
        var client = app.Client();
        client.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        var answer = await client.SendAsync(request);
        Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite, routes: Routes);
        foreach (var path in new[] { "/test/open", "/test/nothing", "/test/mine", "/test/forgotten" })
        {
            var headers = (await app.Client().GetAsync(path)).Headers;
            Assert.StartsWith(
                "default-src 'none'; script-src 'self';",
                headers.GetValues("Content-Security-Policy").Single()
            );
            Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", headers.GetValues("Referrer-Policy").Single());
            Assert.True(headers.CacheControl?.NoStore);
            Assert.False(headers.Contains("Strict-Transport-Security"));
        }

        // The policy of a page holds for its scripts; the service worker's is its own.
        Assert.True((await app.Client().GetAsync("/sw.js")).Headers.Contains("Content-Security-Policy"));
        var script = (await app.Client().GetAsync("/phone/app.js")).Headers;
        Assert.False(script.Contains("Content-Security-Policy"));
        Assert.Equal("nosniff", script.GetValues("X-Content-Type-Options").Single());

        using var secure = app.Client();
        secure.BaseAddress = new("https://localhost");
        Assert.True((await secure.GetAsync("/test/open")).Headers.Contains("Strict-Transport-Security"));
    }
}
