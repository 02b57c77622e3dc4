using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Tests.Keep;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;

namespace Dedal.Tests.Faults;

/// <summary>
/// The running program, killed with SIGKILL while phones send: what was acknowledged is there, under its number, once.
/// DEDAL_KILLS says how often (20).
/// </summary>
public sealed class KilledServerTests : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("DEDAL_KILLS") ?? "20", null);
    private static readonly DateOnly Day = new(2026, 3, 2);

    private readonly string folder = Directory.CreateTempSubdirectory("dedal-kill-").FullName;
    private readonly ConcurrentDictionary<Guid, string> sent = new();
    private readonly ConcurrentDictionary<Guid, long> acknowledged = new();
    private readonly Organisation org = new(
        TestBook.Id(),
        "workshop",
        "Taller",
        "BOB",
        2,
        "workshop",
        "America/La_Paz"
    );
    private int made;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_however_often_the_server_is_killed()
    {
        var token = await Prepare();
        var random = new Random(4090);
        for (var round = 0; round < Kills; round++)
        {
            var before = acknowledged.Count;
            await using (var server = await BuiltProgram.Serve("serve", "--data", folder))
            {
                using var client = Client(server.Url, token);
                using var end = new CancellationTokenSource();
                var phones = Enumerable.Range(0, 3).Select(p => Task.Run(() => Phone(client, $"phone-{p}", end.Token)));
                var running = phones.ToList();
                await Until(() => acknowledged.Count > before);
                await Task.Delay(random.Next(0, 100), end.Token);
                await server.DisposeAsync(); // SIGKILL
                await end.CancelAsync();
                await Task.WhenAll(running);
            }

            Check();
        }

        // The phones send again what they have no answer for: everything is there once.
        await using (var server = await BuiltProgram.Serve("serve", "--data", folder))
        {
            using var client = Client(server.Url, token);
            foreach (var batch in sent.Values.Chunk(100))
            {
                Assert.DoesNotContain(await Send(client, batch), a => a.Answer is not ("accepted" or "already-there"));
            }
        }

        await using var database = Database.Sqlite(Path.Combine(folder, "dedal.db"));
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        Assert.Equal(sent.Count, sql.First("select count(*) from journal", r => r.GetInt64(0)));
        Assert.Equal(
            sent.Count * 100,
            sql.First("select debit from month_total where account = 1101", r => r.GetInt64(0))
        );
        Check();
    }

    private static async Task Until(Func<bool> happened)
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (!happened())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(limit) < TimeSpan.FromSeconds(30), "nothing acknowledged");
            await Task.Delay(5);
        }
    }

    /// <summary>A phone that sends sales, two at a time, as quickly as it is answered.</summary>
    private async Task Phone(HttpClient client, string device, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var batch = new[] { Sale(device), Sale(device) };
            try
            {
                foreach (var answer in await Send(client, batch))
                {
                    if (answer.Answer is "accepted" or "already-there")
                    {
                        acknowledged[answer.Id] = answer.Seq;
                    }
                }
            }
            catch (Exception e)
                when (e is HttpRequestException or IOException or JsonException or TaskCanceledException)
            {
                return; // the server is gone, perhaps in the middle of its answer
            }
        }
    }

    private string Sale(string device)
    {
        var id = TestBook.Id();
        var number = Interlocked.Increment(ref made);
        return sent[id] =
            $$"""{"id":"{{id}}","kind":"sale","schema":1,"occurredOn":"{{Day:O}}","capturedAt":{{number}},"""
            + $$""" "clockOffset":0,"device":"{{device}}","deviceSeq":{{number}},"""
            + """ "body":{"total":100,"paid":[{"how":"cash","amount":100}]}}""";
    }

    private async Task<List<(Guid Id, string Answer, long Seq)>> Send(HttpClient client, IEnumerable<string> documents)
    {
        using var content = new StringContent($"[{string.Join(',', documents)}]", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync($"/o/{org.Id}/documents", content);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        var answers = await response.Content.ReadFromJsonAsync<JsonElement>();
        return
        [
            .. answers
                .EnumerateArray()
                .Select(a =>
                    (
                        a.GetProperty("id").GetGuid(),
                        a.GetProperty("answer").GetString()!,
                        a.TryGetProperty("seq", out var seq) ? seq.GetInt64() : 0
                    )
                ),
        ];
    }

    /// <summary>Chain, totals, rebuilt tables, and every acknowledged document under its number.</summary>
    private void Check()
    {
        var database = Database.Sqlite(Path.Combine(folder, "dedal.db"));
        using (var sql = new Statements(database.OpenAsOwner(), database.Kind))
        {
            var there = sql.Query("select id, seq from journal", r => (Id: r.GetGuid(0), Seq: r.GetInt64(1)))
                .ToDictionary(r => r.Id, r => r.Seq);
            foreach (var (id, seq) in acknowledged)
            {
                Assert.True(there.TryGetValue(id, out var found), $"{id} was acknowledged as {seq} and is lost");
                Assert.Equal(seq, found);
            }

            Assert.Empty(Verify.Run(sql, org).Faults);
        }

        Assert.Empty(Rebuild.Run(database, new(KnownKinds.All), TimeProvider.System, check: true));
    }

    /// <summary>A workshop with a treasurer who is signed in; killed starts on an empty folder before that.</summary>
    private async Task<string> Prepare()
    {
        for (var i = 0; i < 3; i++)
        {
            await using var starting = BuiltProgram.Begin("serve", "--data", folder);
            await Task.Delay(150 * (i + 1));
        }

        await using (await BuiltProgram.Serve("serve", "--data", folder)) { }

        await using var database = Database.Sqlite(Path.Combine(folder, "dedal.db"));
        await using var writer = new Writer(database, TimeProvider.System);
        return await writer.Do(s =>
        {
            var person = TestBook.Id();
            Organisations.Create(s, org);
            Persons.Create(s, person, "Tesorera", "es");
            Memberships.Add(s, org.Id, person, Who.Treasurer, new(2000, 1, 1));
            return Sessions.Start(s, person, "test");
        });
    }

    private static HttpClient Client(Uri url, string token)
    {
        var client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Add("Cookie", "dedal=" + token);
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }
}
