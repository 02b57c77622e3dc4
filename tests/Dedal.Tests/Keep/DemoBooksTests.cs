using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Commands.Demo;
using Dedal.Web.Data;

namespace Dedal.Tests.Keep;

public class DemoBooksTests
{
    /// <summary>
    /// First and last days of months, a leap day, Sundays, the turn of a year, before and after opening hours.
    /// </summary>
    [Theory]
    [InlineData("2026-12-01T00:10:00Z")]
    [InlineData("2026-12-31T23:59:00Z")]
    [InlineData("2027-01-02T12:00:00Z")]
    [InlineData("2027-01-31T23:00:00Z")]
    [InlineData("2027-04-01T02:00:00Z")]
    [InlineData("2027-07-04T09:00:00Z")]
    [InlineData("2028-02-29T15:00:00Z")]
    public async Task Whatever_day_it_is_made_the_demonstration_is_sound_and_neither_box_nor_bank_ever_below_nothing(
        string now
    )
    {
        await using var test = TestDatabase.Create(EngineKind.Sqlite);
        await DemoBooks.Make(test.Database, DateTimeOffset.Parse(now, null));
        using var sql = new Statements(test.Database.OpenForReading(Database.EveryOrg), test.Database.Kind);
        foreach (var org in Organisations.All(sql))
        {
            Assert.Empty(Verify.Run(sql, org).Faults);
        }

        foreach (var account in new[] { 1101, 1103 })
        {
            var changes = sql.Query(
                """
                select l.org_id, sum(case when l.debit = $1 then l.amount else -l.amount end) from line l
                join org o on o.org_id = l.org_id
                where o.kind = 'demo' and (l.debit = $1 or l.credit = $1)
                group by l.org_id, l.seq order by l.org_id, l.seq
                """,
                r => (Org: r.GetGuid(0), Change: r.GetInt64(1)),
                account
            );
            foreach (var book in changes.GroupBy(c => c.Org))
            {
                long box = 0;
                Assert.All(book, c => Assert.True((box += c.Change) >= 0, $"{box} in {account}"));
            }

            Assert.True(changes.Count > 400);
        }

        Assert.True(sql.First("select count(*) from closing", r => r.GetInt64(0)) > 0);
    }

    [Fact]
    public async Task On_a_first_day_on_which_nobody_bought_anything_it_is_whole()
    {
        await using var test = TestDatabase.Create(EngineKind.Sqlite);
        await DemoBooks.Make(test.Database, new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero), days: 0);
        using var sql = new Statements(test.Database.OpenForReading(Database.EveryOrg), test.Database.Kind);
        Assert.Equal(0, sql.First("select count(*) from journal where kind = 'purchase'", r => r.GetInt64(0)));
        Assert.True(DemoBooks.AreIn(test.Database));
        Assert.False(DemoBooks.AreHalfIn(test.Database));
    }

    [Fact]
    public async Task On_PostgreSQL_it_is_the_same_demonstration()
    {
        await using var test = TestDatabase.Create(EngineKind.Postgres);
        await DemoBooks.Make(test.Database, new(2026, 10, 9, 22, 45, 0, TimeSpan.Zero));
        using var sql = new Statements(test.Database.OpenForReading(Database.EveryOrg), test.Database.Kind);
        Assert.All(Organisations.All(sql), o => Assert.Empty(Verify.Run(sql, o).Faults));
        foreach (
            var (kind, least) in new[]
            {
                ("surplus-shared", 1),
                ("loan-agreed", 2),
                ("loan-paid", 40),
                ("equipment-moved", 1),
                ("equipment-retired", 1),
            }
        )
        {
            var there = sql.First("select count(*) from journal where kind = $1", r => r.GetInt64(0), kind);
            Assert.True(there >= least, $"{there} of {kind}");
        }

        Assert.True(DemoBooks.AreIn(test.Database));
        Assert.True(DemoBooks.MayBeMadeIn(test.Database));
    }
}
