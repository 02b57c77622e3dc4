using System.Net;
using System.Text;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Commands.Demo;
using Dedal.Web.Data;
using Dedal.Web.Keep;
using Dedal.Web.People;
using Microsoft.Data.Sqlite;

namespace Dedal.Tests.Keep;

/// <summary>A full disk and a read-only file system under the real program.</summary>
public class StorageTests
{
    private const int Megabytes = 32;

    [Fact]
    public async Task On_a_disk_that_fills_up_people_read_are_told_and_record_again_when_there_is_space()
    {
        using var disk = SmallDisk.Mount(Megabytes);
        var who = await Demonstration(disk.Folder);
        await using var server = await BuiltProgram.Serve("demo", "--data", disk.Folder);
        Assert.Equal("accepted", await who.Sell(server));
        Assert.Contains("answer=\"accepted\"", await Measured(server), StringComparison.Ordinal);
        await Waiting(() => HasBallast(disk.Folder));

        disk.Fill();
        await Until(server, "read-only");
        Assert.Equal(
            "No hay espacio en el servidor: esto no se anotó. Avise a la coordinadora.",
            await who.Sell(server)
        );
        Assert.Contains("No hay espacio en el servidor.", await who.Reads(server), StringComparison.Ordinal);

        disk.Free();
        await Until(server, "ok");
        Assert.Equal("accepted", await who.Sell(server));
        Assert.Equal(0, await server.Stop());
        Assert.Contains(
            ": sound",
            (await BuiltProgram.Run("verify", "--data", disk.Folder)).Output,
            StringComparison.Ordinal
        );
        Assert.Equal(0, (await BuiltProgram.Run("rebuild", "--check", "--data", disk.Folder)).Code);
    }

    [Fact]
    public async Task A_server_that_was_killed_on_a_full_disk_starts_again_and_lets_people_read()
    {
        using var disk = SmallDisk.Mount(Megabytes);
        var who = await Demonstration(disk.Folder);
        await using (var server = await BuiltProgram.Serve("demo", "--data", disk.Folder))
        {
            await Waiting(() => HasBallast(disk.Folder));
            Assert.Equal("accepted", await who.Sell(server));
            await server.Freeze(); // it would give its ballast back
            disk.Fill();
        }

        await using var again = await BuiltProgram.Serve("serve", "--data", disk.Folder);
        await Until(again, "read-only");
        Assert.Contains("No hay espacio en el servidor.", await who.Reads(again), StringComparison.Ordinal);
        Assert.Equal(who.Sold, (await Health(again)).GetProperty("documents").GetInt64() - who.Before);
        disk.Free();
        await Until(again, "ok");
        Assert.Equal("accepted", await who.Sell(again));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task On_a_read_only_file_system_people_read_everything_that_was_acknowledged(bool killed)
    {
        using var disk = SmallDisk.Mount(Megabytes);
        var who = await Demonstration(disk.Folder);
        await using (var server = await BuiltProgram.Serve("demo", "--data", disk.Folder))
        {
            Assert.Equal("accepted", await who.Sell(server));
            if (!killed)
            {
                await server.Stop();
            }
        }

        Assert.Equal(killed, File.Exists(Path.Combine(disk.Folder, "dedal.db-wal")));
        disk.MakeReadOnly();
        await using var again = await BuiltProgram.Serve("serve", "--data", disk.Folder);
        Assert.Equal("read-only", (await Health(again)).GetProperty("status").GetString());
        Assert.Equal(who.Sold, (await Health(again)).GetProperty("documents").GetInt64() - who.Before);
        Assert.Contains("El servidor solo puede leer.", await who.Reads(again), StringComparison.Ordinal);
        Assert.StartsWith("El servidor solo puede leer ahora", await who.Sell(again), StringComparison.Ordinal);

        disk.MakeWritable();
        await Until(again, "ok");
        Assert.Equal("accepted", await who.Sell(again));
        Assert.Equal(0, await again.Stop());
        Assert.Equal(0, (await BuiltProgram.Run("rebuild", "--check", "--data", disk.Folder)).Code);
    }

    [Fact]
    public async Task Where_nothing_can_be_written_and_nothing_is_there_the_start_is_refused_with_a_sentence()
    {
        using var disk = SmallDisk.Mount(4);
        disk.MakeReadOnly();
        var (code, _, errors) = await BuiltProgram.Run("serve", "--data", disk.Folder);
        Assert.Equal(1, code);
        Assert.Contains("Nothing can be written in", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_that_hit_the_end_of_the_disk_leave_nothing_half_written()
    {
        using var disk = SmallDisk.Mount(8);
        await using var book = new TestBook(EngineKind.Sqlite);
        var file = Path.Combine(disk.Folder, "dedal.db");
        File.Copy(book.Database.File!, file);
        await using var database = Database.Sqlite(file);
        new Migrator(database).Run();
        var org = book.Org with { Id = TestBook.Id(), Name = "Taller lleno" };
        long acknowledged = 0;
        await using (var writer = new Writer(database, book.Clock))
        {
            await writer.Do(s => Organisations.Create(s, org));
            var padding = new string('x', 400);
            Exception? fault = null;
            while (fault is null)
            {
                var some = Enumerable.Range(0, 20).Select(_ => Sell(writer)).ToList();
                fault = await Record.ExceptionAsync(() => Task.WhenAll(some));
                acknowledged += some.Count(t => t.IsCompletedSuccessfully);
            }

            Assert.Equal(StorageFault.DiskFull, StorageFaults.Of(fault));

            Task<Recording> Sell(Writer writer) =>
                writer.Do(s =>
                    book.Record.Handle(
                        s,
                        org.Id,
                        book.Document("sale", new SaleBody(100, [new("cash", 100)], Note: padding)),
                        Who.All
                    )
                );
        }

        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        var verdict = Verify.Run(sql, org);
        Assert.Empty(verdict.Faults);
        Assert.Equal(acknowledged, verdict.Documents);
        Assert.Equal("ok", sql.First("pragma integrity_check", r => r.GetString(0)));
        Assert.True(acknowledged > 0);
    }

    [Fact]
    public void Only_faults_of_the_storage_are_taken_for_one()
    {
        Assert.Equal(StorageFault.DiskFull, StorageFaults.Of(new SqliteException("full", 13)));
        Assert.Equal(StorageFault.ReadOnlyFiles, StorageFaults.Of(new SqliteException("readonly", 8)));
        Assert.Equal(StorageFault.DiskFull, StorageFaults.Of(new IOException("no space", 28)));
        Assert.Equal(StorageFault.DiskFull, StorageFaults.Of(new AggregateException(new SqliteException("full", 13))));
        Assert.Null(StorageFaults.Of(new AggregateException(new InvalidOperationException("full"))));
        Assert.Null(StorageFaults.Of(new SqliteException("constraint", 19)));
        Assert.Null(StorageFaults.Of(new IOException("gone", 2)));
        Assert.Null(StorageFaults.Of(new InvalidOperationException("full")));
    }

    private static async Task<Recorder> Demonstration(string folder)
    {
        await using var database = Database.Sqlite(Path.Combine(folder, "dedal.db"));
        new Migrator(database).Run();
        await DemoBooks.Make(database, new(2026, 3, 14, 15, 0, 0, TimeSpan.Zero), days: 40);
        await using var writer = new Writer(database, TimeProvider.System);
        return await writer.Do(s =>
        {
            var org = Organisations.ByName(s.Sql, DemoBooks.Workshop)!.Id;
            var person = s.Sql.First(
                "select person_id from person where login = $1",
                r => r.GetGuid(0),
                DemoBooks.Treasurer
            );
            var before = s.Sql.First("select sum(seq) from head", r => r.GetInt64(0));
            return new Recorder(org, Sessions.Start(s, person, "test"), before);
        });
    }

    private static async Task<JsonElement> Health(BuiltProgram server)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        return JsonDocument.Parse(await client.GetStringAsync(new Uri(server.Url, "/health"))).RootElement;
    }

    private static async Task<string> Measured(BuiltProgram server)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        return await client.GetStringAsync(new Uri(server.Url, "/metrics"));
    }

    private static async Task Until(BuiltProgram server, string status)
    {
        var got = "";
        for (var i = 0; i < 1_000 && got != status; i++)
        {
            got = (await Health(server)).GetProperty("status").GetString();
            await Task.Delay(200);
        }

        Assert.True(got == status, $"{status} was expected, {got} it is.\n{server.Output}\n{server.Errors}");
    }

    /// <summary>All of it: an eighth of so small a disk.</summary>
    private static bool HasBallast(string folder) =>
        new FileInfo(Path.Combine(folder, "ballast")) is { Exists: true } file
        && file.Length >= new DriveInfo(folder).TotalSize / 8;

    private static async Task Waiting(Func<bool> until)
    {
        for (var i = 0; i < 1_000 && !until(); i++)
        {
            await Task.Delay(200);
        }

        Assert.True(until());
    }

    /// <summary>The treasurer's phone.</summary>
    private sealed class Recorder(Guid org, string token, long before)
    {
        private long deviceSeq;

        public long Before => before;

        public long Sold { get; private set; }

        /// <summary>The page of today.</summary>
        public async Task<string> Reads(BuiltProgram server)
        {
            using var client = Client(server);
            using var answer = await client.GetAsync(new Uri($"/o/{org}/hoy", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }

        /// <summary>The answer of the server to a sale, or its sentence.</summary>
        public async Task<string?> Sell(BuiltProgram server)
        {
            var now = TimeProvider.System.GetUtcNow();
            var sale = new
            {
                id = TestBook.Id(),
                kind = "sale",
                schema = 1,
                body = """{"total":2500,"paid":[{"how":"cash","amount":2500}]}""",
                occurredOn = now.ToOffset(TimeSpan.FromHours(-4)).ToString("yyyy-MM-dd", null),
                capturedAt = now.ToUnixTimeMilliseconds(),
                clockOffset = 0,
                device = "test",
                deviceSeq = ++deviceSeq,
            };
            using var client = Client(server);
            using var content = new StringContent(
                JsonSerializer.Serialize(new[] { sale }),
                Encoding.UTF8,
                "application/json"
            );
            using var answer = await client.PostAsync(new Uri($"/o/{org}/documents", UriKind.Relative), content);
            var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            if (!answer.IsSuccessStatusCode)
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                return said.GetProperty("sentence").GetString();
            }

            Sold++;
            var list = said.ValueKind == JsonValueKind.Array ? said : said.GetProperty("answers");
            return list[0].GetProperty("answer").GetString();
        }

        private HttpClient Client(BuiltProgram server)
        {
            var client = new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromSeconds(20) };
            client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
            client.DefaultRequestHeaders.Add("Cookie", "dedal=" + token);
            return client;
        }
    }
}
