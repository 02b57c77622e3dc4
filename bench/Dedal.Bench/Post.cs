using System.Data.Common;
using System.Diagnostics;
using Dedal.Web.Data;

namespace Dedal.Bench;

/// <summary>
/// One sale at a time through the real handler, against bare durable inserts: one prepared INSERT of a row of the
/// journal's size per transaction, same file or server, same durability. Rounds alternate; the ratio is the median.
/// </summary>
internal static class Post
{
    private const string Columns = "id, org, kind, body, day, captured, recorded, actor, device, hash";

    public static async IAsyncEnumerable<Figure> Run(Size size)
    {
        foreach (var engine in Scratch.Engines)
        {
            await using var scratch = new Scratch(engine);
            using var bare = new Bare(scratch);
            var (posts, inserts) = (new List<double>(), new List<double>());
            await Round(scratch, bare, size.Of(100, 20));
            for (var round = 0; round < size.Of(101, 3); round++)
            {
                var (post, insert) = await Round(scratch, bare, size.Of(100, 20));
                posts.Add(post);
                inserts.Add(insert);
            }

            var ratio = 100 * posts.Zip(inserts, (p, i) => p / i).Median();
            yield return Figure.AtLeast(
                $"post a sale, {engine}, of bare durable inserts",
                ratio,
                engine == EngineKind.Sqlite ? 40 : 70,
                "%"
            );
            yield return Figure.Info($"  posts, {engine}", posts.Median(), "/s");
            yield return Figure.Info($"  bare inserts, {engine}", inserts.Median(), "/s");
        }
    }

    private static async Task<(double PostsPerSecond, double InsertsPerSecond)> Round(Scratch scratch, Bare bare, int n)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < n; i++)
        {
            await scratch.Post(scratch.Org.Id);
        }

        var post = n / Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        for (var i = 0; i < n; i++)
        {
            bare.Insert();
        }

        return (post, n / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>The least that a durable insert of such a row can cost.</summary>
    private sealed class Bare : IDisposable
    {
        private readonly DbConnection connection;
        private readonly DbCommand command;
        private readonly Scratch scratch;

        public Bare(Scratch scratch)
        {
            this.scratch = scratch;
            connection = scratch.Database.OpenAsOwner();
            var sqlite = scratch.Database.Kind == EngineKind.Sqlite;
            var (id, big, bytes, serial) = sqlite
                ? ("text", "integer", "blob", "seq integer primary key")
                : ("uuid", "bigint", "bytea", "seq bigint generated always as identity primary key");
            using var create = connection.CreateCommand();
            create.CommandText = $"""
                create table bare ({serial}, id {id}, org {id}, kind text, body text,
                  day {(
                    sqlite ? "text" : "date"
                )}, captured {big}, recorded {big}, actor {id}, device text, hash {bytes})
                """;
            create.ExecuteNonQuery();
            command = connection.CreateCommand();
            command.CommandText = $"insert into bare ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
            for (var i = 1; i <= 10; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = sqlite ? "$" + i : "";
                command.Parameters.Add(parameter);
            }

            Insert();
            command.Prepare();
        }

        public void Insert()
        {
            var sale = scratch.Sale();
            Span<object> values =
            [
                sale.Id,
                scratch.Org.Id,
                sale.Kind,
                sale.Body,
                sale.OccurredOn,
                sale.CapturedAtMs,
                sale.CapturedAtMs,
                sale.Actor,
                sale.Device,
                new byte[32],
            ];
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i];
            }

            command.ExecuteNonQuery();
        }

        public void Dispose()
        {
            command.Dispose();
            connection.Dispose();
        }
    }
}
