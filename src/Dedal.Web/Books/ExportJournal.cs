using System.Globalization;
using System.Text;
using Dedal.Domain.Books;
using Dedal.Domain.PlainText;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>A document with its lines, as it goes out.</summary>
internal sealed record ExportedEntry(
    long Seq,
    Document Document,
    DateOnly PostedOn,
    IReadOnlyList<Line> Lines,
    long? Reverses
);

/// <summary>
/// A whole book as a journal that hledger and ledger read, or as CSV. Imported transactions go out as they came in;
/// every other document as its lines, with its kind, number, fund and subjects as tags.
/// </summary>
public static class ExportJournal
{
    public static void ToJournal(Statements sql, Organisation org, TextWriter output)
    {
        var names = new AccountNames(sql, org);
        var commodities = new CommodityTable();
        var writer = new JournalWriter();
        var text = new StringBuilder();
        JournalWriter.WriteHeader(text);
        text.Append("; ").Append(org.Name.ReplaceLineEndings(" ")).Append("\n\n");
        foreach (var entry in Entries(sql, org))
        {
            if (entry.Document.Kind == "journal-transaction")
            {
                var body = Encoding.UTF8.GetBytes(entry.Document.Body);
                writer.Write(JournalBody.Read(body, commodities).Transaction!, text);
            }
            else if (entry.Lines.Count > 0)
            {
                writer.Write(TransactionOf(entry, names, commodities), text);
            }

            if (text.Length > 64 * 1024)
            {
                output.Write(text);
                text.Clear();
            }
        }

        output.Write(text);
    }

    public static void ToCsv(Statements sql, Organisation org, TextWriter output)
    {
        var names = new AccountNames(sql, org);
        output.Write(
            "seq,id,kind,occurred_on,posted_on,debit,credit,amount,currency,fund,debit_subject,credit_subject\n"
        );
        foreach (var entry in Entries(sql, org))
        {
            foreach (var line in entry.Lines)
            {
                var account = names.Account(line.Debit);
                string?[] cells =
                [
                    entry.Seq.ToString(CultureInfo.InvariantCulture),
                    entry.Document.Id.ToString("D"),
                    entry.Document.Kind,
                    entry.Document.OccurredOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    entry.PostedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    names.Path(line.Debit),
                    names.Path(line.Credit),
                    Decimals(line.Amount.Minor, account.Scale),
                    account.Currency,
                    line.Fund,
                    line.DebitSubject,
                    line.CreditSubject,
                ];
                output.Write(string.Join(',', cells.Select(Csv.Cell)));
                output.Write('\n');
            }
        }
    }

    /// <summary>An amount with a decimal point and no grouping.</summary>
    public static string Decimals(long minor, int scale) =>
        Quantity.TryFromMinor(minor, scale, out var quantity)
            ? quantity.ToString()
            : throw new InvalidOperationException("An amount of the books has more than 18 digits.");

    private static JournalTransaction TransactionOf(ExportedEntry entry, AccountNames names, CommodityTable commodities)
    {
        var postings = new List<JournalPosting>(entry.Lines.Count * 2);
        foreach (var line in entry.Lines)
        {
            postings.Add(Posting(line.Debit, line.Amount.Minor, line, line.DebitSubject));
            postings.Add(Posting(line.Credit, -line.Amount.Minor, line, line.CreditSubject));
        }

        return new()
        {
            Date = entry.PostedOn,
            SecondaryDate = entry.PostedOn == entry.Document.OccurredOn ? null : entry.Document.OccurredOn,
            Code = entry.Seq.ToString(CultureInfo.InvariantCulture),
            Description = entry.Document.Kind,
            Comment = entry.Reverses is { } reversed ? $"reverses: {reversed}" : null,
            Postings = postings,
        };

        JournalPosting Posting(int number, long minor, Line line, string? subject)
        {
            var account = names.Account(number);
            Quantity.TryFromMinor(minor, account.Scale, out var amount);
            return new()
            {
                Account = names.Path(number),
                Amount = amount,
                Commodity = commodities.Get(account.Currency),
                Comment = Tags(line.Fund, subject),
            };
        }
    }

    private static string? Tags(string fund, string? subject)
    {
        var tags = new List<string>();
        if (fund != Fund.Own)
        {
            tags.Add($"fund: {fund}");
        }

        if (subject is not null)
        {
            tags.Add($"subject: {subject.ReplaceLineEndings(" ").Replace(',', ' ')}");
        }

        return tags.Count == 0 ? null : string.Join(", ", tags);
    }

    private static IEnumerable<ExportedEntry> Entries(Statements sql, Organisation org)
    {
        const int Page = 1000;
        for (long from = 1; ; from += Page)
        {
            var documents = sql.Query(
                $"select {JournalColumns.List} from journal where org_id = $1 and seq >= $2 and seq < $3 order by seq",
                r => (Seq: r.GetInt64(1), Document: JournalColumns.ReadDocument(r)),
                org.Id,
                from,
                from + Page
            );
            if (documents.Count == 0)
            {
                yield break;
            }

            var entries = sql.Query(
                    "select seq, posted_on, reverses from entry where org_id = $1 and seq >= $2 and seq < $3",
                    r =>
                        (
                            Seq: r.GetInt64(0),
                            On: r.GetFieldValue<DateOnly>(1),
                            Reverses: r.IsDBNull(2) ? (long?)null : r.GetInt64(2)
                        ),
                    org.Id,
                    from,
                    from + Page
                )
                .ToDictionary(e => e.Seq);
            var lines = BookQueries.LinesOf(sql, org.Id, from, from + Page).ToLookup(l => l.Seq, l => l.Line);
            foreach (var (seq, document) in documents)
            {
                yield return new(seq, document, entries[seq].On, [.. lines[seq]], entries[seq].Reverses);
            }
        }
    }
}

/// <summary>
/// Names of a book's accounts as full paths: the imported path, or root, code and name of a chart account.
/// </summary>
public sealed class AccountNames
{
    private readonly Dictionary<int, (Account Account, string Path)> known = [];

    public AccountNames(Statements sql, Organisation org, string language = "es")
    {
        var chart = Charts.Named(org.Chart);
        foreach (var account in BookLoader.StandardOf(chart, org.Currency, org.Scale).All)
        {
            var name = Charts.NameOf(org.Chart, account.Code, language);
            known[account.Number] = (account, $"{Root(account.Kind)}:{account.Code} {name}");
        }

        foreach (var account in BookLoader.OwnAccounts(sql, org.Id))
        {
            var path = account.Name is null ? account.Code : $"{Root(account.Kind)}:{account.Code} {account.Name}";
            known[account.Number] = (account, path);
        }
    }

    public IEnumerable<Account> All => known.Values.Select(k => k.Account);

    public Account Account(int number) => known[number].Account;

    /// <summary>Two spaces or a tab would end the name for a reader of the journal.</summary>
    public string Path(int number) =>
        string.Join(' ', known[number].Path.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Root(AccountKind kind) =>
        kind switch
        {
            AccountKind.Liability => "liabilities",
            AccountKind.Equity => "equity",
            AccountKind.Income => "income",
            AccountKind.Expense => "expenses",
            _ => "assets",
        };
}
