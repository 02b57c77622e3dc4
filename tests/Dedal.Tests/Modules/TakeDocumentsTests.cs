using System.Net;
using System.Text;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Modules;

/// <summary>The door for devices: POST /o/{org}/documents.</summary>
public class TakeDocumentsTests
{
    private const string Sale = """{ "total": 2500,  "paid":[{"how":"cash","amount":2500}] }""";

    [Theory, ClassData(typeof(Engines))]
    public async Task Documents_are_answered_one_by_one_and_kept_letter_by_letter(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var client = await app.SignedIn(org.Id, Who.Treasurer);
        var (good, text, wrong) = (Id(), Id(), Id());
        var sending =
            $"[{Envelope(good, Sale)},{Envelope(text, JsonSerializer.Serialize(Sale))},"
            + $"{Envelope(wrong, """{"total":-5,"paid":[{"how":"cash","amount":5}]}""")},{Envelope(good, Sale)}]";

        var answers = await Send(client, org.Id, sending);

        Assert.Equal(["accepted", "accepted", "refused", "already-there"], answers.Select(a => a.Answer));
        Assert.Equal([1, 2, 0, 1], answers.Select(a => a.Seq));
        Assert.Equal(("amount-not-positive", "total"), (answers[2].Code, answers[2].Field));
        Assert.Equal("El monto debe ser más que cero.", answers[2].Sentence);
        var bodies = app.Reading(sql =>
            sql.Query("select body from journal where org_id = $1 order by seq", r => r.GetString(0), org.Id)
        );
        Assert.Equal([Sale, Sale], bodies);
        Assert.Equal(
            ["already-there", "already-there", "refused", "already-there"],
            (await Send(client, org.Id, sending)).Select(a => a.Answer)
        );
    }

    [Theory]
    [InlineData("{", "documents-not-a-list")]
    [InlineData("", "json-broken")]
    [InlineData("[{\"id\":", "json-broken")]
    [InlineData("[] []", "json-broken")]
    [InlineData("{}", "documents-not-a-list")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]", "json-broken")]
    [InlineData("[{\"kind\":\"\\ud800\"}]", "json-broken")]
    public async Task A_broken_sending_is_refused_whole_with_a_sentence(string sending, string code)
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var org = await app.Workshop("Bordados");
        var client = await app.SignedIn(org.Id, Who.Treasurer);
        using var answer = await client.PostAsync($"/o/{org.Id}/documents", Json(sending));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var refusal = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("refusal");
        Assert.Equal(code, refusal.GetProperty("code").GetString());
        Assert.NotEqual("", refusal.GetProperty("sentence").GetString());
    }

    [Fact]
    public async Task Letters_that_are_no_text_are_refused_and_nothing_is_written()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var org = await app.Workshop("Bordados");
        var client = await app.SignedIn(org.Id, Who.Treasurer);
        var bytes = Encoding.UTF8.GetBytes($"[{Envelope(Id(), """{"total":5,"note":"#"}""")}]");
        bytes[Array.IndexOf(bytes, (byte)'#')] = 0xff;
        using var answer = await client.PostAsync($"/o/{org.Id}/documents", new ByteArrayContent(bytes));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, app.Reading(s => s.First("select count(*) from journal", r => r.GetInt64(0))));
    }

    [Fact]
    public async Task What_is_wrong_with_an_envelope_is_said_at_its_place_and_the_others_are_written()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var org = await app.Workshop("Bordados");
        var client = await app.SignedIn(org.Id, Who.Treasurer);
        var answers = await Send(
            client,
            org.Id,
            $"""
            [7, {Envelope(Id(), "[]")}, {Envelope(Id(), Sale).Replace(
                "\"kind\":\"sale\"",
                "\"kind\":\"swap\"",
                StringComparison.Ordinal
            )},
            {Envelope(Id(), Sale).Replace("\"schema\":1", "\"schema\":9", StringComparison.Ordinal)},
            {Envelope(Id(), Sale).Replace("2026-03-14", "14/3/2026", StringComparison.Ordinal)},
            {Envelope(Id(), Sale).Replace("\"deviceSeq\"", "\"extra\"", StringComparison.Ordinal)}, {Envelope(
                Id(),
                Sale
            )}]
            """
        );
        Assert.Equal(
            [
                ("refused", "envelope-not-readable", null),
                ("refused", "envelope-not-readable", "body"),
                ("refused", "kind-unknown", "kind"),
                ("parked", "schema-newer", "schema"),
                ("refused", "envelope-not-readable", "occurredOn"),
                ("refused", "envelope-not-readable", "extra"),
                ("accepted", null, null),
            ],
            answers.Select(a => (a.Answer, a.Code, a.Field))
        );
    }

    [Fact]
    public async Task Too_much_at_once_is_refused_whole()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var org = await app.Workshop("Bordados");
        var client = await app.SignedIn(org.Id, Who.Treasurer);
        using var long1 = await client.PostAsync($"/o/{org.Id}/documents", Json("[" + new string(' ', 1 << 20) + "]"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, long1.StatusCode);
        Assert.Contains("1 MB", await long1.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var many =
            "[" + string.Join(',', Enumerable.Range(0, Envelopes.Most + 1).Select(_ => Envelope(Id(), Sale))) + "]";
        using var many1 = await client.PostAsync($"/o/{org.Id}/documents", Json(many));
        Assert.Equal(HttpStatusCode.BadRequest, many1.StatusCode);
        Assert.Contains("500", await many1.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Guid Id() => Guid.CreateVersion7();

    private static string Envelope(Guid id, string body) =>
        $$"""
            {"id":"{{id}}","kind":"sale","schema":1,"occurredOn":"2026-03-14",
            "capturedAt":1773500000000,"clockOffset":0,"device":"phone-1","deviceSeq":1,"body":{{body}}}
            """;

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<List<Said>> Send(HttpClient client, Guid org, string sending)
    {
        using var answer = await client.PostAsync($"/o/{org}/documents", Json(sending));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(Said.Of)];
    }

    private sealed record Said(string Answer, long Seq, string? Code, string? Field, string? Sentence)
    {
        public static Said Of(JsonElement e)
        {
            var refusal = e.TryGetProperty("refusal", out var r) ? r : default;
            return new(
                e.GetProperty("answer").GetString()!,
                e.TryGetProperty("seq", out var seq) ? seq.GetInt64() : 0,
                Text("code"),
                Text("field"),
                Text("sentence")
            );

            string? Text(string name) =>
                refusal.ValueKind == JsonValueKind.Object && refusal.TryGetProperty(name, out var value)
                    ? value.GetString()
                    : null;
        }
    }
}
