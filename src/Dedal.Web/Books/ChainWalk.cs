using System.Collections.Concurrent;
using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>
/// Follows the hash chain of one journal from its first document to its last: the caller's thread reads, another one
/// hashes, so that a second core takes half of the work.
/// </summary>
internal sealed class ChainWalk(Organisation org, string? knownHead)
{
    private const int RowsTogether = 512;
    private const int MostFaults = 20;

    private readonly BlockingCollection<List<Row>> read = new(8);
    private readonly List<string> faults = [];
    private Task hashing = Task.CompletedTask;
    private volatile bool stop;

    /// <summary>Number of the last document.</summary>
    public long Documents { get; private set; }

    /// <summary>Hash of the last document.</summary>
    public byte[] Hash { get; private set; } = Chain.Start;

    public bool KnownHeadSeen { get; private set; } = knownHead is null || Is(Chain.Start, knownHead);

    /// <summary>Reads every document; its hashing may still be under way afterwards.</summary>
    public void Read(Statements sql)
    {
        hashing = Task.Run(HashAll);
        var rows = new List<Row>(RowsTogether);
        try
        {
            foreach (
                var row in sql.Stream(
                    $"select {JournalColumns.List} from journal where org_id = $1 order by seq",
                    r => new Row(
                        new(org.Id, r.GetInt64(1), JournalColumns.ReadDocument(r), r.GetInt32(5), r.GetInt64(10)),
                        (byte[])r.GetValue(14)
                    ),
                    org.Id
                )
            )
            {
                rows.Add(row);
                if (rows.Count == RowsTogether)
                {
                    if (stop)
                    {
                        return;
                    }

                    read.Add(rows);
                    rows = new(RowsTogether);
                }
            }

            read.Add(rows);
        }
        finally
        {
            read.CompleteAdding();
        }
    }

    /// <summary>Waits for the end of the chain and says what is wrong with it.</summary>
    public IReadOnlyList<string> Faults()
    {
        hashing.GetAwaiter().GetResult();
        return faults;
    }

    private void HashAll()
    {
        using var chain = new Chain();
        foreach (var rows in read.GetConsumingEnumerable())
        {
            foreach (var row in rows)
            {
                // What is read after enough faults is only thrown away.
                if (!stop)
                {
                    Next(chain, row);
                }
            }
        }
    }

    private void Next(Chain chain, Row row)
    {
        var expected = Documents + 1;
        if (row.Fields.Seq != expected)
        {
            faults.Add($"document {expected} is missing");
        }

        var computed = chain.Next(Hash, row.Fields);
        if (!computed.AsSpan().SequenceEqual(row.Hash))
        {
            faults.Add($"document {row.Fields.Seq} was changed or moved");
        }

        Hash = row.Hash;
        Documents = row.Fields.Seq;
        KnownHeadSeen = KnownHeadSeen || Is(Hash, knownHead!);
        stop = faults.Count >= MostFaults;
    }

    private static bool Is(byte[] hash, string head) =>
        Convert.ToHexStringLower(hash).StartsWith(head, StringComparison.OrdinalIgnoreCase);

    private readonly record struct Row(ChainFields Fields, byte[] Hash);
}
