using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>What a check of one organisation found.</summary>
/// <param name="Head">Hash of the last document, as printed on reports.</param>
/// <param name="Faults">What is wrong, in plain words; empty when all is well.</param>
public sealed record Verdict(string Org, long Documents, string Head, IReadOnlyList<string> Faults);

/// <summary>
/// Checks a book against itself: the hash chain over every document, the head, that nothing is missing in between, and
/// that the totals are the sums of the lines.
/// </summary>
public static class Verify
{
    /// <param name="knownHead">A head printed on an earlier report; it must be in the chain (finds a cut tail).</param>
    public static Verdict Run(Statements sql, Organisation org, string? knownHead = null)
    {
        var faults = new List<string>();
        var (documents, hash, seen) = WalkChain(sql, org, knownHead, faults);
        var head = sql.First(
            "select seq, hash from head where org_id = $1",
            r => (Seq: r.GetInt64(0), Hash: (byte[])r.GetValue(1)),
            org.Id
        );
        if (head.Hash is null || head.Seq != documents || !hash.AsSpan().SequenceEqual(head.Hash))
        {
            faults.Add($"the chain ends at document {documents}, the head says {head.Seq}");
        }

        if (knownHead is not null && !seen)
        {
            faults.Add($"the head {knownHead} of an earlier report is not in the chain");
        }

        faults.AddRange(WrongTotals(sql, org));
        return new(org.Name, documents, Convert.ToHexStringLower(hash), faults);
    }

    private static (long Documents, byte[] Hash, bool KnownHeadSeen) WalkChain(
        Statements sql,
        Organisation org,
        string? knownHead,
        List<string> faults
    )
    {
        using var chain = new Chain();
        var hash = Chain.Start;
        long expected = 1;
        var seen = knownHead is null || Is(hash, knownHead);
        var rows = sql.Stream(
            $"select {JournalColumns.List} from journal where org_id = $1 order by seq",
            r =>
                (
                    Fields: new ChainFields(
                        org.Id,
                        r.GetInt64(1),
                        JournalColumns.ReadDocument(r),
                        r.GetInt32(5),
                        r.GetInt64(10)
                    ),
                    Hash: (byte[])r.GetValue(14)
                ),
            org.Id
        );
        foreach (var row in rows)
        {
            if (row.Fields.Seq != expected)
            {
                faults.Add($"document {expected} is missing");
                expected = row.Fields.Seq;
            }

            var computed = chain.Next(hash, row.Fields);
            if (!computed.AsSpan().SequenceEqual(row.Hash))
            {
                faults.Add($"document {expected} was changed or moved");
            }

            hash = row.Hash;
            seen = seen || Is(hash, knownHead!);
            expected++;
            if (faults.Count >= 20)
            {
                break;
            }
        }

        return (expected - 1, hash, seen);

        static bool Is(byte[] hash, string head) =>
            Convert.ToHexStringLower(hash).StartsWith(head, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> WrongTotals(Statements sql, Organisation org)
    {
        foreach (var (one, other) in new[] { ("from_lines", "kept"), ("kept", "from_lines") })
        {
            var wrong = sql.First(
                $"""
                with from_lines as (
                  select account, fund, period, sum(debit) as debit, sum(credit) as credit from (
                    select l.debit as account, l.fund, e.period, l.amount as debit, 0 as credit
                    from line l join entry e on e.org_id = l.org_id and e.seq = l.seq where l.org_id = $1
                    union all
                    select l.credit, l.fund, e.period, 0, l.amount
                    from line l join entry e on e.org_id = l.org_id and e.seq = l.seq where l.org_id = $1
                  ) as legs group by account, fund, period),
                kept as (select account, fund, period, debit, credit from month_total where org_id = $1)
                select count(*) from (select * from {one} except select * from {other}) as wrong
                """,
                Read.Sum,
                org.Id
            );
            if (wrong > 0)
            {
                yield return $"{wrong} month totals are not the sums of their lines";
                yield break;
            }
        }
    }
}
