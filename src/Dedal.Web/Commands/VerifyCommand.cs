using System.CommandLine;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Commands;

/// <summary>
/// <c>verify [--org NAME] [--head HASH]</c>: chain, head and totals; prints the head of each organisation.
/// </summary>
internal static class VerifyCommand
{
    private static readonly Option<string?> Org = new("--org")
    {
        Description = "Only this organisation (default: all)",
        HelpName = "NAME",
    };

    private static readonly Option<string?> Head = new("--head")
    {
        Description = "A head printed on an earlier report, whole or its beginning: must be in the chain",
        HelpName = "HASH",
    };

    public static Command Create()
    {
        var command = new Command("verify", "Check that nothing in the books was changed, moved or lost") { Org, Head };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Head) is { } head && !IsHead(head))
            {
                result.AddError("--head takes at least 8 hexadecimal digits of a head.");
            }
            else if (result.GetValue(Head) is not null && result.GetValue(Org) is null)
            {
                result.AddError("--head is of one organisation: name it with --org.");
            }
        });
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed)
    {
        await using var database = Common.OpenForReading(parsed);
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        using var beside = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);

        // The server goes on writing meanwhile: without one moment for all, chain and head would seem to differ.
        sql.BeginReading();
        beside.BeginReading();
        var orgs = parsed.GetValue(Org) is { } name ? [Common.Org(sql, name)] : Organisations.All(sql);
        var sound = true;
        foreach (var org in orgs)
        {
            var verdict = Verify.Run(sql, org, parsed.GetValue(Head), beside);
            sound &= verdict.Faults.Count == 0;
            Console.WriteLine(
                $"{verdict.Org}: {verdict.Documents} documents, head {verdict.Head}: "
                    + (verdict.Faults.Count == 0 ? "sound" : "NOT SOUND")
            );
            foreach (var fault in verdict.Faults)
            {
                Console.WriteLine($"  {fault}");
            }
        }

        return sound ? Cli.Done : Cli.Failed;
    }

    private static bool IsHead(string head) => head.Length is >= 8 and <= 64 && head.All(char.IsAsciiHexDigit);
}
