using System.CommandLine;
using Dedal.Web.Keep;
using Dedal.Web.People;

namespace Dedal.Web.Commands;

/// <summary><c>serve</c>: what runs when no verb is given.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Serve the pages and phones until it is stopped");
        command.SetAction((parsed, _) => Serve(Common.Options(parsed)));
        return command;
    }

    /// <summary>Holds the data lock and serves until Ctrl+C or SIGTERM.</summary>
    public static async Task<int> Serve(AppOptions options)
    {
        await using var database = options.OpenDatabase();
        using var held = DataLock.Take(database, options.DataFolder, alone: false);
        await using var app = App.Create(options);
        await app.Services.GetRequiredService<SetUpCode>().Announce(Console.Out);
        await app.RunAsync();
        return Cli.Done;
    }
}
