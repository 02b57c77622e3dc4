using System.Diagnostics;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Costing;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Books.Reports;
using Dedal.Web.Data;
using Dedal.Web.Parameters;
using Dedal.Web.Workshop.Reports;

namespace Dedal.Bench;

/// <summary>
/// Full cost of 100 products over a year of documents (25 a day, 300 days: sales, batches with work and material,
/// expenses), and 2,000 simulated paths of 13 weeks.
/// </summary>
internal static class Costs
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    public static async IAsyncEnumerable<Figure> Run(Size size)
    {
        foreach (var engine in Scratch.Engines)
        {
            await using var scratch = new Scratch(engine);
            await Prepare(scratch, size.Of(100, 5), size.Of(7500, 100));
            var took = new List<double>();
            for (var i = 0; i < size.Of(20, 2); i++)
            {
                using var sql = new Statements(
                    scratch.Database.OpenForReading(scratch.Org.Id.ToString("D")),
                    scratch.Database.Kind
                );
                var start = Stopwatch.GetTimestamp();
                using var book = new BookReading(sql, scratch.Org);
                var sheet = CostSheet.Of(book, DatedValues.Read(sql), Today);
                took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (!sheet.Products.Any(p => p.IsWhole))
                {
                    throw new InvalidOperationException("No product has a cost.");
                }
            }

            yield return Figure.AtMost($"full cost of 100 products over a year, {engine}", took.Median(), 100, "ms");
        }

        yield return Paths(size);
    }

    private static Figure Paths(Size size)
    {
        var net = Enumerable.Range(0, CashForecast.Weeks).Select(i => i * 100m).ToList();
        var own = Enumerable.Range(0, 52).Select(i => (i * 7919 % 40_000) - 20_000m).ToList();
        var took = new List<double>();
        for (var i = 0; i < size.Of(50, 2); i++)
        {
            var start = Stopwatch.GetTimestamp();
            CashForecast.Simulate(100_000, net, own);
            took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Figure.AtMost("2,000 simulated paths of 13 weeks", took.Median(), 50, "ms");
    }

    private static async Task Prepare(Scratch scratch, int products, int documents)
    {
        var materials = Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7()).ToList();
        var items = Enumerable.Range(0, products).Select(_ => Guid.CreateVersion7()).ToList();
        await scratch.Writer.Do(scope =>
        {
            foreach (var (material, i) in materials.Select((m, i) => (m, i)))
            {
                var kept = new ItemKeptBody(
                    material,
                    $"M{i}",
                    "bag",
                    Sort: "material",
                    Unit: "kg",
                    Stocked: true,
                    Cost: 700
                );
                scratch.Send(scope, "item-kept", kept, Today);
            }

            foreach (var (item, i) in items.Select((m, i) => (m, i)))
            {
                scratch.Send(scope, "item-kept", new ItemKeptBody(item, $"P{i}", "bread", 500, Minutes: 20), Today);
                Used[] lines = [new(materials[i % 10], 3000), new(materials[(i + 3) % 10], 500)];
                scratch.Send(scope, "recipe-kept", new RecipeKeptBody(Guid.CreateVersion7(), item, lines, 40), Today);
            }
        });
        for (var from = 0; from < documents; from += 250)
        {
            var first = from;
            await scratch.Writer.Do(scope =>
            {
                for (var n = first; n < Math.Min(first + 250, documents); n++)
                {
                    var (kind, body) = Document(n, items[n % items.Count], materials[n % 10]);
                    scratch.Send(scope, kind, body, Today.AddDays(-(n % 300)));
                }
            });
        }
    }

    private static (string Kind, object Body) Document(int n, Guid item, Guid material) =>
        (n % 5) switch
        {
            0 => ("batch-made", new BatchMadeBody(item, 40, Materials: [new(material, 3000)])),
            1 => ("expense", new SpendingBody(2000, "5202", [new("cash", 2000)])),
            _ => ("sale", new SaleBody(2500, [new("cash", 2500)], Items: [new(item, 5, 2500)])),
        };
}
