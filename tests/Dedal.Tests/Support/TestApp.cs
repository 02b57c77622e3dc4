using Dedal.Web;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dedal.Tests.Support;

/// <summary>
/// The real program over a fresh database, answering in this process. Clients behave as a browser on a page of this
/// site: they follow no redirect and send Sec-Fetch-Site.
/// </summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly TestDatabase test;
    private readonly WebApplication app;
    private readonly string folder;

    private TestApp(TestDatabase test, WebApplication app, TestClock clock, string folder)
    {
        (this.test, this.app, Clock, this.folder) = (test, app, clock, folder);
    }

    public TestClock Clock { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Every endpoint of the program, and those that the test added.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()];

    public Writer Writer => Services.GetRequiredService<Writer>();

    public Database Database => Services.GetRequiredService<Database>();

    /// <param name="change">Other services than the real ones.</param>
    /// <param name="routes">More endpoints, to try the gates on.</param>
    public static async Task<TestApp> Start(
        EngineKind engine,
        Action<WebApplicationBuilder>? change = null,
        Action<WebApplication>? routes = null
    )
    {
        var test = TestDatabase.Create(engine);
        var folder = test.Database.File is { } file
            ? Path.GetDirectoryName(file)!
            : Directory.CreateTempSubdirectory("dedal-test-").FullName;
        var clock = new TestClock(new(2026, 3, 14, 15, 0, 0, TimeSpan.Zero));
        var app = App.Create(
            new(folder, test.ConnectionString),
            builder =>
            {
                builder.WebHost.UseTestServer();
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<TimeProvider>(clock);
                change?.Invoke(builder);
            }
        );
        routes?.Invoke(app);
        await app.StartAsync();
        return new(test, app, clock, folder);
    }

    /// <summary>A browser in which nobody is signed in.</summary>
    public HttpClient Client()
    {
        var client = app.GetTestClient();
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }

    /// <summary>A new person with these roles in an organisation, signed in.</summary>
    public async Task<HttpClient> SignedIn(Guid org, params string[] roles) => await SignedIn(await Person(org, roles));

    /// <summary>A browser in which a person is signed in.</summary>
    public async Task<HttpClient> SignedIn(Guid person)
    {
        var token = await Writer.Do(s => Sessions.Start(s, person, "test"));
        var client = Client();
        client.DefaultRequestHeaders.Add("Cookie", "dedal=" + token);
        return client;
    }

    /// <summary>A phone that is enrolled in an organisation; nobody is signed in on it.</summary>
    public async Task<TestPhone> Phone(Guid org, Guid? id = null)
    {
        var phone = new TestPhone(app.GetTestServer().CreateHandler()) { Id = id ?? Guid.CreateVersion7() };
        var by = await Person(org);
        await Writer.Do(s => Devices.Add(s, org, phone.Id, "Teléfono de prueba", phone.PublicKey, by));
        return phone;
    }

    /// <summary>A person with these roles in an organisation since long ago.</summary>
    public async Task<Guid> Person(Guid org, params string[] roles)
    {
        var person = Guid.CreateVersion7();
        await Writer.Do(s =>
        {
            Persons.Create(s, person, "Persona de prueba", "es");
            foreach (var role in roles)
            {
                Memberships.Add(s, org, person, role, new(2000, 1, 1));
            }
        });
        return person;
    }

    /// <summary>A new workshop in Potosí.</summary>
    public async Task<Organisation> Workshop(string name)
    {
        var org = new Organisation(Guid.CreateVersion7(), "workshop", name, "BOB", 2, "workshop", "America/La_Paz");
        await Writer.Do(s => Organisations.Create(s, org));
        return org;
    }

    public T Reading<T>(Func<Statements, T> read)
    {
        using var sql = new Statements(Database.OpenForReading(Database.EveryOrg), Database.Kind);
        return read(sql);
    }

    public async ValueTask DisposeAsync()
    {
        // What runs in the background ends before its folder goes; disposing alone does not wait for it.
        await app.StopAsync();
        await app.DisposeAsync();
        await test.DisposeAsync();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
