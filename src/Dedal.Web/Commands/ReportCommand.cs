using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Dedal.Web.Books.Reports;
using Dedal.Web.Books.Reports.Views;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Commands;

/// <summary><c>report balance|income|sheet|register|cash --org NAME …</c>: a statement as text, CSV or JSON.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Which = new("STATEMENT")
    {
        Description = "balance, income, sheet, register (of --account), or cash (flow; the cash book of --account)",
    };

    private static readonly Option<string> Org = new("--org")
    {
        Description = "Organisation whose book it is",
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<DateOnly?> From = Day("--from", "First day (yyyy-MM-dd); default: the beginning");
    private static readonly Option<DateOnly?> To = Day("--to", "Last day (yyyy-MM-dd); default: everything");
    private static readonly Option<DateOnly?> Known = Day("--known", "As the book stood at the end of this day");

    private static readonly Option<string?> AccountOption = new("--account")
    {
        Description = "Code or full name of an account; with its currency behind a space where there are several",
        HelpName = "A",
    };

    private static readonly Option<bool> Trading = new("--trading")
    {
        Description = "Also the counter-accounts of exchanges between commodities",
    };

    private static readonly Option<string> FormatOption = new("--format")
    {
        Description = "text, csv or json",
        DefaultValueFactory = _ => "text",
    };

    public static Command Create()
    {
        Which.AcceptOnlyFromAmong("balance", "income", "sheet", "register", "cash");
        FormatOption.AcceptOnlyFromAmong("text", "csv", "json");
        var command = new Command("report", "Write a statement of a book")
        {
            Which,
            Org,
            From,
            To,
            Known,
            AccountOption,
            Trading,
            FormatOption,
        };
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed)
    {
        await using var database = Common.OpenForReading(parsed);
        var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        using var book = new BookReading(sql, Common.Org(sql, parsed.GetValue(Org)!));
        var statement = Of(book, parsed);
        await using var output = Console.OpenStandardOutput();
        await using var writer = new StreamWriter(output);
        switch (parsed.GetValue(FormatOption))
        {
            case "csv":
                await Output.Csv(statement.Data, writer, forSpreadsheets: false);
                break;
            case "json":
                await Output.Json(statement, book.Org, book.Head, output);
                break;
            default:
                await writer.WriteAsync(Output.Text(statement));
                break;
        }

        return Cli.Done;
    }

    private static Statement Of(BookReading book, ParseResult parsed)
    {
        var asked = new Asked(
            parsed.GetValue(From),
            parsed.GetValue(To),
            parsed.GetValue(Known),
            Trading: parsed.GetValue(Trading)
        );
        var tell = new Tell(book.Org, Words.In(parsed.GetValue(Common.Language)!), links: false);
        var account = parsed.GetValue(AccountOption);
        switch (parsed.GetValue(Which))
        {
            case "balance":
                return TrialBalanceView.Of(book, asked, tell);
            case "sheet":
                return SheetView.Of(book, asked, tell);
            case "income":
                var months = book.Months ?? (DateOnly.MinValue, DateOnly.MinValue);
                var (first, last) = (asked.From ?? months.First, asked.To ?? months.Last);
                return IncomeView.Of(IncomeStatement.Of(book, first, last, asked, byMonth: false), asked, tell);
            case "cash" when account is null:
                return CashFlowView.Of(book, asked, tell);
            default:
                return RegisterView.Of(book, Register(book, asked, account), tell);
        }
    }

    private static RegisterAsked Register(BookReading book, Asked asked, string? name)
    {
        if (name is null)
        {
            throw new CommandRefused("A register is of one account: name it with --account.");
        }

        var space = name.LastIndexOf(' ');
        var account =
            book.FindAccount(name, null)
            ?? (space > 0 ? book.FindAccount(name[..space], name[(space + 1)..]) : null)
            ?? throw new CommandRefused($"There is no account \"{name}\" in the book of {book.Org.Name}.");
        return new(account.Number, null, asked.From, asked.To, asked.Known, OldestFirst: true, Size: int.MaxValue - 1);
    }

    private static Option<DateOnly?> Day(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "DAY",
            CustomParser = result =>
            {
                if (
                    DateOnly.TryParseExact(
                        result.Tokens[0].Value,
                        "yyyy-MM-dd",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out var day
                    )
                )
                {
                    return day;
                }

                result.AddError($"{name} needs a day as yyyy-MM-dd, not \"{result.Tokens[0].Value}\".");
                return null;
            },
        };
}
