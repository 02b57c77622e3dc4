using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Dedal.Tests.Support;

/// <summary>A workshop with a treasurer and a phone, and what the phone sends to its door.</summary>
public sealed class PhoneDoor : IAsyncDisposable
{
    private int made;

    private PhoneDoor(TestApp app, Organisation org, Guid treasurer, TestPhone phone)
    {
        (App, Org, Treasurer, Phone, Client) = (app, org, treasurer, phone, phone.Client());
    }

    public TestApp App { get; }

    public Organisation Org { get; }

    public Guid Treasurer { get; }

    public TestPhone Phone { get; }

    public HttpClient Client { get; }

    /// <summary>The server's clock, Unix milliseconds.</summary>
    public long Now => App.Clock.Now.ToUnixTimeMilliseconds();

    /// <param name="watch">Sees the writer's statements.</param>
    public static async Task<PhoneDoor> Open(EngineKind engine, Action<Statements>? watch = null)
    {
        var app = await TestApp.Start(
            engine,
            builder =>
            {
                builder.Services.AddSingleton(
                    new RecordDocument([.. Dedal.Web.App.Modules.SelectMany(m => m.Kinds), new Breaking()])
                );
                builder.Services.AddSingleton(p => new Writer(
                    p.GetRequiredService<Database>(),
                    p.GetRequiredService<TimeProvider>(),
                    statements =>
                    {
                        watch?.Invoke(statements);
                        return statements;
                    }
                ));
            }
        );
        var org = await app.Workshop("Bordados");
        return new(app, org, await app.Person(org.Id, Who.Treasurer), await app.Phone(org.Id));
    }

    public JsonObject Sale(long amount, long? capturedAt = null, long offset = 0)
    {
        var sale = Document("sale", $$"""{"total":{{amount}},"paid":[{"how":"bank","amount":{{amount}}}]}""");
        sale["capturedAt"] = capturedAt ?? Now;
        sale["clockOffset"] = offset;
        return sale;
    }

    /// <summary>As outbox.js makes it: the day is left to the clock.</summary>
    public JsonObject Document(string kind, string body, Guid? id = null) =>
        new()
        {
            ["id"] = id ?? Guid.CreateVersion7(),
            ["kind"] = kind,
            ["schema"] = 1,
            ["capturedAt"] = Now,
            ["clockOffset"] = 0,
            ["actor"] = Treasurer,
            ["device"] = Phone.Id,
            ["deviceSeq"] = ++made,
            ["body"] = body,
        };

    /// <summary>Sends from a clock that is right; for each the answer with its number or code.</summary>
    public Task<List<string>> Send(params JsonObject[] documents) => SendAt(Now, documents);

    /// <param name="sent">The phone's clock.</param>
    public Task<List<string>> SendAt(long? sent, params JsonObject[] documents) => Send(Client, sent, documents);

    /// <summary>Sends from another phone.</summary>
    public Task<List<string>> Send(HttpClient phone, params JsonObject[] documents) => Send(phone, Now, documents);

    public async Task<HttpResponseMessage> Post(string text, string query = "lang=es")
    {
        using var content = new StringContent(text, Encoding.UTF8, "application/json");
        return await Client.PostAsync($"o/{Org.Id}/sync?{query}", content);
    }

    public long Count(string table) =>
        App.Reading(s => s.First($"select count(*) from {table} where org_id = $1", r => r.GetInt64(0), Org.Id));

    public List<string> Texts(string sql) => App.Reading(s => s.Query(sql, r => r.GetString(0), Org.Id));

    public List<long> Numbers(string sql) => App.Reading(s => s.Query(sql, r => r.GetInt64(0), Org.Id));

    /// <summary>Days of the documents in the journal.</summary>
    public List<string> Days() =>
        App.Reading(s =>
            s.Query(
                "select occurred_on from journal where org_id = $1 order by seq",
                r => r.GetFieldValue<DateOnly>(0).ToString("O", CultureInfo.InvariantCulture),
                Org.Id
            )
        );

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Phone.Dispose();
        await App.DisposeAsync();
    }

    private async Task<List<string>> Send(HttpClient phone, long? sent, JsonObject[] documents)
    {
        var list = new JsonArray([.. documents.Select(d => d.DeepClone())]).ToJsonString();
        using var content = new StringContent(list, Encoding.UTF8, "application/json");
        using var answer = await phone.PostAsync($"o/{Org.Id}/sync?lang=es&sent={sent}", content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return
        [
            .. JsonNode
                .Parse(await answer.Content.ReadAsStringAsync())!
                .AsArray()
                .Select(a => $"{a!["answer"]} {a["seq"]?.ToString() ?? a["refusal"]?["code"]?.ToString()}".Trim()),
        ];
    }

    /// <summary>A kind whose rule breaks an assumption.</summary>
    private sealed class Breaking() : DocumentKind("breaking")
    {
        public override IReadOnlyList<string> Roles => Who.Recorders;

        public override Outcome Decide(Document document, IBookState state) =>
            throw new InvalidOperationException("This cannot be.");
    }
}
