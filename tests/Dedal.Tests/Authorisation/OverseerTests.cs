using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;

namespace Dedal.Tests.Authorisation;

/// <summary>What a role in an association is in the workshops below it, and that nothing more follows.</summary>
public class OverseerTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Who_accompanies_reads_the_workshops_directly_below_and_nothing_else(EngineKind engine)
    {
        await using var test = TestDatabase.Create(engine);
        await using var writer = new Writer(test.Database, TimeProvider.System);
        var ours = Org("Asociación", "association", null);
        var workshop = Org("Taller", "workshop", ours.Id);
        var practice = Org("Práctica", "practice", workshop.Id);
        var beside = Org("Otro taller", "workshop", ours.Id);
        var foreign = Org("Taller ajeno", "workshop", null);
        await writer.Do(s =>
        {
            var other = Org("Otra", "association", null);
            Organisation[] all = [ours, workshop, practice, beside, other, foreign with { Parent = other.Id }];
            foreach (var org in all)
            {
                Organisations.Create(s, org);
            }
        });
        Assert.Equal(ours.Id, await writer.Do(s => Organisations.ById(s.Sql, workshop.Id)!.Parent));

        foreach (var role in Who.All)
        {
            var above = await Person(writer, ours.Id, role);
            var inside = await Person(writer, workshop.Id, role);
            var below = role switch
            {
                Who.Coordinator or Who.Mentor => new[] { Who.Overseer },
                Who.Funder => [Who.Funder],
                _ => [],
            };
            Assert.Equal([role], await Roles(above, ours));
            Assert.Equal(below, await Roles(above, workshop));
            Assert.Equal(below, await Roles(above, beside));
            Assert.Empty(await Roles(above, practice));
            Assert.Empty(await Roles(above, foreign));
            Assert.Empty(await Roles(inside, ours));
            Assert.Empty(await Roles(inside, beside));
            Assert.Equal(below, await Roles(inside, practice));
        }

        Task<List<string>> Roles(Guid person, Organisation org) =>
            writer.Do(s => Memberships.RolesOn(s.Sql, org.Id, person, new(2026, 3, 14)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_follows_from_a_role_ends_on_its_last_day(EngineKind engine)
    {
        await using var test = TestDatabase.Create(engine);
        await using var writer = new Writer(test.Database, TimeProvider.System);
        var ours = Org("Asociación", "association", null);
        var workshop = Org("Taller", "workshop", ours.Id);
        await writer.Do(s =>
        {
            Organisations.Create(s, ours);
            Organisations.Create(s, workshop);
        });
        var person = await Person(writer, ours.Id, Who.Mentor);
        await writer.Do(s => Memberships.End(s, ours.Id, person, Who.Mentor, new(2026, 3, 14)));
        Assert.Equal([Who.Overseer], await On(new(2026, 3, 14)));
        Assert.Empty(await On(new(2026, 3, 15)));

        Task<List<string>> On(DateOnly day) => writer.Do(s => Memberships.RolesOn(s.Sql, workshop.Id, person, day));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_overseer_opens_what_readers_open_and_records_nothing(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var ours = Org("Asociación", "association", null);
        var workshop = Org("Taller", "workshop", ours.Id);
        await app.Writer.Do(s =>
        {
            Organisations.Create(s, ours);
            Organisations.Create(s, workshop);
        });
        using var coordinator = await app.SignedIn(ours.Id, Who.Coordinator);
        Assert.Equal(200, await Get(coordinator, workshop.Id, "cuaderno"));
        Assert.Equal(200, await Get(coordinator, workshop.Id, "reports/income"));
        Assert.Equal(403, await Get(coordinator, workshop.Id, "sale"));
        Assert.Equal(403, await Get(coordinator, workshop.Id, "entry"));
        using var funder = await app.SignedIn(ours.Id, Who.Funder);
        Assert.Equal(403, await Get(funder, workshop.Id, "cuaderno"));

        static async Task<int> Get(HttpClient client, Guid org, string path)
        {
            using var answer = await client.GetAsync(new Uri($"/o/{org}/{path}", UriKind.Relative));
            return (int)answer.StatusCode;
        }
    }

    private static Organisation Org(string name, string kind, Guid? parent) =>
        new(
            TestBook.Id(),
            kind,
            name,
            "BOB",
            2,
            kind == "association" ? kind : "workshop",
            "America/La_Paz",
            Parent: parent
        );

    private static Task<Guid> Person(Writer writer, Guid org, string role) =>
        writer.Do(s =>
        {
            var person = TestBook.Id();
            Persons.Create(s, person, "Persona", "es");
            Memberships.Add(s, org, person, role, new(2000, 1, 1));
            return person;
        });
}
