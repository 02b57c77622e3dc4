using System.Net;
using System.Text.RegularExpressions;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;
using Dedal.Web.Shared;

namespace Dedal.Tests.Authorisation;

/// <summary>Who adds people, gives and ends roles, and what nobody can do with them.</summary>
public partial class PeopleTests
{
    private static readonly DateOnly Long = new(2000, 1, 1);

    [Theory, ClassData(typeof(Engines))]
    public async Task A_coordinator_adds_a_person_who_then_signs_in_by_pin(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var client = await app.SignedIn(org.Id, "coordinator");
        var id = Guid.CreateVersion7();
        var form = Add(id, "Julia Condori", "treasurer");
        var added = await client.PostAsync($"/o/{org.Id}/people", Form(form));
        Assert.Equal($"/o/{org.Id}/people/{id}?done=added", added.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.SeeOther, (await client.PostAsync($"/o/{org.Id}/people", Form(form))).StatusCode);
        var julia = app.Reading(sql => Members.ById(sql, org.Id, id))!;
        Assert.Equal(("Julia Condori", "flower-3"), (julia.Name, julia.Picture));
        Assert.Equal([new RoleOf("treasurer", new(2026, 3, 14), null)], julia.Roles);

        var page = await Text(await client.PostAsync($"/o/{org.Id}/people/{id}/pin", null));
        var code = Code.Match(page).Groups["code"].Value.Replace(" ", "", StringComparison.Ordinal);
        Assert.True(Pins.IsPin(code), page);
        Assert.True(await Passwords.Verify(code, app.Reading(sql => Pins.Of(sql, org.Id, id))!.Secret));
        foreach (var path in new[] { "people", $"people/{id}" })
        {
            Assert.Contains(
                "Julia Condori",
                await client.GetStringAsync($"/o/{org.Id}/{path}"),
                StringComparison.Ordinal
            );
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_treasurer_adds_members_and_nobody_else_and_looks_after_no_one_above_her(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var treasurer = await app.Person(org.Id, "treasurer");
        var coordinator = await app.Person(org.Id, "coordinator");
        var client = await app.SignedIn(treasurer);
        var member = Guid.CreateVersion7();
        Assert.Equal(303, await Post(client, org, "people", Add(member, "Ana", "member")));
        foreach (var role in Who.All.Where(r => r != Who.Member))
        {
            var id = Guid.CreateVersion7();
            Assert.Equal(422, await Post(client, org, "people", Add(id, "Eva", role)));
            Assert.Null(app.Reading(sql => Members.ById(sql, org.Id, id)));
        }

        Assert.Equal(200, await Post(client, org, $"people/{member}/pin"));
        Assert.Equal(422, await Post(client, org, $"people/{coordinator}/pin"));
        Assert.Equal(422, await Post(client, org, $"people/{treasurer}/pin"));
        Assert.Null(app.Reading(sql => Pins.Of(sql, org.Id, coordinator)));
        Assert.Equal(403, await Post(client, org, $"people/{treasurer}/roles", ("role", "coordinator")));
        Assert.Equal(403, await Post(client, org, $"people/{coordinator}/roles/end", ("role", "coordinator")));
        Assert.Equal(403, await Post(client, org, $"people/{coordinator}/invitation"));
        Assert.Equal(403, await Post(client, org, $"people/{member}/erase"));
        Assert.Equal(["treasurer"], Roles(app, org, treasurer));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Bad_input_is_refused_with_a_sentence_at_its_field_and_all_that_was_typed(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var client = await app.SignedIn(org.Id, "coordinator");
        await client.PostAsync($"/o/{org.Id}/people", Form(Add(Guid.CreateVersion7(), "Primera", "member")));
        foreach (
            var (field, value, key) in new[]
            {
                ("name", "", "people.field.name"),
                ("name", new string('x', 81), "people.field.name"),
                ("name", "A\u202Eb", "people.field.name"),
                ("role", "queen", "people.field.choose"),
                ("drawing", "dragon", "people.field.choose"),
                ("colour", "9", "people.field.choose"),
                ("colour", "3", "persons.picture-taken"),
                ("from", "1999-12-31", "persons.day"),
                ("to", "2026-03-13", "persons.day-order"),
            }
        )
        {
            var form = Add(Guid.CreateVersion7(), "Segunda", "member", colour: "4")
                .Where(f => f.Item1 != field)
                .Append((field, value));
            var answer = await client.PostAsync($"/o/{org.Id}/people", Form([.. form]));
            Assert.True(
                answer.StatusCode == HttpStatusCode.UnprocessableEntity,
                $"{field} {value}: {answer.StatusCode}"
            );
            var page = await Text(answer);
            Assert.Contains(Words.In("es")[key], page, StringComparison.Ordinal);
            Assert.True(field == "name" || page.Contains("value=\"Segunda\"", StringComparison.Ordinal), field);
        }

        Assert.Equal(2, app.Reading(sql => Members.All(sql, org.Id)).Count);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await client.GetAsync($"/o/{org.Id}/people/{Guid.CreateVersion7()}")).StatusCode
        );
        Assert.Equal(404, await Post(client, org, $"people/{Guid.CreateVersion7()}/pin"));
        Assert.Equal(404, await Post(client, org, $"people/{Guid.CreateVersion7()}/roles", ("role", "member")));
        var stranger = await app.Person((await app.Workshop("Panadería")).Id, "member");
        Assert.Equal(422, await Post(client, org, "people", Add(stranger, "Ajena", "member", colour: "5")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Roles_begin_and_end_and_the_last_coordinator_stays(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var (rosa, julia) = (await app.Person(org.Id, "coordinator"), await app.Person(org.Id, "member"));
        var client = await app.SignedIn(rosa);
        var end = ("role", "coordinator");
        Assert.Equal(422, await Post(client, org, $"people/{rosa}/roles/end", end));

        // One who comes for a while, and one who begins later, leave it alone as well.
        Assert.Equal(303, await Post(client, org, $"people/{julia}/roles", end, ("to", "2026-06-30")));
        Assert.Equal(422, await Post(client, org, $"people/{rosa}/roles/end", end));
        Assert.Equal(303, await Post(client, org, $"people/{julia}/roles", end, ("from", "2026-03-20")));
        Assert.Equal(422, await Post(client, org, $"people/{rosa}/roles/end", end, ("last", "2026-03-18")));
        Assert.Equal(303, await Post(client, org, $"people/{rosa}/roles/end", end, ("last", "2026-03-19")));
        Assert.Equal(["coordinator"], Roles(app, org, rosa));

        Assert.Equal(
            422,
            await Post(client, org, $"people/{julia}/roles/end", ("role", "member"), ("last", "2026-03-12"))
        );
        Assert.Equal(422, await Post(client, org, $"people/{julia}/roles/end", ("role", "queen")));
        Assert.Equal(303, await Post(client, org, $"people/{julia}/roles/end", ("role", "member")));
        Assert.Equal(["coordinator"], Roles(app, org, julia));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_ended_role_shuts_the_door_at_once(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var coordinator = await app.SignedIn(org.Id, "coordinator");
        var treasurer = await app.Person(org.Id, "treasurer");
        var client = await app.SignedIn(treasurer);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/o/{org.Id}/hoy")).StatusCode);
        await Post(coordinator, org, $"people/{treasurer}/roles/end", ("role", "treasurer"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/o/{org.Id}/hoy")).StatusCode);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Erasing_takes_name_and_keys_and_leaves_the_journal(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var rosa = await app.Person(org.Id, "coordinator");
        var julia = await app.Person(org.Id, "treasurer");
        await app.Writer.Do(s =>
        {
            Credentials.SetPassword(s, julia, "x");
            Pins.Set(s, org.Id, julia, "x", oneTime: false);
        });
        var hers = await app.SignedIn(julia);
        Assert.Equal(HttpStatusCode.OK, (await hers.GetAsync("/me")).StatusCode);
        var client = await app.SignedIn(rosa);
        Assert.Equal(422, await Post(client, org, $"people/{rosa}/erase"));
        Assert.Equal(303, await Post(client, org, $"people/{julia}/erase"));
        var row = app.Reading(sql => Members.ById(sql, org.Id, julia))!;
        Assert.Equal((Persons.ErasedName, true, false, false), (row.Name, row.Erased, row.HasPin, row.MaySignIn));
        Assert.Empty(Roles(app, org, julia));
        Assert.Equal(HttpStatusCode.Redirect, (await hers.GetAsync("/me")).StatusCode);
        Assert.Equal(404, await Post(client, org, $"people/{julia}/erase"));
        Assert.Equal(404, await Post(client, org, $"people/{julia}/roles", ("role", "member")));
        Assert.Contains(
            Persons.ErasedName,
            await client.GetStringAsync($"/o/{org.Id}/people"),
            StringComparison.Ordinal
        );
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_belongs_elsewhere_too_is_not_renamed_erased_or_invited_here(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (ours, theirs) = (await app.Workshop("Bordados"), await app.Workshop("Panadería"));
        var rosa = await app.Person(ours.Id, "coordinator");
        var julia = await app.Person(ours.Id, "treasurer");
        await app.Writer.Do(s => Memberships.Add(s, theirs.Id, julia, "member", Long));
        var client = await app.SignedIn(rosa);
        Assert.Equal(422, await Post(client, ours, $"people/{julia}/erase"));
        Assert.Equal(422, await Post(client, ours, $"people/{julia}/invitation"));
        Assert.Equal(
            422,
            await Post(client, ours, $"people/{julia}/name", ("name", "Otra"), ("drawing", "sun"), ("colour", "1"))
        );
        Assert.Equal("Persona de prueba", app.Reading(sql => Members.ById(sql, ours.Id, julia))!.Name);

        // Her web session elsewhere stays, her PIN session here ends.
        var web = await app.SignedIn(julia);
        await Post(client, ours, $"people/{julia}/sessions/end");
        Assert.Equal(HttpStatusCode.OK, (await web.GetAsync("/me")).StatusCode);

        await app.Writer.Do(s => Memberships.Add(s, theirs.Id, rosa, "coordinator", Long));
        Assert.Equal(200, await Post(client, ours, $"people/{julia}/invitation"));
        await Post(client, ours, $"people/{julia}/sessions/end");
        Assert.Equal(HttpStatusCode.Redirect, (await web.GetAsync("/me")).StatusCode);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_coordinator_of_two_workshops_brings_somebody_from_one_to_the_other(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (ours, other) = (await app.Workshop("Bordados"), await app.Workshop("Panadería"));
        var stranger = await app.Person((await app.Workshop("Ajeno")).Id, "member");
        var rosa = await app.Person(ours.Id, "coordinator");
        var julia = await app.Person(other.Id, "member");
        var client = await app.SignedIn(rosa);
        var bring = (Guid person) =>
            Post(client, ours, "people/known", ("person", person.ToString()), ("role", "member"));
        Assert.Equal(422, await bring(julia)); // the other is not hers yet
        await app.Writer.Do(s => Memberships.Add(s, other.Id, rosa, "coordinator", Long));
        Assert.Contains(julia.ToString(), await Text(await client.GetAsync($"/o/{ours.Id}/people")));
        Assert.Equal(422, await bring(stranger));
        Assert.Equal(422, await bring(Guid.Empty));
        Assert.Equal(303, await bring(julia));
        Assert.Equal(303, await bring(julia));
        Assert.Equal(["member"], Roles(app, ours, julia));
        Assert.DoesNotContain($"value=\"{julia}\"", await Text(await client.GetAsync($"/o/{ours.Id}/people")));

        // Two with one picture could not be told apart where a PIN is given.
        var eva = Guid.CreateVersion7();
        Assert.Equal(303, await Post(client, ours, "people", Add(eva, "Eva", "member")));
        var ana = Guid.CreateVersion7();
        Assert.Equal(303, await Post(client, other, "people", Add(ana, "Ana", "member")));
        Assert.Equal(422, await bring(ana));
        Assert.Empty(Roles(app, ours, ana));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_invitation_makes_a_way_in_once(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var client = await app.SignedIn(org.Id, "coordinator");
        var julia = await app.Person(org.Id, "mentor");
        await app.Writer.Do(s => s.Sql.Execute("update person set login = 'rosa' where person_id <> $1", julia));
        var first = await Invitation(client, org, julia);
        var code = await Invitation(client, org, julia);

        Assert.Equal("invitation.no", await Accept(first, "julia", "hilo rojo y dedal"));
        Assert.Equal("people.field.login", await Accept(code, "a b", "hilo rojo y dedal"));
        Assert.Equal("people.password.short", await Accept(code, "julia", "corta"));
        Assert.Equal("invitation.login-taken", await Accept(code, "ROSA", "hilo rojo y dedal"));
        Assert.Null(await Accept(code, "Julia", "hilo rojo y dedal"));
        Assert.Equal("invitation.no", await Accept(code, "julia", "hilo rojo y dedal"));
        var signed = await app.Client()
            .PostAsync("/sign-in", Form(("login", "julia"), ("password", "hilo rojo y dedal")));
        Assert.Equal(HttpStatusCode.Redirect, signed.StatusCode);

        var late = await Invitation(client, org, julia);
        app.Clock.Now += Invite.Life;
        Assert.Equal("invitation.no", await Accept(late, "julia", "otra cosa distinta"));

        async Task<string?> Accept(string with, string login, string password)
        {
            var answer = await app.Client()
                .PostAsync("/invitation", Form(("code", with), ("login", login), ("password", password)));
            if (answer.StatusCode == HttpStatusCode.Redirect)
            {
                Assert.Equal("/me", answer.Headers.Location?.OriginalString);
                return null;
            }

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var page = await Text(answer);
            string[] keys = ["invitation.no", "invitation.login-taken", "people.field.login", "people.password.short"];
            return keys.Single(k => page.Contains(Words.In("es")[k, Passwords.Shortest], StringComparison.Ordinal));
        }
    }

    private static async Task<string> Invitation(HttpClient client, Organisation org, Guid person) =>
        Code.Match(await Text(await client.PostAsync($"/o/{org.Id}/people/{person}/invitation", null)))
            .Groups["code"]
            .Value;

    private static (string, string)[] Add(Guid id, string name, string role, string colour = "3") =>
        [("id", id.ToString()), ("name", name), ("role", role), ("drawing", "flower"), ("colour", colour)];

    private static List<string> Roles(TestApp app, Organisation org, Guid person) =>
        app.Reading(sql => Memberships.Roles(sql, org, person, app.Clock.Now));

    private static async Task<int> Post(
        HttpClient client,
        Organisation org,
        string path,
        params (string, string)[] fields
    ) => (int)(await client.PostAsync($"/o/{org.Id}/{path}", Form(fields))).StatusCode;

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    [GeneratedRegex("<code>(?<code>[^<]+)</code>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Code { get; }
}
