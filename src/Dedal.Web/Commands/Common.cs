using System.CommandLine;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Keep;
using Dedal.Web.Shared;

namespace Dedal.Web.Commands;

/// <summary>What the verbs share: the common options, and opening the data they name.</summary>
internal static class Common
{
    /// <summary>Where a server listens when nobody says.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    public static readonly Option<string?> Data = new("--data")
    {
        Description = "Folder of the database and its backups (default: data; demo: data-demo)",
        HelpName = "DIR",
        Recursive = true,
    };

    public static readonly Option<string?> Postgres = new("--postgres")
    {
        Description = "PostgreSQL connection string instead of the file in the folder (or DEDAL_POSTGRES)",
        HelpName = "CONN",
        Recursive = true,
    };

    public static readonly Option<string?> Urls = new("--urls")
    {
        Description =
            $"Addresses to listen on, separated by ; (default: {DefaultUrl}; with --cert its https port 8443)",
        HelpName = "URLS",
        Recursive = true,
    };

    public static readonly Option<string?> Cert = new("--cert")
    {
        Description = "Certificate for https: a PFX file (its password in DEDAL_CERT_PASSWORD)",
        HelpName = "FILE",
        Recursive = true,
    };

    public static readonly Option<string> Language = new("--language")
    {
        Description = "Language of what is shown: es, fr or en",
        HelpName = "LANG",
        Recursive = true,
        DefaultValueFactory = _ => Words.Languages[0],
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show where a fault happened",
        Recursive = true,
    };

    static Common() => Language.AcceptOnlyFromAmong(Words.Languages);

    public static AppOptions Options(ParseResult parsed, string folder = "data")
    {
        var cert = parsed.GetValue(Cert);

        // Not as the option's default: --help prints defaults, and this one may hold a password.
        var postgres = parsed.GetValue(Postgres) ?? Environment.GetEnvironmentVariable("DEDAL_POSTGRES");
        return new(
            parsed.GetValue(Data) ?? folder,
            postgres is { Length: > 0 } ? postgres : null,
            parsed.GetValue(Urls) ?? (cert is null ? DefaultUrl : "https://*:8443"),
            cert
        );
    }

    /// <summary>Opens data that must be there already, to read it; a server may be running on it.</summary>
    public static Database OpenForReading(ParseResult parsed)
    {
        var options = Options(parsed);
        return options.Postgres is null && !File.Exists(options.DatabaseFile)
            ? throw new CommandRefused($"There is no database in {options.DataFolder}: name its folder with --data.")
            : options.OpenDatabase();
    }

    /// <summary>Opens (or makes) data to change it: takes the data lock and brings the schema up to date.</summary>
    /// <param name="alone">Nobody else may have it open, not even another server of the same PostgreSQL
    /// database.</param>
    public static OpenData OpenForWriting(ParseResult parsed, bool alone = false) =>
        OpenForWriting(Options(parsed), alone);

    /// <inheritdoc cref="OpenForWriting(ParseResult, bool)" />
    public static OpenData OpenForWriting(AppOptions options, bool alone = false)
    {
        var database = options.OpenDatabase();
        var held = DataLock.Take(database, options.DataFolder, alone);
        new Migrator(database).Run();
        return new(database, held);
    }

    /// <summary>The organisation of that name, or a refusal that names those there are.</summary>
    public static Organisation Org(Statements sql, string name) =>
        Organisations.ByName(sql, name)
        ?? throw new CommandRefused(
            $"There is no organisation \"{name}\" here. There is: "
                + $"{string.Join(", ", Organisations.All(sql).Take(20).Select(o => $"\"{o.Name}\""))}."
        );
}

/// <summary>A database with its lock, let go of together.</summary>
internal sealed record OpenData(Database Database, DataLock Lock) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Lock.Dispose();
    }
}
