using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;

namespace Dedal.Web.Commands;

/// <summary>
/// The command line: one verb, one file. 0 = done, 1 = refused or failed (with a sentence on standard error), 2 = the
/// command line itself was wrong.
/// </summary>
public static class Cli
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Misused = 2;

    /// <summary>Runs one command line, answers its exit code.</summary>
    public static async Task<int> Run(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Action is ParseErrorAction wrong)
        {
            wrong.ShowHelp = false;
            await parsed.InvokeAsync();
            return Misused;
        }

        try
        {
            // The host handles Ctrl+C and SIGTERM itself, and a "no" gets its sentence below.
            return await parsed.InvokeAsync(
                new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
            );
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync("dedal: " + Sentence(e));
            if (parsed.GetValue(Common.Verbose))
            {
                await Console.Error.WriteLineAsync(e.ToString());
            }

            return Failed;
        }
    }

    private static RootCommand Root()
    {
        var serve = ServeCommand.Create();
        var root = new RootCommand(
            """
            Dedal: books for micro-businesses. Without a verb it serves.

            Examples:
              dedal demo                                    try it out
              dedal --data /srv/dedal --urls http://0.0.0.0:5080
              dedal backup --data /srv/dedal --keep 30
              dedal verify --data /srv/dedal --org "Taller Uno"
            """
        )
        {
            Common.Data,
            Common.Postgres,
            Common.Urls,
            Common.Cert,
            Common.Language,
            Common.Verbose,
            serve,
            DemoCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            RebuildCommand.Create(),
            VerifyCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            ReportCommand.Create(),
            ExamplesCommand.Create(),
        };
        root.Action = serve.Action;
        return root;
    }

    /// <summary>One sentence for a person; where it happened is for --verbose.</summary>
    private static string Sentence(Exception e) =>
        e switch
        {
            CommandRefused => e.Message,
            DbException => $"The database says: {e.Message}",
            IOException or UnauthorizedAccessException => e.Message,
            _ => $"This should not have happened: {e.Message} (--verbose shows where.)",
        };
}

/// <summary>A verb says no; the message is a whole sentence that says what to do.</summary>
public sealed class CommandRefused(string sentence) : Exception(sentence);
