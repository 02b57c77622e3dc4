using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Parameters;
using Dedal.Web.People;
using Dedal.Web.Questions;

namespace Dedal.Web.Commands.Demo;

/// <summary>
/// Makes the demonstration: an association and, below it, two sewing and two baking workshops with a year behind them.
/// Every document goes through the same door as a phone's.
/// </summary>
internal static class DemoBooks
{
    /// <summary>The first workshop, the liveliest.</summary>
    public const string Workshop = "Taller de demostración";
    public const string Association = "Asociación de demostración";

    public const string Treasurer = "tesorera";
    public const string Coordinator = "coordinadora";
    public const string Mentor = "mentora";
    public const string Teacher = "profesora";
    public const string Funder = "fundacion";
    public const string Member = "socia";

    /// <summary>Known to everybody who reads this: a demonstration holds nothing real.</summary>
    public const string Password = "taller-demo";

    /// <summary>Days of past that it has.</summary>
    public const int Year = 365;

    /// <summary>Documents in one transaction.</summary>
    private const int DraftsAtOnce = 300;

    /// <summary>Roles in English, as they are printed, with a login for each.</summary>
    public static readonly (string Role, string Login)[] Logins =
    [
        ("treasurer", Treasurer),
        ("member", Member),
        ("coordinator", Coordinator),
        ("mentor", Mentor),
        ("teacher", Teacher),
        ("funder", Funder),
    ];

    private static readonly (string Name, bool Sews, Character Character, PayRuleKeptBody Pay)[] Workshops =
    [
        (Workshop, true, new(Sales: 4, Dearer: 2, Tidy: 9, Silent: 0, Helped: true), new(PayMethod.Hours, 15_00)),
        (
            "Costura Sur (demo)",
            true,
            new(Sales: 3, Dearer: 8, Tidy: 7, Silent: 1, Helped: true),
            new(PayMethod.Mixed, 8_00, [new(15_00, Step: "sew"), new(40, Step: "batch")])
        ),
        (
            "Horno Plaza (demo)",
            false,
            new(Sales: 7, Dearer: 0, Tidy: 9, Silent: 0, Helped: false),
            new(PayMethod.Hours, 13_00, Floor: true)
        ),
        (
            "Horno Canteras (demo)",
            false,
            new(Sales: 5, Dearer: 14, Tidy: 4, Silent: 9, Helped: false),
            new(PayMethod.Share, ShareByHours: true)
        ),
    ];

    /// <summary>True when the database has no organisation yet, or only those of a demonstration.</summary>
    public static bool MayBeMadeIn(Database database)
    {
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        return Organisations.All(sql).All(o => o.Demo);
    }

    /// <summary>True when a whole demonstration is there: its questions are written last, and never deleted.</summary>
    public static bool AreIn(Database database) =>
        Exists(database, "select 1 from question q join org o on o.org_id = q.org_id where o.name = $1", Workshop);

    /// <summary>True when a demonstration was begun and not made to its end.</summary>
    public static bool AreHalfIn(Database database) =>
        !AreIn(database) && Exists(database, "select 1 from org where name = $1", Association);

    private static bool Exists(Database database, string query, string name)
    {
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        return sql.First(query, _ => true, name);
    }

    /// <summary>
    /// In many transactions: in one, PostgreSQL would look through every older version of a total or a head each time
    /// it writes it again.
    /// </summary>
    /// <param name="days">How much past it has; the month in which that begins is whole.</param>
    public static async Task Make(Database database, DateTimeOffset now, int days = Year)
    {
        var password = await Passwords.Hash(Password);
        var clock = new DemoClock { Now = now };
        await using var writer = new Writer(database, clock);
        var record = new RecordDocument(App.Modules.SelectMany(m => m.Kinds));
        var from = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-days);
        var first = new DateOnly(from.Year, from.Month, 1);
        var people = new DemoPeople(password, first);
        var (association, wages) = await writer.Do(scope =>
        {
            people.Enter(scope, [Treasurer, .. Enumerable.Range(2, 3).Select(n => $"{Treasurer}{n}")]);
            var org = Found(scope, Association, "association", "EUR", "Europe/Paris", null, now);
            people.Accompany(scope, org.Id);
            return (org, DatedValues.Read(scope.Sql));
        });
        var office = new Phone("demo-office", people.Coordinator);
        await Record(association, new AssociationSeason(Zone(association), office));
        var workshops = new List<(Organisation Org, IReadOnlyList<Guid> Women)>();
        foreach (var (w, i) in Workshops.Select((w, i) => (w, i)))
        {
            var (org, women) = await writer.Do(scope =>
            {
                var org = Found(scope, w.Name, "demo", "BOB", "America/La_Paz", association.Id, now);
                return (org, people.Join(scope, org.Id, i));
            });
            workshops.Add((org, women));
            var crew = new Crew(
                women,
                new($"demo-phone-{i}a", women[0]),
                new($"demo-phone-{i}b", women[1]),
                office with
                {
                    Device = $"demo-office-{i}",
                },
                new(w.Pay, day => wages.HourAt(day) * 100)
            );
            await Record(
                org,
                w.Sews
                    ? new SewingSeason(Zone(org), w.Character, 4090 + i, crew)
                    : new BakingSeason(Zone(org), w.Character, 4090 + i, crew)
            );
        }

        clock.Now = now;
        await writer.Do(s => DemoQuestions.Ask(s, workshops[0].Org, people.Mentor, workshops[0].Women[0]));

        async Task Record(Organisation org, Season season)
        {
            var recorder = new DraftRecorder(record, clock, org.Id);
            foreach (var some in season.Between(first, now).Chunk(DraftsAtOnce))
            {
                await writer.Do(scope => recorder.Record(scope, some));
            }
        }
    }

    private static TimeZoneInfo Zone(Organisation org) => TimeZoneInfo.FindSystemTimeZoneById(org.TimeZone);

    private static Organisation Found(
        WriteScope scope,
        string name,
        string kind,
        string currency,
        string zone,
        Guid? parent,
        DateTimeOffset now
    )
    {
        var chart = kind == "association" ? kind : "workshop";
        var org = new Organisation(Guid.CreateVersion7(now), kind, name, currency, 2, chart, zone, true, parent);
        Organisations.Create(scope, org);
        return org;
    }
}
