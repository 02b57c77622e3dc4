using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Npgsql;

namespace Dedal.Tests.Authorisation;

/// <summary>PostgreSQL's second belt: whatever the SQL forgot, a connection sees only its own rows.</summary>
public class RowSecurityTests
{
    /// <summary>Tables with an org_id that every request may read: they say who may see what.</summary>
    private static readonly string[] ServerWide = ["org", "membership"];

    [Fact]
    public async Task A_connection_of_one_organisation_sees_nothing_of_another_even_without_a_condition()
    {
        await using var book = new TestBook(EngineKind.Postgres);
        await book.Accept("sale", new SaleBody(2500, [new("cash", 2500)]));
        var other = Other();
        await book.Writer.Do(s => Organisations.Create(s, other));

        using var ours = Reading(book.Database, book.Org.Id.ToString("D"));
        using var theirs = Reading(book.Database, other.Id.ToString("D"));
        using var none = Reading(book.Database, "");
        foreach (var table in new[] { "journal", "entry", "line", "month_total" })
        {
            Assert.True(Count(ours, table) > 0, table);
            Assert.True(Count(theirs, table) == 0, table);
            Assert.True(Count(none, table) == 0, table);
        }

        Assert.Equal(1, Count(ours, "head"));
        Assert.Equal(1, Count(theirs, "head"));
    }

    [Fact]
    public async Task A_connection_of_one_organisation_writes_nothing_into_another()
    {
        await using var book = new TestBook(EngineKind.Postgres);
        var other = Other();
        await book.Writer.Do(s => Organisations.Create(s, other));
        using var theirs = Reading(book.Database, other.Id.ToString("D"));
        var fault = Assert.Throws<PostgresException>(() =>
            theirs.Query("insert into fund (org_id, fund) values ($1, 'x') returning fund", r => 0, book.Org.Id)
        );
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, fault.SqlState);
    }

    [Fact]
    public async Task A_pooled_connection_keeps_nothing_of_the_organisation_before()
    {
        await using var book = new TestBook(EngineKind.Postgres);
        await book.Accept("sale", new SaleBody(2500, [new("cash", 2500)]));
        for (var i = 0; i < 20; i++)
        {
            using (var ours = Reading(book.Database, book.Org.Id.ToString("D")))
            {
                Assert.Equal(1, Count(ours, "journal"));
            }

            using var theirs = Reading(book.Database, Guid.CreateVersion7().ToString("D"));
            Assert.Equal(0, Count(theirs, "journal"));
        }
    }

    [Fact]
    public async Task Every_table_of_organisations_is_under_row_security()
    {
        await using var book = new TestBook(EngineKind.Postgres);
        Assert.Empty(Open(book));
        using (var owner = new Statements(book.Database.OpenAsOwner(), EngineKind.Postgres))
        {
            owner.Execute("create table planted (org_id uuid not null)");
            owner.Flush();
        }

        Assert.Equal(["planted"], Open(book));
    }

    private static List<string> Open(TestBook book) =>
        book.Reading(sql =>
                sql.Query(
                    """
                    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                    where c.relkind = 'r' and a.attname = 'org_id' and not a.attisdropped
                      and c.relnamespace = 'public'::regnamespace
                      and not (c.relrowsecurity and exists (select 1 from pg_policy p where p.polrelid = c.oid))
                    order by c.relname
                    """,
                    r => r.GetString(0)
                )
            )
            .Except(ServerWide)
            .ToList();

    private static Organisation Other() =>
        new(Guid.CreateVersion7(), "workshop", "Ajeno", "BOB", 2, "workshop", "America/La_Paz");

    private static Statements Reading(Database database, string orgs) =>
        new(database.OpenForReading(orgs), database.Kind);

    private static long Count(Statements sql, string table) =>
        sql.First($"select count(*) from {table}", r => r.GetInt64(0));
}
