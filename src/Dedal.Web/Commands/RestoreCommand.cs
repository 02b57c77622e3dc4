using System.CommandLine;
using Dedal.Web.Keep;

namespace Dedal.Web.Commands;

/// <summary><c>restore FILE [--replace]</c>: the server must be stopped.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "A backup (dedal-….db.gz)" };

    private static readonly Option<bool> Replace = new("--replace")
    {
        Description = "Put it in the place of the books that are there; they are kept aside",
    };

    public static Command Create()
    {
        var command = new Command("restore", "Put a backup in place, after checking it") { File, Replace };
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed)
    {
        var options = Common.Options(parsed);
        var file = parsed.GetRequiredValue(File);
        var report = await Restore.Run(options, file, parsed.GetValue(Replace), TimeProvider.System);
        BackupCommand.Print(report.Books);
        if (report.Aside is { } aside)
        {
            Console.WriteLine($"What was there before is kept: {aside}");
        }

        Console.WriteLine(
            report.Erased is { } erased
                ? $"Erased again, as in what was there before: {erased} persons, customers and questions."
                : "Whoever was erased since this backup must be erased again: there was nothing here to learn it from."
        );
        Console.WriteLine("Everybody signs in again. Roles and devices ended since this backup must be ended again.");
        Console.WriteLine("Restored. Compare the heads with those printed on the last reports.");
        return Cli.Done;
    }
}
