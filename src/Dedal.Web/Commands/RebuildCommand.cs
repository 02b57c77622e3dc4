using System.CommandLine;
using Dedal.Web.Books;

namespace Dedal.Web.Commands;

/// <summary>
/// <c>rebuild [--check]</c>: derived tables made again from the journals, or only compared with them.
/// </summary>
internal static class RebuildCommand
{
    private static readonly Option<bool> Check = new("--check")
    {
        Description = "Only say what would change, and fail when something would",
    };

    public static Command Create()
    {
        var command = new Command("rebuild", "Make every derived table again from the journals") { Check };
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed)
    {
        var check = parsed.GetValue(Check);
        await using var data = Common.OpenForWriting(parsed, alone: true);
        var record = new RecordDocument(App.Modules.SelectMany(m => m.Kinds));
        var differences = Rebuild.Run(data.Database, record, TimeProvider.System, check);
        foreach (var difference in differences)
        {
            Console.WriteLine($"{difference.Table}: {difference.Rows} rows: {difference.What}");
        }

        Console.WriteLine(
            differences.Count == 0 ? "Everything follows from the journals."
            : check ? "The tables do not follow from the journals: run rebuild."
            : "The tables were made again from the journals."
        );
        return check && differences.Count > 0 ? Cli.Failed : Cli.Done;
    }
}
