using System.Globalization;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Web.Shared;

namespace Dedal.Web.Books.Reports.Views;

/// <summary>Every line of an account or a person with the balance after it; of a box, the cash book.</summary>
public static class RegisterView
{
    /// <summary>Rows read at a time when a whole register goes out as data.</summary>
    private const int Bulk = 1000;

    public static Statement Of(BookReading book, RegisterAsked asked, Tell tell)
    {
        var page = Register.Of(book, asked);
        var account = asked.Account is { } number ? book.Accounts[number] : null;
        var light = new Asked(asked.From, asked.To, asked.Known, account?.Currency ?? asked.Currency);
        return new(
            Title(book, account, asked.Subject, tell),
            tell.Between(asked.From, asked.To, light),
            [Table(book, asked, page, account, tell)],
            new(
                [
                    "date",
                    "document",
                    "kind",
                    "description",
                    "account",
                    "against",
                    "fund",
                    "subject",
                    "currency",
                    "debit",
                    "credit",
                    "balance",
                ],
                DataOf(book, asked)
            )
        )
        {
            More = More(asked, page, account, light, tell),
        };
    }

    private static string Title(BookReading book, Account? account, string? subject, Tell tell)
    {
        var names = new List<string>();
        if (subject is not null)
        {
            names.Add(NameOf(book, subject, tell));
        }

        if (account is not null)
        {
            names.Add(tell.Account(account));
        }

        var isCashBook = subject is null && account is { Box: not BoxKind.None };
        return tell.Words[isCashBook ? "reports.cash-book" : "reports.register-of", string.Join(" · ", names)];
    }

    private static Table Table(BookReading book, RegisterAsked asked, RegisterPage page, Account? account, Tell tell)
    {
        var w = tell.Words;
        var scale = account?.Scale ?? (page.Rows.Count > 0 ? page.Rows[0].Account.Scale : book.Org.Scale);
        var isBox = account is { Box: not BoxKind.None };
        var rows = page.Rows.Select(r => Line(r, scale, account is null, tell)).ToList();
        var opening = Standing(w["reports.balance-before"], page.Opening);
        var closing = Standing(w["reports.balance-after"], page.Closing);
        rows.Insert(0, asked.OldestFirst ? opening : closing);
        rows.Add(asked.OldestFirst ? closing : opening);
        return new(
            tell.Currency(account?.Currency ?? asked.Currency ?? book.Org.Currency, 1),
            [
                new(w["reports.date"]),
                new(w["reports.document"]),
                new(w["reports.against"]),
                new(isBox ? w["reports.came-in"] : w["reports.debit"], true),
                new(isBox ? w["reports.went-out"] : w["reports.credit"], true),
                new(w["reports.running"], true),
            ],
            rows
        )
        {
            IsRegister = true,
        };

        Row Standing(string title, long amount) =>
            new(
                RowKind.Sum,
                [new(title), Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, new(Minor: amount, Scale: scale)]
            );
    }

    private static Row Line(RegisterRow row, int scale, bool showAccount, Tell tell)
    {
        var note = Note(row.Body);
        var other = tell.Account(row.Other);
        return new(
            RowKind.Plain,
            [
                new(Format.Day(row.At.Day)),
                new(
                    note.Length == 0 ? tell.Kind(row.Kind) : $"{tell.Kind(row.Kind)} · {note}",
                    Href: tell.Link($"doc/{row.At.Seq.ToString(CultureInfo.InvariantCulture)}", [])
                ),
                new(showAccount ? $"{tell.Account(row.Account)} ↔ {other}" : other),
                row.Amount > 0 ? new(Minor: row.Amount, Scale: scale) : Cell.Empty,
                row.Amount < 0 ? new(Minor: -row.Amount, Scale: scale) : Cell.Empty,
                new(Minor: row.Running, Scale: scale),
            ]
        );
    }

    /// <summary>What the person wrote beside it, whatever the kind calls it.</summary>
    internal static string Note(string body)
    {
        using var json = JsonDocument.Parse(body);
        foreach (var key in (ReadOnlySpan<string>)["note", "reason", "payee"])
        {
            if (
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(key, out var text)
                && text.ValueKind == JsonValueKind.String
            )
            {
                return text.GetString()!.Trim();
            }
        }

        return "";
    }

    private static string NameOf(BookReading book, string subject, Tell tell) =>
        SubjectNames.Of(book).TryGetValue(subject, out var name) ? name
        : subject.StartsWith("party:", StringComparison.Ordinal) ? tell.Words["reports.no-name"]
        : subject;

    private static List<(string, string)> More(
        RegisterAsked asked,
        RegisterPage page,
        Account? account,
        Asked light,
        Tell tell
    )
    {
        var w = tell.Words;
        var more = new List<(string, string)>();
        if (page.Next is { } next)
        {
            Add(asked.OldestFirst ? w["reports.newer"] : w["reports.older"], asked.OldestFirst, Text(next));
        }

        Add(asked.OldestFirst ? w["reports.newest-first"] : w["reports.oldest-first"], !asked.OldestFirst, null);
        return more;

        void Add(string word, bool oldestFirst, string? after)
        {
            var query = new List<(string, string?)>
            {
                ("account", account?.Code),
                ("currency", light.Currency == tell.OwnCurrency ? null : light.Currency),
                ("subject", asked.Subject),
                ("from", Tell.Day(asked.From)),
                ("to", Tell.Day(asked.To)),
                ("known", Tell.Day(asked.Known)),
                ("against", asked.Against is { } box ? CashFlowView.Name(box) : null),
                ("closes", asked.Closes ? null : "no"),
                ("order", oldestFirst ? "oldest" : null),
                ("after", after),
            };
            if (tell.Link("reports/register", query) is { } href)
            {
                more.Add((word, href));
            }
        }
    }

    /// <summary>A position as it stands in an address.</summary>
    public static string Text(Position p) =>
        string.Create(CultureInfo.InvariantCulture, $"{p.Day:yyyy-MM-dd}.{p.Seq}.{p.N}.{p.Side}");

    /// <summary>Reads it back; null when it is not one.</summary>
    public static Position? ParsePosition(string? text)
    {
        var parts = (text ?? "").Split('.');
        return
            parts.Length == 4
            && ReportQuery.ParseDay(parts[0]) is { } day
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var side)
            ? new Position(day, seq, n, side)
            : null;
    }

    /// <summary>The whole register, oldest first, a page at a time.</summary>
    private static IEnumerable<object?[]> DataOf(BookReading book, RegisterAsked asked)
    {
        for (Position? after = null; ; )
        {
            var page = Register.Of(book, asked with { OldestFirst = true, After = after, Size = Bulk });
            foreach (var row in page.Rows)
            {
                yield return
                [
                    row.At.Day,
                    row.At.Seq,
                    row.Kind,
                    Note(row.Body),
                    row.Account.Code,
                    row.Other.Code,
                    row.Fund,
                    row.Subject,
                    row.Account.Currency,
                    row.Amount > 0 ? new Amount(row.Amount, row.Account.Scale) : null,
                    row.Amount < 0 ? new Amount(-row.Amount, row.Account.Scale) : null,
                    new Amount(row.Running, row.Account.Scale),
                ];
            }

            if (page.Next is null)
            {
                yield break;
            }

            after = page.Next;
        }
    }
}
