using System.CommandLine;
using Dedal.Web.Commands.Demo;

namespace Dedal.Web.Commands;

/// <summary><c>demo</c>: makes (or finds again) a lively database, says how to sign in, and serves it.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Serve a demonstration with invented books, made on the first run");
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed)
    {
        var options = Common.Options(parsed, "data-demo") with { Demo = true };
        await using (var data = Common.OpenForWriting(options))
        {
            if (!DemoBooks.MayBeMadeIn(data.Database))
            {
                throw new CommandRefused(
                    $"{options.DataFolder} has real books in it. Name another folder for the demonstration with --data."
                );
            }

            if (DemoBooks.AreHalfIn(data.Database))
            {
                throw new CommandRefused(
                    $"The making of the demonstration in {options.DataFolder} was interrupted. "
                        + "Delete the folder (or name another with --data) and start again."
                );
            }

            if (!DemoBooks.AreIn(data.Database))
            {
                await DemoBooks.Make(data.Database, TimeProvider.System.GetUtcNow());
            }
        }

        Console.WriteLine($"{DemoBooks.Association}: {options.Urls}  (Ctrl+C stops it)");
        Console.WriteLine("Sign in as anybody with one tap on the first page, or with:");
        foreach (var (role, login) in DemoBooks.Logins)
        {
            Console.WriteLine($"  {role, -12}  {login, -12}  {DemoBooks.Password}");
        }

        // The lines above are for a person: requests are not logged under them.
        return await ServeCommand.Serve(options, b => b.Logging.SetMinimumLevel(LogLevel.Warning));
    }
}
