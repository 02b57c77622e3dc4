using System.CommandLine;
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

    /// <summary>Serves until Ctrl+C or SIGTERM, then answers what is under way and stops.</summary>
    public static async Task<int> Serve(AppOptions options, Action<WebApplicationBuilder>? change = null)
    {
        await using var app = App.Create(options, change);
        await app.Services.GetRequiredService<SetUpCode>().Announce(Console.Out);
        await app.RunAsync();
        return Cli.Done;
    }
}
