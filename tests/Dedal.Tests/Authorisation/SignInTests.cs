using System.Net;
using System.Text.RegularExpressions;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;
using Microsoft.Extensions.DependencyInjection;

namespace Dedal.Tests.Authorisation;

/// <summary>Set-up, sign-in and what a person does with her own access, through the real endpoints.</summary>
public partial class SignInTests
{
    private const string Good = "hilo rojo y dedal";

    [Theory, ClassData(typeof(Engines))]
    public async Task The_printed_code_makes_the_first_person_and_organisation_once(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var client = app.Client();
        Assert.Equal("/set-up", Location(await client.GetAsync("/")));
        Assert.Equal("/set-up", Location(await client.GetAsync("/sign-in")));
        var code = await app.Services.GetRequiredService<SetUpCode>().Make();
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await Post(client, "/set-up", SetUp("0000-0000-0000"))).StatusCode
        );

        var done = await Post(
            client,
            "/set-up",
            SetUp(code!.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal))
        );
        Assert.Equal("/me", Location(done));
        var (org, roles) = app.Reading(sql =>
        {
            var org = Organisations.ByName(sql, "Bordados Potosí")!;
            var person = Credentials.ByLogin(sql, "Rosa")!;
            return (org, Memberships.Roles(sql, org, person.Id, app.Clock.Now));
        });
        Assert.Equal(("workshop", "BOB", 2, "America/La_Paz"), (org.Kind, org.Currency, org.Scale, org.TimeZone));
        Assert.Equal([Who.Coordinator, Who.Treasurer], roles.Order(StringComparer.Ordinal));

        Assert.Null(await app.Services.GetRequiredService<SetUpCode>().Make());
        Assert.Equal("/", Location(await Post(client, "/set-up", SetUp(code))));
        Assert.Equal(1, app.Reading(sql => sql.First("select count(*) from person", r => r.GetInt32(0))));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_right_code_is_used_by_only_one_of_two_who_come_together(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var code = await app.Services.GetRequiredService<SetUpCode>().Make();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Post(app.Client(), "/set-up", SetUp(code!)))
        );
        Assert.Single(answers, a => a.Headers.Contains("Set-Cookie"));
        Assert.Equal(1, app.Reading(sql => sql.First("select count(*) from org", r => r.GetInt32(0))));
    }

    [Fact]
    public async Task Books_imported_before_or_after_set_up_belong_to_the_first_person()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var imported = await app.Workshop("Importado");
        var code = await app.Services.GetRequiredService<SetUpCode>().Make();
        await Post(app.Client(), "/set-up", SetUp(code!));
        app.Clock.Now += TimeSpan.FromSeconds(1);
        var later = await app.Workshop("Importado después");
        await PersonWithPassword(app, "juana");
        await app.Writer.Do(s => Memberships.GiveToFirst(s, later));
        var hers = app.Reading(sql => Memberships.Of(sql, Credentials.ByLogin(sql, "rosa")!.Id, app.Clock.Now));
        Assert.Equal(["Bordados Potosí", imported.Name, later.Name], hers.Select(o => o.Name));
        Assert.Empty(app.Reading(sql => Memberships.Of(sql, Credentials.ByLogin(sql, "juana")!.Id, app.Clock.Now)));
    }

    [Theory]
    [InlineData("organisation", "", "Escriba un nombre")]
    [InlineData("kind", "bank", "Elija una")]
    [InlineData("currency", "XXX", "Elija una")]
    [InlineData("login", "a b", "sin espacios")]
    [InlineData("password", "corta", "muy corta")]
    [InlineData("password", "1234567890", "se adivina")]
    [InlineData("password", "Rosa1234567890", "se adivina")]
    [InlineData("password", "contraseña2026!", "se adivina")]
    [InlineData("code", "", "Escriba el código")]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_is_written(
        string field,
        string value,
        string sentence
    )
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var code = await app.Services.GetRequiredService<SetUpCode>().Make();
        var form = SetUp(code!);
        form[field] = value;
        var answer = await Post(app.Client(), "/set-up", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, app.Reading(sql => sql.First("select count(*) from org", r => r.GetInt32(0))));
        Assert.Equal("/me", Location(await Post(app.Client(), "/set-up", SetUp(code!))));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_wrong_password_and_a_wrong_name_get_the_same_answer(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        await PersonWithPassword(app, "rosa");
        var wrong = await Post(app.Client(), "/sign-in", SignIn("rosa", "otra cosa aquí"));
        var nobody = await Post(app.Client(), "/sign-in", SignIn("nada", "otra cosa aquí"));
        Assert.Equal(wrong.StatusCode, nobody.StatusCode);
        Assert.Equal(
            (await wrong.Content.ReadAsStringAsync()).Replace("rosa", "nada", StringComparison.Ordinal),
            await nobody.Content.ReadAsStringAsync()
        );
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
        var right = await Post(app.Client(), "/sign-in", SignIn(" ROSA ", Good, "/me?x=1"));
        Assert.Equal("/me?x=1", Location(right));
        var cookie = right.Headers.GetValues("Set-Cookie").Single();
        Assert.Matches("^dedal=[A-Za-z0-9_-]{43}; max-age=2592000; path=/; samesite=lax; httponly$", cookie);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task After_sign_in_nobody_is_led_to_another_site(string next)
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        await PersonWithPassword(app, "rosa");
        Assert.Equal("/", Location(await Post(app.Client(), "/sign-in", SignIn("rosa", Good, next))));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Five_wrong_tries_lock_one_account_for_one_address_for_fifteen_minutes(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        await PersonWithPassword(app, "rosa");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                (await Post(app.Client(), "/sign-in", SignIn("rosa", "mal" + i))).StatusCode
            );
        }

        var locked = await Post(app.Client(), "/sign-in", SignIn("rosa", Good));
        Assert.Equal(HttpStatusCode.TooManyRequests, locked.StatusCode);
        Assert.Contains("Espere 15 minutos", await locked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/", Location(await Post(app.Client(), "/sign-in", SignIn("rosa", Good), from: "203.0.113.7")));

        app.Clock.Now += Attempts.LockFor;
        Assert.Equal("/", Location(await Post(app.Client(), "/sign-in", SignIn("rosa", Good))));
        Assert.Equal(0, app.Reading(sql => sql.First("select count(*) from sign_in_failure", r => r.GetInt32(0))));
    }

    [Fact]
    public async Task Many_tries_at_once_are_no_way_around_the_lock()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        await PersonWithPassword(app, "rosa");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Post(app.Client(), "/sign-in", SignIn("rosa", "mal" + i)))
        );
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(15, answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task One_address_has_thirty_tries_a_minute_whatever_the_names()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        await PersonWithPassword(app, "rosa");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 31; i++)
        {
            statuses.Add((await Post(app.Client(), "/sign-in", SignIn("nadie" + i, "mal"))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, statuses.SkipLast(1));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_password_stored_with_less_work_is_stored_again_at_sign_in(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var person = await PersonWithPassword(app, "rosa");
        var weak = Passwords.Text(Good, memory: 8192, passes: 1);
        await app.Writer.Do(s => Credentials.SetPassword(s, person, weak));
        Assert.True(Passwords.IsOutdated(weak));
        Assert.Equal("/", Location(await Post(app.Client(), "/sign-in", SignIn("rosa", Good))));
        var stored = app.Reading(sql => Credentials.Password(sql, person))!;
        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", stored, StringComparison.Ordinal);
        Assert.False(Passwords.IsOutdated(stored));
        Assert.True(await Passwords.Verify(Good, stored));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_recovery_code_opens_once_and_a_new_print_ends_the_old(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var person = await PersonWithPassword(app, "rosa");
        var client = await app.SignedIn(person);
        var first = Codes(await Post(client, "/me/recovery-codes", []));
        Assert.Equal(10, first.Count);
        var second = Codes(await Post(client, "/me/recovery-codes", []));
        async Task<HttpResponseMessage> Use(string login, string code) =>
            await Post(app.Client(), "/sign-in/recovery", new() { ["login"] = login, ["code"] = code });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Use("rosa", first[0])).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Use("nadie", second[0])).StatusCode);
        Assert.Equal("/me", Location(await Use("rosa", second[0].ToLowerInvariant())));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Use("rosa", second[0])).StatusCode);
        Assert.Equal(9, app.Reading(sql => Credentials.RecoveryCodesLeft(sql, person)));
        var kept = app.Reading(sql =>
            sql.Query("select credential_id, secret from credential", r => r.GetString(0) + r.GetString(1))
        );
        Assert.DoesNotContain(kept, k => second.Any(c => k.Contains(c, StringComparison.Ordinal)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_person_ends_her_own_sessions_and_nobody_elses(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (rosa, other) = (await PersonWithPassword(app, "rosa"), await PersonWithPassword(app, "juana"));
        var (here, there, hers) = (await app.SignedIn(rosa), await app.SignedIn(rosa), await app.SignedIn(other));
        await Post(hers, "/me/sessions/end", new() { ["session"] = Hash(there) });
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/me")).StatusCode);
        await Post(here, "/me/sessions/end", new() { ["session"] = Hash(there) });
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/me")).StatusCode);

        var third = await app.SignedIn(rosa);
        await Post(here, "/me/sessions/end-others", []);
        Assert.Equal(HttpStatusCode.Redirect, (await third.GetAsync("/me")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await hers.GetAsync("/me")).StatusCode);
        Assert.Equal("/sign-in", Location(await Post(here, "/sign-out", [])));
        Assert.Equal(HttpStatusCode.Redirect, (await here.GetAsync("/me")).StatusCode);
    }

    [Theory]
    [InlineData("/me/password")]
    [InlineData("/me/recovery-codes")]
    [InlineData("/me/passkeys/remove")]
    public async Task Ways_to_prove_who_one_is_change_only_shortly_after_sign_in(string path)
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var client = await app.SignedIn(await PersonWithPassword(app, "rosa"));
        app.Clock.Now += Session.Recent;
        var answer = await Post(client, path, new() { ["password"] = "una nueva y larga" });
        Assert.Equal("/sign-in?next=/me", Location(answer));
        Assert.Equal("/", Location(await Post(app.Client(), "/sign-in", SignIn("rosa", Good))));
    }

    [Fact]
    public async Task A_new_password_counts_at_once_and_ends_the_other_sessions()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var person = await PersonWithPassword(app, "rosa");
        var (here, there) = (await app.SignedIn(person), await app.SignedIn(person));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await Post(here, "/me/password", new() { ["password"] = "corta" })).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await Post(here, "/me/password", new() { ["password"] = "una nueva y larga" })).StatusCode
        );
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/me")).StatusCode);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await Post(app.Client(), "/sign-in", SignIn("rosa", Good))).StatusCode
        );
        Assert.Equal("/", Location(await Post(app.Client(), "/sign-in", SignIn("rosa", "una nueva y larga"))));
    }

    [Fact]
    public async Task The_language_follows_the_person_to_her_other_browsers()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var person = await PersonWithPassword(app, "rosa");
        var (here, there) = (await app.SignedIn(person), await app.SignedIn(person));
        Assert.Contains("lang=\"es\"", await there.GetStringAsync("/me"), StringComparison.Ordinal);
        var answer = await Post(here, "/language", new() { ["language"] = "fr", ["back"] = "//evil.example" });
        Assert.Equal("/", Location(answer));
        Assert.Contains("<html lang=\"fr\"", await there.GetStringAsync("/me"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_leads_to_the_only_organisation_or_lists_them()
    {
        await using var app = await TestApp.Start(EngineKind.Sqlite);
        var one = await app.Workshop("Bordados");
        var person = await app.Person(one.Id, Who.Treasurer);
        var client = await app.SignedIn(person);
        Assert.StartsWith($"/o/{one.Id}/", Location(await client.GetAsync("/")), StringComparison.Ordinal);
        var two = await app.Workshop("Panadería");
        await app.Writer.Do(s => Memberships.Add(s, two.Id, person, Who.Mentor, new(2026, 1, 1)));
        var list = await client.GetStringAsync("/");
        Assert.Contains("Bordados", list, StringComparison.Ordinal);
        Assert.Contains($"/o/{two.Id}/", list, StringComparison.Ordinal);
        var nobody = await app.SignedIn(await app.Person(one.Id));
        Assert.Contains("Usted no está todavía", await nobody.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_are_read_however_they_are_typed()
    {
        Assert.Equal("0123-11AB-CDEF", Tokens.ReadCode(" o123 ilab,cdef"));
        var code = Tokens.NewCode(4);
        Assert.Equal(code, Tokens.ReadCode(code.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()));
    }

    private static async Task<Guid> PersonWithPassword(TestApp app, string login)
    {
        var hash = await Passwords.Hash(Good);
        var id = Guid.CreateVersion7();
        await app.Writer.Do(s =>
        {
            Persons.Create(s, id, login, "es", login);
            Credentials.SetPassword(s, id, hash);
        });
        return id;
    }

    private static Dictionary<string, string> SetUp(string code) =>
        new(StringComparer.Ordinal)
        {
            ["code"] = code,
            ["organisation"] = "Bordados Potosí",
            ["kind"] = "workshop",
            ["currency"] = "BOB",
            ["name"] = "Rosa Mamani",
            ["login"] = "Rosa",
            ["password"] = Good,
        };

    private static Dictionary<string, string> SignIn(string login, string password, string next = "/") =>
        new(StringComparer.Ordinal)
        {
            ["login"] = login,
            ["password"] = password,
            ["next"] = next,
        };

    private static async Task<HttpResponseMessage> Post(
        HttpClient client,
        string path,
        Dictionary<string, string> form,
        string? from = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Forwarded-For", from ?? "198.51.100.1");
        return await client.SendAsync(request);
    }

    private static string? Location(HttpResponseMessage answer) => answer.Headers.Location?.OriginalString;

    private static string Hash(HttpClient client) =>
        Tokens.Hash(client.DefaultRequestHeaders.GetValues("Cookie").Single()["dedal=".Length..]);

    private static List<string> Codes(HttpResponseMessage page) =>
        [
            .. Code.Matches(page.Content.ReadAsStringAsync().GetAwaiter().GetResult())
                .Select(m => m.Groups["code"].Value),
        ];

    [GeneratedRegex("<code>(?<code>[^<]+)</code>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Code { get; }
}
