using System.CommandLine;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Commands;

/// <summary><c>export --org NAME [--format journal|csv] [--out FILE]</c>: a whole book in an open format.</summary>
internal static class ExportCommand
{
    private static readonly Option<string> Org = new("--org")
    {
        Description = "Organisation whose book goes out",
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<string> FormatOption = new("--format")
    {
        Description = "journal (hledger and ledger read it) or csv",
        DefaultValueFactory = _ => "journal",
    };

    private static readonly Option<FileInfo?> Out = new("--out")
    {
        Description = "File to write (default: standard output)",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        FormatOption.AcceptOnlyFromAmong("journal", "csv");
        var command = new Command("export", "Write a whole book as a plain-text journal or CSV")
        {
            Org,
            FormatOption,
            Out,
        };
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed)
    {
        await using var database = Common.OpenForReading(parsed);
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        var org = Common.Org(sql, parsed.GetValue(Org)!);
        await using var output = parsed.GetValue(Out) is { } file
            ? new StreamWriter(file.FullName)
            : new StreamWriter(Console.OpenStandardOutput());
        if (parsed.GetValue(FormatOption) == "csv")
        {
            ExportJournal.ToCsv(sql, org, output);
        }
        else
        {
            ExportJournal.ToJournal(sql, org, output);
        }

        return Cli.Done;
    }
}
