using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Commands.Demo;

/// <summary>
/// Makes the demonstration: an association and one sewing workshop with about three months behind them.
/// </summary>
internal static class DemoBooks
{
    public const string Workshop = "Taller de demostración";
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
    public static async Task Make(Database database, DateTimeOffset now, Guid treasurer, Guid coordinator)
    {
        var clock = new DemoClock();
        await using var writer = new Writer(database, clock);
        var record = new RecordDocument(App.Modules.SelectMany(m => m.Kinds));
        var from = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-75);
        var first = new DateOnly(from.Year, from.Month, 1);
        await writer.Do(scope =>
        {
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
            new DraftRecorder(record, clock, org.Id, actor).Record(scope, drafts);
        }
    }
}
