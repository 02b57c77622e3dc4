using System.CommandLine;
using Dedal.Domain.PlainText;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;
using Dedal.Web.Shared;

namespace Dedal.Web.Commands;

/// <summary><c>import FILE --org NAME</c>: a plain-text journal into a book, all or nothing.</summary>
internal static class ImportCommand
{
    private static readonly Argument<FileInfo> File = new("FILE")
    {
        Description = "Journal in the syntax of hledger or ledger",
    };

    private static readonly Option<string> Org = new("--org")
    {
        Description = "Organisation whose book takes it; made when it is new",
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<int> MaxMegabytes = new("--max-megabytes")
    {
        Description = "A larger file is refused",
        DefaultValueFactory = _ => 2048,
    };

    private static readonly Option<int> MaxSeconds = new("--max-seconds")
    {
        Description = "Give up, with nothing written, after so long",
        DefaultValueFactory = _ => 1800,
    };

    public static Command Create()
    {
        File.AcceptExistingOnly();
        var command = new Command("import", "Bring a plain-text journal into a book: all of it or nothing")
        {
            File,
            Org,
            MaxMegabytes,
            MaxSeconds,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var file = parsed.GetValue(File)!;
        await using var data = Common.OpenForWriting(parsed, alone: true);
        await using var writer = new Writer(data.Database, TimeProvider.System);
        using var bar = new ProgressBar(Console.Error);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeSpan.FromSeconds(parsed.GetValue(MaxSeconds)));
        var started = TimeProvider.System.GetTimestamp();
        ImportResult result;
        try
        {
            result = await ImportJournal.Run(
                writer,
                new RecordDocument(App.Modules.SelectMany(m => m.Kinds)),
                file.FullName,
                (scope, survey) => FindOrCreate(scope, parsed.GetValue(Org)!, survey),
                new(bar.Show, (long)parsed.GetValue(MaxMegabytes) << 20, limit.Token)
            );
        }
        catch (OperationCanceledException)
        {
            throw new CommandRefused("The import was stopped; nothing was written.");
        }

        bar.Clear();
        if (result.Refusal is { } refusal)
        {
            var sentence = Sentences.Of(refusal, Words.In(parsed.GetValue(Common.Language)!), null);
            throw new CommandRefused($"{file.Name}: {sentence} Nothing was written.");
        }

        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine($"{result.Transactions} transactions imported in {seconds:0.0} s.");
        return Cli.Done;
    }

    /// <summary>A new organisation keeps its books in the first commodity of the file.</summary>
    internal static Organisation FindOrCreate(WriteScope scope, string name, JournalSurvey survey)
    {
        if (Organisations.ByName(scope.Sql, name) is { } known)
        {
            return known;
        }

        var main = survey.Commodities.All.FirstOrDefault(c => c.Name.Length > 0);
        var scale = main is null || main.WholeDigits > 12 ? main?.Scale ?? 2 : Math.Max(2, main.Scale);
        var org = new Organisation(
            Guid.CreateVersion7(),
            "workshop",
            name,
            main?.Name ?? "BOB",
            scale,
            "workshop",
            "America/La_Paz"
        );
        Organisations.Create(scope, org);
        Memberships.GiveToFirst(scope, org);
        return org;
    }
}

/// <summary>One line that grows, on a terminal only.</summary>
internal sealed class ProgressBar(TextWriter output) : IDisposable
{
    private const int Width = 40;
    private readonly bool visible = !Console.IsErrorRedirected;

    public void Show(double share)
    {
        if (visible)
        {
            var full = (int)(Width * Math.Clamp(share, 0, 1));
            output.Write($"\r[{new string('#', full)}{new string('.', Width - full)}] {share, 4:P0}");
        }
    }

    public void Clear()
    {
        if (visible)
        {
            output.Write($"\r{new string(' ', Width + 10)}\r");
        }
    }

    public void Dispose() => Clear();
}
