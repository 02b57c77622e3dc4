using System.Diagnostics;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Data;
using Dedal.Web.Workshop.Reports;

namespace Dedal.Bench;

/// <summary>
/// The plan of a day on which 200 standing orders are delivered, of four products each out of twenty that have a
/// recipe: read from the book and worked out for both windows.
/// </summary>
internal static class DayPlans
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    public static async IAsyncEnumerable<Figure> Run(Size size)
    {
        foreach (var engine in Scratch.Engines)
        {
            await using var scratch = new Scratch(engine);
            var orders = size.Of(200, 10);
            await scratch.Writer.Do(scope => Prepare(scratch, scope, orders));
            var took = new List<double>();
            for (var i = 0; i < size.Of(100, 2); i++)
            {
                using var sql = new Statements(
                    scratch.Database.OpenForReading(scratch.Org.Id.ToString("D")),
                    scratch.Database.Kind
                );
                var start = Stopwatch.GetTimestamp();
                var windows = DayPlan.Read(sql, scratch.Org).On(Today).ToList();
                took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (windows.Sum(w => w.Stops.Count) != orders || windows.Sum(w => w.Planned) != orders * 40)
                {
                    throw new InvalidOperationException("The plan leaves something out.");
                }
            }

            yield return Figure.AtMost($"day plan of {orders} standing orders, {engine}", took.Median(), 20, "ms");
            yield return Figure.Info("  the quickest of them", took.Min(), "ms");
        }
    }

    private static void Prepare(Scratch scratch, WriteScope scope, int orders)
    {
        var materials = Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7()).ToList();
        var products = Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var material in materials)
        {
            var kept = new ItemKeptBody(material, "M", "bag", Sort: "material", Unit: "kg", Stocked: true, Cost: 700);
            scratch.Send(scope, "item-kept", kept, Today);
        }

        foreach (var product in products)
        {
            scratch.Send(scope, "item-kept", new ItemKeptBody(product, "P", "bread", 500), Today);
            var lines = materials.Take(6).Select(m => new Used(m, 1500)).ToList();
            scratch.Send(scope, "recipe-kept", new RecipeKeptBody(Guid.CreateVersion7(), product, lines, 40), Today);
        }

        for (var i = 0; i < orders; i++)
        {
            var (buyer, first) = (Guid.CreateVersion7(), i);
            scratch.Send(scope, "party-added", new PartyAddedBody(buyer, "customer"), Today);
            var standing = new StandingOrderKeptBody(
                Guid.CreateVersion7(),
                buyer,
                [1, 2, 3, 4, 5, 6, 7],
                DayPlan.Windows[i % 2],
                "17:30",
                [.. Enumerable.Range(0, 4).Select(n => new StandingLine(products[(first + n) % 20], 10, 500))],
                Today.AddYears(-1)
            );
            scratch.Send(scope, "standing-order-kept", standing, Today);
        }
    }
}
