using System.Net;
using Dedal.Tests.Support;
using Dedal.Web.Data;
using Dedal.Web.People;
using Dedal.Web.Shared;

namespace Dedal.Tests.Authorisation;

/// <summary>Changes are bounded by address and sender; reading and the doors for documents are not.</summary>
public class RateLimitTests
{
    [Fact]
    public async Task More_changes_than_anybody_makes_in_a_minute_are_refused_with_a_sentence()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var org = await app.Workshop("Bordados");
        var (rosa, julia) = (await app.SignedIn(org.Id, "treasurer"), await app.SignedIn(org.Id, "treasurer"));
        for (var i = 0; i < Attempts.ChangesPerMinute; i++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await Change(rosa, "198.51.100.7")).StatusCode);
        }

        var refused = await Change(rosa, "198.51.100.7");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        var sentences = Words.Languages.Select(l => Words.In(l)["people.refused.429"]);
        var page = await refused.Content.ReadAsStringAsync();
        Assert.Contains(sentences, s => page.Contains(s, StringComparison.Ordinal));

        // Nobody else is held up by it, nor does she stop reading and sending documents.
        Assert.Equal(HttpStatusCode.Redirect, (await Change(julia, "198.51.100.7")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await Change(rosa, "198.51.100.8")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await rosa.GetAsync($"/o/{org.Id}/hoy")).StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/o/{org.Id}/documents")
        {
            Content = new StringContent("[]"),
        };
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        Assert.Equal(HttpStatusCode.OK, (await rosa.SendAsync(request)).StatusCode);
    }

    private static async Task<HttpResponseMessage> Change(HttpClient client, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/language")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("language", "fr")]),
        };
        request.Headers.Add("X-Forwarded-For", from);
        return await client.SendAsync(request);
    }
}
