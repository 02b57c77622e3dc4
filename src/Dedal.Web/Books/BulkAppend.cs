using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>
/// Appends a long run of documents to one book: rows gather and go out table by table, totals and head are written
/// once. For imports, whose documents change nothing but accounts and lines. While another thread writes one batch the
/// next one is decided, so nobody else may use the scope's SQL until <see cref="Finish"/> or <see cref="Dispose"/>.
/// </summary>
internal sealed class BulkAppend(WriteScope scope, Book book, int ruleVersion) : IDisposable
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
    private Batch batch = new();
    private Batch other = new();
    private Task writing = Task.CompletedTask;

    public void Add(Document document, Func<Document, Decision> decide)
    {
        var decision = decide(document);
        var seq = book.Seq + 1;
        var now = scope.NowMs;
        var hash = chain.Next(book.Hash, new(book.Org, seq, document, ruleVersion, now));
        foreach (var account in decision.NewAccounts)
        {
            WaitForWriting();
            BookQueries.Insert(scope.Sql, book.Org, account);
            book.Know(account);
        }

        batch.Journal.Add(JournalColumns.Values(book.Org, seq, document, ruleVersion, now, hash));
        batch.Entries.Add([
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
            batch.Lines.Add([
                book.Org,
                seq,
                ++n,
                decision.PostedOn,
                line.Debit,
                line.Credit,
                line.Amount.Minor,
                line.Fund,
            ]);
            book.AddToTotals(decision.Period, line);
        }

        book.Seq = seq;
        book.Hash = hash;
        if (batch.Journal.Count == RowsTogether)
        {
            Flush();
        }
    }

    /// <summary>Writes what is left, and the head.</summary>
    public void Finish()
    {
        Flush();
        WaitForWriting();
        book.WriteHead();
    }

    /// <summary>Leaves the scope's SQL to others, whatever happened.</summary>
    public void Dispose()
    {
        // A fault of the batch under way was either met in Finish, or another fault came first.
        _ = Task.WhenAny(writing).GetAwaiter().GetResult();
        chain.Dispose();
    }

    private void Flush()
    {
        WaitForWriting();
        var full = batch;
        (batch, other) = (other, full);
        writing = Task.Run(() => full.Write(scope.Sql));
    }

    private void WaitForWriting() => writing.GetAwaiter().GetResult();

    private sealed class Batch
    {
        public List<object?[]> Journal { get; } = new(RowsTogether);

        public List<object?[]> Entries { get; } = new(RowsTogether);

        public List<object?[]> Lines { get; } = new(RowsTogether * 2);

        public void Write(Statements sql)
        {
            sql.Insert("journal", JournalColumns.All, Journal);
            sql.Insert("entry", EntryColumns, Entries);
            sql.Insert("line", LineColumns, Lines);
            Journal.Clear();
            Entries.Clear();
            Lines.Clear();
        }
    }
}
