using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;

namespace Dedal.Web.Commands.Demo;

/// <summary>
/// Makes the demonstration: an association and one sewing workshop with about three months behind them.
/// </summary>
internal static class DemoBooks
{
    public const string Workshop = "Taller de demostración";
    public const string Treasurer = "tesorera";
    public const string Coordinator = "coordinadora";

    /// <summary>Known to everybody who reads this: a demonstration holds nothing real.</summary>
    public const string Password = "taller-demo";

    public const string Association = "Asociación de demostración";

    /// <summary>True when the database has no organisation yet, or only those of a demonstration.</summary>
    public static bool MayBeMadeIn(Database database)
    {
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        return Organisations.All(sql).All(o => o.Demo);
    }

    public static bool AreIn(Database database)
    {
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        return Organisations.ByName(sql, Workshop) is not null;
    }

    /// <summary>In one transaction: a demonstration that was interrupted is not there at all.</summary>
    public static async Task Make(Database database, DateTimeOffset now)
    {
        var (treasurer, coordinator) = (Guid.CreateVersion7(now), Guid.CreateVersion7(now));
        var password = await Passwords.Hash(Password);
        var clock = new DemoClock();
        await using var writer = new Writer(database, clock);
        var record = new RecordDocument(App.Modules.SelectMany(m => m.Kinds));
        var from = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-75);
        var first = new DateOnly(from.Year, from.Month, 1);
        await writer.Do(scope =>
        {
            Enter(scope, treasurer, "Tesorera Ejemplo", Treasurer);
            Enter(scope, coordinator, "Coordinadora Ejemplo", Coordinator);
            Record(
                scope,
                "association",
                Association,
                "EUR",
                "Europe/Paris",
                z => new AssociationSeason(z),
                coordinator
            );
            Record(scope, "workshop", Workshop, "BOB", "America/La_Paz", z => new SewingSeason(z), treasurer);
        });

        void Enter(WriteScope scope, Guid person, string name, string login)
        {
            Persons.Create(scope, person, name, "es", login);
            Credentials.SetPassword(scope, person, password);
        }

        void Record(
            WriteScope scope,
            string kind,
            string name,
            string currency,
            string zone,
            Func<TimeZoneInfo, Season> season,
            Guid actor
        )
        {
            var org = new Organisation(Guid.CreateVersion7(now), kind, name, currency, 2, kind, zone, Demo: true);
            Organisations.Create(scope, org);
            var drafts = season(TimeZoneInfo.FindSystemTimeZoneById(zone)).Between(first, now);
            Memberships.Add(scope, org.Id, coordinator, Who.Coordinator, first);
            if (actor == treasurer)
            {
                Memberships.Add(scope, org.Id, treasurer, Who.Treasurer, first);
            }

            new DraftRecorder(record, clock, org.Id, actor).Record(scope, drafts);
        }
    }
}
