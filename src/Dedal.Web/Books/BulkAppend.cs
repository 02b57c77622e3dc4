using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>
/// Appends a long run of documents to one book: rows gather and go out table by table, totals and head are written
/// once. For imports, whose documents change nothing but accounts and lines.
/// </summary>
internal sealed class BulkAppend(WriteScope scope, Book book, int ruleVersion)
{
    private const int RowsTogether = 2000;

    private static readonly string[] EntryColumns =
    [
        "org_id",
        "seq",
        "posted_on",
        "period",
        "occurred_on",
        "moment_day",
        "moment_ms",
    ];

    private static readonly string[] LineColumns =
    [
        "org_id",
        "seq",
        "n",
        "posted_on",
        "debit",
        "credit",
        "amount",
        "fund",
    ];

    private readonly Chain chain = new();
    private readonly List<object?[]> journal = new(RowsTogether);
    private readonly List<object?[]> entries = new(RowsTogether);
    private readonly List<object?[]> lines = new(RowsTogether * 2);

    public void Add(Document document, Func<Document, Decision> decide)
    {
        var decision = decide(document);
        var seq = book.Seq + 1;
        var now = scope.NowMs;
        var hash = chain.Next(book.Hash, new(book.Org, seq, document, ruleVersion, now));
        foreach (var account in decision.NewAccounts)
        {
            BookQueries.Insert(scope.Sql, book.Org, account);
            book.Know(account);
        }

        journal.Add(JournalColumns.Values(book.Org, seq, document, ruleVersion, now, hash));
        entries.Add([
            book.Org,
            seq,
            decision.PostedOn,
            decision.Period,
            document.OccurredOn,
            document.Moment.Day,
            document.Moment.CapturedMs,
        ]);
        var n = 0;
        foreach (var line in decision.Lines)
        {
            lines.Add([book.Org, seq, ++n, decision.PostedOn, line.Debit, line.Credit, line.Amount.Minor, line.Fund]);
            book.AddToTotals(decision.Period, line);
        }

        book.Seq = seq;
        book.Hash = hash;
        if (journal.Count == RowsTogether)
        {
            Flush();
        }
    }

    public void Finish()
    {
        Flush();
        book.WriteHead();
        chain.Dispose();
    }

    private void Flush()
    {
        scope.Sql.Insert("journal", JournalColumns.All, journal);
        scope.Sql.Insert("entry", EntryColumns, entries);
        scope.Sql.Insert("line", LineColumns, lines);
        journal.Clear();
        entries.Clear();
        lines.Clear();
    }
}
