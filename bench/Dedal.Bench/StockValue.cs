using System.Diagnostics;
using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Bench;

/// <summary>
/// What stock is worth after 100,000 movements of a hundred materials, bought and given away in turn, some before they
/// were bought: read as it stands. It must be what a rebuild from the journal gives.
/// </summary>
internal static class StockValue
{
    private const int PerDocument = 20;

    private static readonly DateOnly Today = new(2026, 11, 25);

    public static async IAsyncEnumerable<Figure> Run(Size size)
    {
        foreach (var engine in Scratch.Engines)
        {
            await using var scratch = new Scratch(engine);
            var movements = size.Of(100_000, 400);
            await Prepare(scratch, movements);
            var moved = scratch.Reading(s => s.First("select count(*) from move", r => r.GetInt64(0)));
            if (moved != movements)
            {
                throw new InvalidOperationException($"{moved} movements.");
            }

            var took = Enumerable.Range(0, size.Of(200, 2)).Select(_ => Read(scratch)).ToList();
            var name = $"stock valuation after {movements:#,0} movements, {engine}";
            yield return Figure.AtMost(name, took.Median(), 5, "ms");
            var start = Stopwatch.GetTimestamp();
            var wrong = Rebuild.Run(scratch.Database, scratch.Record, TimeProvider.System, check: true);
            yield return Figure.AtMost("  rows that a rebuild makes otherwise", wrong.Sum(d => d.Rows), 0, "rows");
            yield return Figure.Info("  time of that rebuild", Stopwatch.GetElapsedTime(start).TotalSeconds, "s");
        }
    }

    private static double Read(Scratch scratch)
    {
        using var sql = new Statements(
            scratch.Database.OpenForReading(scratch.Org.Id.ToString("D")),
            scratch.Database.Kind
        );
        var account = Charts.Named(scratch.Org.Chart).CodeOf(Role.Materials)!;
        var start = Stopwatch.GetTimestamp();
        var worth = StockBook
            .At(sql, scratch.Org.Id, int.Parse(account, CultureInfo.InvariantCulture))
            .Values.Sum(s => s.Value.Minor);
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return worth != 0 ? took : throw new InvalidOperationException("Stock is worth nothing.");
    }

    private static async Task Prepare(Scratch scratch, int movements)
    {
        var items = Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7()).ToList();
        await scratch.Writer.Do(scope =>
        {
            foreach (var item in items)
            {
                var kept = new ItemKeptBody(item, "M", "bag", Sort: "material", Unit: "kg", Stocked: true, Cost: 700);
                scratch.Send(scope, "item-kept", kept, Today);
            }
        });
        foreach (var some in Enumerable.Range(0, movements / PerDocument).Chunk(100))
        {
            await scratch.Writer.Do(scope =>
            {
                foreach (var n in some)
                {
                    var named = Enumerable.Range(0, PerDocument).Select(i => items[((n * 7) + i) % items.Count]);
                    var (kind, body) = Document(n, [.. named]);
                    scratch.Send(scope, kind, body, Today.AddDays(-(n % 300)));
                }
            });
        }
    }

    private static (string Kind, object Body) Document(int n, List<Guid> items)
    {
        if (n % 2 == 0)
        {
            return ("given-away", new GivenAwayBody([.. items.Select(i => new Used(i, 1100))], "waste"));
        }

        var amount = 2100 + (n % 13);
        return (
            "materials-bought",
            new MaterialsBoughtBody(
                [.. items.Select(i => new BoughtItem(i, 3000, "kg", 3000, amount))],
                [new(Paying.Cash, amount * items.Count)]
            )
        );
    }
}
