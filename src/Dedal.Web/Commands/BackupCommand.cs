using System.CommandLine;
using Dedal.Web.Keep;

namespace Dedal.Web.Commands;

/// <summary><c>backup [--to DIR] [--keep N]</c>: works while the server runs.</summary>
internal static class BackupCommand
{
    private static readonly Option<string?> To = new("--to")
    {
        Description = "Folder for it (default: backups in the data folder)",
        HelpName = "DIR",
    };

    private static readonly Option<int> Keep = new("--keep")
    {
        Description = "How many stay in the folder",
        HelpName = "N",
        DefaultValueFactory = _ => Backup.DefaultKeep,
    };

    public static Command Create()
    {
        var command = new Command("backup", "Make a backup, restore it to a temporary place and check it there")
        {
            To,
            Keep,
        };
        Keep.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--keep takes at least 1.");
            }
        });
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed)
    {
        var options = Common.Options(parsed);
        await using var database = Common.OpenForReading(parsed);
        var folder = parsed.GetValue(To) ?? Backup.DefaultFolder(options);
        var report = await Backup.Make(database, folder, parsed.GetValue(Keep), TimeProvider.System);
        Print(report.Books);
        Console.WriteLine($"{report.File}: {report.Bytes >> 10} kB, verified");
        return Cli.Done;
    }

    public static void Print(IEnumerable<Books.Verdict> books)
    {
        foreach (var book in books)
        {
            Console.WriteLine($"{book.Org}: {book.Documents} documents, head {book.Head}");
        }
    }
}
