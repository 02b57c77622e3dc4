using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>
/// Appends a long run of documents to one book: rows gather and go out table by table, totals and head are written
/// once. For imports, whose documents change nothing but accounts and lines. While another thread writes one batch the
/// next one is decided, so nobody else may use the scope's SQL until <see cref="Finish"/> or <see cref="Dispose"/>.
/// SQLite's look-ups of references are asserted here instead (a fifth of an import's time): the book is loaded, its
/// accounts and funds are known to it, and a document goes out before its entry, an entry before its lines.
/// </summary>
internal sealed class BulkAppend : IDisposable
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

    private readonly WriteScope scope;
    private readonly Book book;
    private readonly int ruleVersion;
    private readonly Chain chain = new();
    private Batch batch;
    private Batch other;
    private Task writing = Task.CompletedTask;

    public BulkAppend(WriteScope scope, Book book, int ruleVersion)
    {
        (this.scope, this.book, this.ruleVersion) = (scope, book, ruleVersion);
        (batch, other) = (new(scope.Sql.Kind), new(scope.Sql.Kind));
        scope.Sql.CheckReferences(false);
    }

    public void Add(Document document, Decision decision)
    {
        Assert(decision);
        var seq = book.Seq + 1;
        var now = scope.NowMs;
        var hash = chain.Next(book.Hash, new(book.Org, seq, document, ruleVersion, now));
        foreach (var account in decision.NewAccounts)
        {
            WaitForWriting();
            BookQueries.Insert(scope.Sql, book.Org, account);
            book.Know(account);
        }

        batch.Add(book.Org, seq, document, ruleVersion, now, hash, decision);
        foreach (var line in decision.Lines)
        {
            book.AddToTotals(decision.Period, line);
        }

        book.Seq = seq;
        book.Hash = hash;
        if (batch.Documents == RowsTogether)
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
        RecordedDays.Count(scope.Sql, book.Org, book.DayOf, book.Seq);
    }

    /// <summary>Leaves the scope's SQL to others, whatever happened.</summary>
    public void Dispose()
    {
        // A fault of the batch under way was either met in Finish, or another fault came first.
        _ = Task.WhenAny(writing).GetAwaiter().GetResult();
        scope.Sql.CheckReferences(true);
        chain.Dispose();
    }

    private void Assert(Decision decision)
    {
        var isPlain =
            decision is
            {
                Reverses: null,
                Counted: null,
                CountReversed: null,
                Closing: null,
                NewCommodities.Count: 0,
                NewFund: null,
                NewParty: null
            };
        foreach (var line in decision.Lines)
        {
            isPlain &= line is { DebitSubject: null, CreditSubject: null } && book.HasFund(line.Fund);
        }

        if (!isPlain)
        {
            throw new InvalidOperationException("A bulk takes documents that change nothing but accounts and lines.");
        }
    }

    private void Flush()
    {
        WaitForWriting();
        var full = batch;
        (batch, other) = (other, full);
        writing = Task.Run(() => full.Write(scope.Sql));
    }

    private void WaitForWriting() => writing.GetAwaiter().GetResult();

    private sealed class Batch(EngineKind engine)
    {
        private readonly Rows journal = Rows.For(engine, "journal", JournalColumns.All);
        private readonly Rows entries = Rows.For(engine, "entry", EntryColumns);
        private readonly Rows lines = Rows.For(engine, "line", LineColumns);

        public int Documents => journal.Count;

        public void Add(
            Guid org,
            long seq,
            Document document,
            int ruleVersion,
            long nowMs,
            byte[] hash,
            Decision decision
        )
        {
            JournalColumns.Add(journal, org, seq, document, ruleVersion, nowMs, hash);
            entries.Add(org);
            entries.Add(seq);
            entries.Add(decision.PostedOn);
            entries.Add(decision.Period);
            entries.Add(document.OccurredOn);
            entries.Add(document.Moment.Day);
            entries.Add(document.Moment.CapturedMs);
            var n = 0;
            foreach (var line in decision.Lines)
            {
                lines.Add(org);
                lines.Add(seq);
                lines.Add(++n);
                lines.Add(decision.PostedOn);
                lines.Add(line.Debit);
                lines.Add(line.Credit);
                lines.Add(line.Amount.Minor);
                lines.Add(line.Fund);
            }
        }

        public void Write(Statements sql)
        {
            sql.Insert(journal);
            sql.Insert(entries);
            sql.Insert(lines);
        }
    }
}
