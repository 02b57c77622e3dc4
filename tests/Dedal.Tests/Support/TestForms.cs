using System.Net;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Microsoft.Extensions.DependencyInjection;

namespace Dedal.Tests.Support;

/// <summary>Documents and forms for an application under test.</summary>
public static class TestForms
{
    /// <summary>A document through the one door, on the test's day when none is given; accepted.</summary>
    public static async Task<Guid> Record(
        this TestApp app,
        Guid org,
        Guid actor,
        string kind,
        object body,
        DateOnly? day = null
    )
    {
        var document = new Document(
            TestBook.Id(),
            kind,
            1,
            JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default),
            day ?? new(2026, 3, 14),
            app.Clock.Now.ToUnixTimeMilliseconds(),
            0,
            actor,
            "test-device",
            0
        );
        var record = app.Services.GetRequiredService<RecordDocument>();
        var recording = await app.Writer.Do(s => record.Handle(s, org, document, Who.All));
        Assert.True(recording.Answer == Answer.Accepted, $"{kind}: {recording.Refusal}");
        return document.Id;
    }

    /// <summary>A page as a person reads it.</summary>
    public static async Task<string> Page(this HttpClient browser, string path) =>
        WebUtility.HtmlDecode(await (await browser.GetAsync(path)).Content.ReadAsStringAsync());

    /// <summary>Sends a form of ours, with an id of its own; says the status and the page.</summary>
    public static async Task<(HttpStatusCode Status, string Text)> Fill(
        this HttpClient browser,
        string path,
        params (string Name, string Value)[] fields
    )
    {
        var form = fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        form.TryAdd("id", TestBook.Id().ToString());
        var answer = await browser.PostAsync(path, new FormUrlEncodedContent(form));
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>Debits less credits of an account, minor units.</summary>
    public static long Balance(this TestApp app, Guid org, string code) =>
        app.Reading(sql =>
            sql.First(
                """
                select coalesce(sum(t.debit - t.credit), 0) from month_total t
                join account a on a.org_id = t.org_id and a.account = t.account
                where t.org_id = $1 and a.code = $2
                """,
                r => Convert.ToInt64(r.GetValue(0), null),
                org,
                code
            )
        );
}
