using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Keep;
using Dedal.Web.Panorama;
using Dedal.Web.Parameters;
using Dedal.Web.People;
using Dedal.Web.Questions;
using Dedal.Web.Shared;
using Dedal.Web.Sync;
using Dedal.Web.Workshop;

namespace Dedal.Web;

/// <summary>What a server is started with.</summary>
/// <param name="DataFolder">Folder of the SQLite database, backups and the data lock.</param>
/// <param name="Postgres">Connection string; null means SQLite in the data folder.</param>
/// <param name="Urls">Addresses to listen on; null leaves it to the host's configuration.</param>
/// <param name="CertFile">PFX file for HTTPS (its password in DEDAL_CERT_PASSWORD).</param>
/// <param name="Demo">Served by the verb demo, which refuses a database with real books in it.</param>
public sealed record AppOptions(
    string DataFolder,
    string? Postgres = null,
    string? Urls = null,
    string? CertFile = null,
    bool Demo = false
)
{
    /// <summary>The SQLite database of the folder.</summary>
    public string DatabaseFile => Path.Combine(DataFolder, "dedal.db");

    public Database OpenDatabase()
    {
        PrivateFolder.Create(DataFolder);
        return Postgres is null ? Database.Sqlite(DatabaseFile) : Database.Postgres(Postgres);
    }
}

/// <summary>Puts the server together from its modules; used by the command line and by the tests alike.</summary>
public static class App
{
    /// <summary>Every module. A new folder with an XModule.cs that is not here fails a test.</summary>
    public static readonly IReadOnlyList<Module> Modules =
    [
        new BooksModule(),
        new WorkshopModule(),
        new PeopleModule(),
        new SyncModule(),
        new QuestionsModule(),
        new ParametersModule(),
        new PanoramaModule(),
        new Keeping(),
    ];

    public static WebApplication Create(AppOptions options, Action<WebApplicationBuilder>? change = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions());
        if (options.Urls is not null)
        {
            builder.WebHost.UseUrls(options.Urls.Split(';'));
        }

        // The largest thing anyone sends is a phone's backlog.
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = TakeDocuments.LongestSending);
        Hosting.Configure(builder, options);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => options.OpenDatabase());
        services.AddSingleton(p => new Writer(p.GetRequiredService<Database>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Reads>();
        services.AddSingleton(new RecordDocument(Modules.SelectMany(m => m.Kinds)));
        services.AddSingleton<IDocumentDoor>(p => p.GetRequiredService<RecordDocument>());
        Answers.AddServices(services);
        foreach (var module in Modules)
        {
            module.AddServices(services);
        }

        change?.Invoke(builder);
        var app = builder.Build();
        app.Services.GetRequiredService<Storage>().Open();
        app.UseMiddleware<SecurityHeaders>();
        app.UseResponseCompression();
        Keeping.Use(app);
        PeopleModule.UseGates(app);
        foreach (var module in Modules)
        {
            module.MapRoutes(app);
        }

        return app;
    }
}
