using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.PlainText;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>What an import brought, or why it brought nothing.</summary>
/// <param name="Refusal">Names the line in its first argument where there is one.</param>
public sealed record ImportResult(int Transactions, Refusal? Refusal);

/// <summary>How an import's caller can follow and stop it.</summary>
/// <param name="Progress">Gets the share done, 0 to 1.</param>
/// <param name="LongestBytes">A larger file is refused before it is read.</param>
public sealed record ImportLimits(
    Action<double>? Progress = null,
    long LongestBytes = 2L << 30,
    CancellationToken Stop = default
);

/// <summary>
/// Brings a journal in hledger's or ledger's syntax into a book: one document per transaction, all or nothing. The
/// first reading finds refusals and each commodity's decimals; the second parses on one thread while the writer's
/// thread applies the rule and writes, so that a file of any length needs little memory.
/// </summary>
public static class ImportJournal
{
    /// <summary>Who a command-line import says recorded it.</summary>
    public static readonly Guid Operator = new("00000000-0000-0000-0000-000000000001");

    private const int ChunkSize = 256;

    /// <param name="org">Makes the organisation when it is new, given what the file holds.</param>
    public static async Task<ImportResult> Run(
        Writer writer,
        RecordDocument record,
        string file,
        Func<WriteScope, JournalSurvey, Organisation> org,
        ImportLimits limits
    )
    {
        if (new FileInfo(file).Length > limits.LongestBytes)
        {
            return new(0, new("journal-file-too-large", null, limits.LongestBytes >> 20));
        }

        var survey = new JournalSurvey();
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (Feed(file, survey.Feed, survey.Finish, sha, p => limits.Progress?.Invoke(p / 3), limits.Stop) is { } wrong)
        {
            return new(0, wrong);
        }

        var fingerprint = sha.GetHashAndReset();
        try
        {
            await writer.Do(scope => Write(scope, record, file, org(scope, survey), survey, fingerprint, limits));
            return new(survey.Transactions, null);
        }
        catch (ImportRefused e)
        {
            return new(0, e.Refusal);
        }
    }

    private static void Write(
        WriteScope scope,
        RecordDocument record,
        string file,
        Organisation org,
        JournalSurvey survey,
        byte[] fingerprint,
        ImportLimits limits
    )
    {
        var book = scope.Book(org.Id);
        Begin(scope, record, file, org, survey, fingerprint);
        if (book.ClosedThrough >= survey.FirstDate)
        {
            throw new ImportRefused(new("journal-in-closed-month", null, 0, survey.FirstDate!));
        }

        using var chunks = new BlockingCollection<List<Parsed>>(8);
        Refusal? refusal = null;
        Exception? fault = null;
        var parser = new Thread(() =>
        {
            try
            {
                refusal = Parse(file, survey, chunks, limits);
            }
            catch (Exception e)
            {
                fault = e;
            }
            finally
            {
                chunks.CompleteAdding();
            }
        })
        {
            IsBackground = true,
            Name = "import-parser",
        };
        parser.Start();
        try
        {
            Append(scope, book, record.Rule("journal-transaction", 1), fingerprint, chunks.GetConsumingEnumerable());
        }
        finally
        {
            Drain(chunks);
            parser.Join();
        }

        if (fault is not null)
        {
            throw fault;
        }

        if (refusal is not null)
        {
            throw new ImportRefused(refusal);
        }
    }

    /// <summary>Every transaction as a document of its own, numbered in the order of the file.</summary>
    private static void Append(
        WriteScope scope,
        Book book,
        DocumentKind rule,
        byte[] fingerprint,
        IEnumerable<List<Parsed>> chunks
    )
    {
        using var bulk = new BulkAppend(scope, book, rule.RuleVersion);
        var n = 0;
        foreach (var (transaction, body) in chunks.SelectMany(c => c))
        {
            var document = DocumentOf(fingerprint, ++n, rule, transaction.Date, body, scope.NowMs);
            var outcome = JournalTransactionKind.Decide(document, transaction, book);
            outcome = Posting.Complete(outcome, document, book);
            bulk.Add(document, outcome.Decision ?? throw new ImportRefused(outcome.Refusal!));
        }

        bulk.Finish();
    }

    /// <summary>The document that says which file came and fixes the decimals of its commodities.</summary>
    private static void Begin(
        WriteScope scope,
        RecordDocument record,
        string file,
        Organisation org,
        JournalSurvey survey,
        byte[] fingerprint
    )
    {
        var body = new JournalImportedBody(
            Path.GetFileName(file),
            Convert.ToHexStringLower(fingerprint),
            survey.Transactions,
            [.. survey.Commodities.All.Select(c => new ImportedCommodity(c.Name, c.Scale))]
        );
        var today = scope.Book(org.Id).DayOf(scope.NowMs);
        var document = new Document(
            IdOf(fingerprint, 0),
            "journal-imported",
            1,
            JsonSerializer.Serialize(body, BodyJson.Default.JournalImportedBody),
            today,
            scope.NowMs,
            0,
            Operator,
            "import",
            0
        );
        var recording = record.Handle(scope, org.Id, document, Who.Accountants);
        if (recording.Answer != Answer.Accepted)
        {
            throw new ImportRefused(
                scope.Book(org.Id).AlreadyThere(document) is not null
                    ? new("journal-imported-already", null, 0, body.File)
                    : recording.Refusal!
            );
        }
    }

    private static Refusal? Parse(
        string file,
        JournalSurvey survey,
        BlockingCollection<List<Parsed>> chunks,
        ImportLimits limits
    )
    {
        var chunk = new List<Parsed>(ChunkSize);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, JournalBody.Options);
        var reader = new JournalReader(
            survey,
            booked =>
            {
                buffer.ResetWrittenCount();
                json.Reset();
                JournalBody.Write(booked.Transaction, json);
                chunk.Add(new(booked.Transaction, Encoding.UTF8.GetString(buffer.WrittenSpan)));
                if (chunk.Count == ChunkSize)
                {
                    chunks.Add(chunk, limits.Stop);
                    chunk = new(ChunkSize);
                }
            }
        );
        var refusal = Feed(
            file,
            reader.Feed,
            reader.Finish,
            null,
            p => limits.Progress?.Invoke((1 + (2 * p)) / 3),
            limits.Stop
        );
        if (refusal is null && chunk.Count > 0)
        {
            chunks.Add(chunk, limits.Stop);
        }

        return refusal;
    }

    private delegate Refusal? FeedLine(ReadOnlySpan<char> line, int number);

    private static Refusal? Feed(
        string file,
        FeedLine feed,
        Func<Refusal?> finish,
        IncrementalHash? sha,
        Action<double> progress,
        CancellationToken stop
    )
    {
        using var lines = new LineReader(file, JournalOptions.Default.MaxLineLength, sha);
        var number = 0;
        while (lines.Next(out var line))
        {
            if (feed(line, ++number) is { } refusal)
            {
                return refusal;
            }

            if (number % 20_000 == 0)
            {
                stop.ThrowIfCancellationRequested();
                progress(lines.ShareRead);
            }
        }

        progress(1);
        return lines.Fault is { } fault ? new(fault, null, number + 1) : finish();
    }

    private static Document DocumentOf(
        byte[] fingerprint,
        int n,
        DocumentKind rule,
        DateOnly date,
        string body,
        long nowMs
    ) => new(IdOf(fingerprint, n), rule.Name, rule.Schema, body, date, nowMs, 0, Operator, "import", n);

    /// <summary>
    /// Ids that follow from the file (UUID version 8): importing it again meets them, and in a bulk they grow in order.
    /// </summary>
    private static Guid IdOf(byte[] fingerprint, int n)
    {
        Span<byte> id = stackalloc byte[16];
        fingerprint.AsSpan(0, 12).CopyTo(id);
        id[6] = (byte)(0x80 | (id[6] & 0x0f));
        id[8] = (byte)(0x80 | (id[8] & 0x3f));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(id[12..], n);
        return new(id, bigEndian: true);
    }

    private static void Drain<T>(BlockingCollection<T> chunks)
    {
        while (chunks.TryTake(out _, Timeout.Infinite)) { }
    }

    /// <summary>A transaction with the body that keeps it.</summary>
    private readonly record struct Parsed(JournalTransaction Transaction, string Body);

    private sealed class ImportRefused(Refusal refusal) : Exception(refusal.Code)
    {
        public Refusal Refusal => refusal;
    }
}
