using System.CommandLine;
using System.Text.Json.Nodes;
using Dedal.Web.Commands.Examples;

namespace Dedal.Web.Commands;

/// <summary>
/// <c>examples PATH [--allow N]</c>: worked examples from a JSON file, or journals from a folder imported into
/// throw-away books and compared with their balances. One line per case, then a count.
/// </summary>
internal static class ExamplesCommand
{
    private static readonly Argument<FileSystemInfo> PathArgument = new("PATH")
    {
        Description =
            "JSON file with cases, or folder with NAME.journal and NAME.balances.tsv (or a folder called reject)",
    };

    private static readonly Option<int> Allow = new("--allow")
    {
        Description = "How many cases may fail or be unsupported",
        HelpName = "N",
    };

    public static Command Create()
    {
        PathArgument.AcceptExistingOnly();
        var command = new Command("examples", "Run worked examples and compare them with what is expected")
        {
            PathArgument,
            Allow,
        };
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed)
    {
        var path = parsed.GetValue(PathArgument)!;
        var counts = new int[4];
        var cases = path is DirectoryInfo folder
            ? JournalExamples.Run(folder)
            : Json(path.FullName).ToAsyncEnumerable();
        await foreach (var one in cases)
        {
            Console.WriteLine(one);
            counts[(int)one.Result]++;
        }

        var (passed, failed) = (counts[(int)ExampleResult.Pass], counts[(int)ExampleResult.Fail]);
        var unsupported = counts[(int)ExampleResult.Unsupported];
        Console.WriteLine($"{passed} passed, {failed} failed, {unsupported} unsupported");
        return failed + unsupported <= parsed.GetValue(Allow) ? Cli.Done : Cli.Failed;
    }

    private static IEnumerable<ExampleCase> Json(string file)
    {
        var root = JsonNode.Parse(File.ReadAllText(file));
        var cases = root is JsonArray array ? array : root?["cases"]?.AsArray();
        foreach (var one in cases ?? throw new CommandRefused($"{file} has no cases."))
        {
            var id = one!["id"]!.GetValue<string>();
            var inputs = one["inputs"]?.AsObject() ?? [];
            var topic = one["topic"]?.GetValue<string>() ?? "";
            var wanted = (one["expected"] as JsonObject)?.Select(e => e.Key);
            yield return ExampleCase.Compare(id, one["expected"], WorkedExamples.Compute(topic, inputs, wanted));
        }
    }
}
