using System.Diagnostics;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Bench;

/// <summary>
/// One sale posted to a database of ten thousand organisations, each time to another one, beside one posted to a
/// database that holds only one. Once the books are open, and once when the server has just started and opens each.
/// </summary>
internal static class Many
{
    public static async IAsyncEnumerable<Figure> Run(Size size)
    {
        foreach (var engine in Scratch.Engines)
        {
            await using var alone = new Scratch(engine);
            await using var many = new Scratch(engine);
            var count = size.Of(10_000, 100);
            var others = await Fill(many, count);
            await using var started = new Writer(many.Database, TimeProvider.System);
            var random = new Random(4090);
            var (one, open, first) = (new List<double>(), new List<double>(), new List<double>());
            random.Shuffle(others);
            foreach (var org in others.Take(size.Of(4000, 30)))
            {
                one.Add(await Time(alone, alone.Writer, alone.Org.Id));
                open.Add(await Time(many, many.Writer, org));
            }

            var unit = "times one alone";
            var name = $"post a sale among {count:#,0} organisations, {engine}";
            yield return Figure.AtMost(name, open.Median() / one.Median(), 1.2, unit);
            foreach (var org in others.Take(size.Of(1000, 30)))
            {
                first.Add(await Time(many, started, org));
            }

            yield return Figure.Info("  its first since the server started", first.Median() / one.Median(), unit);
            yield return Figure.Info("  one alone", one.Median(), "ms");
        }
    }

    /// <summary>Organisations with a few sales each.</summary>
    private static async Task<Guid[]> Fill(Scratch scratch, int count)
    {
        var orgs = Enumerable.Range(0, count).Select(i => Scratch.NewOrg($"Taller {i}")).ToList();
        foreach (var some in orgs.Chunk(200))
        {
            await scratch.Writer.Do(s =>
            {
                foreach (var org in some)
                {
                    Organisations.Create(s, org);
                    for (var i = 0; i < 3; i++)
                    {
                        scratch.Record.Handle(s, org.Id, scratch.Sale(), Who.All);
                    }
                }
            });
        }

        return [.. orgs.Select(o => o.Id)];
    }

    private static async Task<double> Time(Scratch scratch, Writer writer, Guid org)
    {
        var sale = scratch.Sale();
        var start = Stopwatch.GetTimestamp();
        await writer.Do(s => scratch.Record.Handle(s, org, sale, Who.All));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
