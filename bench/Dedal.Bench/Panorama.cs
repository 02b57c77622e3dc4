using System.Diagnostics;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Panorama.Reports;
using Dedal.Web.People;
using Dedal.Web.Shared;

namespace Dedal.Bench;

/// <summary>
/// The panorama of an association with 1,000 workshops, each with ninety days of eight documents. One book is
/// recorded through the door; the other workshops are copies of its rows.
/// </summary>
internal static class Panorama
{
    private static readonly string[] Tables =
    [
        "journal",
        "head",
        "account",
        "fund",
        "entry",
        "line",
        "month_total",
        "subject_total",
        "cash_count",
        "closing",
        "recorded_day",
    ];

    public static async IAsyncEnumerable<Figure> Run(Size size)
    {
        foreach (var engine in Scratch.Engines)
        {
            await using var scratch = new Scratch(engine);
            var workshops = size.Of(1000, 50);
            var session = await Prepare(scratch, workshops, size.Of(90, 60));
            var reads = new Reads(scratch.Database);

            // Of several the quickest, as in Http: what else the machine does only ever slows one down.
            var cold = Enumerable
                .Range(0, size.Of(15, 1))
                .Select(_ => Time(() => new Standings(reads, TimeProvider.System).Of(session), workshops))
                .Min();
            var standings = new Standings(reads, TimeProvider.System);
            standings.Of(session);
            var warm = Enumerable.Range(0, 30).Select(_ => Time(() => standings.Of(session), workshops)).Median();
            var posting = new List<double>();
            for (var i = 0; i < 20; i++)
            {
                await scratch.Post(scratch.Org.Id);
                posting.Add(Time(() => standings.Of(session), workshops));
            }

            var name = $"panorama of {workshops:#,0} workshops, {engine}";
            yield return Figure.AtMost($"{name}, warm", warm, 100, "ms");
            yield return Figure.AtMost($"{name}, one has recorded since", posting.Median(), 100, "ms");
            yield return Figure.AtMost($"{name}, first after a start", cold, 100, "ms");
        }
    }

    private static double Time(Func<List<Standing>> act, int expected)
    {
        var start = Stopwatch.GetTimestamp();
        var rows = act();
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return rows.Count == expected ? took : throw new InvalidOperationException($"{rows.Count} workshops.");
    }

    private static async Task<Session> Prepare(Scratch scratch, int workshops, int days)
    {
        var (treasurer, coordinator) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var parent = Scratch.NewOrg("Asociación") with { Kind = "association" };
        await scratch.Writer.Do(s =>
        {
            Organisations.Create(s, parent);
            s.Sql.Execute("update org set parent_id = $1 where org_id = $2", parent.Id, scratch.Org.Id);
            foreach (
                var (person, org, role) in new[]
                {
                    (treasurer, scratch.Org, Who.Treasurer),
                    (coordinator, parent, Who.Coordinator),
                }
            )
            {
                Persons.Create(s, person, "Persona", "es");
                Memberships.Add(s, org.Id, person, role, new(2000, 1, 1));
            }
        });
        await RecordBook(scratch, treasurer, days);
        for (var i = 1; i < workshops; i++)
        {
            var number = i;
            await scratch.Writer.Do(s => CopyWorkshop(s.Sql, scratch.Org.Id, Guid.CreateVersion7(), number, parent.Id));
        }

        return await scratch.Writer.Do(s => new Session(
            Tokens.Hash(Sessions.Start(s, coordinator, "bench")),
            coordinator,
            "",
            "es",
            "",
            0,
            0,
            long.MaxValue
        ));
    }

    private static async Task RecordBook(Scratch scratch, Guid treasurer, int days)
    {
        var clock = new PastClock();
        await using var writer = new Writer(scratch.Database, clock);
        var today = scratch.Org.DayOf(TimeProvider.System.GetUtcNow());
        var seq = 0L;
        for (var day = today.AddDays(1 - days); day <= today; day = day.AddDays(1))
        {
            clock.Now = day == today ? TimeProvider.System.GetUtcNow() : new(day, new(20, 0), TimeSpan.Zero);
            var on = day;
            await writer.Do(s =>
            {
                for (var i = 0; i < 6; i++)
                {
                    var qr = Say(s, "sale", new SaleBody(1000, [new(i < 4 ? "cash" : "qr", 1000)]));
                    if (i == 4)
                    {
                        Say(s, "qr-seen", new QrSeenBody(qr));
                    }
                }

                Say(s, "expense", new SpendingBody(500, "5203", [new("cash", 500)]));
                Say(s, "cash-count", new CashCountBody(s.Book(scratch.Org.Id).Balance(1101).Minor));
            });

            Guid Say(WriteScope s, string kind, object body)
            {
                var id = Guid.CreateVersion7(clock.Now);
                var text = JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default);
                var at = clock.Now.ToUnixTimeMilliseconds();
                var document = new Document(id, kind, 1, text, on, at, 0, treasurer, "phone", ++seq);
                var answer = scratch.Record.Handle(s, scratch.Org.Id, document, Who.All);
                return answer.Answer == Answer.Accepted ? id : throw new InvalidOperationException($"{answer.Refusal}");
            }
        }
    }

    private static void CopyWorkshop(Statements sql, Guid from, Guid to, int number, Guid parent)
    {
        sql.Execute(
            """
            insert into org (org_id, kind, name, currency, scale, chart, time_zone, demo, parent_id, created_at)
            select $1, kind, 'Taller ' || $3, currency, scale, chart, time_zone, demo, $4, created_at
            from org where org_id = $2
            """,
            to,
            from,
            number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            parent
        );
        sql.Execute(
            """
            insert into membership (org_id, person_id, role, from_day)
            select $1, person_id, role, from_day from membership where org_id = $2
            """,
            to,
            from
        );
        foreach (var table in Tables)
        {
            var columns = string.Join(", ", Columns(sql, table).Where(c => c != "org_id"));
            sql.Execute(
                $"insert into {table} (org_id, {columns}) select $1, {columns} from {table} where org_id = $2",
                to,
                from
            );
        }
    }

    private static List<string> Columns(Statements sql, string table) =>
        sql.Kind == EngineKind.Sqlite
            ? sql.Query("select name from pragma_table_info($1)", r => r.GetString(0), table)
            : sql.Query(
                "select column_name from information_schema.columns where table_schema = 'public' and table_name = $1",
                r => r.GetString(0),
                table
            );

    private sealed class PastClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
